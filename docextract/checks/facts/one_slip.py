"""Would a relation hold if one of its numbers were mistyped? Where its words are clear, such a relation is broken, not absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import slips_of
from docextract.model.quantity import Interval
from docextract.text.numbers import plain

# 元 for 万元, 册 for 万册.
_UNIT_SLIPS = (Decimal(1000), Decimal(10000))


def is_one_slip_away(facts: Sequence[Fact], holds: Callable[[tuple[Interval, ...]], bool]) -> bool:
    """True when a slip of the pen, or of the unit, in just one of the numbers has broken the relation between them."""
    intervals = tuple(fact.interval for fact in facts)
    return any(
        holds((*intervals[:place], meant, *intervals[place + 1 :]))
        for place, fact in enumerate(facts)
        for meant in _meant(fact)
    )


def _meant(fact: Fact) -> Iterator[Interval]:
    """What else may have been meant by a printed number, each with the room that its own last digit leaves."""
    quantity = fact.claim.quantity if fact.claim is not None else None
    low, high = fact.interval.low, fact.interval.high
    if quantity is None or quantity.is_bounded or low is None or high is None or quantity.value <= 0:
        return
    digits = quantity.value.scaleb(quantity.decimals) if quantity.decimals < 0 else quantity.value
    printed = f"{digits:.{quantity.decimals}f}" if quantity.decimals > 0 else plain(digits)
    size = fact.value / Decimal(printed)
    values = [value * size for value, _, _ in slips_of(printed)]
    values += [each for power in _UNIT_SLIPS for each in (fact.value * power, fact.value / power)]
    for value in values:
        yield Interval(value - (fact.value - low), value + (high - fact.value))
