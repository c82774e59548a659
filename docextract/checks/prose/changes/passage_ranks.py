"""By how many places somebody rose in a ranking: 由第 15 位跃居第 9 位，前移 6 位."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.verdicts.saying import at, at_en
from docextract.model.finding import Message, Severity
from docextract.text.patterns import GAP, Match, compile_pattern

_UP = r"前移|前进|上升|上移|提升|提高|跃升|跃进|进步|升"
_DOWN = r"后移|后退|下降|下移|退步|下滑|退|降"
_RANKS = compile_pattern(
    rf"第{GAP}(?P<old>\d+){GAP}[位名][^，。；\d]{{1,8}}第{GAP}(?P<new>\d+){GAP}[位名][，（(][^，。；\d]{{0,4}}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?{GAP}$"
)


def rank_equations(book: Book) -> Iterator[Equation]:
    """Every such change, whose two ranks are ordinals and no values of their own."""
    for passage in passages(book):
        for number in passage.numbers:
            match = _RANKS.search(passage.text, passage.start, number.start)
            if match is not None and number.fact.unit in ("位", "名", "个"):
                yield _equation(passage, number, match)


def _equation(passage: Passage, number: Number, match: Match) -> Equation:
    change, old, new = number.fact, int(match.group("old")), int(match.group("new"))
    gap = old - new if match.group("up") else new - old
    high, low = (old, new) if match.group("up") else (new, old)
    working = f"{high} − {low} = {gap}"
    message = Message(
        f"位次{at(change)}写变化 {change.shown}，但由第 {old} 位到第 {new} 位：{working}",
        f"the rank is said to change by {change.shown} {at_en(change)}, but from {old} to {new}: {working}",
    )
    whole = _with_ranks(change, passage, number, match)
    return passage_equation(
        "change", "rank", (whole,), lambda _: change.value == gap, working, message,
        shape=None, score=0.9, severity=Severity.HIGH,
    )  # fmt: skip


def _with_ranks(change: Fact, passage: Passage, number: Number, match: Match) -> Fact:
    """The change with both ranks in its quote: any of the three may be wrong."""
    source = replace(change.source, start=match.start(), end=number.end)
    return replace(change, quote=passage.text[match.start() : number.end], source=source)
