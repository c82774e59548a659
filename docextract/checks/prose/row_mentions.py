"""Rows of a table of the body that the text beside it tells again: 幼儿保育专业 367 人 under a table whose row says 376.

The rows of such tables are no indicators: what they say is known by row label, column head and unit together. Only
paragraphs of the table's own section, and those that cite its number, are set against it. Where the row is named in
other words than by the number's subject, only a slip of the pen is held against the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact, subject_key
from docextract.checks.facts.slips import is_mistyped
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import SAME
from docextract.checks.tables.table_cells import NumberCell, table_cells
from docextract.checks.verdicts.saying import at, at_en
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern
from docextract.text.places import where_in_english

# What a text may add to a row's label or leave out.
_KIND_END = compile_pattern(r"(?:专业群?|系部?|学校|学院|校区|类|方面)$")
_TOTAL_ROW = compile_pattern(r"^(?:合计|总计|小计|共计|平均|全市|全校|全省|其他|其它)")
_CITED = compile_pattern(r"(?:附?表)[ ]*(?P<number>\d+(?:[-－—.]\d+)*)")
# 在民营企业就业的 258 人.
_SAID_OF = compile_pattern(r"^(?:在|到|赴|去往?|进入|从事)|(?:就业|工作|从业|上岗)?的?$")
MIN_LABEL = 2
# What the sentence part says of the row itself stands first.
_OTHER_THAN = compile_pattern(r"其中|新增|增加|减少|上年|去年|累计|计划|比|较")


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row that have a unit, by the head of their column; the years are those of the cells."""

    label: str
    cells: tuple[tuple[str, Fact], ...]

    def of_year(self, year: int, own: int) -> _Row:
        """The row without cells of other years; those without a year are of the report's own."""
        return _Row(self.label, tuple((head, cell) for head, cell in self.cells if (cell.year or own) == year))


def row_equations(book: Book) -> Iterator[Equation]:
    """Every number of the text that one cell of such a table says too."""
    cells = {(f.source.block, f.source.row, f.source.column): f for f in book.facts if f.claim is None}
    for table in book.report.tables:
        rows = _rows(book, table, cells)
        if not rows:
            continue
        for block in _beside(book, table):
            for fact in book.claims_of(block):
                own = [row.of_year(fact.year, book.report.year) for row in rows]
                cell = _cell_of(fact, own) or _cell_named_before(book, fact, own)
                if cell is not None:
                    yield _equation(fact, cell)


def _beside(book: Book, table: Table) -> Iterator[str]:
    """The paragraphs of the table's section, and those elsewhere that cite it."""
    for block in book.report.paragraphs:
        cited = {match.group("number") for match in _CITED.finditer(block.text)}
        is_cited = bool(table.number) and table.number in cited
        if is_cited or (block.section == table.section and block.case == table.case and not cited - {table.number}):
            yield block.id


def _rows(book: Book, table: Table, facts: Mapping[tuple[str, int, int], Fact]) -> tuple[_Row, ...]:
    grouped: dict[int, list[NumberCell]] = {}
    for cell in table_cells(table, book.report.year):
        grouped.setdefault(cell.row, []).append(cell)
    found = []
    for row, cells in grouped.items():
        label = _bare(cells[0].label) if cells[0].row_label else ""
        known = [(_head(c), f) for c in cells if (f := facts.get((table.id, row, c.column))) is not None and c.unit]
        if len(label) >= MIN_LABEL and not _TOTAL_ROW.search(label) and known:
            found.append(_Row(label, tuple(known)))
    labels = [row.label for row in found]
    return tuple(row for row in found if labels.count(row.label) == 1)


def _head(cell: NumberCell) -> str:
    return subject_key("".join(cell.heads[-1:]).partition("（")[0])


def _bare(label: str) -> str:
    return _KIND_END.sub("", subject_key(label))


def _cell_of(fact: Fact, rows: Sequence[_Row]) -> Fact | None:
    """The one cell that says the same thing; None when none or several may be meant."""
    if fact.kind is not ClaimKind.LEVEL or not fact.subject or fact.claim is None or not fact.year:
        return None
    for row in rows:
        for head, cell in row.cells:
            alike = [h for h, other in row.cells if other.dimension == cell.dimension]
            if cell.dimension != fact.dimension or (cell.code and cell.code != fact.code):
                continue
            names_head = bool(head) and fact.key.endswith(head)
            subject = fact.key.removesuffix(head) if names_head else fact.key
            if _bare(_SAID_OF.sub("", subject)) == row.label and (names_head or len(alike) == 1):
                return cell
            if fact.owner and _bare(fact.owner) == row.label and fact.key == head:
                return cell
    return None


def _cell_named_before(book: Book, fact: Fact, rows: Sequence[_Row]) -> Fact | None:
    """The cell of the one row that the sentence part names before the number: 获得二等奖学金的学生为 186 人, 石泉县规模最大，在校生 7465 人.

    None unless the cell says the same or the number is a slip of it: the sentence may go on about a part of the row.
    """
    if fact.kind is not ClaimKind.LEVEL or fact.claim is None or not fact.year or fact.claim.quantity.is_bounded:
        return None
    text = book.report.block(fact.source.block).text
    part = text[max(text.rfind(stop, 0, fact.source.end) for stop in "。；") + 1 : fact.source.end]
    named = [row for row in rows if row.label in part]
    if len(named) != 1 or _OTHER_THAN.search(part):
        return None
    alike = [(head, cell) for head, cell in named[0].cells if cell.dimension == fact.dimension]
    cells = [cell for head, cell in alike if len(head) >= MIN_LABEL and fact.key.endswith(head)]
    if not cells and len(alike) == 1 and named[0].label in fact.subject:
        cells = [alike[0][1]]
    if len(cells) != 1 or cells[0].code not in ("", fact.code):
        return None
    is_same = cells[0].interval.meets(fact.interval)
    return cells[0] if is_same or is_mistyped(fact.value, cells[0].value) else None


def _equation(said: Fact, cell: Fact) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        return intervals[0].meets(intervals[1])

    message = Message(
        f"{said.subject}{at(said)}写 {said.shown}，{cell.where.rpartition('，')[0]}为 {cell.printed}",
        f"{said.subject} is {said.shown} {at_en(said)}, but {cell.printed} in {where_in_english(cell.where.rpartition('，')[0])}",
    )
    return passage_equation(
        "said_twice", "row", (said, cell), holds, f"{said.printed} = {cell.printed}", message,
        shape=SAME, score=0.9, kind=FindingKind.VALUE_CONFLICT, severity=Severity.HIGH,
    )  # fmt: skip
