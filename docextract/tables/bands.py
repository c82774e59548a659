"""Tables whose rows are shaded by turns: the bands tell how far the table reaches, and each white strip is a row too."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docextract.model.block import Line
from docextract.model.geometry import BBox, union_box
from docextract.tables.reach import SAME_PT, Reach
from docextract.tables.segments import CaptionSigns, Row
from docextract.tables.shaded import are_neighbours

INTO_WALL_PT = 1.5  # a character that reaches this far to both sides of a wall stands in no cell
GAP_SHARE = 0.3  # of the font size: two cells leave more white on both sides of their wall
MAX_STRIP_PT = 240.0
FIRST_SHARE = 1.2  # of the font size: a white last row begins this near to the band above it
STEP_SHARE = 1.7  # of the font size: its lines follow each other so


@dataclass(frozen=True, slots=True)
class _Band:
    """Shaded cells side by side and the x of their inner sides."""

    bbox: BBox
    walls: frozenset[float]


def find_banded(cells: Sequence[BBox], rows: Sequence[Row]) -> tuple[Reach, ...]:
    """The tables of two bands or more; `rows` are the page's texts. A white last row is counted in.

    At the head of the page one band is enough where texts in its columns stand above or below: the rest of a table.
    """
    piles: list[list[_Band]] = []
    for band in sorted(_bands(cells), key=lambda b: b.bbox.top):
        for pile in piles:
            if _follows(pile[-1], band, rows):
                pile.append(band)
                break
        else:
            piles.append([band])
    found = []
    for pile in piles:
        box = _with_first_row(pile, _with_last_row(pile, rows), rows)
        if len(pile) > 1 or (box != pile[0].bbox and _is_first(box, rows)):
            found.append(Reach(box))
    return tuple(found)


def _is_first(box: BBox, rows: Sequence[Row]) -> bool:
    """True if no more than a running header stands above."""
    return sum(row.baseline < box.top for row in rows) <= 1


def _with_first_row(pile: Sequence[_Band], box: BBox, rows: Sequence[Row]) -> BBox:
    """The box with the white rest of a row above the first band, at the head of a page."""
    walls = max((band.walls for band in pile), key=len)
    top, first = box.top, True
    columns: set[int] = set()
    for row in reversed([row for row in rows if row.baseline < box.top]):
        is_near = top - row.bbox.bottom <= (FIRST_SHARE if first else STEP_SHARE - 1) * row.size
        is_within = box.x0 - SAME_PT <= row.bbox.x0 and row.bbox.x1 <= box.x1 + SAME_PT
        if not (is_near and is_within and all(_keeps(s, walls, row.signs) for s in row.segments)):
            break
        columns |= _columns(row.segments, walls)
        top, first = row.bbox.top, False
    above = BBox(box.x0, top, box.x1, box.bottom)
    return above if len(columns) > 1 and _is_first(above, rows) else box


def _columns(segments: Iterable[Line], walls: frozenset[float]) -> set[int]:
    """The columns in which the texts stand: a running header or heading next to the table fills one."""
    return {sum(x < char.bbox.x_mid for x in walls) for s in segments for char in s.chars if char.text.strip()}


def _bands(cells: Sequence[BBox]) -> list[_Band]:
    groups: list[list[BBox]] = []
    for cell in cells:
        near = [group for group in groups if any(are_neighbours(cell, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([cell, *itertools.chain.from_iterable(near)])
    out = []
    for group in groups:
        box = union_box(group)
        sides = {round(x, 1) for cell in group for x in (cell.x0, cell.x1)}
        out.append(_Band(box, frozenset(x for x in sides if box.x0 + SAME_PT < x < box.x1 - SAME_PT)))
    return out


def _follows(upper: _Band, lower: _Band, rows: Sequence[Row]) -> bool:
    """True if the bands are as wide as each other and what stands between keeps to their columns."""
    a, b = upper.bbox, lower.bbox
    strip = b.top - a.bottom
    if max(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) > SAME_PT or not -SAME_PT <= strip <= MAX_STRIP_PT:
        return False
    if strip <= SAME_PT:
        return True
    between = _segments(rows, BBox(a.x0, a.bottom, a.x1, b.top))
    walls = upper.walls if len(upper.walls) >= len(lower.walls) else lower.walls
    return bool(between) and all(_keeps(segment, walls, rows[0].signs) for segment in between)


def _segments(rows: Sequence[Row], box: BBox) -> list[Line]:
    return [s for row in rows for s in row.segments if box.holds_middle_of(s.bbox)]


def _keeps(segment: Line, walls: frozenset[float], signs: CaptionSigns) -> bool:
    """True for a text that is no caption and runs over no wall."""
    boxes = sorted((char.bbox for char in segment.chars if char.text.strip()), key=lambda box: box.x0)
    on_wall = any(box.x0 + INTO_WALL_PT < x < box.x1 - INTO_WALL_PT for box in boxes for x in walls)
    runs_on = any(
        a.x_mid < x < b.x_mid and b.x0 - a.x1 < GAP_SHARE * segment.size
        for a, b in itertools.pairwise(boxes)
        for x in walls
    )
    return not (on_wall or runs_on) and signs.any.match(segment.text) is None


def _with_last_row(pile: Sequence[_Band], rows: Sequence[Row]) -> BBox:
    """The box around the bands and the white row below the last, if texts in two columns stand there."""
    box = union_box(band.bbox for band in pile)
    walls = max((band.walls for band in pile), key=len)
    foot, first = box.bottom, True
    columns: set[int] = set()
    for row in rows:
        own = [s for s in row.segments if box.x0 - SAME_PT <= s.bbox.x0 and s.bbox.x1 <= box.x1 + SAME_PT]
        if row.baseline <= box.bottom or not own:
            continue
        top = min(s.bbox.top for s in own)
        is_near = top - foot <= (FIRST_SHARE if first else STEP_SHARE - 1) * row.size
        if not is_near or len(own) < len(row.segments) or not all(_keeps(s, walls, row.signs) for s in own):
            break
        columns |= _columns(own, walls)
        foot, first = max(s.bbox.bottom for s in own), False
    return BBox(box.x0, box.top, box.x1, foot) if len(columns) > 1 else box
