"""Names and spellings of a report, compared with each other."""
