"""Compares what a run wrote with what the corpus says must come out, stage by stage and by cause of difficulty.

Every figure is a share from 0 to 1, except `agrees_flagged`, which counts false alarms. Items pair one to one:

| stage | an item is right when |
|---|---|
| `sections` | number and title read as printed, on the right page (F1) |
| `section_levels` | its level is right as well (share of the expected sections) |
| `cases`, `figures` | number, title and page (F1) |
| `case_text` | mean likeness of the expected cases' texts; 0 for a case not found |
| `tables_found` | a table on the same pages shares at least a third of its cell neighbours (F1) |
| `table_cells` | mean F1 of neighbouring cells; 0 for a table not found |
| `table_rows_exact` | a row comes out cell for cell, blanks included, in order (share of the expected rows) |
| `table_captions` | number, title and side of the caption (share of the expected tables) |
| `toc` | an entry under its list's heading (F1) |
| `footnotes` | mark and text (F1) |
| `parts` | documents bound behind the first: title, issuer, year and page (F1) |
| `indicators` | status, and for a value number and unit; a value printed again later does not count (F1) |
| `findings_recall` | a finding quotes the planted conflict in its place (share of the planted) |
| `findings_precision` | share of the shown findings that show a planted conflict |
| `agrees_flagged` | number of statements that come out, flagged all the same |
"""

from __future__ import annotations

from docextract.evaluate.figures import LESS_IS_BETTER, STAGES, CauseShare, DocumentFigures, Evaluation
from docextract.evaluate.report import as_table, baseline_of, below_baseline
from docextract.evaluate.run import evaluate

__all__ = [
    "LESS_IS_BETTER",
    "STAGES",
    "CauseShare",
    "DocumentFigures",
    "Evaluation",
    "as_table",
    "baseline_of",
    "below_baseline",
    "evaluate",
]
