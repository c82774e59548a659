"""Guesses of shares: a percentage, the count in front of it, and the number that it may be a share of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.facts import subject_key
from docextract.checks.guesses.guess import Guess
from docextract.checks.guesses.values import Value, distinct
from docextract.text.patterns import compile_pattern

_OF_THAT = compile_pattern(r"^[ ]*的[^，。；]{0,4}$")
_IS_SHARE = compile_pattern(r"占|率|比|面|度|达到|覆盖|参与|通过|完成")
_ASKED = ("人", "名", "位", "家", "户")
# How often the number is the whole, by where it stands and whether the share names it (`python -m bench.guess_rates`).
RATES = {
    "share of what it names with its number": 0.8,
    "share of what it names": 0.7,
    "share of the number before its count": 0.8,
    "share of another number of the sentence": 0.15,
    "share of another number of the paragraph": 0.05,
    "share that names a count apart": 0.1,
    "share of a count that stands apart": 0.01,
}
_CLAUSE = compile_pattern(r"(?:^|[，、；：])(?:其中)?(?P<words>\p{Han}+)[^，、；：]*$")
NAMED = 2
WHOLES = 8
COUNTS = 6
NEAR = 30


def share_guesses(values: Sequence[Value]) -> Iterator[Guess]:
    """For each percentage every count and whole that it may be of; members are rate, count, whole."""
    for index, rate in enumerate(values):
        if not rate.is_percent or rate.is_change or not index:
            continue
        explicit = _with_whole(values, index)
        if explicit is not None:
            yield explicit
            continue
        for count in _counts(values, index):
            yield from _of_count(values, index, count)


def _with_whole(values: Sequence[Value], index: int) -> Guess | None:
    """18 人，占在校生 2519 人的 7.4%."""
    whole, rate = values[index - 1 : index + 1]
    if not _OF_THAT.match(rate.number.lead) or "占" not in whole.number.lead or not whole.is_amount:
        return None
    counts = [i for i in range(index - 1) if values[i].is_amount and not values[i].is_change]
    if not counts or values[counts[-1]].sentence != rate.sentence or not _alike(values[counts[-1]], whole):
        return None
    return _guess("share of what it names with its number", index, counts[-1], index - 1)


def _counts(values: Sequence[Value], index: int) -> list[int]:
    """The numbers that the share may be of: the nearest, and those that stand apart."""
    before = [i for i in range(index) if values[i].is_amount and not values[i].is_change]
    return before[-COUNTS:]


def _of_count(values: Sequence[Value], index: int, count: int) -> Iterator[Guess]:
    rate, part = values[index], values[count]
    is_next = count == index - 1 and part.sentence == rate.sentence and len(rate.number.lead) <= NEAR
    is_next = is_next and bool(_IS_SHARE.search(rate.number.lead))
    others = [v for i, v in enumerate(values[:index]) if i != count and _alike(part, v) and v.value != part.value]
    places = {id(value): i for i, value in enumerate(values)}
    wholes = distinct(others[::-1])[:WHOLES]
    base = _base(rate)
    for nth, whole in enumerate(wholes):
        at = places[id(whole)]
        if not is_next:
            kind = "share that names a count apart" if _names(rate, part) else "share of a count that stands apart"
        elif base and whole.fact.key and (base in whole.fact.key or whole.fact.key in base):
            kind = "share of what it names"
        elif nth == 0 and at == count - 1 and whole.sentence == rate.sentence and not base:
            kind = "share of the number before its count"
        elif whole.sentence == rate.sentence:
            kind = "share of another number of the sentence"
        else:
            kind = "share of another number of the paragraph"
        yield _guess(kind, index, count, at)


def _names(rate: Value, count: Value) -> bool:
    """True when the words before both begin alike: 城区学校承担 3953 人，……，城区学校在校生占 78.85%."""
    pieces = [_CLAUSE.search(value.number.lead) for value in (rate, count)]
    words = [piece.group("words") if piece else "" for piece in pieces]
    return len(words[0]) >= NAMED and words[0][:NAMED] == words[1][:NAMED]


def _base(rate: Value) -> str:
    base = rate.fact.claim.base if rate.fact.claim is not None else ""
    return subject_key(base) if base else ""


def _alike(part: Value, whole: Value) -> bool:
    if not whole.is_amount or whole.is_change:
        return False
    return part.counted_in == whole.counted_in or (whole.fact.unit in _ASKED and part.fact.unit in ("份", *_ASKED))


def _guess(kind: str, rate: int, count: int, whole: int) -> Guess:
    return Guess("quotient", (rate, count, whole), RATES[kind], kind, 100.0)
