"""Scripts for those who work on docextract; not shipped."""
