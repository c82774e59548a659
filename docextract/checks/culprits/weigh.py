"""Which of several values in use for one thing the rest of the report speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docextract.checks.facts.book import Book, Stated
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.prose_equations import prose_share_equations, prose_sum_equations
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.pack_equations import ratio_equations, sum_equations
from docextract.checks.relations.per_head import per_head_equations
from docextract.checks.share import said_rate_equations


@dataclass(frozen=True, slots=True)
class Vote:
    """A relation that holds for one of the values and not for all: its working, and the facts it rests on."""

    stated: Stated
    working: str
    facts: tuple[Fact, ...]


@lru_cache(maxsize=4)
def voting_equations(book: Book) -> tuple[Equation, ...]:
    """The relations that can tell values apart: quotients and sums; inequalities hold too easily."""
    return tuple(_equations(book))


def _equations(book: Book) -> Iterator[Equation]:
    yield from ratio_equations(book)
    yield from sum_equations(book)
    yield from prose_share_equations(book)
    yield from prose_sum_equations(book)
    yield from per_head_equations(book)
    yield from said_rate_equations(book)


def votes_for(book: Book, code: str, year: int) -> tuple[Vote, ...]:
    """The votes on the values in use for an indicator, in the order of the relations."""
    choices = book.stated(code, year)
    found: list[Vote] = []
    for equation in voting_equations(book):
        place = next((i for i, slot in enumerate(equation.slots) if slot.code == code and slot.year == year), -1)
        if place < 0:
            continue
        agreeing = equation.agreeing()
        fitting = [
            stated for stated in choices if any(_same_value(combination[place], stated) for combination in agreeing)
        ]
        if len(fitting) == 1 and len(choices) > 1:
            combination = next(c for c in agreeing if _same_value(c[place], fitting[0]))
            facts = tuple(stated.best for i, stated in enumerate(combination) if i != place)
            found.append(Vote(fitting[0], equation.show(combination), facts))
    return tuple(found)


def _same_value(first: Stated, second: Stated) -> bool:
    return first is second or first.interval.meets(second.interval)


def favourite(votes: tuple[Vote, ...], choices: tuple[Stated, ...]) -> Stated | None:
    """The value with most votes; None on a tie. A value that stands in more places wins only when no relation speaks."""
    counts = [(sum(vote.stated is stated for vote in votes), stated) for stated in choices]
    best = max(count for count, _ in counts)
    leading = [stated for count, stated in counts if count == best]
    if best > 0:
        return leading[0] if len(leading) == 1 else None
    places = [(len({(f.source.block, f.source.row) for f in stated.facts}), stated) for stated in choices]
    most = max(count for count, _ in places)
    top = [stated for count, stated in places if count == most]
    return top[0] if most > 1 and len(top) == 1 else None
