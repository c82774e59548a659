"""The few arithmetic forms that relations have, each over numbered places: place 0 is what the relation is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.model.relation import Mention, Relation, Term

_ONE = Decimal(1)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """weight x value of a place, times the rate in another place if `rate` is not None."""

    weight: Decimal
    value: int
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts and the constant add up to 0, or to no more than 0 when `is_bound`."""

    parts: tuple[Part, ...]
    is_bound: bool = False
    constant: Decimal = Decimal(0)


def sum_of(count: int) -> Shape:
    """x0 = x1 + … + x(count)."""
    return Shape((Part(-_ONE, 0), *(Part(_ONE, place) for place in range(1, count + 1))))


def no_more_than(whole: int, parts: Sequence[int]) -> Shape:
    """The parts together are at most the whole."""
    return Shape((Part(-_ONE, whole), *(Part(_ONE, part) for part in parts)), is_bound=True)


def at_most(high: Decimal) -> Shape:
    """x0 is no more than a fixed number."""
    return Shape((Part(_ONE, 0),), is_bound=True, constant=-high)


def at_least(low: Decimal) -> Shape:
    """x0 is no less than a fixed number."""
    return Shape((Part(-_ONE, 0),), is_bound=True, constant=low)


SAME = Shape((Part(_ONE, 0), Part(-_ONE, 1)))


def quotient_of(factor: Decimal = _ONE, numerator: int = 1, denominator: int = 2) -> Shape:
    """x0 = numerator / denominator x factor."""
    return Shape((Part(factor, numerator), Part(-_ONE, denominator, 0)))


def same_quotient(first: int, per_first: int, second: int, per_second: int) -> Shape:
    """x(first) / x(per_first) = x(second) / x(per_second)."""
    return Shape((Part(_ONE, first, per_second), Part(-_ONE, second, per_first)))


def share_of(count: int, whole: Sequence[int]) -> Shape:
    """x0 per cent is what `count` is of the whole, which several places add up to."""
    return Shape((Part(_HUNDRED, count), *(Part(-_ONE, place, 0) for place in whole)))


def difference_of(high: int, low: int) -> Shape:
    """x0 = x(high) - x(low)."""
    return Shape((Part(-_ONE, 0), Part(_ONE, high), Part(-_ONE, low)))


def growth_of(new: int, old: int, *, rises: bool) -> Shape:
    """x0 per cent is by how much `new` is above (below) `old`, of `old`."""
    sign = _ONE if rises else -_ONE
    return Shape((Part(sign * _HUNDRED, new), Part(-sign * _HUNDRED, old), Part(-_ONE, old, 0)))


def growth_by(change: int, new: int, *, rises: bool) -> Shape:
    """x0 per cent is `change` of what there was before it: of `new` less `change`, or with it for a fall."""
    sign = -_ONE if rises else _ONE
    return Shape((Part(_HUNDRED, change), Part(-_ONE, new, 0), Part(-sign, change, 0)))


def mean_of(values: Sequence[int], weights: Sequence[int]) -> Shape:
    """x0 is the mean of the values by their weights."""
    pairs = zip(values, weights, strict=True)
    return Shape((*(Part(_ONE, w, v) for v, w in pairs), *(Part(-_ONE, w, 0) for w in weights)))


def relation_of(shape: Shape, places: Sequence[tuple[Mention, ...]]) -> Relation:
    """The shape over the numbers of a report; `places` has the mentions of each place."""
    terms = (Term(p.weight, places[p.value], () if p.rate is None else places[p.rate]) for p in shape.parts)
    return Relation(tuple(terms), shape.is_bound, shape.constant)
