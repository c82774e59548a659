"""Numbered things (headings, figures, tables, cases), who else names their numbers, and which number is out of order."""
