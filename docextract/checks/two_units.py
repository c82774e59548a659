"""One number given in two units that don't agree.

**What it finds**: an amount with itself in another unit right behind it, in brackets or after 即, 折合, 相当于, where the two
are not the same amount.
**Why it matters**: a nought or a point went astray in one of them, and readers quote either.
**Example**: 设备总值 3613.69 万元（3613691 元).
**Silent** when the second number has the same unit (then it is another thing), another dimension, or stands behind
other words.
**Tolerance**: rounding and truncation of both prints; the bounds of 约, 近, 超过.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import passages
from docextract.checks.registry import check
from docextract.checks.relations.equations import Equation, judge
from docextract.checks.relations.shapes import SAME
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

# 3.2 亿元（32000 万元）; 3.2 亿元，折合 32000 万元; 12 亩（约合 8000 平方米）
_AGAIN = compile_pattern(
    r"^[ ]*(?:[（(][ ]*(?:即|合|约合|折合|约|折|相当于)?|[，,]?[ ]*(?:即|约合|折合|合|相当于))[为约]?[ ]*$"
)


@check("claims")
def two_units(book: Book) -> Iterator[Verdict]:
    """One number in two units that differ; see the module."""
    for passage in passages(book):
        for first, second in itertools.pairwise(passage.numbers):
            if _AGAIN.match(second.lead) and _is_pair(first.fact, second.fact):
                yield judge(_equation(first.fact, second.fact))


def _is_pair(first: Fact, second: Fact) -> bool:
    same = first.dimension == second.dimension and first.owner == second.owner
    kinds = {first.kind, second.kind} <= {ClaimKind.LEVEL, ClaimKind.LIST_COUNT}
    return same and kinds and first.unit_size != second.unit_size and first.unit != second.unit


def _equation(first: Fact, second: Fact) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        return intervals[0].meets(intervals[1])

    right = f"{rounded(first.value / second.unit_size, 4)} {second.unit}"
    name = first.subject or second.subject
    message = Message(
        f"{name}{at(first)}写 {first.shown}，又写 {second.shown}，但 {first.shown} = {right}",
        f"{name} {at_en(first)} is {first.shown} and {second.shown}, but {first.shown} = {right}",
    )
    return passage_equation(
        "two_units", "units", (first, second), holds, f"{first.shown} = {right}", message,
        shape=SAME, score=0.95, kind=FindingKind.UNIT, severity=Severity.HIGH,
    )  # fmt: skip
