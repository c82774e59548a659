"""False findings per 100 pages: what is found in the corpus reports beyond the conflicts planted in them by their authors."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from bench.checks.reading import CORPUS, pdf_path
from docextract import pipeline
from docextract.evaluate.findings import measure_findings
from docextract.evaluate.measured import Item
from docextract.evaluate.reading import planted_of
from docextract.model.finding import Finding

# What these say of a document that was made for its layouts is true: it has no more parts than its layouts need. Its
# expectations leave that out, so these are no false findings there.
_OF_WHOLE_REPORTS = frozenset(("missing_chapter", "missing_data_table", "missing_indicator"))


@dataclass(frozen=True, slots=True)
class Clean:
    """A report's pages, and the checks whose findings no expectation knows."""

    name: str
    pages: int
    false: tuple[str, ...]


def clean(name: str) -> Clean:
    """One corpus PDF against its own expectations."""
    analysis = pipeline.analyse(pdf_path(name))
    folder = CORPUS / name.rpartition(".")[0]
    agrees = yaml.safe_load((folder / "expected" / "agrees.yaml").read_text("utf-8")) or []
    planted = planted_of(folder / "expected", name)
    is_whole = "made for its layouts" not in yaml.safe_load((folder / "about.yaml").read_text("utf-8"))["kind"]
    findings = [f for f in analysis.findings if is_whole or f.check not in _OF_WHOLE_REPORTS]
    false = [
        f.check for f in findings if not measure_findings(planted, agrees, [_item(f)]).figures["findings_precision"]
    ]
    return Clean(name, analysis.report.page_count, tuple(sorted(false)))


def per_100_pages(reports: list[Clean]) -> float:
    return 100 * sum(len(each.false) for each in reports) / max(1, sum(each.pages for each in reports))


def _item(finding: Finding) -> Item:
    pieces = [{"page": e.source.page, "quote": e.quote, "value": e.value} for e in finding.evidence]
    return {"kind": finding.kind.value, "evidence": pieces, "related_reports": ""}
