"""Wholes and their parts in running text: lists, totals, what is left."""
