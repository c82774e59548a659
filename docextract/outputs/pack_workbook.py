"""A rule pack as a workbook for people who live in Excel, and back. Beside the sheets lie the files as they were."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from docextract.errors import RulesError
from docextract.outputs.workbook import CONTROL, MAX_CELL, book_bytes, empty_book
from docextract.rulepacks.sheets import FIRST_ROW, Row, Sheet

SOURCE_SHEET = "原文 source"
ID, FILE, COMMENT = "#rule", "#file", "#comment"  # no key begins with #
FIXED_COLUMNS = (ID, FILE, COMMENT)
FIXED_MEANINGS = (
    "原来是哪一条；新增的行留空。 Which rule it was; leave blank for a new one.",
    "写在哪个文件；留空同上一行。 File; blank: that of the row above.",
    "注释。 Comment.",
)
WIDTHS = {ID: 4, FILE: 22, COMMENT: 24, "code": 26, "name": 28, "aliases": 34, "not": 30, "why": 30, "label": 30}
WIDTH = 14
KEY_FILL = PatternFill("solid", fgColor="DDE7F0")
MEANING_FONT = Font(italic=True, color="808080", size=9)


def pack_workbook_bytes(sheets: Sequence[Sheet], files: Mapping[str, str]) -> bytes:
    """The workbook of a pack: its sheets, and hidden the files that they were made from. Same pack, same bytes.

    Raises RulesError when a cell would be longer than Excel allows.
    """
    book = empty_book()
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    source = book.create_sheet(SOURCE_SHEET)
    source.sheet_state = "hidden"
    for number, (name, mark, line) in enumerate(_source_lines(files), start=1):
        for column, text in enumerate((name, mark, line), start=1):
            _put(source, number, column, text)
    return book_bytes(book)


def read_pack_workbook(path: Path, blank: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], dict[str, str]]:
    """The sheets of an edited workbook and the files that it was made from; `blank` says which sheets there must be.

    Raises RulesError for a file that is no such workbook, or one that lacks a sheet.
    """
    try:
        book = load_workbook(path)
    except (OSError, ValueError, KeyError, InvalidFileException, zipfile.BadZipFile) as error:
        said = (
            f"{path.name}：不是 Excel 工作簿（.xlsx），或已损坏；请在 Excel 中另存为 .xlsx。"
            f" {path.name} is no Excel workbook (.xlsx), or damaged; save it as .xlsx"
        )
        raise RulesError([said]) from error
    missing = [name for name in (*(sheet.name for sheet in blank), SOURCE_SHEET) if name not in book.sheetnames]
    if missing:
        raise RulesError(
            [
                f"{path.name}：缺少工作表 {'、'.join(missing)}；请用 docextract rules to-xlsx 重新导出。"
                f" The sheets {', '.join(missing)} are not there; export the pack again."
            ]
        )
    sheets = tuple(_read(book[sheet.name], sheet) for sheet in blank)
    return sheets, _files(book[SOURCE_SHEET])


def _fill(sheet: Worksheet, content: Sheet) -> None:
    columns = (*FIXED_COLUMNS, *content.columns)
    for column, (key, meaning) in enumerate(zip(columns, (*FIXED_MEANINGS, *content.meanings), strict=True), start=1):
        _put(sheet, 1, column, key)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(1, column).fill = KEY_FILL
        _put(sheet, 2, column, meaning)
        sheet.cell(2, column).font = MEANING_FONT
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(key, WIDTH)
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = f"D{FIRST_ROW}"
    for number, row in enumerate(content.rows, start=FIRST_ROW):
        for column, text in enumerate((row.id, row.file, row.comment), start=1):
            _put(sheet, number, column, text)
        for column, key in enumerate(content.columns, start=len(FIXED_COLUMNS) + 1):
            _put(sheet, number, column, row.cells.get(key, ""))


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Text stays text: what begins with = is no formula, 1 no number."""
    if not text:
        return
    if len(text) > MAX_CELL or CONTROL.search(text):
        where = f"{sheet.title}!{get_column_letter(column)}{row}"
        raise RulesError(
            [f"{where}：内容太长或含有控制字符，放不进单元格。 Too long for a cell, or control characters."]
        )
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _read(sheet: Worksheet, blank: Sheet) -> Sheet:
    lines = sheet.iter_rows(values_only=True)
    columns = [_text(cell) for cell in next(lines, ())]
    _check_head(sheet.title, columns, [_text(cell) for cell in next(lines, ())])
    rows = []
    for number, line in enumerate(lines, start=FIRST_ROW):
        cells = {key: _text(cell) for key, cell in zip(columns, line, strict=False) if key}
        id, file, comment = (cells.pop(key, "") for key in FIXED_COLUMNS)
        if any((id, file, comment, *cells.values())) and (any(cells.values()) or not blank.columns):
            rows.append(Row(id, file, comment, {key: text for key, text in cells.items() if text}, number))
    return Sheet(blank.name, blank.list_key, tuple(columns[len(FIXED_COLUMNS) :]), (), tuple(rows))


def _check_head(name: str, columns: Sequence[str], meanings: Sequence[str]) -> None:
    """Raises RulesError unless rules begin in FIRST_ROW: a rule in a header row would be deleted unseen.

    Row 2 may be blank; else it must begin with what the first column means.
    """
    if tuple(columns[: len(FIXED_COLUMNS)]) != FIXED_COLUMNS:
        row, zh, en = 1, f"应是键名，前三列为 {'、'.join(FIXED_COLUMNS)}", "has no keys, or not in the first columns"
    elif any(meanings) and meanings[0] != FIXED_MEANINGS[0]:
        row, zh, en = 2, "应是各列的意思，不是规则", "has no meanings of the columns, but a rule"
    else:
        return
    raise RulesError(
        [
            f"工作表“{name}”第 {row} 行{zh}；头两行不能删、不能移，请恢复后再写回（或重新导出）。没有写入任何文件。"
            f" Row {row} of sheet {name} {en}; the first two rows must stay. Put them back, or export again;"
            " nothing was written."
        ]
    )


def _text(cell: object) -> str:
    """A cell as text: 100.0 typed by a person is 100, TRUE is true."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return re.sub(r"\r\n?|_x000D_", "\n", str(cell)).strip("\n")


def _source_lines(files: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, mark and line. The mark keeps blanks at the ends and tells the last line from one that ends the file."""
    for name, text in files.items():
        for line in text.split("\n"):
            yield name, "CR" if line.endswith("\r") else "", f"|{line.removesuffix(chr(13))}|"


def _files(sheet: Worksheet) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    for name, mark, line in sheet.iter_rows(values_only=True, max_col=3):
        if name:
            text = str(line or "||")[1:-1]
            lines.setdefault(str(name), []).append(text + ("\r" if mark == "CR" else ""))
    return {name: "\n".join(parts) for name, parts in lines.items()}
