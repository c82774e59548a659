"""Page records to text blocks in reading order."""
