"""A rise or fall between two values of one sentence in free order: 87.4%，比上年回落 1.9 个百分点，上年为 89.3%; series of years; 翻番, 3 倍.

Of the two values one is marked as the older (上年, 由, 原). Any two values that give the change are enough; it is held
to be wrong only when the sentence part gives no third value that could be meant.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.book import Book
from docextract.checks.equations import Equation
from docextract.checks.facts import Fact
from docextract.checks.intervals import difference, open_quotient
from docextract.checks.passage_equations import passage_equation
from docextract.checks.passages import Number, Passage, is_old_value, passages
from docextract.checks.saying import at, at_en, rounded
from docextract.checks.shapes import difference_of, quotient_of
from docextract.model.claim import ClaimKind
from docextract.model.finding import Message, Severity
from docextract.model.quantity import Interval
from docextract.text.labels import compare_form
from docextract.text.patterns import Match, compile_pattern

_OLD = compile_pattern(
    r"(?:上一?(?:学年|年度|年|届|轮)|去年|前一年|原来的?|原有?|此前|彼时|当时|期初|年初|最初|[由从])[^，。；、]{0,14}$"
)
_OLD_BEHIND = compile_pattern(r"^[）)]?(?:的基础上|核减|压减|缩减|精简|扩充|扩招)")
_STEP = compile_pattern(
    r"(?P<up>净?(?<!新)增加?|增长|提高|提升|上升|上涨|扩大|多|高|扩招)(?:出|了)?[ ]*$"
    r"|(?P<down>净?减少?|下降|降低|回落|缩减|核减|压减|精简|下滑|缩短|少|低)了?[ ]*$"
)
# 上年该比重为 89.3%.
_PRONOUN = compile_pattern(r"^(?:彼时|当时|此前|原来|原有?|该|其|这一|此)(?:比重|比例|占比|比率|数字|数值|数据|指标|项)?")
_TOTAL_STEP = compile_pattern(
    r"(?:累计|[两二三四五]年(?:间|来|内|共)?|期间|总共|共)[^，。；]{0,6}(?P<word>提高|提升|上升|增长|增加|下降|降低|减少|回落)(?:了)?[ ]*$"
)
_SERIES = compile_pattern(r"依次|分别|逐年")
_DOUBLED = compile_pattern(r"(?P<near>近|将近|接近)?翻(?:了)?(?P<near2>近|将近|接近)?(?P<times>一|两|三)?(?:番|倍)(?P<more>多|有余|以上)?")
_AS_MANY = compile_pattern(
    r"(?:是|为|相当于|达到?)(?:上一?(?:学年|年度|年|届)|去年|前一年)(?:同期)?(?:的|[（(][^（）()]{1,16}[)）]的)(?:近|约)?[ ]*$"
)
_OF_BRACKET = compile_pattern(r"\d[ ]*\p{Han}{0,2}[）)]的(?:近|约)?[ ]*$")
_IS = compile_pattern(r"(?:是|为|相当于|达到?)[^，。；]{2,16}[（(][^（()）]{0,6}$")
_CAME = compile_pattern(r"(?:新增|增设|新设|新开|新办|新建|增加)(?:设|加)?了?[ ]*$")
_MOVE = compile_pattern(r"(?:新增|增设|新设|新开|新办|新建|增加|撤销|停招|停办|取消|退出|淘汰|关停|合并|减少)(?:设|加)?了?[ ]*$")
MIN_MOVES = 2
_TIMES_NAMED = compile_pattern(r"(?:是|为|相当于|达到?)(?P<base>[^，。；、\d]{2,12}?)的(?:近|约)?[ ]*$")
_YEAR_NAME = compile_pattern(r"年|届|去|上|同期|以前|初")
# 整整翻了一番 may be somewhat more or less.
_DOUBLE_FROM, _DOUBLE_TO, _NEARLY_DOUBLE = Decimal("0.93"), Decimal("1.3"), Decimal("0.85")
FAR = 3


def step_equations(book: Book) -> Iterator[Equation]:
    """Every such change; see the module."""
    for passage in passages(book):
        for number in passage.numbers:
            yield from _step(passage, number)
            yield from _over_series(passage, number)
            yield from _as_many_times(passage, number)
            yield from _times_another(passage, number)
        yield from _net_of_moves(passage)
        for match in _DOUBLED.finditer(passage.text, passage.start, _end(passage)):
            yield from _doubled(passage, match)


def _end(passage: Passage) -> int:
    stop = min((i for c in "。！？!?\n" if (i := passage.text.find(c, passage.numbers[-1].end)) >= 0), default=None)
    return len(passage.text) if stop is None else stop


def _is_level(number: Number) -> bool:
    claim = number.fact.claim
    return claim is not None and number.fact.kind is not ClaimKind.CHANGE and not claim.quantity.is_bounded


def is_old(passage: Passage, number: Number) -> bool:
    """True for a value that its words mark as the earlier of two."""
    return bool(_OLD.search(number.lead) or _OLD_BEHIND.match(passage.text[number.end : number.end + 6]))


def _segment(passage: Passage, number: Number) -> list[Number]:
    """The numbers of its sentence part, which ；divides."""
    return [n for n in passage.numbers if "；" not in passage.text[min(n.end, number.end) : max(n.start, number.start)]]


def _step(passage: Passage, change: Number) -> Iterator[Equation]:
    match = _STEP.search(change.lead)
    claim = change.fact.claim
    if match is None or claim is None or claim.quantity.is_bounded or change.fact.unit in ("%", "倍"):
        return
    unit = "%" if change.fact.unit == "个百分点" else change.fact.unit
    levels = [n for n in _segment(passage, change) if n is not change and n.fact.unit == unit and _is_level(n)]
    changes = [n for n in _segment(passage, change) if n.fact.unit == change.fact.unit and _STEP.search(n.lead)]
    old = [n for n in levels if is_old(passage, n)]
    if len(old) != 1 or len(changes) != 1:
        return
    new = [n for n in levels if n is not old[0] and _is_of_size(n.fact, old[0].fact)]
    if len(new) != 1 or not _is_one_thing(old[0].fact, new[0].fact):
        return
    yield _difference(change.fact, old[0].fact, new[0].fact, rises=match.group("up") is not None)


def _is_one_thing(old: Fact, new: Fact) -> bool:
    first, second = (_PRONOUN.sub("", fact.key) for fact in (old, new))
    return old.owner == new.owner and (first in second or second in first)


def _is_of_size(new: Fact, old: Fact) -> bool:
    return max(old.value, new.value) <= min(old.value, new.value) * FAR


def _difference(change: Fact, old: Fact, new: Fact, *, rises: bool) -> Equation:
    high, low = (new, old) if rises else (old, new)
    working = f"{high.printed} − {low.printed} = {rounded((high.value - low.value) / change.unit_size, 4)}"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return difference(intervals[1], intervals[2]).meets(intervals[0])

    message = Message(
        f"{new.subject or change.subject}{at(change)}写变化 {change.shown}，但同一句给出的两个数算得 {working}",
        f"{new.subject or change.subject} is said to change by {change.shown} {at_en(change)}, but the two values of the sentence "
        f"make {working}",
    )
    return passage_equation(
        "change", "passage_change", (change, high, low), holds, working, message,
        shape=difference_of(1, 2), score=0.85, severity=Severity.HIGH,
    )  # fmt: skip


def _over_series(passage: Passage, change: Number) -> Iterator[Equation]:
    """依次为 61.2%、63.5% 和 66.1%，三年累计提升 4.9 个百分点: last less first."""
    match = _TOTAL_STEP.search(change.lead)
    if match is None or change.fact.unit == "%":
        return
    unit = "%" if change.fact.unit == "个百分点" else change.fact.unit
    series = [n for n in _segment(passage, change) if n.start < change.start and n.fact.unit == unit and _is_level(n)]
    if len(series) < 3 or not _SERIES.search(series[0].lead) or any(len(n.lead.strip()) > 2 for n in series[1:]):
        return
    first, last = series[0].fact, series[-1].fact
    gaps = [abs(b.fact.value - a.fact.value) for a, b in itertools.combinations(series, 2)]
    if not any(change.fact.interval.holds(gap) for gap in gaps):
        yield _difference(change.fact, first, last, rises=last.value >= first.value)


def _pair_around(passage: Passage, at_start: int) -> tuple[Fact, Fact] | None:
    """Old and new value of the sentence part around a place; None when it has not just these two of one unit."""
    first = passage.text.rfind("；", passage.start, at_start) + 1
    stop = passage.text.find("；", at_start)
    part = [n for n in passage.numbers if first <= n.start and (stop < 0 or n.start < stop)]
    before = [n for n in part if _is_level(n) and not n.is_rate]
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
        if base.unit == new.unit and base.value and _is_level(passage.numbers[at - 2]):
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
    levels = [n.fact for n in passage.numbers if n.start < number.start and _is_level(n) and not n.is_rate]
    bases = [f for f in levels if f.key and (f.key.endswith(base) or base.endswith(f.key))]
    others = [f for f in levels if bases and f is not bases[0] and f.unit == bases[0].unit]
    if len(bases) == 1 and len(others) == 1 and bases[0].value:
        yield _ratio(others[0], bases[0], _times(number.fact), number.fact.shown, number.fact)


def is_old_name(words: str) -> bool:
    """True for 上年, 2022 年: the base of the comparison is another year's value."""
    return _YEAR_NAME.search(words) is not None


