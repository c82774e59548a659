"""Prose to stated values: sentences are cut, numbers found, and each gets its subject, period and owner."""
