"""Guesses of sums: a run of numbers counted in one unit, and a number before or behind that may be their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.guesses.guess import Guess
from docextract.checks.guesses.values import Value
from docextract.checks.prose.sums.part_runs import OPENS, SUMS_UP, is_closed, is_joint, is_of_one_make, labels_of
from docextract.text.patterns import compile_pattern

_TOTAL = compile_pattern(r"共|合计|总|累计|相加")
# How often such a guess is right (`python -m bench.guess_rates`).
RATES = {
    "kinds that leave nothing out": 0.5,
    "kinds of one make": 0.2,
    "all that is opened by the whole before it": 0.4,
    "all that follows the whole": 0.05,
    "all behind a whole further up": 0.05,
    "all before a total": 0.5,
    "all before a number": 0.01,
    "some of a list": 0.01,
}
LONGEST = 8
FAR = 6
MANY = 3


def sum_guesses(values: Sequence[Value]) -> Iterator[Guess]:
    """Every run of two and more with every whole near it; members are the whole and its parts."""
    for unit in dict.fromkeys(value.counted_in for value in values if value.is_amount):
        line = [i for i, value in enumerate(values) if value.counted_in == unit and value.is_amount]
        for first in range(len(line)):
            yield from _runs_from(values, line, first)


def _runs_from(values: Sequence[Value], line: Sequence[int], first: int) -> Iterator[Guess]:
    for last in range(first + 1, min(len(line), first + LONGEST)):
        if not _joint(values, line[last - 1], line[last]):
            break
        run = tuple(line[first : last + 1])
        for at in range(max(0, first - FAR), min(len(line), last + 3)):
            if not first <= at <= last:
                kind = _kind(values, line, at, first, last)
                yield Guess("sum", (line[at], *run), RATES[kind], kind)


def _kind(values: Sequence[Value], line: Sequence[int], at: int, first: int, last: int) -> str:
    whole = values[line[at]]
    is_end = last + 1 == len(line) or not _joint(values, line[last], line[last + 1])
    is_opened = bool(OPENS.search(values[line[first]].number.lead))
    is_start = first == 0 or is_opened or not _joint(values, line[first - 1], line[first])
    if at > last:
        is_total = bool(SUMS_UP.search(whole.number.lead) or _TOTAL.search(whole.number.lead))
        is_next = at == last + 1 and whole.sentence == values[line[last]].sentence
        if not is_next or not is_start:
            return "some of a list"
        return "all before a total" if is_total else "all before a number"
    if not is_end:
        return "some of a list"
    kind = _by_labels([values[i] for i in line[first : last + 1]])
    if kind and at == first - 1:
        return kind
    if at == first - 1:
        return "all that is opened by the whole before it" if is_opened else "all that follows the whole"
    return "all behind a whole further up" if is_start else "some of a list"


def _by_labels(parts: Sequence[Value]) -> str:
    """What the names of the parts tell: 公办, 民办 leave nothing out; 东校区, 西校区, 北校区 are of one make."""
    passage = parts[0].passage
    labels = labels_of(passage, [part.number for part in parts])
    if is_closed(passage, labels):
        return "kinds that leave nothing out"
    return "kinds of one make" if len(labels) >= MANY and is_of_one_make(labels) else ""


def _joint(values: Sequence[Value], first: int, second: int) -> bool:
    """True for two numbers of one list: of one sentence, with nothing between that ends a list."""
    a, b = values[first], values[second]
    return a.sentence == b.sentence and is_joint(a.passage, a.number, b.number)
