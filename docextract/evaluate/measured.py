"""What every measure gives, and how texts and items are compared."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Item: TypeAlias = Mapping[str, Any]
Pair: TypeAlias = tuple[Item, Item | None]


@dataclass(frozen=True)
class Measured:
    """Figures of a group of stages; `pairs` tells which expected item found its counterpart."""

    figures: Mapping[str, float | None]
    pairs: Mapping[str, Sequence[Pair]]
    missed: tuple[str, ...] = ()


def paired(wanted: Sequence[Item], given: Sequence[Item], key: Callable[[Item], object]) -> list[Pair]:
    free: defaultdict[object, list[Item]] = defaultdict(list)
    for each in given:
        free[key(each)].append(each)
    return [(item, free[key(item)].pop(0) if free[key(item)] else None) for item in wanted]


def plain(text: object) -> str:
    """Without white space and width variants, so that a line break or a full-width bracket makes no difference.

    >>> plain("表 1-1 （2024 年）")
    '表1-1(2024年)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


def entry_text(text: object) -> str:
    """A line of a list of contents, should leader dots or the page number still hang on it.

    >>> entry_text("1.1 规模和结构 ······ 5")
    '1.1规模和结构'
    """
    return re.sub(r"[.·…⋯]{2,}\d*$", "", plain(text))


def likeness(wanted: object, given: object) -> float:
    return difflib.SequenceMatcher(None, plain(wanted), plain(given), autojunk=False).ratio()


def pair_f1(pairs: Sequence[Pair], given: Sequence[Item]) -> float | None:
    return f1(sum(partner is not None for _, partner in pairs), len(given), len(pairs))


def f1(right: int, given: int, wanted: int) -> float | None:
    """`None` when nothing was wanted and nothing given: there is nothing to measure."""
    return 2 * right / (given + wanted) if given + wanted else None


def mean_of(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
