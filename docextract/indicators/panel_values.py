"""Grids whose columns are indicators to values: one an item and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docextract.indicators.cell_values import CellValue, read_cell
from docextract.indicators.panel_rows import PanelRow, panel_rows
from docextract.indicators.panels import PlacedPanel, form_by_columns, place_panels
from docextract.indicators.titles import form_of_title
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.rulepacks.records import Form
from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form

UNTITLED_SCORE = 0.9
LEAST_TITLE = 0.85  # how like its own title a form's must be; these titles differ from each other by a few characters
_UNIT_NOTE = re.compile(
    r"(?:单位|计量)\s*[:：]\s*(?:人民币)?(?P<unit>[^\s，。；：:（）()]{1,4})|[（(](?P<bare>[^（）()]{0,2}元)[)）]"
)


def panel_forms(pack: Pack) -> tuple[Form, ...]:
    """The pack's forms whose columns are indicators."""
    return tuple(form for form in pack.forms if form.panels)


def panel_form_of(table: Table, pack: Pack) -> tuple[Form, float] | None:
    """The form that a table fills in, with how sure we are; None when it fills in none of this shape."""
    forms = panel_forms(pack)
    if not forms or not table.cells:
        return None
    match = form_of_title(table.title, pack) if table.title else None
    if match is not None and match.score >= LEAST_TITLE:
        form = next((form for form in forms if form.id == match.form), None)
        return (form, match.score) if form is not None and place_panels(table, form) else None
    form = form_by_columns(table, forms)
    return (form, UNTITLED_SCORE) if form is not None else None


def extract_panels(
    tables: Sequence[tuple[Table, Form, float]], pack: Pack, year: int
) -> Iterator[tuple[IndicatorValue, CellValue]]:
    """The values of such grids, table by table and row by row. Names without a code take the code that another grid gives."""
    placed = [(table, place_panels(table, form), score) for table, form, score in tables]
    coded = _codes_by_name(placed, pack)
    for table, panels, score in placed:
        unit = printed_unit(table, pack)
        found: list[tuple[IndicatorValue, CellValue]] = []
        for panel in panels:
            for row in panel_rows(table, panel, pack, coded):
                found.extend(_row_values(table, panel, row, unit, score, pack, year))
        given = {(value.code, value.item) for value, _ in found if value.status is not ValueStatus.MISSING}
        for value, cell in found:
            # A sum set over several panels stands in one of them; the others' empty cells say nothing of it.
            if value.status is not ValueStatus.MISSING or (value.code, value.item) not in given:
                yield value, cell


def _codes_by_name(
    placed: Sequence[tuple[Table, Sequence[PlacedPanel], float]], pack: Pack
) -> dict[tuple[str, str], str]:
    """Codes by classification and compared name: the pack's own, then those that a grid of this report prints.

    Only names of the outermost level: further down the same name stands under several codes.
    """
    found: dict[tuple[str, str], str] = {}
    for scheme in pack.classifications.values():
        for item in scheme.items:
            for name in (item.name, *item.also):
                found.setdefault((scheme.id, compare_form(name)), item.code)
    for table, panels, _ in placed:
        for panel in panels:
            own = pack.classifications.get(panel.panel.items)
            if own is None:
                continue
            for row in panel_rows(table, panel, pack, {}):
                if row.item and own.level(row.item) == 0 and row.item_name:
                    found.setdefault((own.id, compare_form(row.item_name)), row.item)
    return found


def printed_unit(table: Table, pack: Pack) -> str:
    """The unit that the table's note, title or header prints, if the pack knows it; "" if none does.

    编制单位：… is no unit.
    """
    header = " ".join(cell for row in table.cells[: max(table.header_rows, 1)] for cell in row)
    for text in (table.note, table.title, header):
        for match in _UNIT_NOTE.finditer(text):
            unit = match["unit"] or match["bare"]
            if pack.unit(unit) is not None:
                return unit
    return ""


def _row_values(
    table: Table, placed: PlacedPanel, row: PanelRow, unit: str, score: float, pack: Pack, year: int
) -> Iterator[tuple[IndicatorValue, CellValue]]:
    for column, measure in placed.measures:
        code = row.code_in(placed.panel, measure)
        raw = table.cells[row.row][column]
        if (not code or row.row < placed.body) and not raw.strip():
            continue
        if row.row < placed.body and read_cell(raw, "", "", pack).status is not ValueStatus.OK:
            continue
        indicator = pack.indicators.get(code)
        cell = read_cell(raw, indicator.unit if indicator else "", unit, pack)
        yield _value(table, row, column, code, cell, unit, score, pack, year), cell


def _value(
    table: Table,
    row: PanelRow,
    column: int,
    code: str,
    cell: CellValue,
    unit: str,
    score: float,
    pack: Pack,
    year: int,
) -> IndicatorValue:
    indicator = pack.indicators.get(code)
    place = table.cell_place(row.row, column)
    path = pack.path(code) if indicator else ()
    sure = row.score if code else 0.0
    return IndicatorValue(
        code=code,
        name=indicator.name if indicator else "",
        path=(*path, row.item_name) if row.item else path,
        unit=indicator.unit if indicator else unit,
        year=year,
        value=cell.value,
        status=cell.status,
        raw=table.cells[row.row][column],
        printed_label=row.label,
        table=table.id,
        source=SourceRef(page=place.page, bbox=place.bbox, block=table.id, row=row.row, column=column),
        score=round(min(score, sure), 4),
        method="exact" if sure == 1.0 else "name" if sure else "none",
        decimals=cell.decimals,
        printed_unit=unit,
        item=row.item,
        item_name=row.item_name,
    )
