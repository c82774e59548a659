"""Guesses of changes: by how much, or by how many per cent, one number of a paragraph differs from another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from docextract.checks.guesses.guess import Guess
from docextract.checks.guesses.values import FULL, POINTS, Value
from docextract.text.patterns import compile_pattern

_FALLS = compile_pattern(r"减|降|少|回落|低|下滑|缩|流失")
# How often such a guess is right (`python -m bench.guess_rates`).
RATES = {
    "difference in one sentence": 0.1,
    "difference in neighbouring sentences": 0.01,
    "growth in one sentence": 0.25,
    "growth in neighbouring sentences": 0.01,
    "points": 0.2,
}
AROUND = 4


def change_guesses(values: Sequence[Value]) -> Iterator[Guess]:
    """For each change every two numbers near it; members are change, new value, old value."""
    for index, change in enumerate(values):
        if not change.is_change:
            continue
        near = range(max(0, index - AROUND), min(len(values), index + AROUND + 1))
        for new, old in itertools.permutations([i for i in near if i != index], 2):
            if values[new].value == values[old].value:
                continue
            yield from _of_two(values, index, new, old)


def _of_two(values: Sequence[Value], index: int, new: int, old: int) -> Iterator[Guess]:
    change, a, b = values[index], values[new], values[old]
    if a.counted_in != b.counted_in or abs(a.sentence - b.sentence) > 1 or abs(a.sentence - change.sentence) > 1:
        return
    place = "one sentence" if a.sentence == b.sentence == change.sentence else "neighbouring sentences"
    falls = bool(_FALLS.search(change.number.lead[-8:]))
    if change.is_percent and a.is_amount and b.is_amount and not b.is_change and not a.is_change:
        # What fell by all or more left nothing that the old value could be told by.
        if (a.value < b.value) == falls and not (falls and change.span[1] >= FULL):
            kind = f"growth in {place}"
            yield Guess("growth", (index, new, old), RATES[kind], kind, -1.0 if falls else 1.0)
    elif change.fact.unit == POINTS and a.is_percent and b.is_percent and a.value > b.value:
        if new < old or not falls:
            yield Guess("difference", (index, new, old), RATES["points"], "points")
    elif (
        change.counted_in == a.counted_in
        and change.is_amount
        and not a.is_change
        and not b.is_change
        and a.value > b.value
    ):
        kind = f"difference in {place}"
        yield Guess("difference", (index, new, old), RATES[kind], kind)
