"""What a number was the year before: between numbers that may all be wrong, the one that has jumped is the likelier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact
from docextract.checks.tables.table_cells import column_heads
from docextract.model.source import Place
from docextract.text.patterns import compile_pattern

_Row = tuple[str, int, str]  # table, row, header without its year
_YEAR = compile_pattern(r"(?:20\d\d(?:[-—–~－]20\d\d)?[ ]*(?:学年度?|年度?)?|[上本今去]学?年度?)")


def usual_values(book: Book) -> Mapping[Place, Decimal]:
    """The value of the other year for every number that has one, in the unit in which the number is printed."""
    heads = {table.id: tuple(map(_without_year, column_heads(table))) for table in book.report.tables}
    rows: dict[_Row, list[Fact]] = {}
    for fact in book.facts:
        if fact.source.row >= 0 and fact.year:
            rows.setdefault(_row_of(fact, heads), []).append(fact)
    found: dict[Place, Decimal] = {}
    for fact in book.facts:
        row = rows.get(_row_of(fact, heads), ())
        others = list(_beside(fact, row) if fact.source.row >= 0 else _before(book, fact))
        if len({other.value for other in others}) == 1 and others[0].value >= 0:
            found[fact.source.place] = others[0].value / fact.unit_size
    return found


def _without_year(heads: Sequence[str]) -> str:
    """A column's header without its year: 2023 年在校生 and 2024 年在校生 are of one thing."""
    return _YEAR.sub("", "".join(heads))


def _row_of(fact: Fact, heads: Mapping[str, Sequence[str]]) -> _Row:
    source = fact.source
    known = heads.get(source.block, ())
    return source.block, source.row, known[source.column] if 0 <= source.column < len(known) else ""


def _beside(fact: Fact, row: Sequence[Fact]) -> Iterator[Fact]:
    """The cell of the row's other year; none in rows that have several such columns a year."""
    if len({other.year for other in row}) == len(row):
        yield from (o for o in row if abs(o.year - fact.year) == 1 and o.dimension == fact.dimension)


def _before(book: Book, fact: Fact) -> Iterator[Fact]:
    """The indicator's values of last year, which the report states elsewhere."""
    if fact.code and is_state(fact):
        yield from (f for stated in book.stated(fact.code, fact.year - 1) for f in stated.facts[:1])
