"""Prose claims, indicator values and cells as one kind of record, and what is in use for one thing."""
