"""Makes the corpus's PDFs and what is true of them from `corpus/<document>/source.yaml`."""
