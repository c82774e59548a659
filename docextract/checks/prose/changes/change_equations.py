"""What a change has to be by the values of its sentence: their distance, their growth, what came less what went."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import difference, quotient, scaled, total
from docextract.checks.prose.passage_equations import Holds, passage_equation
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import Part, Shape, difference_of, growth_by, growth_of, quotient_of
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, middle, rounded
from docextract.model.finding import Message, Severity
from docextract.model.quantity import Interval

_HUNDRED = Decimal(100)


def _distance(first: Interval, second: Interval, *, rises: bool) -> Interval:
    return difference(second, first) if rises else difference(first, second)


def grown(old: Interval, new: Interval) -> Interval:
    """By how many per cent, whichever way."""
    rises = middle(new) >= middle(old)
    found = quotient(_distance(old, new, rises=rises), old)
    return scaled(found, _HUNDRED) if found is not None else Interval(None, None)


def gap_between(old: Fact, new: Fact, change: Fact, score: float) -> Equation:
    """The change is the distance of the two values, whichever way."""
    rises = new.value >= old.value
    working = f"{_unsigned(new, old)} = {rounded(abs(new.value - old.value) / change.unit_size, 4)}"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return _distance(intervals[1], intervals[2], rises=rises).meets(intervals[0])

    shape = difference_of(2, 1) if rises else difference_of(1, 2)
    return _equation((change, old, new), holds, working, shape, score)


def _unsigned(new: Fact, old: Fact) -> str:
    high, low = (new, old) if new.value >= old.value else (old, new)
    return f"{high.printed} − {low.printed}"


def growth_between(old: Fact, new: Fact, change: Fact, score: float) -> Equation:
    """The change is the distance of the two values in per cent of the old one, whichever way."""
    rate = abs(new.value - old.value) / (old.value or Decimal(1)) * _HUNDRED
    working = f"({_unsigned(new, old)}) ÷ {old.printed} = {rounded(rate, 2)}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return grown(intervals[1], intervals[2]).meets(intervals[0])

    return _equation((change, old, new), holds, working, growth_of(2, 1, rises=new.value >= old.value), score)


def _equation(facts: Sequence[Fact], holds: Holds, working: str, shape: Shape, score: float) -> Equation:
    change, name = facts[0], name_of(*facts)
    message = Message(
        f"{name}{at(change)}写变化 {change.shown}，但同一句给出的数算得 {working}",
        f"{name or 'a value'} is said to change by {change.shown} {at_en(change)}, but the values of the sentence make {working}",
    )
    return passage_equation(
        "change",
        "passage_change",
        facts,
        holds,
        working,
        message,
        shape=shape,
        score=score,
        severity=Severity.HIGH,
    )


def gap_of_sum(change: Fact, old: Fact, present: Sequence[Fact]) -> Equation:
    """2 项、19 项、64 项，较上年的 71 项增加 24 项: what rose is all of them."""
    added = sum((fact.value for fact in present), Decimal(0))
    rises = added >= old.value
    high, low = " + ".join(fact.printed for fact in present), old.printed
    if not rises:
        high, low = low, f"({high})"
    working = f"{high} − {low} = {rounded(abs(added - old.value) / change.unit_size, 4)}"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return _distance(intervals[1], total(intervals[2:]), rises=rises).meets(intervals[0])

    sign = Decimal(1 if rises else -1)
    parts = (Part(Decimal(-1), 0), Part(-sign, 1), *(Part(sign, place) for place in range(2, len(present) + 2)))
    return _equation((change, old, *present), holds, working, Shape(parts), 0.8)


def net_change(facts: tuple[Fact, Fact, Fact], *, is_rise: bool) -> Equation:
    """The change is what came less what went, or the other way round; `facts` are the three in this order."""
    _, came, went = facts
    first, second = (came, went) if is_rise else (went, came)
    working = f"{first.printed} − {second.printed} = {rounded(first.value - second.value, 4)}"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        gap = difference(intervals[1], intervals[2]) if is_rise else difference(intervals[2], intervals[1])
        return gap.meets(intervals[0])

    shape = difference_of(1, 2) if is_rise else difference_of(2, 1)
    return _equation(facts, holds, working, shape, 0.9)


def rate_of_old(change: Fact, old: Fact, rate: Fact) -> Equation:
    """比上年的 612 人增加 36 人，增幅 5.88%: the rate is the change in per cent of the old value."""
    share = change.value / (old.value or Decimal(1)) * _HUNDRED
    working = f"{change.printed} ÷ {old.printed} = {rounded(share, 2)}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = quotient(intervals[1], intervals[2])
        return found is None or scaled(found, _HUNDRED).meets(intervals[0])

    return _equation((rate, change, old), holds, working, quotient_of(_HUNDRED), 0.9)


def rate_with_new(new: Fact, change: Fact, rate: Fact, direction: int) -> Equation:
    """648 人, 增加 36 人，增幅 5.88%: the rate is the change in per cent of what was before; `direction` is +1 or -1."""
    old = new.value - direction * change.value
    share = change.value / old * _HUNDRED if old > 0 else Decimal(0)
    sign = "−" if direction > 0 else "+"
    working = f"{change.printed} ÷ ({new.printed} {sign} {change.printed}) = {rounded(share, 2)}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        ends = difference(intervals[2], intervals[1]) if direction > 0 else total(intervals[1:])
        found = quotient(intervals[1], ends)
        return found is None or scaled(found, _HUNDRED).meets(intervals[0])

    return _equation((rate, change, new), holds, working, growth_by(1, 2, rises=direction > 0), 0.85)
