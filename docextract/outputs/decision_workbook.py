"""A workbook to decide in: one row a finding, two columns to fill in, and hidden what each row was when it was written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from docextract.errors import DecisionsError
from docextract.outputs.plain import FORMULA_START
from docextract.outputs.workbook import (
    CONTROL,
    DECISION_FILL,
    FINDINGS_SHEET,
    HEADER_FILL,
    MAX_CELL,
    SEVERITY_FILLS,
    book_bytes,
    empty_book,
    offer_decisions,
)

RECORD_SHEET = "记录 record"
PIECE = 30_000  # characters of a hidden record in one cell; Excel takes 32,767
TO_FILL_IN = ("decision", "note")
WIDTHS = {"message": 60, "evidence": 60, "reason": 40, "report": 28, "subject": 18, "decision": 14, "note": 36}
WIDTH = 12
# A workbook of a thousand reports has a few megabytes; what unpacks to more than this is no workbook to read.
MAX_UNPACKED = 1_000_000_000


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row to be written: its cells by the names of columns, and the texts kept hidden with it."""

    cells: Mapping[str, str]
    record: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it was read: `number` from 1, the header being 1; `formulas` names the columns that hold one."""

    number: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The findings of a filled-in workbook. `columns` tells each column's letters; `records` are the hidden texts."""

    file: str
    title: str
    columns: Mapping[str, str]
    rows: tuple[FilledRow, ...]
    records: tuple[tuple[str, ...], ...]

    def place(self, row: int, column: str) -> str:
        """How people find a cell: file, sheet and cell."""
        return f"{self.file}：工作表 sheet “{self.title}” {self.columns.get(column, '')}{row}"


class _Cell(Protocol):
    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


def decision_workbook_bytes(
    heads: Mapping[str, str], rows: Sequence[DecisionRow], choices: Sequence[str], *, sheet_name: str = FINDINGS_SHEET
) -> bytes:
    """The workbook; `heads` are the columns' names and what stands above them, `choices` what may be decided.

    All cells but those to fill in are locked, without a password. Text is text: what begins with = is no formula, also
    after it was edited. Same rows, same bytes.
    """
    book = empty_book()
    sheet = book.create_sheet(sheet_name)
    for column, (name, head) in enumerate(heads.items(), start=1):
        cell = sheet.cell(1, column, head)
        cell.fill = HEADER_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, WIDTH)
    for number, row in enumerate(rows, start=2):
        for column, name in enumerate(heads, start=1):
            _put(sheet, number, column, row.cells.get(name, ""))
            if name in TO_FILL_IN:
                sheet.cell(number, column).fill = DECISION_FILL
                sheet.cell(number, column).protection = Protection(locked=False)
            elif name == "severity" and row.cells.get(name) in SEVERITY_FILLS:
                sheet.cell(number, column).fill = SEVERITY_FILLS[row.cells[name]]
    _restrict(sheet, list(heads), len(rows) + 1, choices)
    record = book.create_sheet(RECORD_SHEET)
    record.sheet_state = "veryHidden"
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(_pieces(row.record), start=1):
            _put(record, number, column, text)
    return book_bytes(book)


def _restrict(sheet: Worksheet, names: Sequence[str], last: int, choices: Sequence[str]) -> None:
    """The drop-down, the filter and the lock, under which filtering and setting widths still work."""
    offer_decisions(sheet, names.index("decision") + 1, last, choices)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{last}"
    sheet.protection.sheet = True
    for allowed in ("autoFilter", "sort", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)  # False: not forbidden


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    if not text:
        return
    cell = sheet.cell(row, column)
    cell.value = CONTROL.sub("", text)[:MAX_CELL]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if FORMULA_START.match(text) or text.startswith("-"):
        cell.quotePrefix = True  # stays text when somebody edits the cell


def _pieces(record: Sequence[str]) -> Iterator[str]:
    """Each text behind a mark that tells where the next one begins and keeps blanks at its ends."""
    for text in record:
        for start in range(0, max(len(text), 1), PIECE):
            yield f"{'|' if start == 0 else '+'}{text[start : start + PIECE]}|"


def _record_of(pieces: Sequence[str]) -> tuple[str, ...]:
    texts: list[str] = []
    for piece in pieces:
        if piece.startswith("+") and texts:
            texts[-1] += piece[1:-1]
        elif piece:
            texts.append(piece[1:-1])
    return tuple(texts)


def read_decision_workbook(path: Path) -> FilledSheet:
    """What people filled in, from the workbook above or from the review.xlsx of a run; rows without anything are left out.

    Raises DecisionsError for a file that is neither.
    """
    _refuse_bombs(path)
    try:
        book = load_workbook(path, read_only=True)
    except (OSError, ValueError, KeyError, InvalidFileException, zipfile.BadZipFile) as error:
        raise _no_workbook(path) from error
    try:
        names = (FINDINGS_SHEET, FINDINGS_SHEET.rpartition(" ")[2])
        title = next((name for name in names if name in book.sheetnames), None)
        if title is None:
            raise DecisionsError(
                [
                    f"{path.name}：没有工作表“{names[0]}”；应为 review.xlsx 或 docextract decisions export 导出的文件。"
                    f" There is no sheet “{names[1]}”; give a review.xlsx or what docextract decisions export wrote."
                ]
            )
        columns, rows = _rows(book[title])
        records: tuple[tuple[str, ...], ...] = ()
        if RECORD_SHEET in book.sheetnames:
            lines = book[RECORD_SHEET].iter_rows(values_only=True)
            records = tuple(_record_of([str(cell) for cell in line if cell]) for line in lines)
        return FilledSheet(path.name, title, columns, rows, records)
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise _no_workbook(path) from error  # XML cut off in the middle is a SyntaxError
    finally:
        book.close()


def _rows(sheet: Worksheet) -> tuple[dict[str, str], tuple[FilledRow, ...]]:
    """The letters of each column by its name, and the rows. A column's name is the last word above it."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # other programs write wrong ones
    names: list[str] = []
    rows = []
    for number, line in enumerate(sheet.iter_rows(), start=1):
        if number == 1:
            names = [_text(cell.value).split()[-1] if _text(cell.value) else "" for cell in line]
            continue
        cells = {name: cell for name, cell in zip(names, line, strict=False) if name}
        texts = {name: _text(cell.value) for name, cell in cells.items()}
        if any(texts.values()):
            rows.append(FilledRow(number, texts, _formulas(cells)))
    return {name: get_column_letter(place) for place, name in enumerate(names, start=1) if name}, tuple(rows)


def _formulas(cells: Mapping[str, _Cell]) -> frozenset[str]:
    return frozenset(name for name, cell in cells.items() if cell.data_type == "f")


def _text(cell: object) -> str:
    """A cell as text: 100.0 typed by a person is 100, a date is 2026-03-02."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat().removesuffix("T00:00:00")
    return re.sub(r"\r\n?|_x000D_", "\n", str(cell)).strip()


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise _no_workbook(path) from error
    if size > MAX_UNPACKED:
        raise DecisionsError([f"{path.name}：文件解压后过大，没有读取。 It unpacks to too much and was not read."])


def _no_workbook(path: Path) -> DecisionsError:
    return DecisionsError(
        [
            f"{path}：不存在、正被占用，或不是完好的 Excel 工作簿（.xlsx）；请在 Excel 中关闭，另存为 .xlsx。"
            " It is not there, in use, or no whole Excel workbook (.xlsx); close it in Excel, save it as .xlsx."
        ]
    )
