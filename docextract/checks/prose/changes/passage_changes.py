"""Rises and falls that one sentence states with both values: 比上年的 A 增加 C; 上届 A，今年多 C，增长 D%; 新增 a、撤销 b，净增 c.

What moves 由 A 到 B is in `moves`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import is_slip
from docextract.checks.prose.changes.change_equations import (
    gap_between,
    gap_of_sum,
    growth_between,
    net_change,
    rate_of_old,
    rate_with_new,
)
from docextract.checks.prose.changes.passage_steps import is_old
from docextract.checks.prose.changes.ways import CAME, WENT, way_of
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import SAME
from docextract.checks.verdicts.saying import at, at_en
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

FROM = compile_pattern(r"(?:由|从)[^，。；]{0,24}$")
TO = compile_pattern(
    r"^[^，。；]{0,6}(?:提高|提升|上升|增长|增加|增|升|扩大|下降|降低|减少|降|减|回落|压减|缩短|缩减|压缩)(?:到|至|为)(?:[^，。；\d]{0,4}|[ ]*\d{4}[ ]*年的?[^，。；\d]{0,4})$"
)
_MORE = compile_pattern(
    r"^[^，。；]{0,4}(?:相比)?[，]?(?:净?增加|增长|提高|提升|上升|多|增|高|减少|下降|降低|少|降|减|低|上涨)了?[ \u00a0\u3000]*$"
)
_REACHES = compile_pattern(r"^[^，。；]{0,4}，[^，。；]{0,4}(?:达到?|增至|升至|降至|减至|增加到|现为|现有|为)了?[ ]*$")
_RATE_TOO = compile_pattern(
    r"^[^，。；]{0,4}[，（(](?:同比)?(?:增长|增幅|涨幅|降幅|下降|减少|提高|增加|降低|上涨)(?:率)?[为达约]?[ \u00a0\u3000]*$"
)
_NET = compile_pattern(r"净(?P<sign>增|减)(?:加|少)?了?[ \u00a0\u3000]*$")
_IN = compile_pattern(rf"{CAME}|增加")
_OUT = compile_pattern(rf"{WENT}|停招|减少")


def passage_change_equations(book: Book) -> Iterator[Equation]:
    """Every rise or fall of which the sentence gives all three numbers."""
    for passage in passages(book):
        numbers = passage.numbers
        for index in range(1, len(numbers) - 1):
            if numbers[index].is_compared and _MORE.match(numbers[index + 1].lead):
                yield from _than(passage, index)
        yield from _net_changes(passage)
        yield from _net_of_change(passage)
        yield from _difference_and_rate(passage)


def moved_values(book: Book) -> Iterator[Equation]:
    """由 A 降至 B of an indicator: A against the value of the year before, when a mistyped digit parts the two."""
    for passage in passages(book):
        for first, second in itertools.pairwise(passage.numbers):
            code, year = second.fact.code or first.fact.code, second.fact.year
            if not (code and year and FROM.search(first.lead) and TO.match(second.lead)):
                continue
            if first.fact.owner or first.fact.year or first.fact.dimension != second.fact.dimension:
                continue
            for stated in book.stated(code, year - 1):
                old = stated.best
                if stated.interval.meets(first.fact.interval) or is_slip(first.fact.value, old.value):
                    yield _moved(first.fact, old, book.name(code))


def _moved(said: Fact, known: Fact, name: str) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        return intervals[0].meets(intervals[1])

    message = Message(
        f"{name}原来的数写 {said.shown}{at(said)}，{known.where or '前面'}为 {known.shown}",
        f"{name} is said to have been {said.shown} {at_en(said)}, but is {known.shown} {at_en(known)}",
    )
    return passage_equation(
        "change",
        "moved_value",
        (said, known),
        holds,
        f"{said.printed} = {known.printed}",
        message,
        shape=SAME,
        score=0.8,
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.HIGH,
    )


def comparisons(book: Book) -> Iterator[tuple[Fact, Fact, tuple[Fact, ...], int]]:
    """比上年的 A 增加 C: A, C, the values that may be the present one, and +1 or -1 for the word."""
    for passage in passages(book):
        numbers = passage.numbers
        for index in range(1, len(numbers) - 1):
            if numbers[index].is_compared and _MORE.match(numbers[index + 1].lead):
                old, change = numbers[index].fact, numbers[index + 1].fact
                if old.is_exact and change.is_exact:
                    yield old, change, tuple(_present(passage, index)), _way(numbers[index + 1])


def _present(passage: Passage, index: int) -> list[Fact]:
    """The values that the one at `index` may be compared with."""
    old = passage.numbers[index].fact
    present = [n.fact for n in passage.numbers[:index] if n.fact.dimension == old.dimension and not n.is_per_head]
    present = [fact for fact in present if fact.kind is not ClaimKind.CHANGE]
    following = passage.numbers[index + 2] if index + 2 < len(passage.numbers) else None
    if following is not None and following.fact.dimension == old.dimension and _REACHES.match(following.lead):
        present = [following.fact]  # 比上年的 41 项增加 13 项，达到 54 项
    return present


def _than(passage: Passage, index: int) -> Iterator[Equation]:
    """比上年的 A 增加 C: the present value stands before in the sentence; C as a percentage is of A."""
    old, change = passage.numbers[index].fact, passage.numbers[index + 1].fact
    present = _present(passage, index)
    if not present or not (old.is_exact and change.is_exact):
        return
    build = growth_between if change.unit == "%" and old.unit != "%" else gap_between
    if (
        build is gap_between
        and change.dimension != old.dimension
        and not (change.unit == "个百分点" and old.unit == "%")
    ):
        return
    tried = [build(old, new, change, 0.85) for new in reversed(present)]
    fitting = [equation for equation in tried if equation.agreeing()]
    added = sum((fact.value for fact in present[-3:]), Decimal(0))
    sums = {
        abs(sum((f.value for f in present[i:j]), Decimal(0)) - old.value)
        for i in range(len(present))
        for j in range(i + 2, len(present) + 1)
    }
    if fitting:
        yield fitting[0]
    elif len(present) == 1:
        yield tried[0]
    elif build is gap_between and added and not any(change.interval.holds(gap) for gap in sums):
        yield tried[0] if len(present) == 2 else gap_of_sum(change, old, present)


def _net_changes(passage: Passage) -> Iterator[Equation]:
    """新增 9 个、撤销 4 个，净增 5 个."""
    numbers = passage.numbers
    for index in range(2, len(numbers)):
        match = _NET.search(numbers[index].lead)
        if match is None:
            continue
        came, went = numbers[index - 2], numbers[index - 1]
        if not (_IN.search(came.lead[-10:]) and _OUT.search(went.lead[-10:] + passage.gap(went, numbers[index])[:6])):
            continue
        facts = (numbers[index].fact, came.fact, went.fact)
        if len({fact.dimension for fact in facts}) == 1 and all(fact.is_exact for fact in facts):
            yield net_change(facts, is_rise=match.group("sign") == "增")


def _net_of_change(passage: Passage) -> Iterator[Equation]:
    """较上年增加 31 家，其中新签约 52 家、终止 21 家."""
    numbers = passage.numbers
    for index in range(len(numbers) - 2):
        change, came, went = numbers[index : index + 3]
        claim = change.fact.claim
        if change.fact.kind is not ClaimKind.CHANGE or claim is None or "；" in passage.gap(change, went):
            continue
        facts = (change.fact, came.fact, went.fact)
        if (
            _IN.search(came.lead)
            and _OUT.search(went.lead)
            and len({f.unit for f in facts}) == 1
            and all(fact.is_exact for fact in facts)
        ):
            yield net_change(facts, is_rise=claim.direction >= 0)


def _difference_and_rate(passage: Passage) -> Iterator[Equation]:
    """B, 比上年增加 C，增长 D%: D is C of what B was before; of A in 上年 A，今年多 C，增长 D%."""
    numbers = passage.numbers
    for index in range(2, len(numbers)):
        base, moved, rate = numbers[index - 2], numbers[index - 1], numbers[index].fact
        new, change = base.fact, moved.fact
        way = _way(moved)
        if rate.unit != "%" or not _RATE_TOO.match(numbers[index].lead) or not way:
            continue
        if (
            new.dimension != change.dimension
            or new.kind is ClaimKind.CHANGE
            or not all(fact.is_exact for fact in (new, change, rate))
        ):
            continue
        if base.is_compared or is_old(passage, base):
            yield rate_of_old(change, new, rate)
            continue
        others = [
            n.fact for n in numbers[: index - 2] if _is_alike(n.fact, new) and n.fact.kind is not ClaimKind.CHANGE
        ]
        first = rate_with_new(new, change, rate, way)
        tried = [
            build
            for other in others
            for build in (rate_with_new(other, change, rate, way), rate_of_old(change, other, rate))
        ]
        fitting = next((equation for equation in [first, *tried] if equation.agreeing()), None)
        if fitting is not None:
            yield fitting
        elif "；" not in passage.gap(base, moved):
            yield first


def _is_alike(other: Fact, new: Fact) -> bool:
    """2023 年 6.97 万 has no unit where the last of the series has it: 2024 年 8.15 万人次."""
    return other.unit in ("", "万", new.unit)


def _way(number: Number) -> int:
    """Which way a change went; 0 for a number that is none."""
    claim = number.fact.claim
    if number.fact.kind is ClaimKind.CHANGE and claim is not None:
        return claim.direction
    return way_of(number)
