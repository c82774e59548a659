"""Values that a sentence moves from A to B, in whatever words (由 642 人变为 587 人, 从 1.86 亿元追加到 2.17 亿元), and the way between them.

Behind the pair stands by how much it moved (减少 55 人), by how many per cent, or both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.changes.change_equations import gap_between, grown, growth_between
from docextract.checks.prose.changes.passage_changes import FROM, TO
from docextract.checks.prose.changes.ways import way_of
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import no_more_than
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, evidence_of_all, key_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.model.source import SourceRef
from docextract.text.patterns import compile_pattern

# Any verb that ends in 到, 至, 为, 成: 追加到, 变为, 扩容至, 做到了今年的.
_REACHED = compile_pattern(
    r"^[^，。；、：\d（(]{1,10}?(?:到|至|为|成)了?(?:[^，。；、\d]{0,6}|[ ]*\d{4}[ ]*(?:学?年度?|届)的?[^，。；、\d]{0,4})$"
)
_BY = compile_pattern(
    r"^[^，。；]{0,6}[，（(][^，。；]{0,8}(?:提高|提升|上升|增长|增加|增幅|涨幅|增|升|上涨|扩大|下降|降低|减少|降幅|降|减|回落|压减|缩短|缩减)[了约近达为]{0,2}[ \u00a0\u3000]*$"
)
_OF = compile_pattern(
    r"(?P<noun>\p{Han}{2,8}?(?:率|比例|比重|占比|人数|数量|总量|总额|面积|经费|规模))[^\p{Han}]*\p{Han}{1,4}[ \u00a0\u3000]*$"
)
NOUN = 3
# The difference and the rate.
_CHANGES = 2


@dataclass(frozen=True, slots=True)
class Move:
    """Old value, new value, and a change that the sentence gives for them.

    `way` is +1 or -1 for the rise or fall of just these that the words say, 0 when it may be of another thing.
    """

    old: Fact
    new: Fact
    change: Fact
    way: int


def moves(book: Book) -> Iterator[Move]:
    """Every change behind such a pair."""
    for passage in passages(book):
        numbers = passage.numbers
        for index in range(len(numbers) - 2):
            first, second = numbers[index : index + 2]
            if is_move(first, second):
                yield from _changes_of(passage, index, is_plain=TO.match(second.lead) is not None)


def is_move(first: Number, second: Number) -> bool:
    """True for the two numbers of 由 642 人变为 587 人."""
    old, new = first.fact, second.fact
    is_pair = old.dimension == new.dimension and old.unit != ":1" and old.value > 0 and old.is_exact and new.is_exact
    return is_pair and is_said_to_move(first, second)


def is_said_to_move(first: Number, second: Number) -> bool:
    """True when the words before the two numbers say that one became the other."""
    return FROM.search(first.lead) is not None and bool(TO.match(second.lead) or _REACHED.match(second.lead))


def _changes_of(passage: Passage, index: int, *, is_plain: bool) -> Iterator[Move]:
    old, new = (number.fact for number in passage.numbers[index : index + 2])
    for change in passage.numbers[index + 2 : index + 2 + _CHANGES]:
        way = way_of(change)
        is_more = is_plain and _BY.match(change.lead) and not _names_another(change, passage.numbers[index])
        if "均" in change.lead or not (way or is_more):
            return
        subject = change.fact.subject if is_plain else old.subject or new.subject
        is_plain = False  # what is said in other words behind the first change is of something else
        if change.fact.is_exact and _is_change_of(change, old):
            yield Move(old, new, replace(change.fact, subject=subject), way)


def _names_another(change: Number, first: Number) -> bool:
    """True for 合格率由 88% 提高到 96%，优秀率提高 5 个百分点."""
    match = _OF.search(change.lead)
    return match is not None and match.group("noun")[-NOUN:] not in first.lead


def _is_change_of(change: Number, old: Fact) -> bool:
    if change.fact.unit == "个百分点":
        return old.unit == "%"
    return change.fact.unit == "%" or change.fact.dimension == old.dimension


def move_equations(book: Book) -> Iterator[Equation]:
    """What the two values make of the change."""
    for move in moves(book):
        fitting = move_equation(move)
        if fitting is not None:
            yield fitting
        if move.way and not (fitting is not None and not fitting.agreeing()):
            yield way_equation(move)


def move_equation(move: Move) -> Equation | None:
    """The change against its two values; None for a growth of a rate that the prints allow."""
    old, new, change = move.old, move.new, move.change
    if change.unit == "%" and old.unit != "%":
        return growth_between(old, new, change, 0.95)
    if change.unit == "%" and grown(old.interval, new.interval).meets(change.interval):
        return None
    return gap_between(old, new, change, 0.9 if change.unit == "%" else 0.95)


def way_equation(move: Move) -> Equation:
    """The word for the change goes the way of the values; not in 由 642 人变为 587 人，增加 55 人."""
    old, new, rises = move.old, move.new, move.way > 0

    def holds(intervals: tuple[Interval, ...]) -> bool:
        after, before = intervals[1:] if rises else intervals[:0:-1]
        return after.high is None or before.low is None or after.high >= before.low

    sign = "≥" if rises else "≤"
    name = name_of(old, new)
    message = Message(
        f"{name}{at(move.change)}由 {old.shown}到 {new.shown}，“{move.change.quote}”方向相反",
        f"{name or 'a value'} {at_en(move.change)} goes from {old.shown} to {new.shown}, {move.change.quote} says the opposite",
    )
    shape = no_more_than(1, [2]) if rises else no_more_than(2, [1])
    return passage_equation(
        "change", "way", (move.change, new, old), holds, f"{new.printed} {sign} {old.printed}", message,
        shape=shape, score=0.9, severity=Severity.HIGH,
    )  # fmt: skip


def growths_of_rates(book: Book) -> frozenset[SourceRef]:
    """Where a rate is said to have grown by so many per cent of itself, and has: 由 12.5% 提高到 15.0%，提高 20%."""
    rates = (move for move in moves(book) if move.change.unit == move.old.unit == "%")
    return frozenset(
        move.change.source
        for move in rates
        if _may_be_growth(move) and abs(move.new.value - move.old.value) != move.change.value
    )


def points_verdicts(book: Book) -> Iterator[tuple[Fact, Verdict]]:
    """合格率由 71% 提高到 83%，提高 12%: the difference of two rates, which is told in points; with the change."""
    for move in moves(book):
        if move.change.unit != "%" or move.old.unit != "%":
            continue
        gap = gap_between(move.old, move.new, move.change, 0.9)
        if abs(move.new.value - move.old.value) == move.change.value and not _may_be_growth(move):
            working = gap.show(next(gap.combinations()))
            yield move.change, points_verdict(move.change, working, [move.change, move.old, move.new])


def _may_be_growth(move: Move) -> bool:
    """True when the growth, rounded or cut off where the print ends, is what is printed."""
    rate = abs(move.new.value - move.old.value) / move.old.value * 100
    last = Decimal(1).scaleb(-len(move.change.printed.partition(".")[2]))
    return move.change.value in (rate.quantize(last), rate.quantize(last, ROUND_DOWN))


def points_verdict(fact: Fact, working: str, facts: list[Fact]) -> Verdict:
    """Per cent printed where the difference of two rates is meant."""
    message = Message(
        f"{name_of(*facts)}“{fact.quote}”是 {working} 的差，应写 {fact.printed} 个百分点，不是 {fact.printed}%",
        f"{fact.quote} is the difference {working}: {fact.printed} percentage points, not {fact.printed} %",
    )
    return Verdict(
        "change",
        key_of("points", fact.code or fact.key, fact.year, values_key(facts)),
        "differs",
        FindingKind.UNIT,
        Severity.LOW,
        name_of(*facts) or fact.shown,
        message,
        evidence_of_all(facts),
        fact.code,
        suggested=f"{fact.printed} 个百分点",
        reason=Message(working, working),
    )