def _net_of_moves(passage: Passage) -> Iterator[Equation]:
    """撤销 3 个、停招 5 个、新增 4 个专业，由上年的 31 个调整为 27 个; what was stopped need not have been taken off yet."""
    numbers = passage.numbers
    for first, second in itertools.pairwise(numbers):
        if not (is_old_value(passage, first) and first.fact.unit == second.fact.unit and _is_level(first)):
            continue
        moves = [n for n in numbers if n.end <= first.start and n.fact.unit == first.fact.unit and _MOVE.search(n.lead)]
        came = [n.fact.value for n in moves if _CAME.search(n.lead)]
        went = [n.fact.value for n in moves if not _CAME.search(n.lead)]
        if len(moves) < MIN_MOVES or not came or not went or not _is_level(second):
            continue
        gap = second.fact.value - first.fact.value
        nets = {sum(came) - sum(some) for size in range(len(went) + 1) for some in itertools.combinations(went, size)}
        yield _moves_equation(second.fact, first.fact, [n.fact for n in moves], gap in nets, sum(came) - sum(went))


def _moves_equation(new: Fact, old: Fact, moves: list[Fact], fits: bool, net: Decimal) -> Equation:
    working = f"{old.printed} {'+' if net >= 0 else '−'} {rounded(abs(net), 2)} = {rounded(old.value + net, 2)}"
    message = Message(
        f"{new.subject or moves[0].subject}{at(new)}写 {new.shown}，但按增减之数 {working}",
        f"{new.shown} {at_en(new)}, but with what came and went {working}",
    )
    facts = (new, old, *moves)
    return passage_equation("change", "moves", facts, lambda _: fits, working, message, shape=None, score=0.8)


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
