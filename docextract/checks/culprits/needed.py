"""What one number of a relation would have to be, all others being as printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from docextract.checks.facts.intervals import overlap, scaled, total
from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation
from docextract.model.source import Place
from docextract.text.numbers import to_decimal

ANY = Interval(None, None)
_PRECISION = 40


def needed(relation: Relation, place: Place) -> Interval | None:
    """The values, in the printed unit, with which the relation holds; None when no value of that number mends it.

    A number that other places state as well must say what they say. Open on both sides where nothing can be told.
    """
    own = next(m for m in relation.mentions if m.place == place)
    others = _others(relation, place)
    if others:
        said = _common(others)
        return _per(said, own.unit_size) if holds(relation, place) else None
    coefficients: list[Interval] = []
    rest = [Interval(relation.constant, relation.constant)]
    for term in relation.terms:
        in_value, in_rate = _has(term.value, place), _has(term.rate, place)
        if in_value and in_rate:
            return ANY
        if in_value or in_rate:
            factors = (term.rate,) if in_value else (term.value,)
            coefficients.append(_evaluated(term.weight, factors, place))
        else:
            rest.append(_evaluated(term.weight, (term.value, term.rate), place))
    return _per(_solved(total(coefficients), total(rest), relation.is_bound), own.unit_size)


def holds(relation: Relation, without: Place | None = None) -> bool:
    """True when the prints leave room for the relation; the mention at `without` is not asked."""
    terms = (_evaluated(term.weight, (term.value, term.rate), without) for term in relation.terms)
    found = total((*terms, Interval(relation.constant, relation.constant)))
    if relation.is_bound:
        return found.low is None or found.low <= 0
    return found.holds(Decimal(0))


def with_number(relation: Relation, mention: Mention, interval: Interval) -> Relation:
    """The relation with a number mended: at its place stands what is needed, in the printed unit."""
    return _changed(
        relation, lambda m: replace(m, interval=scaled(interval, m.unit_size)) if m.place == mention.place else m
    )


def as_printed(relation: Relation) -> Relation:
    """The relation with every number taken for exactly what is printed, as far as that is within its interval."""

    def exact(mention: Mention) -> Mention:
        value = to_decimal(mention.printed)
        value = None if value is None else value * mention.unit_size
        return (
            mention
            if value is None or not mention.interval.holds(value)
            else replace(mention, interval=Interval(value, value))
        )

    return _changed(relation, exact)


def _changed(relation: Relation, change: Callable[[Mention], Mention]) -> Relation:
    terms = (replace(t, value=tuple(map(change, t.value)), rate=tuple(map(change, t.rate))) for t in relation.terms)
    return replace(relation, terms=tuple(terms))


def _others(relation: Relation, place: Place) -> tuple[Mention, ...]:
    """The other mentions of the number at a place."""
    groups = [group for term in relation.terms for group in (term.value, term.rate) if _has(group, place)]
    return tuple(m for group in groups[:1] for m in group if m.place != place)


def _has(group: Iterable[Mention], place: Place) -> bool:
    return any(mention.place == place for mention in group)


def _common(mentions: Sequence[Mention]) -> Interval:
    """What all of the mentions can stand for; the first's interval when they don't meet."""
    found = mentions[0].interval
    for mention in mentions[1:]:
        found = overlap(found, mention.interval) or found
    return found


def _evaluated(weight: Decimal, groups: Iterable[tuple[Mention, ...]], without: Place | None) -> Interval:
    """weight x the numbers of the groups."""
    found = Interval(weight, weight)
    for group in groups:
        asked = [mention for mention in group if mention.place != without]
        if group:
            found = _product(found, _common(asked) if asked else ANY)
    return found


def _product(first: Interval, second: Interval) -> Interval:
    """The product; an end that is open stays so when the other factor has one sign, else both ends are."""
    fixed, other = (first, second) if first.low == first.high and first.low is not None else (second, first)
    if fixed.low is not None and fixed.low == fixed.high:
        ends = [None if end is None else end * fixed.low for end in (other.low, other.high)]
        return Interval(ends[0], ends[1]) if fixed.low > 0 else Interval(ends[1], ends[0]) if fixed.low else fixed
    if None in (first.low, first.high, second.low, second.high):
        return ANY
    products = [
        a * b for a in (first.low, first.high) for b in (second.low, second.high) if a is not None and b is not None
    ]
    return Interval(min(products), max(products))


def _solved(coefficient: Interval, rest: Interval, is_bound: bool) -> Interval:
    """All x with coefficient * x + rest = 0, or <= 0."""
    low, high = coefficient.low, coefficient.high
    if low is None or high is None or low <= 0 <= high:
        return ANY
    with localcontext() as context:
        context.prec = _PRECISION
        inverse = Interval(1 / high, 1 / low)
        found = _product(_product(rest, Interval(Decimal(-1), Decimal(-1))), inverse)
    if not is_bound:
        return found
    return Interval(None, found.high) if low > 0 else Interval(found.low, None)


def _per(interval: Interval, size: Decimal) -> Interval:
    with localcontext() as context:
        context.prec = _PRECISION
        low = None if interval.low is None else interval.low / size
        high = None if interval.high is None else interval.high / size
    return Interval(low, high)
