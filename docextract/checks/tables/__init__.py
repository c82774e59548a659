"""Relations inside one table."""
