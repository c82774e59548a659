"""Guesses of values per head: a number of each, how many there are, and what they come to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from docextract.checks.guesses.guess import Guess
from docextract.checks.guesses.values import Value

# How often such a guess is right (`python -m bench.guess_rates`).
RATES = {
    "per head in one sentence": 0.25,
    "per head in neighbouring sentences": 0.03,
    "ratio in one sentence": 0.25,
}
AROUND = 4


def product_guesses(values: Sequence[Value]) -> Iterator[Guess]:
    """For each value per head every total and every count near it; members are value per head, total, count."""
    for index, each in enumerate(values):
        if not each.number.is_per_head and each.fact.unit not in (":1", "倍"):
            continue
        near = range(max(0, index - AROUND), min(len(values), index + AROUND + 1))
        amounts = [i for i in near if i != index and values[i].is_amount and not values[i].is_change]
        for total, count in itertools.permutations(amounts, 2):
            if (kind := _kind(each, values[total], values[count])) is not None:
                yield Guess("quotient", (index, total, count), RATES[kind], kind)


def _kind(each: Value, total: Value, count: Value) -> str | None:
    if abs(total.sentence - each.sentence) > 1 or abs(count.sentence - each.sentence) > 1:
        return None
    is_one = total.sentence == count.sentence == each.sentence
    if each.fact.unit in (":1", "倍"):
        is_ratio = total.value > count.value and total.counted_in == count.counted_in
        return "ratio in one sentence" if is_ratio and is_one else None
    is_of = total.fact.dimension.partition("/")[0] == each.fact.dimension.partition("/")[0]
    if not is_of or count.counted_in == "钱" or count.fact.unit.endswith("元"):
        return None
    return "per head in one sentence" if is_one else "per head in neighbouring sentences"
