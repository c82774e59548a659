"""Numbers that no fact holds: years, references, codes and the like, each with why nothing was set against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.facts.facts import Fact
from docextract.checks.tables.table_cells import column_heads, is_serial, numbers_columns, parse_cell
from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.model.finding import Message
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.text.numbers import to_decimal
from docextract.text.patterns import (
    ARABIC,
    CLOCK,
    DOCUMENT_NUMBER,
    GAP,
    LIST_MARK,
    ORDINAL,
    PHONE,
    QUOTED,
    REFERENCE,
    compile_pattern,
)
from docextract.text.periods import find_periods

Spans = list[tuple[int, int]]

# In this order: what an earlier pattern has taken, a later one leaves alone.
_KINDS = tuple(
    (compile_pattern(pattern), Message(zh, en))
    for pattern, zh, en in (
        (PHONE, "电话号码，不是统计数", "a telephone number"),
        (r"(?:https?://|www\.)[\w./?=&%-]+|[\w.]+@[\w.]+\w", "网址或邮箱，不是统计数", "an address on the web"),
        (rf"{DOCUMENT_NUMBER}|第{GAP}\d+{GAP}号", "文件编号，不是统计数", "the number of a document"),
        (REFERENCE, "图、表、案例的编号，不是统计数", "the number of a table, figure or case"),
        (rf"第{GAP}\d+(?:{GAP}[-—–、至]{GAP}\d+)*{GAP}\p{{Han}}", "序数，不是统计数", "an ordinal"),
        (ORDINAL, "序数，不是统计数", "an ordinal"),
        (rf"{CLOCK}|\d{{1,2}}[:：][0-5]\d(?![\d:：])", "时刻，不是统计数", "a time of day"),
    )
)
_QUOTED = compile_pattern(QUOTED)
_LIST_MARK = compile_pattern(LIST_MARK)
_NUMBER = compile_pattern(rf"{ARABIC}(?:{GAP}[:：∶]{GAP}{ARABIC})?")
# A year that the reading of periods leaves alone: 2025 届, 2023、2024 年, 2021 级.
_YEAR = compile_pattern(
    rf"(?<!\d)(?:19|20)\d{{2}}(?:{GAP}[-－—–~～至、./]{GAP}\d{{1,4}})*{GAP}(?:学?年|级|届|学年度|年度|版)"
    rf"|\d{{1,2}}{GAP}(?:月份?|日|号)(?!\p{{Han}}?楼)"
)
# Letters, slashes or plus signs next to the digits: 5G, CCTV-13, 1+X.
_CODE = compile_pattern(r"[A-Za-z][-—]?$|[+＋/#&]$"), compile_pattern(r"^(?:[-—]?[A-Za-z]|[+＋#&])")
_FOOTNOTE_MARK = compile_pattern(r"^[ ]*(?:\d{1,2}|[①-⑳])[ ]*")
_LONE = compile_pattern(r"^[\W_]*\d+[\W_]*$")

_DATE = Message("年份或日期，不是统计数", "a year or date")
_NAME = Message("名称里的数字，不是统计数", "part of a name")
_MARK = Message("代号，不是统计数", "part of a code")
_ALONE = Message("单独成行的数字（页码或图里的字）", "digits alone on a line (a page number, or words of a picture)")
_UNREAD = Message("没有读出是什么数", "it was not read what this number counts")
_HEADER = Message("表头里的数字，不是统计数", "part of a table's header")
_SERIAL = Message("行号、序号或编码，不是统计数", "a row's number or code")
_CELL_TEXT = Message("表格文字里的数，没有读出是什么数", "in a cell's text; it was not read what this number counts")
_CELL = Message("没有认出是哪一项、哪一年的数", "it was not read which item or year this cell is of")


@dataclass(frozen=True, slots=True)
class LeftNumber:
    """A number that no fact holds. `quote` is a whole date or reference, so that its digits are told once."""

    source: SourceRef
    quote: str
    why: Message


def numbers_left(report: Report, facts: Sequence[Fact], taken: Iterable[tuple[str, int, int]]) -> Iterator[LeftNumber]:
    """The Arabic numbers of paragraphs, footnotes and cells that no fact of `facts` and no cell of `taken` holds.

    Numbers of headings, captions, pages and lists are left out: the numbering is checked by itself. `taken` names cells
    by table, row and column.
    """
    by_block: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.claim is not None:
            by_block.setdefault(fact.source.block, []).append(fact)
    for block in report.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE):
            yield from _of_block(block, by_block.get(block.id, ()), report.year)
    cells = set(taken) | {(f.source.block, f.source.row, f.source.column) for f in facts if f.claim is None}
    for table in report.tables:
        yield from _of_table(table, cells, report.year)


def _of_block(block: Block, facts: Sequence[Fact], year: int) -> Iterator[LeftNumber]:
    text = block.text
    if not any(char.isdigit() for char in text):
        return
    spans = [span for fact in facts for span in _own_digits(text, fact)]
    spans += [match.span() for match in _LIST_MARK.finditer(text)]
    if block.kind is BlockKind.FOOTNOTE and (mark := _FOOTNOTE_MARK.match(text)):
        spans.append(mark.span())
    for start, end, why in _named_kinds(text, year):
        if any(char.isdigit() for char in text[start:end]) and _is_free(start, end, spans):
            spans.append((start, end))
            yield _left(block, start, end, why)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if _is_free(start, end, spans):
            yield _left(block, start, end, _why(text, start, end, quoted))


def _named_kinds(text: str, year: int) -> Iterator[tuple[int, int, Message]]:
    for pattern, why in _KINDS:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), why
    dates = [(mention.start, mention.end) for mention in find_periods(text, year)]
    dates += [match.span() for match in _YEAR.finditer(text)]
    for start, end in sorted(dates, key=lambda span: span[0] - span[1]):  # the whole date before its year
        yield start, end, _DATE


def _why(text: str, start: int, end: int, quoted: Spans) -> Message:
    if _LONE.match(text):
        return _ALONE
    if any(first <= start and end <= last for first, last in quoted):
        return _NAME
    before, after = _CODE
    if before.search(text[max(0, start - 2) : start]) or after.match(text[end : end + 2]):
        return _MARK
    return _UNREAD


def _own_digits(text: str, fact: Fact) -> Spans:
    """The digits of a fact's own value within its quote, whose subject may hold other numbers; both ends of a range.

    The last number of the quote when none is printed as the value was read (2.45 万 as 24500).
    """
    start, end = fact.source.start, fact.source.end
    found = [match.span() for match in _NUMBER.finditer(text, max(0, start), max(0, end))]
    quantity = fact.claim.quantity if fact.claim is not None else None
    known = {fact.value, *(v for v in (quantity and quantity.value, quantity and quantity.low) if v is not None)}
    own = [span for span in found if _values(text[slice(*span)]) & known]
    return own or found[-1:]


def _values(digits: str) -> set[Decimal]:
    sides = digits.replace("：", ":").replace("∶", ":").split(":")
    return {value for side in sides if (value := to_decimal(side.strip())) is not None}


def _is_free(start: int, end: int, spans: Spans) -> bool:
    return all(end <= first or last <= start for first, last in spans)


def _left(block: Block, start: int, end: int, why: Message) -> LeftNumber:
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    return LeftNumber(SourceRef(page, bbox, block.id, start, end), block.text[start:end].strip(), why)


def _of_table(table: Table, taken: set[tuple[str, int, int]], year: int) -> Iterator[LeftNumber]:
    heads = column_heads(table)
    for row, cells in enumerate(table.cells):
        are_numbers_of_columns = row >= table.header_rows and numbers_columns(cells)
        for column, text in enumerate(cells):
            if (table.id, row, column) in taken or not any(char.isdigit() for char in text):
                continue
            if row < table.header_rows:
                why = _HEADER
            elif are_numbers_of_columns or is_serial(heads[column]) or _counts_rows(table, column):
                why = _SERIAL
            else:
                why = _why_of_cell(text, year)
            place = table.cell_place(row, column)
            yield LeftNumber(SourceRef(place.page, place.bbox, table.id, row=row, column=column), text, why)


def _why_of_cell(text: str, year: int) -> Message:
    if parse_cell(text) is None:
        rest = text
        for mention in reversed(find_periods(text, year)):
            rest = rest[: mention.start] + rest[mention.end :]
        rest = _YEAR.sub("", rest)
        return _CELL_TEXT if any(char.isdigit() for char in rest) else _DATE
    return _DATE if len(text.strip()) == 4 and text.strip()[:2] in ("19", "20") else _CELL


def _counts_rows(table: Table, column: int) -> bool:
    """True for a first column whose numbers below the header count on from 1, whatever its head says."""
    if column:
        return False
    numbers = [cells[0].strip() for cells in table.cells[table.header_rows :] if cells[0].strip().isdigit()]
    return len(numbers) > 1 and [int(number) for number in numbers] == list(range(1, len(numbers) + 1))
