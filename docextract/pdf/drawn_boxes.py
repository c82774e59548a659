"""Boxes that producers draw otherwise than as rectangles: with rounded corners, or of dashes and dots."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from docextract.model.geometry import BBox

Point = tuple[float, float]

STRAIGHT_SHARE = 0.5  # of each side of a rounded box is straight at least: circles and slices have no straight side
SLANT_PT = 0.6
LEAST_SIDE_PT = 14.0  # a lower box frames no line of text
MAX_DASH_PT = 12.0
MAX_GAP_PT = 6.0
SAME_LINE_PT = 0.6
MIN_DASHES = 4  # on a short side
LEAST_RUN_PT = 10.0
MAX_CORNER_PT = 14.0  # from a run's end to the corner: the radius of a rounded one


def is_rounded_box(points: Sequence[Point]) -> bool:
    """True for a closed outline, without its control points or with them, that is a rectangle but for its corners."""
    if len(points) < 5 or max(abs(a - b) for a, b in zip(points[0], points[-1], strict=True)) > SLANT_PT:
        return False
    low = min(x for x, _ in points), min(y for _, y in points)
    high = max(x for x, _ in points), max(y for _, y in points)
    if min(high[0] - low[0], high[1] - low[1]) < LEAST_SIDE_PT:
        return False
    return all(
        _straight_on(points, axis, at) >= STRAIGHT_SHARE * (high[1 - axis] - low[1 - axis])
        for axis in (0, 1)
        for at in (low[axis], high[axis])
    )


def _straight_on(points: Sequence[Point], axis: int, at: float) -> float:
    """Length of the outline that keeps to one side of its box: where coordinate `axis` is `at`."""
    return sum(
        abs(a[1 - axis] - b[1 - axis])
        for a, b in itertools.pairwise(points)
        if abs(a[axis] - at) <= SLANT_PT and abs(b[axis] - at) <= SLANT_PT
    )


def sides(box: BBox) -> tuple[BBox, BBox, BBox, BBox]:
    """Upper, lower, left and right side as flat boxes."""
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    return (
        BBox(x0, top, x1, top),
        BBox(x0, bottom, x1, bottom),
        BBox(x0, top, x0, bottom),
        BBox(x1, top, x1, bottom),
    )


def dashed_boxes(dashes: Sequence[BBox]) -> tuple[BBox, ...]:
    """Boxes of which all four sides are rows of dashes or dots; a row alone (a leader, a line to fill in) is none."""
    across = _runs([box for box in dashes if box.height <= MAX_DASH_PT / 4], is_level=True)
    upright = _runs([box for box in dashes if box.width <= MAX_DASH_PT / 4], is_level=False)
    found: list[BBox] = []
    for upper, lower in itertools.combinations(sorted(across, key=lambda run: run.top), 2):
        if abs(upper.x0 - lower.x0) > MAX_CORNER_PT or abs(upper.x1 - lower.x1) > MAX_CORNER_PT:
            continue
        height = (upper.y_mid, lower.y_mid)
        left = [run.x_mid for run in upright if _spans(run, height) and abs(run.x_mid - upper.x0) <= MAX_CORNER_PT]
        right = [run.x_mid for run in upright if _spans(run, height) and abs(run.x_mid - upper.x1) <= MAX_CORNER_PT]
        if left and right and min(left) < max(right):
            found.append(BBox(min(left), height[0], max(right), height[1]))
    return tuple(found)


def _spans(run: BBox, height: tuple[float, float]) -> bool:
    return abs(run.top - height[0]) <= MAX_CORNER_PT and abs(run.bottom - height[1]) <= MAX_CORNER_PT


def _runs(dashes: Sequence[BBox], is_level: bool) -> list[BBox]:
    """Dashes that follow each other on one line, each run as its box."""

    def place(box: BBox) -> tuple[float, float, float]:
        return (box.y_mid, box.x0, box.x1) if is_level else (box.x_mid, box.top, box.bottom)

    lines: list[list[BBox]] = []
    for box in sorted(dashes, key=lambda box: place(box)[0]):
        if lines and place(box)[0] - place(lines[-1][0])[0] <= SAME_LINE_PT:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [run for line in lines for run in _unbroken([place(box) for box in line], is_level)]


def _unbroken(places: Sequence[tuple[float, float, float]], is_level: bool) -> list[BBox]:
    runs: list[tuple[float, float, int]] = []  # from, to, dashes
    for _, start, end in sorted(places, key=lambda place: place[1]):
        if runs and start - runs[-1][1] <= MAX_GAP_PT:
            runs[-1] = runs[-1][0], max(runs[-1][1], end), runs[-1][2] + 1
        else:
            runs.append((start, end, 1))
    at = places[0][0]
    return [
        BBox(start, at, end, at) if is_level else BBox(at, start, at, end)
        for start, end, count in runs
        if count >= MIN_DASHES and end - start >= LEAST_RUN_PT
    ]
