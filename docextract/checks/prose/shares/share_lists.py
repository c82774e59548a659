"""Counts and, behind 分别占, as many shares: each share belongs to the count in its place, all to one whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, passages
from docextract.checks.prose.shares.passage_shares import (
    CHANGES,
    MIN_FITTING,
    OF_THAT,
    SHARES_LEAD,
    STEM,
    fits,
    share_of,
    totals_like,
)
from docextract.checks.relations.equations import Equation
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.finding import Message
from docextract.model.quantity import Interval


def passage_share_lists(book: Book) -> Iterator[Equation]:
    """Every share of every such list; see the module."""
    for passage in passages(book):
        numbers = passage.numbers
        for index, rate in enumerate(numbers):
            if rate.fact.unit != "%" or CHANGES.search(rate.lead):
                continue
            # 分别占就业人数 866 人的 2.42%、39.03%: the whole stands between.
            whole = numbers[index - 1] if index and OF_THAT.match(passage.gap(numbers[index - 1], rate)) else None
            if not SHARES_LEAD.search((whole or rate).lead):
                continue
            rates = [rate]
            for other in numbers[index + 1 :]:
                if other.fact.unit != "%" or len(other.lead.strip()) > STEM:
                    break
                rates.append(other)
            last = index if whole is None else index - 1
            counts = numbers[max(0, last - len(rates)) : last]
            if len(rates) > 1 and len(counts) == len(rates) and all(_is_term(n, counts[0]) for n in counts):
                yield from _list_equations(book, counts, rates)


def _is_term(number: Number, first: Number) -> bool:
    return number.is_plain and number.fact.dimension == first.fact.dimension


def _list_equations(book: Book, counts: Sequence[Number], rates: Sequence[Number]) -> Iterator[Equation]:
    local = [f for f in book.claims_of(counts[0].fact.source.block) if f.dimension == counts[0].fact.dimension]
    wholes = [f for f in [*local, *totals_like(book, counts[0].fact)] if f.unit != "%" and f.value > 0]
    best = max(
        wholes, key=lambda w: sum(fits(r.fact, c.fact, w) for c, r in zip(counts, rates, strict=True)), default=None
    )
    if best is None or not any(fits(r.fact, c.fact, best) for c, r in zip(counts, rates, strict=True)):
        yield from _of_their_sum(counts, rates)
        return
    fitting = [fits(r.fact, c.fact, best) for c, r in zip(counts, rates, strict=True)]
    for count, rate, is_fit in zip(counts, rates, fitting, strict=True):
        yield share_of(count.fact, rate.fact, best, 1.0 if is_fit else 0.85)


def _of_their_sum(counts: Sequence[Number], rates: Sequence[Number]) -> Iterator[Equation]:
    """308 人、87 人、39 人，分别占就业人数的 71.0%、20.0% 和 9.0%: the whole is all of them."""
    whole = sum((count.fact.value for count in counts), Decimal(0))
    right = [count.fact.value / whole * 100 if whole else Decimal(0) for count in counts]
    fitting = [rate.fact.interval.holds(share) for rate, share in zip(rates, right, strict=True)]
    if fitting.count(True) < max(MIN_FITTING, len(rates) - 1) or all(fitting):
        return
    at_fault = fitting.index(False)
    yield _equation_of_sum(rates[at_fault].fact, [counts[at_fault].fact, *(c.fact for c in counts)], right[at_fault])


def _equation_of_sum(rate: Fact, facts: Sequence[Fact], right: Decimal) -> Equation:
    terms = " + ".join(fact.printed for fact in facts[1:])
    working = f"{facts[0].printed} ÷ ({terms}) = {rounded(right, 2)}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return intervals[0].holds(right)

    message = Message(
        f"{facts[0].subject or rate.subject}{at(rate)}写占 {rate.printed}%，但 {working}",
        f"{facts[0].subject or 'a share'} is printed as {rate.printed}% {at_en(rate)}, but {working}",
    )
    return passage_equation("share", "share_of_sum", (rate, *facts), holds, working, message, shape=None, score=0.85)
