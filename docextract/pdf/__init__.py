"""The readers: a file to page records. The only place that knows a PDF library."""
