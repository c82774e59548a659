"""Relations between values as equations that hold or do not."""
