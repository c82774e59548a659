"""Cross-checks: all records of a report in, verdicts and findings out. One check a module."""
