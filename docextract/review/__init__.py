"""What reviewers do with a run: decisions on its findings, kept beside it, and the page and files that they work in."""
