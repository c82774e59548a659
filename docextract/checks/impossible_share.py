"""A percentage that no whole number of its few can make (GRIM).

**What it finds**: a share or a rate of a small number of persons or things, whose count is not given, that would need a
fraction of one of them.
**Why it matters**: the share was computed from another number than the one that is printed; no second source is needed to
see it.
**Example**: 参加测试的 24 人中，合格率为 93.3%: 22 of 24 are 91.7 %, 23 are 95.8 %.
**Silent** for numbers so large that every percentage with these decimals can be made, for 约 and 近, when the count stands in
the sentence (then share compares it), for changes, and when the rate may be of something else.
**Tolerance**: rounding and truncation of the printed percentage.

The test is that of N. Brown and J. Heathers, The GRIM test (2017).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import COUNTED
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.registry import check
from docextract.checks.relations.equations import Equation, as_support, judge
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import Message, Verdict
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_HUNDRED = Decimal(100)
# 24 人中，合格率; 受访的 36 名教师里，有
_AMONG = compile_pattern(r"^[ ]*(?:\p{Han}{0,6})(?:中|里|当中)[，,]?[^，。；、]{0,10}$")
_RATE = compile_pattern(r"(?:率|占比?|比例|有)(?:仅|只有)?(?:为|是|达到?)?[ ]*$")
_CHANGES = compile_pattern(r"增|减|升|降|提高|高出|高于|低于|回落|涨")


@check("claims")
def impossible_share(book: Book) -> Iterator[Verdict]:
    """Percentages that no whole number makes; see the module."""
    for passage in passages(book):
        for index in range(1, len(passage.numbers)):
            whole, rate = passage.numbers[index - 1 : index + 1]
            if _is_share_of(passage, index, whole, rate):
                yield as_support(judge(_equation(whole.fact, rate.fact)))


def _is_share_of(passage: Passage, index: int, whole: Number, rate: Number) -> bool:
    if rate.fact.unit != "%" or not _is_counted(whole.fact) or rate.fact.kind is ClaimKind.CHANGE:
        return False
    claim = rate.fact.claim
    if claim is None or claim.quantity.is_bounded or _CHANGES.search(rate.lead):
        return False
    # A count behind the share would be compared with it.
    told = any(_is_counted(n.fact) and n.fact.value < whole.fact.value for n in passage.numbers[index + 1 : index + 2])
    return bool(_AMONG.match(rate.lead) and _RATE.search(rate.lead)) and not told


def _is_counted(fact: Fact) -> bool:
    """An exact count of few, small enough that not every percentage can be made of it."""
    is_exact = fact.claim is not None and not fact.claim.quantity.is_bounded
    return is_exact and fact.interval.low == fact.interval.high and fact.dimension in COUNTED and 0 < fact.value < 1000


def _equation(whole: Fact, rate: Fact) -> Equation:
    n = int(whole.value)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return any(intervals[0].holds(k * _HUNDRED / n) for k in range(n + 1))

    nearest = sorted(range(n + 1), key=lambda k: abs(k * _HUNDRED / n - rate.value))[:2]
    decimals = max(1, len(rate.printed.partition(".")[2]))
    working = "，".join(f"{k} ÷ {n} = {rounded(k * _HUNDRED / n, decimals)}%" for k in sorted(nearest))
    message = Message(
        f"{whole.shown}的 {rate.shown}{at(rate)}不是整数：{working}",
        f"{rate.shown} of {whole.shown} {at_en(rate)} is no whole number: {working}",
    )
    return passage_equation("impossible_share", "grim", (rate, whole), holds, working, message, shape=None, score=0.85)
