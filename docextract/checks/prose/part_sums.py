"""A whole and its listed parts: what they add up to, and how sure it is that they should."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import total
from docextract.checks.prose.part_runs import includes_others, is_closed, is_of_one_make, labels_of
from docextract.checks.prose.passages import Number, Passage, is_slip
from docextract.text.patterns import compile_pattern

NEAR = Decimal("0.10")
NEAR_OF_KIND = Decimal("0.15")
FAR = Decimal("0.5")
FULL = Decimal(100)
_INCLUDED = compile_pattern(r"[（(](?:含|包含|包括)(?P<what>[^（）()\d]{2,12})[）)]")
_SHARE_LEAD = compile_pattern(r"^[^，；。]{0,2}[，（(](?:约?占|占比)[^，；。]{0,8}$")


@dataclass(frozen=True, slots=True)
class PartList:
    """A whole and its parts as a sentence lists them; `score` 0 to 1 says how sure it is that nothing is left out.

    0 means that the list adds up, or that it may well be incomplete and nothing can be said.
    """

    whole: Fact
    parts: tuple[Fact, ...]
    adds_up: bool
    score: float


def sum_of(parts: Sequence[Number]) -> Decimal:
    """What the parts add up to, in base units."""
    return sum((part.fact.value for part in parts), Decimal(0))


def adds_up_to(whole: Number, parts: Sequence[Number]) -> bool:
    """True when the printed parts can add up to the printed whole."""
    return total(part.fact.interval for part in parts).meets(whole.fact.interval)


def certainty(passage: Passage, whole: Number, parts: Sequence[Number], *, is_open: bool) -> float:
    """How sure it is that parts which do not add up to the whole should; 0 when they need not."""
    added = sum_of(parts)
    if whole.fact.value <= 0 or added <= 0:
        return 0.0
    off = abs(added - whole.fact.value) / whole.fact.value
    labels = labels_of(passage, parts)
    if off > FAR or _overlap(passage, parts, labels):
        return 0.0
    if is_open and is_closed(passage, labels):
        return 0.85
    slips = is_one_slip(whole.fact, parts, added)
    if is_closed(passage, labels) and (off <= NEAR or added > whole.fact.value):
        return 0.75
    alike = is_of_one_make(labels) and not includes_others(labels)
    if is_open and alike and added > whole.fact.value:
        return 0.85
    is_chain = all("、" in passage.gap(a, b) for a, b in itertools.pairwise(parts))
    if is_chain and added > whole.fact.value and off <= NEAR and (is_open or len(parts) > 2):
        return 0.75
    if is_open and alike and len(parts) > 2 and off <= NEAR_OF_KIND:
        return 0.7
    if is_open and slips and off <= NEAR:
        return 0.75
    return 0.7 if alike and len(parts) > 2 and slips and off <= NEAR else 0.0


def _overlap(passage: Passage, parts: Sequence[Number], labels: Sequence[str]) -> bool:
    """True when the sentence itself says that parts share members: 专科上线 402 人（含本科上线）; shares of more than all."""
    for part in parts:
        bracket = _INCLUDED.match(passage.text, part.end)
        if bracket and any(label and label in bracket.group("what") for label in labels):
            return True
    return _shares_behind(passage, parts) > FULL


def _shares_behind(passage: Passage, parts: Sequence[Number]) -> Decimal:
    """What the percentages right behind parts add up to (女生 1412 人，占 43.05%), each as small as its print allows."""
    found = Decimal(0)
    for part in parts:
        behind = next((number for number in passage.numbers if number.start >= part.end), None)
        if behind is not None and _SHARE_LEAD.match(behind.lead) and behind.fact.unit == "%":
            found += behind.fact.interval.low or 0
    return found


def is_one_slip(whole: Fact, parts: Sequence[Number], added: Decimal) -> bool:
    """True when one mistyped digit, in the whole or in a part, is all that is wrong."""
    gap = added - whole.value
    return is_slip(whole.value, added) or any(
        part.fact.value > gap and is_slip(part.fact.value, part.fact.value - gap) for part in parts
    )


def part_list(whole: Number, parts: Sequence[Number], score: float, *, adds_up: bool = True) -> PartList:
    """The list as facts."""
    return PartList(whole.fact, tuple(part.fact for part in parts), adds_up, score)
