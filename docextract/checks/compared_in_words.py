"""Words that compare two amounts the wrong way round.

**What it finds**: 决算数小于预算数 behind amounts of which the actual one is the larger, or 持平 behind unequal ones; a rise
whose rate is said to be a fall.
**Why it matters**: the reasons that follow explain a thing that did not happen; often a number or the word was copied.
**Example**: 预算为 42.73 万元，支出决算为 44.35 万元。决算数小于预算数的主要原因……; 支出增加 5.78 万元，下降 0.13%.
**Silent** when the words stand in another sentence part than the pair's, and when rounding leaves it open.
**Tolerance**: intervals of the printed digits; 基本持平 and 略 are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from docextract.checks.facts.book import Book
from docextract.checks.facts.intervals import difference
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, passages
from docextract.checks.prose.plan_and_result import PlanAndResult, plans_and_results
from docextract.checks.registry import check
from docextract.checks.relations.equations import Equation, judge
from docextract.checks.relations.shapes import SAME, no_more_than
from docextract.checks.verdicts.saying import at, at_en, evidence_of_all, key_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

NEAR = 30  # characters behind the pair within which the words speak of it
# 决算数小于（或等于）预算数; a template's 大于（小于） chosen by nobody says nothing.
_RESULT_FIRST = compile_pattern(
    r"(?:决算|实际|执行)(?:数|金额)?(?P<word>大于|小于|等于|高于|低于|多于|少于|超过|超出)[^，。；（(]{0,4}(?:预算|计划|目标)"
)
_LEVEL = compile_pattern(
    r"(?:决算|实际|执行)(?:数|金额)?[与和同跟](?:年初)?(?:预算|计划|目标)(?:数)?(?:相同|一致|持平|相等)"
)
_WORDS = {">": Message("大于", "above"), "<": Message("小于", "below"), "=": Message("等于", "equal to")}
_SHAPES = {"=": SAME, ">": no_more_than(0, [1]), "<": no_more_than(1, [0])}
_UP = ("增加", "增长", "上升", "提高", "提升", "上涨", "扩大", "多", "高")
_WAYS = "|".join((*_UP, "减少", "下降", "降低", "回落", "压减", "缩减", "少", "低"))
_CHANGED = compile_pattern(rf"(?<![不未没])(?P<word>{_WAYS})了?(?:约|近)?[ \u00a0\u3000]*$")
_RATE_ALONE = compile_pattern(rf"[ ]*[，,、（(]?[ ]*(?:同比)?(?:{_WAYS})了?(?:约|近)?[ \u00a0\u3000]*")
_MORE = ("大于", "高于", "多于", "超过", "超出")


@check("claims")
def compared_in_words(book: Book) -> Iterator[Verdict]:
    """Words that compare two amounts the wrong way round; see the module."""
    for pair in plans_and_results(book):
        said = _said(pair.after)
        if said:
            yield judge(_equation(pair, said))
    for passage in passages(book):
        for amount, rate in pairwise(passage.numbers):
            if _are_one_change(amount, rate):
                yield _directions(amount, rate)


def _are_one_change(amount: Number, rate: Number) -> bool:
    """True for 增加 5.78 万元，增长 0.13%: nothing between the two numbers but the word for the direction."""
    return (
        amount.lead.rstrip() != ""
        and _CHANGED.search(amount.lead) is not None
        and _RATE_ALONE.fullmatch(rate.lead) is not None
        and rate.fact.unit == "%"
        and not amount.is_rate
        and "分别" not in amount.lead
        and amount.fact.value > 0
        and rate.fact.value > 0
    )


def _directions(amount: Number, rate: Number) -> Verdict:
    """A rise of an amount is a rise by some per cent."""
    first, second = _CHANGED.search(amount.lead), _CHANGED.search(rate.lead)
    words = (first["word"] if first else "", second["word"] if second else "")
    agrees = (words[0] in _UP) == (words[1] in _UP)
    said, name = f"{words[0]} {amount.fact.shown}，{words[1]} {rate.fact.shown}", amount.fact.subject
    message = Message(
        f"{name}{at(amount.fact)}写“{said}”，{'方向一致' if agrees else '一增一减，方向相反'}",
        f"{name} {at_en(amount.fact)}: {said}; amount and rate of change {'go the same way' if agrees else 'go opposite ways'}",
    )
    facts = (amount.fact, rate.fact)
    return Verdict(
        "compared_in_words", key_of("directions", name, values_key(facts)), "agrees" if agrees else "differs",
        FindingKind.ARITHMETIC, Severity.HIGH, name, message, evidence_of_all(facts), code=amount.fact.code, score=0.95,
    )  # fmt: skip


def _said(after: str) -> str:
    """ ">", "<" or "=" for what the words say of the result against the plan; "" if they say nothing."""
    match = _RESULT_FIRST.search(after)
    if match and match.start() <= NEAR:
        return ">" if match["word"] in _MORE else "=" if match["word"] == "等于" else "<"
    match = _LEVEL.search(after)
    return "=" if match and match.start() <= NEAR else ""


def _equation(pair: PlanAndResult, said: str) -> Equation:
    result, plan = pair.result.fact, pair.plan.fact
    is_really = ">" if result.value > plan.value else "<" if result.value < plan.value else "="

    def holds(intervals: tuple[Interval, ...]) -> bool:
        gap = difference(intervals[0], intervals[1])
        if said == "=":
            return gap.meets(Interval(Decimal(0), Decimal(0)))
        if said == ">":
            return gap.high is None or gap.high > 0
        return gap.low is None or gap.low < 0

    message = Message(
        f"文字说决算数{_WORDS[said].zh}预算数，但 {result.shown}{_WORDS[is_really].zh} {plan.shown}{at(result)}",
        f"the words say that the result is {_WORDS[said].en} the budget, but {result.shown} is {_WORDS[is_really].en} {plan.shown} "
        f"{at_en(result)}",
    )
    working = f"{result.shown} {is_really} {plan.shown}"
    return passage_equation(
        "compared_in_words", "words", (result, plan), holds, working, message,
        shape=_SHAPES[said], score=0.95, severity=Severity.HIGH,
    )  # fmt: skip
