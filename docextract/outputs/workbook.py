"""review.xlsx: findings, indicators and problems for people, with columns to decide in. The one door to openpyxl."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docextract.outputs.columns import Column
from docextract.outputs.language import LANGS, Lang
from docextract.outputs.tables_csv import ERRORS, FINDINGS, IGNORED, INDICATORS, Rows

FINDINGS_SHEET = "问题 findings"
INDICATORS_SHEET = "指标 indicators"
PROBLEMS_SHEET = "读取问题 problems"
IGNORED_SHEET = "已忽略 ignored"

DECISION_COLUMNS = ("决定 decision", "备注 note")
DECISIONS: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("确认问题", "误报", "待核实"),
    "en": ("confirmed", "false alarm", "to be checked"),
}

FINDING_COLUMNS = ("report", "severity", "kind", "subject", "message", "suggested", "reason", "score", "id")
IGNORED_COLUMNS = ("report", "ignored_because", "severity", "kind", "subject", "message", "id")
WIDE_COLUMNS = {"message": 60, "evidence": 60, "reason": 40, "ignored_because": 40, "report": 28, "subject": 18}
NARROW_WIDTH = 12

# ZIP knows no earlier time; a fixed one keeps the bytes of two runs equal
FIXED_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 - ZIP times have no zone
MAX_CELL = 32_767  # characters; Excel's limit
MAX_ROWS = 1_048_000  # Excel's limit, rounded down
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # not allowed in XML
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

HEADER_FILL = PatternFill("solid", fgColor="DDE7F0")
DECISION_FILL = PatternFill("solid", fgColor="FFF4CC")
SEVERITY_FILLS = {
    "high": PatternFill("solid", fgColor="F8CBAD"),
    "medium": PatternFill("solid", fgColor="FFE699"),
    "low": PatternFill("solid", fgColor="E2EFDA"),
}


def empty_book() -> Workbook:
    """A workbook without sheets, its dates fixed."""
    book = Workbook()
    book.properties.created = FIXED_TIME
    book.properties.creator = "docextract"
    first = book.active
    if isinstance(first, Worksheet):
        book.remove(first)
    return book


def book_bytes(book: Workbook) -> bytes:
    """The workbook as a file; the same sheets give the same bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return with_fixed_times(buffer.getvalue())


def workbook_bytes(findings: Rows, indicators: Rows, problems: Rows, *, lang: Lang = "zh") -> bytes:
    """The workbook made of the rows of findings.csv, indicators.csv and errors.csv; same rows, same bytes.

    Ignored findings have a sheet of their own, so that the first one is what is left to decide.
    """
    book = empty_book()
    state = FINDINGS.place("state")
    ignored = [row for row in findings if row[state] == IGNORED]
    left = [row for row in findings if row[state] != IGNORED]
    _fill_findings(book.create_sheet(_in(lang, FINDINGS_SHEET)), left[:MAX_ROWS], lang)
    _fill_indicators(book.create_sheet(_in(lang, INDICATORS_SHEET)), indicators, lang)
    _fill_problems(book.create_sheet(_in(lang, PROBLEMS_SHEET)), problems[:MAX_ROWS], lang)
    if ignored:
        _fill_ignored(book.create_sheet(_in(lang, IGNORED_SHEET)), ignored[:MAX_ROWS], lang)
    return book_bytes(book)


def _in(lang: Lang, name: str) -> str:
    """A name of a sheet or column: both languages for Chinese readers, who also get the English CSV files; else English."""
    return name if lang == "zh" else name.rpartition(" ")[2]


def _head(lang: Lang, column: Column[Any]) -> str:
    return _in(lang, f"{column.zh} {column.name}")


