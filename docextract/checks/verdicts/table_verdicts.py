"""Verdicts on the cells of one table."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.relations.shapes import Shape, relation_of
from docextract.checks.tables.table_cells import NumberCell
from docextract.checks.verdicts.saying import key_of
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation
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
    relations: Sequence[Relation] = (),
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
        evidence=tuple(
            cell_evidence(table, cell) for cell in (cells if agrees else cells[:8])
        ),  # each is then told as agreeing
        suggested=suggested,
        reason=Message(working, working),
        relations=tuple(relations),
    )


def cells_relation(table: Table, shape: Shape, cells: Sequence[tuple[NumberCell, Interval]]) -> Relation:
    """The shape over cells, each with what its print can stand for."""
    return relation_of(
        shape, [(Mention(_source(table, cell), interval, cell.printed.rstrip("%％")),) for cell, interval in cells]
    )


def cell_evidence(table: Table, cell: NumberCell) -> Evidence:
    """A cell as evidence."""
    where = "，".join(part for part in (table.caption, "".join(cell.heads) or "", cell.row_label) if part)
    return Evidence(
        _source(table, cell), cell.printed, cell.printed.rstrip("%％"), cell.unit, str(cell.year or ""), where
    )


def _source(table: Table, cell: NumberCell) -> SourceRef:
    place = table.cell_place(cell.row, cell.column)
    return SourceRef(place.page, place.bbox, table.id, -1, -1, cell.row, cell.column)
