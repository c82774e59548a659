"""Arithmetic that the numbers of a paragraph may have with each other, and what it says of a number that breaks it."""
