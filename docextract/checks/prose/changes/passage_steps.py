"""A rise or fall between two values of one sentence in free order: 87.4%，比上年回落 1.9 个百分点，上年为 89.3%; series of years; 撤销 3 个、新增 4 个.

Of the two values one is marked as the older (上年, 由, 原). Any two values that give the change are enough; it is held
to be wrong only when the sentence part gives no third value that could be meant.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import difference
from docextract.checks.prose.changes.ways import CAME, WENT
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, is_old_value, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import difference_of
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import Message, Severity
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_OLD = compile_pattern(
    r"(?:上一?(?:学年|年度|年|届|轮)|去年|前一年|[一两二三四五六七八九十]年前|原来的?|原有?|此前|彼时|当时|期初|年初|最初|[由从])[^，。；、]{0,14}$"
)
_OLD_BEHIND = compile_pattern(r"^[）)]?(?:的基础上|核减|压减|缩减|精简|扩充|扩招)")
_STEP = compile_pattern(
    r"(?P<up>净?(?<!新)增加?|增长|提高|提升|上升|上涨|扩大|多|高|扩招)(?:出|了)?[ ]*$"
    r"|(?P<down>净?减少?|下降|降低|回落|缩减|核减|压减|精简|下滑|缩短|少|低)了?[ ]*$"
)
# 上年该比重为 89.3%.
_PRONOUN = compile_pattern(
    r"^(?:彼时|当时|此前|原来|原有?|该|其|这一|此)(?:比重|比例|占比|比率|数字|数值|数据|指标|项)?"
)
_TOTAL_STEP = compile_pattern(
    r"(?:累计|[两二三四五]年(?:间|来|内|共)?|期间|总共|共)[^，。；]{0,6}(?P<word>提高|提升|上升|增长|增加|下降|降低|减少|回落)(?:了)?[ ]*$"
)
_FROM = compile_pattern(r"[由从][^，。；]{0,10}$")
# 女生 91.6%，男生 87.9%，前者高出后者 3.7 个百分点.
_APART = compile_pattern(
    r"(?:前者|后者|[两二]者)[^，。；\d]{0,6}(?:高|低|多|少|相差|差距|差)[^，。；\d]{0,6}$|(?:相差|差距)[^，。；\d]{0,4}$"
)
_YEAR_NAMED = compile_pattern(r"\d{4}[ ]*(?:年|届|学年|级)")
# 2024 届比前一届高 3.6 个百分点: both are of the series.
_WITHIN = compile_pattern(r"[比较](?:前一|上一?|\d{4}[ ]*)(?:届|年|学年|级|年度)")
_YEARS_APART = compile_pattern(r"(?P<new>\d{4})[ ]*(?:年|届|学年|级)度?[比较](?P<old>\d{4})[ ]*(?:年|届|学年|级)")
_BARE = ("", "万")
_MOVED = compile_pattern(r"(?:上升|提高|增长|增加|提升|下降|减少|降低|[增升降减])(?:到|至|为)[^，。；]{0,10}$")
_SERIES = compile_pattern(r"依次|分别|逐年")
_CAME = compile_pattern(rf"(?:{CAME}|增加)(?:设|加)?了?[ ]*$")
_MOVE = compile_pattern(rf"(?:{CAME}|增加|{WENT}|停招|停办|合并|减少)(?:设|加)?了?[ ]*$")
MIN_MOVES = 2
# Of what was stopped each may still be counted or not: with more some way fits by chance.
WENT_LIMIT = 6
DATED = 12  # ，2023 届 96.2%
_NONE = Decimal(0)
FAR = 3


def step_equations(book: Book) -> Iterator[Equation]:
    """Every such change; see the module."""
    for passage in passages(book):
        for number in passage.numbers:
            yield from _step(passage, number)
            yield from _over_series(passage, number)
            yield from _apart(passage, number)
            yield from _between_years(passage, number)
        yield from _net_of_moves(passage)


def is_level(number: Number) -> bool:
    """True for a stated amount that no word such as 约 leaves open."""
    claim = number.fact.claim
    return claim is not None and number.fact.kind is not ClaimKind.CHANGE and not claim.quantity.is_bounded


def is_old(passage: Passage, number: Number) -> bool:
    """True for a value that its words mark as the earlier of two."""
    return bool(_OLD.search(number.lead) or _OLD_BEHIND.match(passage.text[number.end : number.end + 6]))


def _step(passage: Passage, change: Number) -> Iterator[Equation]:
    match = _STEP.search(change.lead)
    claim = change.fact.claim
    if match is None or claim is None or claim.quantity.is_bounded or change.fact.unit in ("%", "倍"):
        return
    unit = "%" if change.fact.unit == "个百分点" else change.fact.unit
    levels = [n for n in passage.part_around(change) if n is not change and n.fact.unit == unit and is_level(n)]
    changes = [n for n in passage.part_around(change) if n.fact.unit == change.fact.unit and _STEP.search(n.lead)]
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

    name, word = name_of(new, change, old), "相差" if "差" in change.quote else "变化"
    message = Message(
        f"{name}{at(change)}写{word} {change.shown}，但同一句给出的两个数算得 {working}",
        f"{name or 'a value'} is said to change by {change.shown} {at_en(change)}, but the two values of the sentence make {working}",
    )
    return passage_equation(
        "change", "passage_change", (change, high, low), holds, working, message,
        shape=difference_of(1, 2), score=0.85, severity=Severity.HIGH,
    )  # fmt: skip


def _apart(passage: Passage, gap: Number) -> Iterator[Equation]:
    """The distance of the two values before it, whichever is more."""
    claim = gap.fact.claim
    if not _APART.search(gap.lead) or claim is None or claim.quantity.is_bounded:
        return
    unit = "%" if gap.fact.unit == "个百分点" else gap.fact.unit
    levels = [n for n in passage.part_around(gap) if n.start < gap.start and n.fact.unit == unit and is_level(n)]
    if len(levels) == MIN_MOVES:
        low, high = sorted((levels[0].fact, levels[1].fact), key=lambda fact: fact.value)
        yield _difference(gap.fact, low, high, rises=True)


def _between_years(passage: Passage, change: Number) -> Iterator[Equation]:
    """2023 年 6.97 万，2024 年 8.15 万人次，2024 年比 2023 年多 1.18 万人次: of the two values that the years name."""
    match, step, claim = _YEARS_APART.search(change.lead), _STEP.search(change.lead), change.fact.claim
    if match is None or step is None or claim is None or claim.quantity.is_bounded or change.fact.unit in ("%", "倍"):
        return
    unit = "%" if change.fact.unit == "个百分点" else change.fact.unit
    earlier = [n for n in passage.numbers if n.end <= change.start and n.fact.unit in (unit, *_BARE) and is_level(n)]
    new, old = ([n for n in earlier if _is_of_year(n, match.group(name))] for name in ("new", "old"))
    if len(new) == 1 and len(old) == 1:
        yield _difference(change.fact, old[0].fact, new[0].fact, rises=step.group("up") is not None)


def _is_of_year(number: Number, year: str) -> bool:
    named = _YEAR_NAMED.findall(number.lead)
    return bool(named) and named[-1].startswith(year) and "比" not in number.lead


def _over_series(passage: Passage, change: Number) -> Iterator[Equation]:
    """依次为 61.2%、63.5% 和 66.1%，三年累计提升 4.9 个百分点: last less first; 比前一届 of the last two."""
    total, within = _TOTAL_STEP.search(change.lead), _WITHIN.search(change.lead)
    if not (total or within) or change.fact.unit == "%" or not (total or _STEP.search(change.lead)):
        return
    unit = "%" if change.fact.unit == "个百分点" else change.fact.unit
    series = _series_before(passage, change, unit)
    if len(series) <= MIN_MOVES:
        return
    first, last = (series[0] if total else series[-2]).fact, series[-1].fact
    gaps = [abs(b.fact.value - a.fact.value) for a, b in itertools.combinations(series, 2)]
    if not any(change.fact.interval.holds(gap) for gap in gaps):
        yield _difference(change.fact, first, last, rises=last.value >= first.value)


def _series_before(passage: Passage, change: Number, unit: str) -> list[Number]:
    """The values of one thing year by year in front of a change; [] when the numbers there are no such series."""
    line = [n for n in passage.part_around(change) if n.start < change.start and n.fact.unit == unit and is_level(n)]
    if not line:
        return []
    is_listed = _SERIES.search(line[0].lead) and all(len(n.lead.strip()) <= 2 for n in line[1:])
    is_moved = _FROM.search(line[0].lead) and _MOVED.search(line[-1].lead)
    is_dated = all(_YEAR_NAMED.search(n.lead) and len(n.lead) <= DATED for n in line[1:]) and _YEAR_NAMED.search(
        line[0].lead
    )
    return line if is_listed or is_moved or is_dated else []


def _net_of_moves(passage: Passage) -> Iterator[Equation]:
    """撤销 3 个、停招 5 个、新增 4 个专业，由上年的 31 个调整为 27 个; what was stopped need not have been taken off yet."""
    numbers = passage.numbers
    for first, second in itertools.pairwise(numbers):
        if not (is_old_value(passage, first) and first.fact.unit == second.fact.unit and is_level(first)):
            continue
        moves = [n for n in numbers if n.end <= first.start and n.fact.unit == first.fact.unit and _MOVE.search(n.lead)]
        came = [n.fact.value for n in moves if _CAME.search(n.lead)]
        went = [n.fact.value for n in moves if not _CAME.search(n.lead)]
        if len(moves) < MIN_MOVES or not came or not 0 < len(went) <= WENT_LIMIT or not is_level(second):
            continue
        gap = second.fact.value - first.fact.value
        nets = {
            sum(came, _NONE) - sum(some, _NONE)
            for size in range(len(went) + 1)
            for some in itertools.combinations(went, size)
        }
        yield _moves_equation(
            second.fact, first.fact, [n.fact for n in moves], gap in nets, sum(came, _NONE) - sum(went, _NONE)
        )


def _moves_equation(new: Fact, old: Fact, moves: list[Fact], fits: bool, net: Decimal) -> Equation:
    working = f"{old.printed} {'+' if net >= 0 else '−'} {rounded(abs(net), 2)} = {rounded(old.value + net, 2)}"
    name = name_of(new, *moves)
    message = Message(
        f"{name}{at(new)}写 {new.shown}，但按增减之数 {working}",
        f"{name or 'a number'} is {new.shown} {at_en(new)}, but with what came and went {working}",
    )
    facts = (new, old, *moves)
    return passage_equation("change", "moves", facts, lambda _: fits, working, message, shape=None, score=0.8)
