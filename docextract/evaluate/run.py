"""Measures the output of a run against the corpus."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from docextract.evaluate.figures import STAGES, CauseShare, DocumentFigures, Evaluation
from docextract.evaluate.findings import measure_findings
from docextract.evaluate.items import measure_items
from docextract.evaluate.measured import Item, Pair
from docextract.evaluate.reading import csv_rows, planted_of, rows_by_report, yaml_items
from docextract.evaluate.tables import measure_tables
from docextract.evaluate.values import measure_indicators


def evaluate(out: Path, corpus: Path) -> Evaluation:
    """Measure the output folder `out` against every PDF that `corpus` has expectations for.

    The run may have read the corpus folder itself or any folder with its PDFs: they are known by file name. A PDF
    that the run left no structure for scores 0 in every stage, unless its layout `needs` an extra (about.yaml): then it
    is skipped. Findings between reports are left out: the corpus holds the same report in several layouts.
    """
    structures = {path.stem: path for path in sorted((out / "reports").rglob("*.json"))}
    tables = {name: rows_by_report(out / f"{name}.csv") for name in ("indicators", "findings")}
    documents, skipped = [], []
    for folder in sorted(path.parent for path in corpus.glob("*/about.yaml")):
        about = yaml.safe_load((folder / "about.yaml").read_text("utf-8"))
        for layout, look in sorted(about["layouts"].items()):
            name = f"{folder.name}.{layout}"
            if "needs" in look and name not in structures:
                skipped.append(name)
                continue
            report = json.loads(structures[name].read_text("utf-8")) if name in structures else None
            found = [
                row for row in tables["findings"].get(name, []) if not (row.get("related_reports") or "").strip(" []")
            ]
            given = Given(report or {}, tables["indicators"].get(name, []), found)
            documents.append(_measure(folder / "expected", name, str(about["split"]), given, report is not None))
    return Evaluation(tuple(documents), tuple(skipped))


@dataclass(frozen=True)
class Given:
    """What the run wrote about one PDF."""

    report: Item
    indicators: Sequence[Item]
    findings: Sequence[Item]


def _measure(expected: Path, name: str, split: str, given: Given, was_read: bool) -> DocumentFigures:
    want = json.loads((expected / f"{name}.json").read_text("utf-8"))
    parts = [
        measure_items(want, given.report),
        measure_tables(want["tables"], given.report.get("tables", [])),
        measure_indicators(csv_rows(expected / "indicators.csv"), given.indicators),
        measure_findings(planted_of(expected, name), yaml_items(expected / "agrees.yaml"), given.findings),
    ]
    figures = {stage: value for part in parts for stage, value in part.figures.items() if value is not None}
    if not was_read:
        # No finding is no false alarm, but an unread PDF must not look better than a badly read one.
        figures |= {"findings_precision": 0.0}
    causes = [share for part in parts for stage, pairs in part.pairs.items() for share in _shares(stage, pairs)]
    missed = tuple(each for part in parts for each in part.missed)
    return DocumentFigures(
        name, split, was_read, {s: figures[s] for s in STAGES if s in figures}, tuple(causes), missed
    )


def _shares(stage: str, pairs: Iterable[Pair]) -> list[CauseShare]:
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for item, partner in pairs:
        for cause in _causes(item):
            wanted[cause] += 1
            right[cause] += partner is not None
    return [CauseShare(stage, cause, right[cause], wanted[cause]) for cause in sorted(wanted)]


def _causes(item: Item) -> list[str]:
    """A list in JSON, joined with `; ` in CSV; `[""]` for an item that is not hard."""
    hard = item.get("hard") or ""
    return [str(each) for each in hard] if isinstance(hard, list) else str(hard).split("; ")
