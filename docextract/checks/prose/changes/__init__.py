"""Rises and falls of running text: from A to B, by how much, which way."""