def sheets_bytes(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A plain workbook: for each sheet its rows, the first one the header; numbers stay numbers; same rows, same bytes."""
    book = empty_book()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if isinstance(value, (int, float)):
                    sheet.cell(number, column).value = value
                elif value is not None:
                    _put(sheet, number, column, str(value))
                if number == 1:
                    _mark_header(sheet, number, column)
        sheet.freeze_panes = "A2"
    return book_bytes(book)


def _fill_findings(sheet: Worksheet, rows: Rows, lang: Lang) -> None:
    places = {name: FINDINGS.place(name) for name in FINDINGS.header}
    names = [*FINDING_COLUMNS[:5], "page", "evidence", *FINDING_COLUMNS[5:]]
    heads = {column.name: _head(lang, column) for column in FINDINGS.columns} | {"page": _in(lang, "页 page")}
    _write_header(sheet, [heads[name] for name in names] + [_in(lang, name) for name in DECISION_COLUMNS])
    for number, row in enumerate(rows, start=2):
        pages, quotes = _evidence_for_people(row[places["evidence"]], lang)
        shown = {"page": pages, "evidence": quotes}
        for column, name in enumerate(names, start=1):
            _put(sheet, number, column, shown[name] if name in shown else row[places[name]], is_number=name == "score")
        severity = SEVERITY_FILLS.get(row[places["severity"]])
        if severity:
            sheet.cell(number, names.index("severity") + 1).fill = severity
        for column in range(len(names) + 1, len(names) + 1 + len(DECISION_COLUMNS)):
            sheet.cell(number, column).fill = DECISION_FILL
    offer_decisions(sheet, len(names) + 1, len(rows) + 1, DECISIONS[lang])
    _set_widths(sheet, [WIDE_COLUMNS.get(name, NARROW_WIDTH) for name in names] + [16, 30])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names) + len(DECISION_COLUMNS))}{len(rows) + 1}"


def offer_decisions(sheet: Worksheet, column: int, last_row: int, choices: Sequence[str]) -> None:
    """A drop-down in the cells of a column; what is none of the choices is refused."""
    letter = get_column_letter(column)
    offered = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
    offered.errorTitle, offered.error = DECISION_COLUMNS[0], "、".join(choices)
    offered.add(f"{letter}2:{letter}{max(last_row, 2)}")
    sheet.add_data_validation(offered)


def _evidence_for_people(text: str, lang: Lang) -> tuple[str, str]:
    """Pages, and one line a place: "第 12 页 表 6：专任教师总数 1903"."""
    items = json.loads(text) if text else []
    pages = dict.fromkeys(str(item["page"]) for item in items)
    line, comma = ("第 {page} 页 {where}：{quote}", "、") if lang == "zh" else ("page {page} {where}: {quote}", ", ")
    return comma.join(pages), "\n".join(line.format(**item) for item in items)


def _fill_ignored(sheet: Worksheet, rows: Rows, lang: Lang) -> None:
    columns = [column for name in IGNORED_COLUMNS for column in FINDINGS.columns if column.name == name]
    _write_header(sheet, [_head(lang, column) for column in columns])
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            _put(sheet, number, place, row[FINDINGS.place(column.name)])
    _set_widths(sheet, [WIDE_COLUMNS.get(column.name, NARROW_WIDTH) for column in columns])
    sheet.freeze_panes = "A2"


def _fill_indicators(sheet: Worksheet, rows: Rows, lang: Lang) -> None:
    """Reports as rows; for each indicator and year a column. A value found twice: the first row counts.

    Values of a classification's items stay in indicators.csv: a column an item would be thousands.
    """
    place = {name: INDICATORS.place(name) for name in INDICATORS.header}
    columns: dict[tuple[str, str], tuple[str, str]] = {}
    values: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    for row in rows:
        code, year = row[place["code"]], row[place["year"]]
        of_report = values.setdefault(row[place["report"]], {})
        if not code or row[place["item"]]:
            continue
        columns.setdefault((code, year), (row[place["path"]] or row[place["name"]], row[place["unit"]]))
        of_report.setdefault((code, year), (row[place["value"]], row[place["status"]]))
    keys = _by_code_then_year(list(columns))
    corner = ("指标", "单位", "年份", "代码") if lang == "zh" else ("indicator", "unit", "year", "code")
    titles = [corner, *((*columns[key], key[1], key[0]) for key in keys)]
    for column, title in enumerate(titles, start=1):
        for line, text in enumerate((title[0], title[1], title[2], title[3]), start=1):
            _put(sheet, line, column, text)
            _mark_header(sheet, line, column)
    for number, (report, of_report) in enumerate(values.items(), start=5):
        _put(sheet, number, 1, report)
        for column, key in enumerate(keys, start=2):
            value, status = of_report.get(key, ("", "missing"))
            _put(sheet, number, column, value if status in ("ok", "missing") else status, is_number=True)
    _set_widths(sheet, [WIDE_COLUMNS["report"]] + [14] * len(keys))
    sheet.freeze_panes = "B5"


def _by_code_then_year(keys: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Codes in the order in which they first come, the years of each beside each other."""
    order = {code: number for number, code in reversed(list(enumerate(code for code, _ in keys)))}
    return sorted(keys, key=lambda key: (order[key[0]], key[1]))


def _fill_problems(sheet: Worksheet, rows: Rows, lang: Lang) -> None:
    _write_header(sheet, [_head(lang, column) for column in ERRORS.columns])
    for number, row in enumerate(rows, start=2):
        for column, (definition, text) in enumerate(zip(ERRORS.columns, row, strict=True), start=1):
            _put(sheet, number, column, text, is_number=definition.is_number)
    _set_widths(sheet, [WIDE_COLUMNS.get(column.name, NARROW_WIDTH) for column in ERRORS.columns])
    sheet.freeze_panes = "A2"


def _write_header(sheet: Worksheet, names: Sequence[str]) -> None:
    for column, name in enumerate(names, start=1):
        _put(sheet, 1, column, name)
        _mark_header(sheet, 1, column)


def _mark_header(sheet: Worksheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.font = Font(bold=True)
    cell.fill = HEADER_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _put(sheet: Worksheet, row: int, column: int, text: str, *, is_number: bool = False) -> None:
    """A number if it is one and may be, else text; text beginning with = stays text."""
    if not text:
        return
    cell = sheet.cell(row, column)
    if is_number and re.fullmatch(r"-?\d{1,15}(\.\d+)?", text):
        cell.value = float(text) if "." in text else int(text)
        return
    cell.value = CONTROL.sub("", text)[:MAX_CELL]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text="\n" in text or len(text) > NARROW_WIDTH, vertical="top")


def _set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def with_fixed_times(data: bytes) -> bytes:
    """The same archive without the moment at which it was written."""
    stamp = FIXED_TIME.isoformat().encode() + b"Z"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the operating system is written in
            target.writestr(entry, content)
    return buffer.getvalue()


def has_decisions(path: Path) -> bool:
    """True if somebody has filled in a decision or note, or if that can't be told (the file can't be opened)."""
    try:
        book = load_workbook(path, read_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return True
    try:
        lang = next((lang for lang in LANGS if _in(lang, FINDINGS_SHEET) in book.sheetnames), None)
        if lang is None:
            return True
        rows = book[_in(lang, FINDINGS_SHEET)].iter_rows(values_only=True)
        header = [str(cell) for cell in next(rows, ())]
        wanted = [_in(lang, name) for name in DECISION_COLUMNS]
        if not set(wanted) <= set(header):
            return True
        places = [header.index(name) for name in wanted]
        return any(row[place] not in (None, "") for row in rows for place in places if place < len(row))
    finally:
        book.close()


def free_review_name(folder: Path) -> str:
    """review.xlsx, or review.new.xlsx, review.new-2.xlsx … when people have filled in decisions in those before."""
    names = chain(["review.xlsx", "review.new.xlsx"], (f"review.new-{number}.xlsx" for number in count(2)))
    return next(name for name in names if not (folder / name).exists() or not has_decisions(folder / name))
