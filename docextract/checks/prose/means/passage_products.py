"""Counts, values per head and totals that stand side by side: 61 人，每人 6000 元，共 36.6 万元; questionnaires sent and returned."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import as_mean, difference, quotient
from docextract.checks.facts.one_slip import is_one_slip_away
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import no_more_than, quotient_of
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, middle, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_EACH = compile_pattern(
    r"(?:人均|场均|户均|班均|校均|平均每\p{Han}{1,2}|每\p{Han}{1,2}|均价|人均补助|人均获补)[^，。；、]{0,6}$"
)
_PER_HEAD_OF_ALL = compile_pattern(r"生均|年均|月均|日均|每年|每月|每天|每日|每周|每学期|每届|每百")
# Between the three numbers of one product there is no other sentence part.
GAP_LIMIT = 16
FAR, NEAR = Decimal(3), Decimal("1.05")
_POWERS = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))
_OF_THOSE = compile_pattern(r"^(?:之|当)?[中里][，：][^，。；]{0,10}$")
_AMONG = compile_pattern(r"，其中[^，。；]{0,16}$")
_COUNTS = frozenset(
    [
        "人",
        "名",
        "位",
        "人次",
        "户",
        "场",
        "次",
        "期",
        "个",
        "家",
        "所",
        "间",
        "批",
        "批次",
        "班",
        "亩",
        "天",
        "组",
        "件",
        "枚",
        "公斤",
    ]
)
# 人均 divides by persons, whatever else stands beside it.
_BY = compile_pattern(r"(?:(?P<of>[人场户班校])均|每(?P<of>人次|\p{Han}))[^，。；、]{0,8}$")
_PERSONS = ("人", "名", "位", "人次")
_UNITS_OF = {
    "人": _PERSONS,
    "名": _PERSONS,
    "位": _PERSONS,
    "生": _PERSONS,
    "场": ("场", "次", "期"),
    "户": ("户",),
    "班": ("个", "班"),
    "校": ("所", "家"),
    "所": ("所", "家"),
}
_SUMS_UP = compile_pattern(r"共|合计|总计|累计")
_SENT = compile_pattern(r"发放|发出|下发|派发|投放|寄出")
_RETURNED = compile_pattern(r"收回|回收|收到|实收|返回")
_VALID = compile_pattern(r"有效|合格|满意")


def product_equations(book: Book) -> Iterator[Equation]:
    """count x value per head = total, when the three stand next to each other."""
    for passage in passages(book):
        numbers = passage.numbers
        for index, each in enumerate(numbers):
            if not _EACH.search(each.lead) or _PER_HEAD_OF_ALL.search(each.lead[-10:]) or each.fact.unit == "%":
                continue
            around = [*numbers[max(0, index - 2) : index], *numbers[index + 1 : index + 2]]
            pairs = [(count, whole) for count in around for whole in around if _is_product(passage, count, each, whole)]
            if len([n for n in numbers if _EACH.search(n.lead)]) > 1:
                # 一等 12 人每人 800 元，二等 30 人每人 500 元，合计 4.56 万元: the total is that of all products.
                pairs = [(count, whole) for count, whole in pairs if not _SUMS_UP.search(whole.lead)]
            if not any(_fits_all(numbers, count, whole, each) for count, whole in pairs):
                yield from _judged(pairs, each)


def _fits_all(numbers: Sequence[Number], count: Number, whole: Number, each: Number) -> bool:
    """True for 省级 1 个、市级 3 个，安排 24 万元，每个 6 万元: it is of all of them together."""
    alike = [n for n in numbers if n.end <= each.start and n.fact.unit == count.fact.unit and n.is_plain]
    added = sum((n.fact.value for n in alike), Decimal(0))
    return len(alike) > 1 and each.fact.interval.holds(middle(whole.fact.interval) / added)


def _is_product(passage: Passage, count: Number, each: Number, whole: Number) -> bool:
    if count is whole or count.fact.unit not in _COUNTS or not whole.is_plain or not count.is_plain:
        return False
    if whole.fact.dimension != each.fact.dimension or not all(n.fact.is_exact for n in (count, each, whole)):
        return False
    by = _BY.search(each.lead)  # 每单 160 元 is by 单, whatever was counted beside them
    if by and count.fact.unit not in _UNITS_OF.get(by["of"], (by["of"],)):
        return False
    three = sorted((count, each, whole), key=lambda number: number.start)
    gaps = [passage.gap(three[0], three[1]), passage.gap(three[1], three[2])]
    return all(len(gap.replace(" ", "")) <= GAP_LIMIT and not any(c in gap for c in "；。") for gap in gaps)


def _judged(pairs: Sequence[tuple[Number, Number]], each: Number) -> Iterator[Equation]:
    mean = replace(each.fact, interval=as_mean(each.fact.interval, each.fact.unit_size))
    equations = [_equation(count.fact, mean, whole.fact) for count, whole in pairs]
    fitting = [equation for equation in equations if equation.agreeing()]
    if fitting:
        yield fitting[0]
    elif len(equations) == 1 and (_is_of_size(*pairs[0], each) or _is_slip(equations[0], pairs[0][1], each)):
        yield equations[0]


def _is_slip(equation: Equation, whole: Number, each: Number) -> bool:
    """True when a slip of the pen in one of the three would mend it; a total behind them must be called one."""
    is_called = whole.start < each.start or _SUMS_UP.search(whole.lead) is not None
    return is_called and is_one_slip_away([slot.choices[0].first for slot in equation.slots], equation.holds)


def _is_of_size(count: Number, whole: Number, each: Number) -> bool:
    """False when the quotient is far off, and by no slip of the unit: 班级 32 个，每班 45 人，专任教师 182 人."""
    found = middle(whole.fact.interval) / (middle(count.fact.interval) or Decimal(1))
    high, low = max(found, each.fact.value), min(found, each.fact.value)
    times = high / low if low > 0 else FAR + 1
    return times <= FAR or any(times / power < NEAR and power / times < NEAR for power in _POWERS)


def _equation(count: Fact, each: Fact, whole: Fact) -> Equation:
    found = middle(whole.interval) / (middle(count.interval) or Decimal(1))
    working = f"{whole.shown} ÷ {count.shown} = {rounded(found / each.unit_size, 2)} {each.unit}"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        share = quotient(intervals[1], intervals[2])
        return share is None or share.meets(intervals[0])

    name = name_of(whole, count)
    message = Message(
        f"{name}{at(each)}每{count.unit or '份'}写 {each.shown}，但 {working}",
        f"{name or 'a number'}: {each.shown} each {at_en(each)}, but {working}",
    )
    facts = (each, whole, count)
    return passage_equation(
        "ratio", "product", facts, holds, working, message,
        shape=quotient_of(), score=0.85, subject=name_of(each) or name,
    )  # fmt: skip


def questionnaire_equations(book: Book) -> Iterator[Equation]:
    """No more questionnaires come back than were sent, no more are valid than came back."""
    for passage in passages(book):
        line = [n for n in passage.numbers if n.fact.unit in ("份", "张", "件") and n.fact.kind is not ClaimKind.CHANGE]
        for first, second in itertools.pairwise(line):
            sent = _SENT.search(first.lead) or _RETURNED.search(first.lead)
            back = _RETURNED.search(second.lead) or _VALID.search(second.lead)
            if sent and back and first.fact.is_exact and second.fact.is_exact:
                yield _at_most(first.fact, second.fact)


def passage_part_equations(book: Book) -> Iterator[Equation]:
    """The number behind 其中 is not larger than all numbers of its kind that the sentence gives before it."""
    for passage in passages(book):
        yield from _of_those_before(passage)
        for index, part in enumerate(passage.numbers):
            earlier = [n for n in passage.numbers[:index] if _is_alike(n, part)]
            if not earlier or not _AMONG.search(part.lead) or not part.is_plain:
                continue
            largest = max(earlier, key=lambda number: number.fact.value)
            if len(earlier) == 1 or part.fact.value > largest.fact.value:
                yield _at_most(earlier[-1].fact, part.fact)


def _of_those_before(passage: Passage) -> Iterator[Equation]:
    """升学的 1930 人中，贯通培养 972 人、统考 886 人: each that 、 joins to the first is no more than there are."""
    for index, whole in enumerate(passage.numbers[:-1]):
        part = passage.numbers[index + 1]
        if not _OF_THOSE.match(passage.gap(whole, part)):
            continue
        for number in passage.numbers[index + 1 :]:
            if not _is_alike(whole, number) or (number is not part and not number.lead.startswith("、")):
                break
            yield _at_most(whole.fact, number.fact)


def _is_alike(number: Number, part: Number) -> bool:
    persons = ("人", "名", "位")
    same = number.fact.unit == part.fact.unit or (number.fact.unit in persons and part.fact.unit in persons)
    return number.is_plain and same and number.fact.owner == part.fact.owner


def _at_most(whole: Fact, part: Fact) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        low = difference(intervals[0], intervals[1]).low
        return low is None or low <= 0

    message = Message(
        f"{part.subject} {part.shown}多于{whole.subject} {whole.shown}{at(whole)}",
        f"{part.subject} {part.shown} is more than {whole.subject} {whole.shown} {at_en(whole)}",
    )
    working = f"{part.printed} ≤ {whole.printed}"
    return passage_equation(
        "parts_exceed_whole",
        "questionnaire",
        (part, whole),
        holds,
        working,
        message,
        shape=no_more_than(1, [0]),
        score=0.95,
        kind=FindingKind.SUBSET,
        severity=Severity.HIGH,
    )
