"""Shares and rates of running text: their counts and their wholes."""
