"""Where two tables meet that have no rules to tell it: between captions side by side."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.model.geometry import BBox, union_box
from docextract.tables.edges import Edge
from docextract.tables.segments import Row

MIN_GAP_PT = 6.0
MIN_PAIRS = 2  # one rule in two pieces may be a form's line to write on
MAX_BESIDE = 6  # rows that say where two tables without rules meet
STEP_SHARE = 3.2  # of the font size: the next row or caption of two tables side by side is no further away


@dataclass(frozen=True, slots=True)
class Gap:
    """Where two tables leave a gap between them: its middle, and a height at which it shows."""

    x: float
    y: float


def caption_gaps(rows: Sequence[Row], edges: Sequence[Edge]) -> list[Gap]:
    """Gaps between tables whose captions stand side by side, above them or (at two heights, perhaps) below.

    A rule over both sides belongs to another table, above or below the captions.
    """
    gaps = []
    for upper, lower, left, right in _caption_pairs(rows):
        for beside in (rows[lower + 1 : lower + 1 + MAX_BESIDE], rows[max(0, upper - MAX_BESIDE) : upper]):
            near = _near(beside, rows[lower], is_below=beside[:1] == rows[lower + 1 : lower + 2])
            x = _white_between(near, left, right)
            if x is None:
                continue
            low, high = (f(r.baseline for r in (rows[upper], rows[lower], *near)) for f in (min, max))
            if not any(low < edge.at < high and edge.start < x < edge.end for edge in edges):
                gaps += [Gap(x, other.baseline) for other in near]
                break
    return gaps


def _caption_pairs(rows: Sequence[Row]) -> Iterator[tuple[int, int, BBox, BBox]]:
    """Indices of the upper and the lower row, and the places of the left and the right one, of captions side by side."""
    placed = [(i, box) for i, row in enumerate(rows) for box in _caption_boxes(row)]
    for (i, a), (j, b) in itertools.pairwise(placed):
        left, right = sorted((a, b), key=lambda box: box.x0)
        between = [s.bbox for row in rows[i + 1 : j] for s in row.segments]
        is_one_side = all(box.x1 < right.x0 for box in between) or all(box.x0 > left.x1 for box in between)
        if left.x1 < right.x0 and is_one_side:
            yield i, j, left, right


def _caption_boxes(row: Row) -> list[BBox]:
    """The captions of a row, each with the texts up to the next: a number may stand apart from its title."""
    boxes: list[BBox] = []
    for segment in row.segments:
        if row.signs.table.match(segment.text):
            boxes.append(segment.bbox)
        elif boxes:
            boxes[-1] = union_box([boxes[-1], segment.bbox])
    return boxes


def _near(rows: Sequence[Row], caption: Row, *, is_below: bool) -> list[Row]:
    """The rows of several texts that follow each other from the captions on without a wide step."""
    kept: list[Row] = []
    last = caption
    for row in rows if is_below else reversed(rows):
        is_far = abs(row.baseline - last.baseline) > STEP_SHARE * max(row.size, last.size)
        if len(row.segments) < 2 or (is_far and (kept or is_below)):
            break
        kept.append(row)
        last = row
    return kept if is_below else kept[::-1]


def _white_between(rows: Sequence[Row], left: BBox, right: BBox) -> float | None:
    """The middle of the white between two tables under (or over) these captions; None if there is none.

    Of all white that the rows share between the captions' middles it is that where the tables meet if each is as wide
    on both sides of its caption, or begins where its caption begins.
    """
    whites = _whites(rows, left.x_mid, right.x_mid)
    if len(rows) < MIN_PAIRS or not whites:
        return None
    box = union_box(row.bbox for row in rows)
    is_flush = abs(left.x0 - box.x0) <= rows[0].size
    meet = right.x0 if is_flush else (2 * left.x_mid - box.x0 + 2 * right.x_mid - box.x1) / 2
    x0, x1 = min(whites, key=lambda white: (max(white[0] - meet, meet - white[1], 0.0), white[0] - white[1]))
    return (x0 + x1) / 2


def _whites(rows: Sequence[Row], left: float, right: float) -> list[tuple[float, float]]:
    """Stretches between two x that no text of the rows covers."""
    texts = sorted(
        (s.bbox.x0, s.bbox.x1) for row in rows for s in row.segments if s.bbox.x1 > left and s.bbox.x0 < right
    )
    whites = []
    at = left
    for x0, x1 in [*texts, (right, right)]:
        if x0 - at >= MIN_GAP_PT:
            whites.append((at, x0))
        at = max(at, x1)
    return whites
