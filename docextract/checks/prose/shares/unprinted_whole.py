"""Shares of one whole that is not printed: 研究生 176 人，占 13.50%；本科 1098 人，占 84.20%；专科 30 人，占 2.30%.

Each count with its share says how large the whole is. When all but one say the same, that one is wrong.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import overlap, quotient
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import same_quotient
from docextract.checks.verdicts.saying import at, at_en, middle, rounded
from docextract.model.finding import Message
from docextract.model.quantity import Interval

MIN_SHARES = 3
_HUNDRED = Decimal(100)


def shares_of_one(pairs: Sequence[tuple[Fact, Fact]]) -> Iterator[Equation]:
    """Count and share of each part: those that agree against each other, and the one that does not; nothing when more do not."""
    wholes = [whole for count, rate in pairs if (whole := quotient(count.interval, rate.interval)) is not None]
    if len(pairs) < MIN_SHARES or len(wholes) < len(pairs):
        return
    odd = [] if _common(wholes) else [i for i in range(len(pairs)) if _common([*wholes[:i], *wholes[i + 1 :]])]
    if not _common(wholes) and len(odd) != 1:  # with several that might be the odd one none is
        return
    sound = [pair for i, pair in enumerate(pairs) if i not in odd]
    yield from (_same_whole(first, second) for first, second in itertools.combinations(sound, 2))
    for at_fault in odd:  # against the one that says most exactly how large the whole is
        yield _same_whole(pairs[at_fault], max(sound, key=lambda pair: len(pair[1].printed.strip("0."))))


def _common(wholes: Sequence[Interval]) -> Interval | None:
    """What all of the intervals leave for the whole (base units / 100); None when they leave nothing."""
    found: Interval | None = wholes[0]
    for whole in wholes[1:]:
        found = overlap(found, whole) if found is not None else None
    return found


def _same_whole(first: tuple[Fact, Fact], second: tuple[Fact, Fact]) -> Equation:
    (count, rate), (other, other_rate) = first, second
    whole = middle(other.interval) / (middle(other_rate.interval) or Decimal(1)) * _HUNDRED
    right = rounded(count.value / (whole or Decimal(1)) * _HUNDRED, 2)
    working = f"{other.printed} ÷ {other_rate.printed}% ≈ {rounded(whole / other.unit_size, 0)}，{count.printed} 占其中的 {right}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        wholes = quotient(intervals[1], intervals[0]), quotient(intervals[3], intervals[2])
        return None in wholes or _common([whole for whole in wholes if whole is not None]) is not None

    message = Message(
        f"{count.subject}{at(rate)}写 {count.shown}、占 {rate.printed}%，但按{other.subject} {other.shown}占 {other_rate.printed}% 计，{right}%",
        f"{count.subject}: {count.shown} is printed as {rate.printed}% {at_en(rate)}, but with {other.shown} as {other_rate.printed}% "
        f"it is {right}%",
    )
    facts = (rate, count, other_rate, other)
    return passage_equation(
        "share", "unprinted_whole", facts, holds, working, message, shape=same_quotient(1, 0, 3, 2), score=0.85
    )
