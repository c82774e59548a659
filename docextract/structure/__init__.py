"""Blocks to the document's tree: contents lists, headings, captions, cases, footnotes."""
