"""What a number was the year before: between numbers that may all be wrong, the one that has jumped is the likelier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact
from docextract.model.source import Place


def usual_values(book: Book) -> Mapping[Place, Decimal]:
    """The value of the other year for every number that has one, in the unit in which the number is printed."""
    rows: dict[tuple[str, int], list[Fact]] = {}
    for fact in book.facts:
        if fact.source.row >= 0 and fact.year:
            rows.setdefault((fact.source.block, fact.source.row), []).append(fact)
    found: dict[Place, Decimal] = {}
    for fact in book.facts:
        others = list(_beside(fact, rows) if fact.source.row >= 0 else _before(book, fact))
        if len({other.value for other in others}) == 1 and others[0].value > 0:
            found[fact.source.place] = others[0].value / fact.unit_size
    return found


def _beside(fact: Fact, rows: Mapping[tuple[str, int], list[Fact]]) -> Iterator[Fact]:
    """The cell of the row's other year; none in rows that have several columns a year."""
    row = rows.get((fact.source.block, fact.source.row), [])
    if len({other.year for other in row}) == len(row):
        yield from (o for o in row if abs(o.year - fact.year) == 1 and o.dimension == fact.dimension)


def _before(book: Book, fact: Fact) -> Iterator[Fact]:
    """The indicator's values of last year, which the report states elsewhere."""
    if fact.code and is_state(fact):
        yield from (f for stated in book.stated(fact.code, fact.year - 1) for f in stated.facts[:1])
