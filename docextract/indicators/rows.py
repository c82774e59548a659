"""A data table's grid to rows: label, unit, one cell a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.indicators.columns import Columns, is_header_row
from docextract.indicators.names import row_label
from docextract.indicators.titles import form_of_title
from docextract.indicators.year_headers import plain_cell
from docextract.model.table import Table
from docextract.rulepacks.schema import Pack
from docextract.text.labels import STARS, Label

_NOTE = re.compile(rf"^(?:注[:：\d]|说明[:：]|备注[:：]|填表说明|[{re.escape(STARS)}＊﹡])")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a data table. `cells` are (year, column, text as printed), in column order.

    `form` is the id of the form whose title stands over the row, "" if none does. `unit` is as printed, from its
    column or from the label's bracket. `is_inherited`: the label cell is blank and the label is that of the row above,
    which has another unit, or none because the table has no units (one indicator on two rows).
    """

    table: Table
    row: int
    label: Label
    unit: str
    cells: tuple[tuple[int, int, str], ...]
    form: str = ""
    is_inherited: bool = False


def table_rows(table: Table, columns: Columns, form: str, report_year: int, pack: Pack) -> Iterator[FormRow]:
    """The body rows that hold a label or a value; repeated headers, form titles and notes among them are left out.

    A form's title that stands as a row of its own names the form of the rows under it.
    """
    before: FormRow | None = None
    grid = table.filled()
    for number in range(columns.n_header, len(grid)):
        cells = grid[number]
        if not any(plain_cell(cell) for cell in cells) or is_header_row(cells, columns, report_year, pack):
            continue
        alone = {plain_cell(cell) for cell in cells} - {""}
        text = next(iter(alone)) if len(alone) == 1 else ""
        if text and (title := form_of_title(text, pack)) and title.score >= 0.85:
            form, before = title.form, None
            continue
        if _is_note(text, cells, columns):
            continue
        row = _form_row(table, number, cells, columns, form, pack, before)
        if row is not None:
            yield row
            before = row


def _is_note(alone: str, cells: Sequence[str], columns: Columns) -> bool:
    """True for a note under the rows. What has a unit or a value beside it is a row, though a star begins its label."""
    beside = [c for c in (columns.unit, *columns.years) if c >= 0]
    is_bare = bool(alone) or not any(plain_cell(cells[c]) for c in beside)
    return is_bare and _NOTE.match(alone or plain_cell(cells[columns.labels[0]])) is not None


def _form_row(
    table: Table, number: int, cells: Sequence[str], columns: Columns, form: str, pack: Pack, before: FormRow | None
) -> FormRow | None:
    printed = next((cells[c] for c in reversed(columns.labels) if plain_cell(cells[c])), "")
    label = row_label(printed, pack)
    values = tuple((year, column, cells[column]) for column, year in sorted(columns.years.items()))
    has_value = any(plain_cell(text) for _, _, text in values)
    if not label.text and not has_value:
        return None
    unit = plain_cell(cells[columns.unit]) if columns.unit >= 0 else ""
    unit = unit or label.unit
    is_twin = before is not None and (unit != before.unit if unit else not before.unit and columns.unit < 0)
    if label.text or before is None or not is_twin:
        return FormRow(table, number, label, unit, values, form)
    return FormRow(table, number, before.label, unit, values, form, is_inherited=True)
