"""Words that say up where the two values of their sentence go down, or the other way round: 由 88.3% 降低到 96.1%."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.prose.changes.moves import Move, way_equation
from docextract.checks.prose.changes.passage_changes import FROM, TO, comparisons
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import no_more_than
from docextract.checks.verdicts.saying import at, at_en
from docextract.model.finding import Message, Severity
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_UP = compile_pattern(r"提高|提升|上升|增长|增加|扩大|增|升")
_DOWN = compile_pattern(r"下降|降低|减少|回落|压减|缩短|缩减|压缩|降|减")
# A better rank is a smaller number, and 1:16 may be called more than 1:17.
_RANK = compile_pattern(r"第|排名|名次|位次|位列|等级|比例?由")


def direction_equations(book: Book) -> Iterator[Equation]:
    """Every 由 A 提高到 B: B is no less than A; every 由 A 下降到 B: no more. B，比上年的 A 增加 C: the same."""
    for passage in passages(book):
        for first, second in itertools.pairwise(passage.numbers):
            if not (FROM.search(first.lead) and TO.match(second.lead)) or not _comparable(first, second):
                continue
            up, down = _UP.search(second.lead), _DOWN.search(second.lead)
            if up is not None and down is None:
                yield _equation(first, second, word=up.group(), rises=True)
            elif down is not None and up is None:
                yield _equation(first, second, word=down.group(), rises=False)


def comparison_equations(book: Book) -> Iterator[Equation]:
    """78 项，比上年的 112 项增加 34 项: the difference fits, and only for a fall."""
    for old, change, present, way in comparisons(book):
        is_points = change.unit == "个百分点" and old.unit == "%"
        if not way or not (change.dimension == old.dimension or is_points):
            continue
        fitting = [
            new for new in present if change.interval.holds(abs(new.value - old.value)) and new.value != old.value
        ]
        if fitting and all((new.value > old.value) != (way > 0) for new in fitting):
            yield way_equation(Move(old, fitting[-1], change, way))


def _comparable(first: Number, second: Number) -> bool:
    same = first.fact.dimension == second.fact.dimension and first.fact.unit != ":1" and second.fact.unit != ":1"
    exact = first.fact.is_exact and second.fact.is_exact
    return same and exact and not _RANK.search(first.lead) and not _RANK.search(second.lead)


def _equation(first: Number, second: Number, *, word: str, rises: bool) -> Equation:
    old, new = first.fact, second.fact

    def holds(intervals: tuple[Interval, ...]) -> bool:
        after, before = intervals if rises else intervals[::-1]
        return after.high is None or before.low is None or after.high >= before.low

    sign = "≥" if rises else "≤"
    message = Message(
        f"{old.subject or new.subject}{at(new)}写由 {old.shown}{word}到 {new.shown}，方向相反",
        f"{old.subject or new.subject} {at_en(new)} is said to go {'up' if rises else 'down'} from {old.shown} to {new.shown}",
    )
    return passage_equation(
        "change", "direction", (new, old), holds, f"{new.printed} {sign} {old.printed}", message,
        shape=no_more_than(0, [1]) if rises else no_more_than(1, [0]), score=0.9, severity=Severity.HIGH,
    )  # fmt: skip
