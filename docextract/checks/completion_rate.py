"""Rates of completion that plan and result don't give.

**What it finds**: 完成年初预算的 98.20% behind a budget and an actual amount whose quotient is another.
**Why it matters**: the rate is what the reader remembers; one of the three numbers is wrong.
**Example**: 年初预算为 452.40 万元，支出决算为 446.11 万元，完成年初预算的 89.61% (446.11 / 452.40 = 98.61 %).
**Silent** when the plan is 0, when the rate stands away from its amounts, and for rounded words (约, 近).
A plan that the sentence leaves out is taken from its form, if the report has one value of it.
**Tolerance**: intervals of the printed digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import quotient, scaled
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.plan_and_result import plans_and_results, rates_of_results
from docextract.checks.registry import check
from docextract.checks.relations.equations import Equation, judge
from docextract.checks.relations.shapes import quotient_of
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval


@check("claims")
def completion_rate(book: Book) -> Iterator[Verdict]:
    """Rates that plan and result don't give; see the module."""
    for pair in plans_and_results(book):
        if pair.rate is not None and pair.plan.fact.value > 0:
            yield judge(_equation(pair.rate.fact, pair.plan.fact, pair.result.fact))
    for rate, result in rates_of_results(book):
        plan = book.pack.indicators[result.fact.code].plan
        for stated in book.stated(plan, result.fact.year)[:1]:
            if stated.first.value > 0:
                yield judge(_equation(rate.fact, stated.first, result.fact))


def _equation(rate: Fact, plan: Fact, result: Fact) -> Equation:
    right = rounded(result.value / plan.value * 100, max(2, len(rate.printed.partition(".")[2])))
    working = f"{result.shown} ÷ {plan.shown} = {right}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = quotient(intervals[2], intervals[1])
        return found is None or scaled(found, Decimal(100)).meets(intervals[0])

    message = Message(
        f"写完成 {rate.shown}{at(rate)}，但 {working}",
        f"completion is said to be {rate.shown} {at_en(rate)}, but {working}",
    )
    return passage_equation(
        "completion_rate", "rate", (rate, plan, result), holds, working, message,
        shape=quotient_of(Decimal(100), 2, 1), score=0.95, severity=Severity.HIGH,
    )  # fmt: skip
