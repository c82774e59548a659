"""What there was, what came and went, and what there is: 学年初 203 人，招聘 17 人、退休 9 人、调出 4 人，到学年末 207 人.

Also what was done this year and before it, of what was done in all: 累计培训 1620 人次，本年 486 人次，截至上年底 1134 人次.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import difference, total
from docextract.checks.prose.changes.moves import is_move
from docextract.checks.prose.changes.ways import CAME, WENT
from docextract.checks.prose.passage_equations import Holds, passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.prose.sums.part_runs import counted_in
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import Part, Shape, sum_of
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.finding import Message, Severity
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_OPENING = compile_pattern(r"(?:学年初|年初|期初|上学?年(?:末|底|度|学期)?|去年底?|原有)[^，。；、\d]{0,14}$")
_CLOSING = compile_pattern(
    r"(?:(?<!上)学年末|(?<!上)年末|(?<!上)年底|期末|(?<!实)现(?!场)|目前|如今)[^，。；、\d]{0,14}$"
)
_CAME = compile_pattern(rf"(?:{CAME})[^，。；、\d]{{0,6}}$")
_WENT = compile_pattern(rf"(?:{WENT})[^，。；、\d]{{0,6}}$")
# Whoever is on leave may still be counted, and what takes in nobody is not yet gone.
_MAY_GO = compile_pattern(r"(?:休学|停[招办开用]|合并|减少)[^，。；、\d]{0,6}$")
_NOBODY_LEFT = compile_pattern(r"(?:无|没有|未)(?:一?\p{Han}?)(?:退出|流失|离职|撤销|关停|剔旧|报废|调出|减少)")
_THIS_YEAR = compile_pattern(r"(?:本年度?|今年|当年|本学年)[^，。；、\d]{0,8}$")
_BEFORE = compile_pattern(r"(?:此前|以前|之前|往年|截至上年|上年末|上年底|截至去年|去年底)[^，。；、\d]{0,10}$")
_IN_ALL = compile_pattern(r"累计|总|共")

WORD_END = 4
# Each of them may be gone or not: of more there are too many ways, and some way fits by chance.
MAY_GO_LIMIT = 6


def flow_equations(book: Book) -> Iterator[Equation]:
    """Every such account whose numbers one sentence gives."""
    before: Passage | None = None
    for passage in passages(book):
        for unit in dict.fromkeys(counted_in(number) for number in passage.numbers):
            line = [n for n in passage.numbers if counted_in(n) == unit and not n.is_rate and not n.is_per_head]
            yield from _stock(passage, line)
            is_next = before is not None and before.block == passage.block
            earlier = [n for n in before.numbers if counted_in(n) == unit] if is_next and before is not None else []
            yield from _in_all(line, earlier)
        before = passage


def _stock(passage: Passage, line: Sequence[Number]) -> Iterator[Equation]:
    moved = [(a, b) for a, b in itertools.pairwise(line) if is_move(a, b)]
    came = [n for n in line if _CAME.search(n.lead)]
    may_go = [n for n in line if _MAY_GO.search(n.lead)]
    went = [n for n in line if _WENT.search(n.lead)] + may_go
    rest = [n for n in line if n not in came and n not in went]
    if len(may_go) > MAY_GO_LIMIT or len(rest) != 2 or not came + went:
        return
    is_none_lost = _NOBODY_LEFT.search(passage.text[passage.start :].partition("。")[0]) is not None
    if any("其中" in n.lead for n in came + went) and not is_none_lost:  # some of those who came
        return
    if any(n in went for n in came) or not all(n.fact.is_exact for n in line):
        return
    old = [n for n in rest if _OPENING.search(n.lead)]
    new = [n for n in rest if _CLOSING.search(n.lead) and n not in old]
    if moved and list(moved[0]) == rest:
        old, new = [rest[0]], [rest[1]]
    if len(old) != 1 or len(new) != 1:
        return
    gap = new[0].fact.value - old[0].fact.value
    if not (went or is_none_lost) and sum((n.fact.value for n in came), Decimal(0)) >= gap:
        return  # of those who left nothing is said
    yield _account(new[0].fact, old[0].fact, [n.fact for n in came], [n.fact for n in went], [n.fact for n in may_go])


def _account(new: Fact, old: Fact, came: list[Fact], went: list[Fact], may_go: list[Fact]) -> Equation:
    facts = (new, old, *came, *went)
    signs = [1] * len(came) + [-1] * len(went)
    added = old.value + sum((sign * fact.value for sign, fact in zip(signs, facts[2:], strict=True)), Decimal(0))
    terms = "".join(f" {'+' if sign > 0 else '−'} {f.printed}" for sign, f in zip(signs, facts[2:], strict=True))
    working = f"{old.printed}{terms} = {rounded(added / new.unit_size, 2)}"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        inward = total((intervals[1], *intervals[2 : 2 + len(came)]))
        sure = intervals[2 + len(came) : len(intervals) - len(may_go)]
        open_ = intervals[len(intervals) - len(may_go) :]
        return any(
            difference(inward, total((*sure, *some))).meets(intervals[0])
            for size in range(len(open_) + 1)
            for some in itertools.combinations(open_, size)
        )

    shape = Shape((Part(Decimal(-1), 0), Part(Decimal(1), 1), *(Part(Decimal(s), i) for i, s in enumerate(signs, 2))))
    return _equation(facts, holds, working, shape)


def _in_all(line: Sequence[Number], earlier: Sequence[Number]) -> Iterator[Equation]:
    for index, (first, second) in enumerate(itertools.pairwise(line)):
        pair = (first, second)
        is_pair = _THIS_YEAR.search(first.lead) and _BEFORE.search(second.lead)
        is_turned = _BEFORE.search(first.lead) and _THIS_YEAR.search(second.lead)
        if not (is_pair or is_turned):
            continue
        wholes = [n for n in (*line[:index], *line[index + 2 : index + 3]) if _is_in_all(n)]
        wholes = wholes or [n for n in earlier if _is_in_all(n) and _shares_word(n, first)]
        if not wholes or not all(n.fact.is_exact for n in (*wholes, *pair)):
            continue
        tried = [_summed(whole.fact, first.fact, second.fact) for whole in wholes]
        fitting = next((equation for equation in tried if equation.agreeing()), None)
        if fitting is not None or len(tried) == 1:
            yield fitting or tried[0]


def _shares_word(whole: Number, first: Number) -> bool:
    """累计支出, told in the sentence before, and 本年支出."""
    words = whole.lead.rstrip()[-WORD_END:]
    return any(words[i : i + 2] in first.lead for i in range(len(words) - 1))


def _is_in_all(number: Number) -> bool:
    return bool(_IN_ALL.search(number.lead[-14:])) and not _BEFORE.search(number.lead)


def _summed(whole: Fact, first: Fact, second: Fact) -> Equation:
    added = rounded((first.value + second.value) / whole.unit_size, 4)
    working = f"{first.printed} + {second.printed} = {added}"
    return _equation((whole, first, second), lambda each: total(each[1:]).meets(each[0]), working, sum_of(2))


def _equation(facts: Sequence[Fact], holds: Holds, working: str, shape: Shape) -> Equation:
    whole = facts[0]
    name = whole.subject or facts[1].subject
    message = Message(
        f"{name}{at(whole)}写 {whole.shown}，但按同一句的数 {working}",
        f"{name} is {whole.shown} {at_en(whole)}, but the numbers of the sentence make {working}",
    )
    return passage_equation(
        "change", "flow", facts, holds, working, message, shape=shape, score=0.85, severity=Severity.HIGH
    )
