"""Values per head of running text: totals, counts and what comes to each."""
