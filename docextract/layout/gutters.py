"""White strips between columns of running text, found from characters: narrower than what parts two texts on a line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.page import Char

GUTTER_SHARE = 0.9  # of the font size: justified lines have smaller gaps between characters
CROSSED_SHARE = 0.8  # in a strip that other rows leave white less is enough: a comma may hang over the column's edge
MIN_ROWS = 6  # so many rows with text on both sides leave the strip white at one x; fewer may be chance
MIN_ALIGNED_ROWS = 3  # fewer are enough where the right parts all begin at one x
ALIGNED_PT = 1.0
MIN_SIDE_ROWS = 4  # where the columns' lines stand at different heights: so many rows on each side alone
MIN_SIDE_CHARS = 6  # on each side of the strip
INDENT_CHARS = 2  # a paragraph's first line begins so many characters right of its column's edge
MIN_TWIN_ROWS = 2  # fewer still are enough between two columns of one width
MIN_TWIN_CHARS = 8  # in a line of such a column


@dataclass(frozen=True, slots=True)
class Gutter:
    """White at `x` for all rows whose baseline lies between `top` and `bottom` (both included)."""

    x: float
    top: float
    bottom: float

    def parts(self, left: Char, right: Char) -> bool:
        """True if it runs between two neighbours of one row."""
        return left.bbox.x1 <= self.x <= right.bbox.x0 and self.top <= left.baseline <= self.bottom


def find_gutters(rows: Sequence[Sequence[Char]]) -> tuple[Gutter, ...]:
    """`rows` are a page's characters by baseline, from top to bottom.

    A strip counts while no row crosses it; rows that stand on one side only do not end it.
    """
    inked = [sorted((c for c in row if c.text != " "), key=lambda c: c.bbox.x0) for row in rows]
    inked = [row for row in inked if row]
    found: list[Gutter] = []
    for x in _candidates(inked):
        if any(abs(gutter.x - x) < 1.0 for gutter in found):
            continue
        for group in _unbroken(inked, x):
            parted = [row for row in group if _is_parted(row, x)]
            left = sum(row[-1].bbox.x1 <= x for row in group)
            right = sum(row[0].bbox.x0 >= x for row in group)
            is_aligned = _aligned(parted, x) >= MIN_ALIGNED_ROWS
            is_between_sides = bool(parted) and min(left, right) >= MIN_SIDE_ROWS
            if not (len(parted) >= MIN_ROWS or is_aligned or is_between_sides):
                parted = _twin_rows(parted, x)
            if parted:
                parted = [row for row in group if row in parted or _is_short_row(row, parted, x)]
                found.append(Gutter(x, parted[0][0].baseline - 1.0, parted[-1][0].baseline + 1.0))
    return tuple(found)


def _candidates(rows: Sequence[Sequence[Char]]) -> list[int]:
    """Middles of gaps wide enough, each once, those that most gaps hold first."""
    gaps = [
        (left.bbox.x1, right.bbox.x0)
        for row in rows
        for left, right in itertools.pairwise(row)
        if right.bbox.x0 - left.bbox.x1 >= GUTTER_SHARE * max(left.size, right.size)
    ]
    middles = {round((x0 + x1) / 2) for x0, x1 in gaps}
    count = {x: sum(x0 < x < x1 for x0, x1 in gaps) for x in middles}
    return sorted(middles, key=lambda x: (-count[x], x))


def _unbroken(rows: Sequence[Sequence[Char]], x: float) -> list[list[Sequence[Char]]]:
    """Stretches of rows of which none has ink at x."""
    groups: list[list[Sequence[Char]]] = [[]]
    for row in rows:
        if any(char.bbox.x0 < x < char.bbox.x1 for char in row) or _is_crossed(row, x):
            groups.append([])
        else:
            groups[-1].append(row)
    return groups


def _is_crossed(row: Sequence[Char], x: float) -> bool:
    """True if text runs over x without a gap that could be a gutter."""
    for left, right in itertools.pairwise(row):
        if left.bbox.x1 <= x <= right.bbox.x0:
            return right.bbox.x0 - left.bbox.x1 < CROSSED_SHARE * max(left.size, right.size)
    return False


def _is_parted(row: Sequence[Char], x: float) -> bool:
    left = sum(char.bbox.x1 <= x for char in row)
    return left >= MIN_SIDE_CHARS and len(row) - left >= MIN_SIDE_CHARS


def _aligned(parted: Sequence[Sequence[Char]], x: float) -> int:
    """How many rows have their first character right of x at one place."""
    starts = [next(char.bbox.x0 for char in row if char.bbox.x0 >= x) for row in parted]
    return max((sum(abs(other - start) <= ALIGNED_PT for other in starts) for start in starts), default=0)


def _is_short_row(row: Sequence[Char], parted: Sequence[Sequence[Char]], x: float) -> bool:
    """True for a row with too little text on one side to be counted, whose parts begin where the columns do.

    The last line of the right column may be two characters long, beside a full one of the left column.
    """
    if not (row[0].bbox.x1 <= x and row[-1].bbox.x0 >= x):
        return False
    for is_left in (True, False):
        edge = min(_side_start(other, x, is_left) for other in parted)
        step = _side_start(row, x, is_left) - edge
        if min(abs(step), abs(step - INDENT_CHARS * row[0].size)) > ALIGNED_PT:
            return False
    return True


def _side_start(row: Sequence[Char], x: float, is_left: bool) -> float:
    return row[0].bbox.x0 if is_left else next(char.bbox.x0 for char in row if char.bbox.x0 >= x)


def _twin_rows(parted: list[Sequence[Char]], x: float) -> list[Sequence[Char]]:
    """The longest run of rows whose parts lie in two columns of one width; empty if there is none.

    A box of a few lines set in two columns has no more to show.
    """
    runs = [
        parted[start:end]
        for start in range(len(parted))
        for end in range(start + MIN_TWIN_ROWS, len(parted) + 1)
        if _are_twins(parted[start:end], x)
    ]
    return max(runs, key=len, default=[])


def _are_twins(rows: Sequence[Sequence[Char]], x: float) -> bool:
    """True if each part begins at its column's edge or indented, and both columns are as wide."""
    size = max(char.size for row in rows for char in row)
    widths = []
    for is_left in (True, False):
        side = [[char.bbox for char in row if (char.bbox.x1 <= x) is is_left] for row in rows]
        edge = min(boxes[0].x0 for boxes in side)
        steps = [(boxes[0].x0 - edge) / size for boxes in side]
        if not all(min(step, abs(step - INDENT_CHARS)) * size <= ALIGNED_PT for step in steps):
            return False
        widths.append(max(boxes[-1].x1 for boxes in side) - edge)
    return abs(widths[0] - widths[1]) <= size and min(widths) >= MIN_TWIN_CHARS * size
