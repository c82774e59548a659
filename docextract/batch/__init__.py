"""A folder of PDFs: one bad file never stops the rest, a re-run skips what is unchanged."""

from docextract.batch.runner import Progress, run
from docextract.outputs.run_record import ReportRecord, RunSummary, WorstFinding

__all__ = ["Progress", "ReportRecord", "RunSummary", "WorstFinding", "run"]
