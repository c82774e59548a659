"""The panel as the page shows it: reports by indicators, which cells a finding speaks of, one indicator over the years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docextract.model.finding import Severity
from docextract.outputs.language import Lang
from docextract.outputs.panel import Panel
from docextract.review.carry_over import Carried
from docextract.review.decisions import Key, State
from docextract.review.finding_view import told
from docextract.review.run_index import FindingEntry, RunIndex

SEVERITIES = [severity.value for severity in Severity]


def panel_view(panel: Panel, index: RunIndex, standings: Mapping[Key, Carried], lang: Lang) -> dict[str, Any]:
    """Columns, and rows of report and year with their values in the order of the columns (None: not given).

    `conflicts` has for report and code the findings that dispute the value; those that are dismissed are left out.
    """
    codes = [column.code for column in panel.columns]
    return {
        "columns": [
            {"code": each.code, "name": each.name, "path": each.path, "unit": each.unit} for each in panel.columns
        ],
        "rows": [
            {
                "report": index.by_name[str(row["report"])].address,
                "title": row["title"],
                "issuer": row["issuer"],
                "name": row["report"],
                "year": row["year"],
                "values": [row.get(code) for code in codes],
            }
            for row in panel.rows
            if row["report"] in index.by_name
        ],
        "conflicts": _conflicts(index, standings, lang),
    }


def _conflicts(index: RunIndex, standings: Mapping[Key, Carried], lang: Lang) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in index.findings:
        if not each.row["code"] or _is_settled(each, standings):
            continue
        told_before = found.setdefault(each.address, {}).get(each.row["code"])
        if told_before is None or _rank(each.row["severity"]) < _rank(told_before["severity"]):
            found[each.address][each.row["code"]] = {
                "id": each.id,
                "severity": each.row["severity"],
                "years": sorted({place.period[-4:] for place in each.places if place.period}),
                "message": told(each.row, "message", lang),
            }
    return found


def _is_settled(found: FindingEntry, standings: Mapping[Key, Carried]) -> bool:
    return found.is_ignored or standings[found.finding.key].state is State.DISMISSED


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
