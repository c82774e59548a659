"""Relations that running text states, read off the order of its numbers and the words between them."""
