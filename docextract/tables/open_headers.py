"""Header texts set so wide that they nearly touch, parted where the columns below them part."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from docextract.model.block import Line
from docextract.model.page import Char
from docextract.tables.open_columns import Stretch, columns_of, count_head_lines
from docextract.tables.open_regions import OpenRegion
from docextract.tables.segments import Row, ToLines

MIN_GAP_SHARE = 0.12  # of the font size: letters of one word stand closer
WHOLE = 1000.0  # font sizes: a gap at which no line is cut


def with_parted_headers(region: OpenRegion, page: int, to_lines: ToLines) -> OpenRegion:
    """The region with header segments cut that hold the names of two neighbouring columns."""
    n_header = count_head_lines(region)
    body = [segment for row in region.rows[n_header:] for segment in row.segments]
    columns = columns_of(body)
    if not 0 < n_header < len(region.rows) or len(columns) < 2:
        return region
    head = tuple(
        Row(tuple(part for segment in row.segments for part in _parts(segment, columns, page, to_lines)), row.baseline)
        for row in region.rows[:n_header]
    )
    return replace(region, rows=(*head, *region.rows[n_header:]))


def _parts(segment: Line, columns: Sequence[Stretch], page: int, to_lines: ToLines) -> list[Line]:
    over = [c for c in columns if segment.bbox.x0 < c.middle < segment.bbox.x1]
    if len(over) < 2:
        return [segment]
    chars = sorted(segment.chars, key=lambda char: char.bbox.x0)
    cuts = [_cut(chars, left.middle, right.middle) for left, right in itertools.pairwise(over)]
    if any(cut == 0 for cut in cuts):  # one name over several columns
        return [segment]
    bounds = [0, *cuts, len(chars)]
    pieces = [chars[a:b] for a, b in itertools.pairwise(bounds)]
    return [line for piece in pieces for line in to_lines(piece, page, split_share=WHOLE)]


def _cut(chars: Sequence[Char], left: float, right: float) -> int:
    """Index of the character before which the widest gap between the two columns' middles lies; 0 if there is none."""
    best, where = 0.0, 0
    for i, (a, b) in enumerate(itertools.pairwise(chars), start=1):
        gap = b.bbox.x0 - a.bbox.x1
        if left < (a.bbox.x1 + b.bbox.x0) / 2 < right and gap > max(best, MIN_GAP_SHARE * a.size):
            best, where = gap, i
    return where
