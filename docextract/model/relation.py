"""What a comparison says of its numbers, in a form that can be solved: which value would make it hold?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from docextract.model.quantity import Interval
from docextract.model.source import Place, SourceRef


@dataclass(frozen=True, slots=True)
class Mention:
    """A number where it is printed.

    `interval` is what the print can stand for, in base units; one of the printed unit is `unit_size` base units (10000
    for 万元), so that interval / unit_size is in the printed unit whatever relation the number stands in.
    """

    source: SourceRef
    interval: Interval
    printed: str
    unit_size: Decimal = Decimal(1)

    @property
    def place(self) -> Place:
        """The same for every mention of one printed number: block and first character, or table, row and column."""
        return self.source.place


@dataclass(frozen=True, slots=True)
class Term:
    """weight x value, or weight x value x rate; `value` and `rate` are the mentions that agree on the number (at least one)."""

    weight: Decimal
    value: tuple[Mention, ...]
    rate: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """The terms and the constant add up to 0, or to no more than 0 when `is_bound`."""

    terms: tuple[Term, ...]
    is_bound: bool = False
    constant: Decimal = Decimal(0)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All printed numbers that take part, in the order of the terms, each once."""
        found = {m.place: m for term in self.terms for m in (*term.value, *term.rate)}
        return tuple(found.values())
