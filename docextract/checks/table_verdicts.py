"""Verdicts on the cells of one table."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.saying import key_of
from docextract.checks.table_cells import NumberCell
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.table import Table


def table_verdict(
    table: Table,
    key: str,
    agrees: bool,
    message: Message,
    cells: Sequence[NumberCell],
    label: str,
    suggested: str,
    working: str,
    severity: Severity,
) -> Verdict:
    """A verdict on cells of one table, the first being the one that the others speak about."""
    return Verdict(
        check="table_arithmetic",
        key=key_of(table.title, key),
        outcome="agrees" if agrees else "differs",
        kind=FindingKind.ARITHMETIC,
        severity=severity,
        subject=label or table.title,
        message=message,
        evidence=tuple(cell_evidence(table, cell) for cell in cells[:8]),
        suggested=suggested,
        reason=Message(working, working),
    )


def cell_evidence(table: Table, cell: NumberCell) -> Evidence:
    """A cell as evidence."""
    place = table.cell_place(cell.row, cell.column)
    source = SourceRef(place.page, place.bbox, table.id, -1, -1, cell.row, cell.column)
    where = "，".join(part for part in (table.caption, "".join(cell.heads) or "", cell.row_label) if part)
    return Evidence(source, cell.printed, cell.printed.rstrip("%％"), cell.unit, str(cell.year or ""), where)
