"""Tables to indicator values: the stage as the pipeline calls it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docextract.indicators.body import BODY_SCORE, BodyCell, find_in_body
from docextract.indicators.cell_values import CellValue, read_cell
from docextract.indicators.decide import Assignment, assign_rows
from docextract.indicators.notices import cell_notices, piece_notices, row_notice
from docextract.indicators.panel_values import extract_panels, panel_form_of
from docextract.indicators.recognise import find_pieces, join_pieces
from docextract.model.indicator import IndicatorValue
from docextract.model.notice import Notice
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.rulepacks.schema import Pack


def extract_indicators(
    tables: Sequence[Table], pack: Pack, year: int
) -> tuple[tuple[IndicatorValue, ...], tuple[Notice, ...]]:
    """All values of the pack's indicators in a report's tables, and what we are unsure of.

    `tables` in reading order; `year` is the report's (0 if unknown: then only headers that print a year are read).
    Values of the data tables come first, row by row and year by year; a data-table row that fits no indicator is given
    with `code` "", its value as printed. Values from tables of the running text follow, `in_data_table` False. An empty
    input gives two empty tuples.
    """
    shown = [table for table in tables if table.cells and not table.missing]
    forms = {table.id: found for table in shown if (found := panel_form_of(table, pack)) is not None}
    values: list[IndicatorValue] = []
    notices: list[Notice] = []
    for value, cell in extract_panels([(t, *forms[t.id]) for t in shown if t.id in forms], pack, year):
        values.append(replace(value, value=_normal(value.value)))
        notices.extend(cell_notices(value, cell))
    shown = [table for table in shown if table.id not in forms]
    pieces = find_pieces(shown, year, pack)
    notices.extend(notice for piece in pieces for notice in piece_notices(piece))
    for walk in join_pieces(pieces):
        for assignment in assign_rows(walk, pack):
            if notice := row_notice(assignment, pack):
                notices.append(notice)
            for value, cell in _row_values(assignment, pack):
                values.append(value)
                notices.extend(cell_notices(value, cell))
    in_pieces = {piece.table.id for piece in pieces}
    body = [table for table in shown if table.id not in in_pieces]
    for place in find_in_body(body, year, pack):
        value, cell = _body_value(place, pack)
        values.append(value)
        notices.extend(cell_notices(value, cell))
    return tuple(values), tuple(notices)


def _row_values(assignment: Assignment, pack: Pack) -> Iterator[tuple[IndicatorValue, CellValue]]:
    row = assignment.row
    indicator = pack.indicators.get(assignment.code)
    for year, column, raw in row.cells:
        cell = read_cell(raw, indicator.unit if indicator else "", row.unit, pack)
        value = IndicatorValue(
            code=assignment.code,
            name=indicator.name if indicator else "",
            path=pack.path(assignment.code) if indicator else (),
            unit=indicator.unit if indicator else row.unit,
            year=year,
            value=_normal(cell.value),
            status=cell.status,
            raw=raw,
            printed_label=row.label.printed,
            table=row.table.id,
            source=_source(row.table, row.row, column),
            score=round(assignment.score, 4),
            method=assignment.method,
            decimals=cell.decimals,
            printed_unit=row.unit,
            runner_up=assignment.runner_up,
            runner_up_score=round(assignment.runner_up_score, 4),
        )
        yield value, cell


def _body_value(place: BodyCell, pack: Pack) -> tuple[IndicatorValue, CellValue]:
    indicator = pack.indicators[place.code]
    raw = place.table.cells[place.row][place.column]
    cell = read_cell(raw, indicator.unit, place.unit, pack)
    value = IndicatorValue(
        code=place.code,
        name=indicator.name,
        path=pack.path(place.code),
        unit=indicator.unit,
        year=place.year,
        value=_normal(cell.value),
        status=cell.status,
        raw=raw,
        printed_label=place.printed_label,
        table=place.table.id,
        source=_source(place.table, place.row, place.column),
        score=BODY_SCORE,
        method=place.method,
        decimals=cell.decimals,
        printed_unit=place.unit,
        in_data_table=False,
    )
    return value, cell


def _source(table: Table, row: int, column: int) -> SourceRef:
    region = table.cell_place(row, column)
    return SourceRef(page=region.page, bbox=region.bbox, block=table.id, row=row, column=column)


def _normal(value: Decimal | None) -> Decimal | None:
    """A converted value without an exponent (1.2E+5 is 120000); None stays None."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value
