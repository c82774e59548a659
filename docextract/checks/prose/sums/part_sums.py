"""A whole and its listed parts: what they add up to, and how sure it is that they should."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import total
from docextract.checks.facts.slips import is_mistyped
from docextract.checks.prose.passages import Number, Passage
from docextract.checks.prose.sums.part_runs import (
    counted_in,
    includes_others,
    is_closed,
    is_divided,
    is_head,
    is_in_kinds,
    is_named_like_all,
    is_of_one_make,
    labels_of,
)
from docextract.text.patterns import compile_pattern

NEAR = Decimal("0.10")
NEAR_OF_KIND = Decimal("0.15")
FAR = Decimal("0.5")
FULL = Decimal(100)
_INCLUDED = compile_pattern(r"[（(](?:含|包含|包括)(?P<what>[^（）()\d]{2,12})[）)]")
# 订单班 79 个，依次为 21 个、18 个……: in the order of what was told before, which is all of it.
_IN_TURN = compile_pattern(r"^[，；][^，。；\d]{0,8}依次[为是有]?[ ]*$")
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
    if _overlap(passage, parts, labels):
        return 0.0
    opening = passage.text[whole.end : parts[0].start]
    is_whole = is_closed(passage, labels)
    if (is_open and is_whole) or is_in_kinds(opening, labels) or is_divided(passage, whole, labels):
        return 0.85
    slips = is_one_slip(whole.fact, parts, added)
    if _IN_TURN.match(opening) and len(parts) > 2 and (off <= FAR or slips):
        return 0.75
    if opening.lstrip().startswith("、") and not is_open:  # the number in front is the first of them
        return 0.0
    is_more = added > whole.fact.value and (off <= FAR or _are_alone(passage, whole, parts))
    if is_whole and (off <= NEAR or slips or is_more):
        return 0.75
    if is_named_like_all(whole.fact.key, labels) and slips and "其中" not in opening:
        return 0.75
    if off > FAR and not slips:
        return 0.0
    return _of_alike(passage, whole, parts, off, is_open=is_open, slips=slips)


def _of_alike(
    passage: Passage, whole: Number, parts: Sequence[Number], off: Decimal, *, is_open: bool, slips: bool
) -> float:
    """How sure it is for parts whose names don't say that nothing is left out; `off` is by how much of the whole."""
    labels, is_more = labels_of(passage, parts), sum_of(parts) > whole.fact.value
    # 编写教材 31 本，其中校企合作编写教材 22 本、新形态教材 12 本: what all are called tells nothing of how they are parted.
    alike = is_of_one_make(labels) and not includes_others(labels) and not is_head(whole.fact.key, labels)
    if is_open and alike and is_more:
        return 0.85
    is_chain = all("、" in passage.gap(a, b) for a, b in itertools.pairwise(parts))
    if is_chain and is_more and off <= NEAR and (is_open or len(parts) > 2):
        return 0.75
    if is_open and slips and off <= NEAR:
        return 0.75
    return 0.7 if alike and len(parts) > 2 and slips and (is_open or off <= NEAR) else 0.0


def _are_alone(passage: Passage, whole: Number, parts: Sequence[Number]) -> bool:
    """True when the sentence has no other number that the whole could be: 核定 20 个，到岗 17 个，空缺 3 个."""
    alike = [n for n in passage.numbers if counted_in(n) == counted_in(whole) and n.is_plain]
    return alike == [whole, *parts]


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
    """True when one mistyped number, the whole or a part, is all that is wrong."""
    gap = added - whole.value
    return is_mistyped(whole.value, added) or any(
        part.fact.value > gap and is_mistyped(part.fact.value, part.fact.value - gap) for part in parts
    )


def part_list(whole: Number, parts: Sequence[Number], score: float, *, adds_up: bool = True) -> PartList:
    """The list as facts."""
    return PartList(whole.fact, tuple(part.fact for part in parts), adds_up, score)
