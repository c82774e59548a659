"""Where the header of a table without a full lattice ends."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.tables.open_columns import has_value
from docextract.tables.open_regions import OpenRegion
from docextract.tables.segments import Row
from docextract.tables.table_signs import LONG_SEGMENT

HEAD_LINES = 9  # baselines that a header of three levels may take
FULL_SHARE = 0.75  # of the region's width: an edge this long lies below the whole header
WRAP_SHARE = 2.0  # of the font size: lines of one cell stand no further apart


def count_head_lines(region: OpenRegion) -> int:
    """Baselines above the body: down to the lowest edge over the whole width above the first value, if there is one.

    Without such an edge the lines above the first value are the header, but for the upper lines of a wrapped label. Where
    there is no value the first line is the header.
    """
    rows = region.rows
    first = next((i for i, row in enumerate(rows[:HEAD_LINES]) if has_value(row)), None)
    width = region.bbox.width
    edges = [edge.at for edge in region.edges if edge.end - edge.start >= FULL_SHARE * width]
    if first == 0:
        return 0
    limit = len(rows) - 1 if first is None else first
    for at in sorted(edges, reverse=first is not None):
        above = sum(row.baseline < at for row in rows)
        if 0 < above <= limit:
            return above
    if first is None:
        return 1 if _may_be_names(rows[0]) else 0
    return first - _label_lines(rows, first)


def _may_be_names(row: Row) -> bool:
    """False for a lone or a long text: a table of texts that goes on from the page before has no header."""
    return len(row.segments) > 1 and all(len(s.text) <= LONG_SEGMENT for s in row.segments)


def _label_lines(rows: Sequence[Row], first: int) -> int:
    """Lines right above the first value that are the beginning of its wrapped label: its other half stands below."""
    count = 0
    value = rows[first]
    while count < first:
        row = rows[first - 1 - count]
        mirrored = 2 * value.baseline - row.baseline
        below = [s for r in rows[first:] if abs(r.baseline - mirrored) <= 0.3 * row.size for s in r.segments]
        is_tight = value.baseline - row.baseline <= WRAP_SHARE * row.size * (count + 1)
        alike = all(any(s.bbox.x_overlap(b.bbox) > 0.5 * row.size for b in below) for s in row.segments)
        # Names stand over the values; the lines of a cell in two lines have nothing between them.
        is_clear = not any(s.bbox.x_overlap(v.bbox) > 0 for s in row.segments for v in value.segments)
        beside = len(value.segments) > 1 and (len(row.segments) == 1 or is_clear)
        if not (is_tight and alike and beside):
            break
        count += 1
    return count
