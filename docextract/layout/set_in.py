"""Stretches of a page that are set in on both sides in the body's own style: a case known by its margins alone."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.model.block import Line

SET_IN_SHARE = 0.8  # of the font size, on each side
SAME_EDGE_SHARE = 0.6  # of the font size: lines that end nearer than this end at one edge
MIN_FULL_LINES = 2
MIN_WIDTH_SHARE = 0.5  # of the column: narrower text is a column of names or a caption


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that follow each other with their common edges."""

    lines: tuple[Line, ...]
    left: float
    right: float


def set_in_lines(lines: Sequence[Line], left: float, right: float) -> list[Stretch]:
    """`lines` of one page from top to bottom; `left` and `right` are the edges of the type area.

    List items are indented too, but end anywhere: a stretch has lines that begin and end at edges of their own, one
    below the other.
    """
    return [stretch for run in _runs(lines, left, right) if (stretch := _stretch(run, right - left)) is not None]


def _runs(lines: Sequence[Line], left: float, right: float) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        room = SET_IN_SHARE * line.size
        if line.bbox.x0 > left + room and line.bbox.x1 < right - room:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _stretch(run: Sequence[Line], width: float) -> Stretch | None:
    size = statistics.median(line.size for line in run)
    edge = max(line.bbox.x1 for line in run)
    full = [line for line in run if edge - line.bbox.x1 <= SAME_EDGE_SHARE * size]
    starts = min(line.bbox.x0 for line in run)
    at_left = [line for line in run if line.bbox.x0 - starts <= SAME_EDGE_SHARE * size]
    if len(full) < MIN_FULL_LINES or len(at_left) < MIN_FULL_LINES or edge - starts < MIN_WIDTH_SHARE * width:
        return None
    if 3 * len(full) < len(run) or not _has_wrapped_line(run, full, at_left):
        return None
    return Stretch(tuple(run), starts, edge)


def _has_wrapped_line(run: Sequence[Line], full: Sequence[Line], at_left: Sequence[Line]) -> bool:
    """A line that ends at the right edge with one at the left edge right below: running text, no list."""
    full_ids, left_ids = set(map(id, full)), set(map(id, at_left))
    pairs = sum(id(a) in full_ids and id(b) in left_ids for a, b in itertools.pairwise(run))
    return pairs >= MIN_FULL_LINES
