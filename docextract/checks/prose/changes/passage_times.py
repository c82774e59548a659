"""Values said to be so many times another: 翻了一番, 是上年（32 人）的 3 倍, 女教师约为男教师的 1.6 倍."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import open_quotient
from docextract.checks.prose.changes.passage_steps import is_level, is_old
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import quotient_of
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.finding import Message, Severity
from docextract.model.quantity import Interval
from docextract.text.labels import compare_form
from docextract.text.patterns import Match, compile_pattern

_DOUBLED = compile_pattern(
    r"(?P<near>近|将近|接近)?翻(?:了)?(?P<near2>近|将近|接近)?(?P<times>一|两|三)?(?:番|倍)(?P<more>多|有余|以上)?"
)
_AS_MANY = compile_pattern(
    r"(?:是|为|相当于|达到?)(?:上一?(?:学年|年度|年|届)|去年|前一年|当时|当初|此前|原来|[一两二三四五六七八九十]年前)(?:同期)?(?:的|[（(][^（）()]{1,16}[)）]的)(?:近|约)?[ ]*$"
)
_OF_BRACKET = compile_pattern(r"\d[ ]*\p{Han}{0,2}[）)]的(?:近|约)?[ ]*$")
_IS = compile_pattern(r"(?:是|为|相当于|达到?)[^，。；]{2,16}[（(][^（()）]{0,6}$")
_TIMES_NAMED = compile_pattern(r"(?:是|为|相当于|达到?)(?P<base>[^，。；、\d]{2,12}?)的(?:近|约)?[ ]*$")
_YEAR_NAME = compile_pattern(r"年|届|去|上|同期|以前|初")
# 整整翻了一番 may be somewhat more or less.
_DOUBLE_FROM, _DOUBLE_TO, _NEARLY_DOUBLE = Decimal("0.93"), Decimal("1.3"), Decimal("0.85")


def times_equations(book: Book) -> Iterator[Equation]:
    """Every such statement with both values in its sentence."""
    for passage in passages(book):
        for number in passage.numbers:
            yield from _as_many_times(passage, number)
            yield from _times_another(passage, number)
        for match in _DOUBLED.finditer(passage.text, passage.start, _end(passage)):
            yield from _doubled(passage, match)


def _end(passage: Passage) -> int:
    stop = min((i for c in "。！？!?\n" if (i := passage.text.find(c, passage.numbers[-1].end)) >= 0), default=None)
    return len(passage.text) if stop is None else stop


def _pair_around(passage: Passage, at_start: int) -> tuple[Fact, Fact] | None:
    """Old and new value of the sentence part around a place; None when it has not just these two of one unit."""
    first = passage.text.rfind("；", passage.start, at_start) + 1
    stop = passage.text.find("；", at_start)
    part = [n for n in passage.numbers if first <= n.start and (stop < 0 or n.start < stop)]
    before = [n for n in part if is_level(n) and not n.is_rate]
    pairs = [
        (a.fact, b.fact) for a, b in itertools.pairwise(before) if a.fact.dimension == b.fact.dimension and a.fact.value
    ]
    if len(pairs) != 1:
        return None
    old = [n.fact for n in before if is_old(passage, n) and n.fact in pairs[0]]
    if len(old) != 1:
        return None
    return old[0], next(fact for fact in pairs[0] if fact is not old[0])


def _doubled(passage: Passage, match: Match) -> Iterator[Equation]:
    pair = _pair_around(passage, match.start())
    if pair is None or pair[0].owner != pair[1].owner:
        return
    old, new = pair
    times = Decimal({"两": 4, "三": 8}.get(match.group("times") or "", 2))
    low = times * (_NEARLY_DOUBLE if match.group("near") or match.group("near2") else _DOUBLE_FROM)
    high = None if match.group("more") else times * _DOUBLE_TO
    yield _ratio(new, old, Interval(low, high), f"“{match.group()}”")


def _as_many_times(passage: Passage, number: Number) -> Iterator[Equation]:
    """96 人，是上年（32 人）的 3 倍."""
    before = passage.text[max(0, number.start - 30) : number.start]
    at = passage.numbers.index(number)
    if number.fact.unit != "倍":
        return
    if at > 1 and _OF_BRACKET.search(before) and _IS.search(passage.numbers[at - 1].lead):
        base, new = passage.numbers[at - 1].fact, passage.numbers[at - 2].fact
        if base.unit == new.unit and base.value and is_level(passage.numbers[at - 2]):
            yield _ratio(new, base, _times(number.fact), number.fact.shown, number.fact)
        return
    pair = _pair_around(passage, number.start) if _AS_MANY.search(before) else None
    if pair is not None:
        yield _ratio(pair[1], pair[0], _times(number.fact), number.fact.shown, number.fact)


def _times_another(passage: Passage, number: Number) -> Iterator[Equation]:
    """女教师 154 人，男教师 98 人，女教师约为男教师的 1.6 倍: both values under the names that the sentence gives them."""
    match = _TIMES_NAMED.search(passage.text, passage.start, number.start)
    if number.fact.unit != "倍" or match is None or is_old_name(match.group("base")):
        return
    base = compare_form(match.group("base"))
    levels = [n.fact for n in passage.numbers if n.start < number.start and is_level(n) and not n.is_rate]
    bases = [f for f in levels if f.key and (f.key.endswith(base) or base.endswith(f.key))]
    others = [f for f in levels if bases and f is not bases[0] and f.unit == bases[0].unit]
    if len(bases) == 1 and len(others) == 1 and bases[0].value:
        yield _ratio(others[0], bases[0], _times(number.fact), number.fact.shown, number.fact)


def is_old_name(words: str) -> bool:
    """True for 上年, 2022 年: the base of the comparison is another year's value."""
    return _YEAR_NAME.search(words) is not None


def _times(fact: Fact) -> Interval:
    """What 3 倍 can stand for: half of the last digit, up or down; 2.8 is not said to be 2 倍."""
    claim = fact.claim
    if claim is None or claim.quantity.is_bounded:
        return fact.interval
    half = Decimal(1).scaleb(-claim.quantity.decimals) / 2
    return Interval(fact.value - half, fact.value + half)


def _ratio(new: Fact, old: Fact, wanted: Interval, said: str, times: Fact | None = None) -> Equation:
    working = f"{new.shown} ÷ {old.shown} = {rounded(new.value / old.value, 2)} 倍"
    facts = (new, old) if times is None else (times, new, old)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = open_quotient(intervals[-2], intervals[-1])
        return found is None or found.meets(wanted)

    message = Message(
        f"{new.subject or old.subject}{at(new)}写{said}，但 {working}",
        f"{new.subject or old.subject} is said to be {said} {at_en(new)}, but {new.shown} ÷ {old.shown} = "
        f"{rounded(new.value / old.value, 2)}",
    )
    shape = None if times is None else quotient_of(Decimal(1))
    return passage_equation(
        "change", "times", facts, holds, working, message, shape=shape, score=0.8, severity=Severity.HIGH
    )
