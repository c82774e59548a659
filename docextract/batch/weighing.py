"""Which findings count, and which are to be looked at first; told from their rows."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Mapping

from docextract.model.finding import Severity
from docextract.outputs.run_record import WorstFinding
from docextract.outputs.tables_csv import FINDINGS, OPEN, VERDICTS, Rows

WORST_SHOWN = 3

_PLACE = {name: FINDINGS.place(name) for name in FINDINGS.header}
_ORDER = {severity.value: rank for rank, severity in enumerate(Severity)}


def open_rows(rows: Rows) -> Rows:
    """The findings that nobody has set aside."""
    return [row for row in rows if row[_PLACE["state"]] == OPEN]


def by_severity(rows: Rows) -> dict[str, int]:
    """How many of the findings are of each severity, ignored ones left out."""
    return dict(Counter(row[_PLACE["severity"]] for row in open_rows(rows)))


def by_state(rows: Rows) -> dict[str, int]:
    """Of rows of verdicts.csv: how many numbers are confirmed, in conflict, and so on."""
    return dict(Counter(row[VERDICTS.place("verdict")] for row in rows))


def worst(rows_of: Mapping[str, Rows]) -> tuple[WorstFinding, ...]:
    """The few to show: the most severe, then the surest, then in order of reports and ids, the same in every run."""
    ranked = (
        ((_ORDER[row[_PLACE["severity"]]], -float(row[_PLACE["score"]]), place, row[_PLACE["id"]]), row)
        for place, rows in enumerate(rows_of.values())
        for row in open_rows(rows)
    )
    return tuple(_worst_finding(row) for _, row in heapq.nsmallest(WORST_SHOWN, ranked))


def _worst_finding(row: list[str]) -> WorstFinding:
    cell = {name: row[at] for name, at in _PLACE.items()}
    pages = tuple(dict.fromkeys(int(item["page"]) for item in json.loads(cell["evidence"] or "[]")))
    return WorstFinding(
        cell["report"],
        cell["severity"],
        cell["kind"],
        cell["message"],
        cell["message_en"],
        pages,
        float(cell["score"]),
    )
