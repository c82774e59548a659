"""A guess: numbers of a paragraph that may stand in one arithmetic relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docextract.checks.guesses.values import Span, Value, meets
from docextract.checks.relations.shapes import Shape, difference_of, growth_of, quotient_of, sum_of

Form = Literal["quotient", "sum", "difference", "growth"]
_HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Guess:
    """The first of its `members` (places in the paragraph's values) is what the form makes of the others.

    quotient: factor x second / third. sum: of all others. difference: second less third. growth: by how many per cent the
    second is above the third (below it, for a negative factor).
    `rate` is how often such a guess is right, 0 to 1, as it was counted on reports without errors.
    """

    form: Form
    members: tuple[int, ...]
    rate: float
    kind: str
    factor: float = 1.0

    @property
    def shape(self) -> Shape:
        """The same for the search for causes."""
        if self.form == "sum":
            return sum_of(len(self.members) - 1)
        if self.form == "difference":
            return difference_of(1, 2)
        if self.form == "growth":
            return growth_of(1, 2, rises=self.factor > 0)
        return quotient_of(Decimal(int(self.factor)))


def holds(guess: Guess, values: Sequence[Value]) -> bool:
    """True when the prints leave room for it."""
    return meets(wanted(guess, values, guess.members[0]), values[guess.members[0]].span)


def wanted(guess: Guess, values: Sequence[Value], at: int) -> Span:
    """What the number at a place would have to be, in base units, all others being as printed.

    Without ends for what a fall by 100 % and more leaves open.
    """
    place = guess.members.index(at)
    spans = [values[member].span for member in guess.members]
    if guess.form == "sum":
        return _of_sum(spans, place)
    if guess.form == "difference":
        first, second, third = spans
        if place == 0:
            return second[0] - third[1], second[1] - third[0]
        return (
            (first[0] + third[0], first[1] + third[1]) if place == 1 else (second[0] - first[1], second[1] - first[0])
        )
    if guess.form == "growth":
        return _of_growth(spans, place, guess.factor)
    first, second, third = spans
    if place == 0:
        return guess.factor * second[0] / third[1], guess.factor * second[1] / third[0]
    if place == 1:
        return first[0] * third[0] / guess.factor, first[1] * third[1] / guess.factor
    return guess.factor * second[0] / first[1], guess.factor * second[1] / first[0]


def _of_sum(spans: Sequence[Span], place: int) -> Span:
    low, high = (sum(span[end] for i, span in enumerate(spans) if i not in (0, place)) for end in (0, 1))
    return (low, high) if place == 0 else (spans[0][0] - high, spans[0][1] - low)


def _of_growth(spans: Sequence[Span], place: int, factor: float) -> Span:
    """1 + rate / 100 = second / third."""
    rate, new, old = spans
    sign = 1.0 if factor > 0 else -1.0
    if place == 0:
        ends = [sign * (new[i] / old[1 - i] - 1) * _HUNDRED for i in (0, 1)]
        return min(ends), max(ends)
    times = sorted(1 + sign * end / _HUNDRED for end in rate)
    if times[0] <= 0:
        return float("-inf"), float("inf")
    if place == 1:
        return old[0] * times[0], old[1] * times[1]
    return new[0] / times[1], new[1] / times[0]
