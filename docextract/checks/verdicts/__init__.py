"""What is made of comparisons: evidence, messages, and what became of each number."""
