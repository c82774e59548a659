"""A cell of a form that has its neighbour's value, so that what the text says of it is far off."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from docextract.checks.facts.book import Book, Stated
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.usual import usual_values
from docextract.text.numbers import to_decimal

# The two together are so much nearer (difference of logarithms) to the other year's cells when they are exchanged.
NEARER = 1.0
MIN_DIGITS = 2


def is_exchanged(book: Book, cell: Fact, said: Stated) -> bool:
    """True when a neighbour has the value that the text says, and the text or the other year's cells give it the cell's.

    A value of a part that the text tells under its whole's name stands beside it as well, in its own place.
    """
    return any(
        _is_told(book, beside, cell) or _is_nearer(book, cell, beside)
        for beside in _neighbours(book, cell)
        if any(_same_print(fact, beside) for fact in said.facts)
    )


def _neighbours(book: Book, cell: Fact) -> Iterator[Fact]:
    cells = _cells(book)
    table, row, column = cell.source.block, cell.source.row, cell.source.column
    for place in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
        if found := cells.get((table, *place)):
            yield found


@lru_cache(maxsize=1)  # of the report at hand
def _cells(book: Book) -> dict[tuple[str, int, int], Fact]:
    return {(f.source.block, f.source.row, f.source.column): f for f in book.facts if f.source.row >= 0}


def _same_print(one: Fact, two: Fact) -> bool:
    """True for the same digits, two and more, whatever the units."""
    value = to_decimal(one.printed)
    return sum(char.isdigit() for char in one.printed) >= MIN_DIGITS and value == to_decimal(two.printed)


def _is_told(book: Book, beside: Fact, cell: Fact) -> bool:
    said = book.stated(beside.code, beside.year) if beside.code else ()
    return any(fact.origin == "text" and _same_print(fact, cell) for stated in said for fact in stated.facts)


def _is_nearer(book: Book, cell: Fact, beside: Fact) -> bool:
    usual = _usual(book)
    values = [
        (to_decimal(one.printed), to_decimal(other.printed), usual.get(one.source.place))
        for one, other in ((cell, beside), (beside, cell))
    ]
    nearer = 0.0
    for printed, other, before in values:
        if printed is None or other is None or before is None or min(printed, other, before) <= 0:
            return False
        nearer += abs(math.log(float(printed / before))) - abs(math.log(float(other / before)))
    return nearer >= NEARER


@lru_cache(maxsize=1)  # of the report at hand
def _usual(book: Book) -> dict[tuple[str, int, int, int], Decimal]:
    return dict(usual_values(book))
