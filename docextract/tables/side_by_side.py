"""Two tables without full rules side by side: told by rules or shades that break off and go on beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docextract.model.block import Line
from docextract.tables.caption_gaps import MIN_GAP_PT, MIN_PAIRS, STEP_SHARE, Gap, caption_gaps
from docextract.tables.edges import Edge
from docextract.tables.segments import Row

SAME_HEIGHT_PT = 2.5
SAME_CUT_PT = 12.0
MIN_EDGE_PT = 60.0
RULE_ABOVE_SHARE = 2.5  # of the font size
ALONE_STEP_SHARE = 2.6  # of the font size

Part = tuple[tuple[Row, ...], tuple[Edge, ...]]


def without_beside(rows: Sequence[Row], edges: Sequence[Edge]) -> tuple[Row, ...]:
    """The rows without captions that stand left or right of a table: beside a pile of rules of one width."""
    piles = [
        (upper, lower)
        for i, upper in enumerate(edges)
        for lower in edges[i + 1 :]
        if lower.at > upper.at and max(abs(upper.start - lower.start), abs(upper.end - lower.end)) <= SAME_HEIGHT_PT
    ]
    captions = [s.bbox for row in rows for s in row.table_captions]
    beside = [
        (upper, lower, box)
        for upper, lower in piles
        for box in captions
        if upper.at < box.y_mid < lower.at
        and (box.x1 <= upper.start + 1 or box.x0 >= upper.end - 1)
        # Rules over or under the caption are those of another table that stands beside the pile.
        and not any(
            upper.at - SAME_HEIGHT_PT <= edge.at <= lower.at + SAME_HEIGHT_PT
            and min(edge.end, box.x1) - max(edge.start, box.x0) > SAME_HEIGHT_PT
            for edge in edges
        )
    ]
    if not beside:
        return tuple(rows)

    def is_out(segment: Line, baseline: float) -> bool:
        box = segment.bbox
        return any(
            upper.at < baseline < lower.at and (box.x1 <= upper.start + 1 or box.x0 >= upper.end - 1)
            for upper, lower, _ in beside
        )

    kept = (replace(row, segments=tuple(s for s in row.segments if not is_out(s, row.baseline))) for row in rows)
    return tuple(row for row in kept if row.segments)


def side_by_side(rows: Sequence[Row], edges: Sequence[Edge]) -> list[Part]:
    """Rows and horizontal edges of a page parted so that tables side by side are looked for one by one.

    The whole page is one part where no two rules lie side by side; else what lies beside the gap makes a part of its
    own on each side, and what lies above and below is looked at again.
    """
    gaps = [*_gaps(edges), *caption_gaps(rows, edges)]
    for gap in gaps:
        near = [other for other in gaps if abs(gap.x - other.x) <= SAME_CUT_PT]
        band = _band(rows, edges, gap, near) if len(near) >= MIN_PAIRS else []
        if band:
            return _parted(rows, edges, gap.x, band)
    return [(tuple(rows), tuple(edges))]


def _parted(rows: Sequence[Row], edges: Sequence[Edge], cut: float, band: Sequence[Row]) -> list[Part]:
    first, last = rows.index(band[0]), rows.index(band[-1])
    top = rows[first - 1].baseline if first else float("-inf")
    foot = rows[last + 1].bbox.top if last + 1 < len(rows) else float("inf")
    inside = [edge for edge in edges if top < edge.at < foot and not edge.start < cut < edge.end]
    left = tuple(part for row in band if (part := _side(row, cut, is_left=True)) is not None)
    right = tuple(part for row in band if (part := _side(row, cut, is_left=False)) is not None)
    return [
        *side_by_side(rows[:first], [edge for edge in edges if edge.at <= top]),
        (left, tuple(edge for edge in inside if edge.end <= cut)),
        (right, tuple(edge for edge in inside if edge.start >= cut)),
        *side_by_side(rows[last + 1 :], [edge for edge in edges if edge.at >= foot]),
    ]


def _band(rows: Sequence[Row], edges: Sequence[Edge], gap: Gap, near: Sequence[Gap]) -> list[Row]:
    """The rows about a gap that leave its x white, with rows on each side; [] when the gap runs through a text."""
    if not rows:
        return []
    start = next((i for i, row in enumerate(rows) if row.baseline >= gap.y), len(rows) - 1)
    first = last = start
    while first > 0 and _goes_on(rows, edges, first - 1, first, gap.x):
        first -= 1
    while last + 1 < len(rows) and _goes_on(rows, edges, last + 1, last, gap.x):
        last += 1
    band = list(rows[first : last + 1])
    while band and not _parts(band[-1], gap.x) and not _goes_on_alone(band, edges, gap.x):
        band.pop()
    while band and not _parts(band[0], gap.x) and all(other.y > band[0].baseline for other in near):
        band.pop(0)
    if not _leaves_white(rows[start], gap.x):
        return []
    return band if sum(_parts(row, gap.x) for row in band) >= MIN_PAIRS else []


def _goes_on(rows: Sequence[Row], edges: Sequence[Edge], i: int, neighbour: int, x: float) -> bool:
    row, other = rows[i], rows[neighbour]
    low, high = sorted((row.baseline, other.baseline))
    is_ruled_off = any(low < edge.at < high and edge.start < x < edge.end for edge in edges)
    return _leaves_white(row, x) and not is_ruled_off and high - low <= STEP_SHARE * max(row.size, other.size)


def _is_ruled_beside(row: Row, edges: Sequence[Edge], x: float) -> bool:
    """True if a rule of one of the two tables lies near the row's head or below it: the longer table goes on alone."""
    box = row.bbox
    return any(
        not edge.start < x < edge.end
        and min(edge.end, box.x1) - max(edge.start, box.x0) > 0.5 * box.width
        and -RULE_ABOVE_SHARE * row.size <= edge.at - row.baseline <= STEP_SHARE * row.size
        for edge in edges
    )


def _goes_on_alone(band: Sequence[Row], edges: Sequence[Edge], x: float) -> bool:
    """True if the last row is one of the longer table's, or a caption below one of the two."""
    row = band[-1]
    is_even = len(band) > 1 and row.baseline - band[-2].baseline <= ALONE_STEP_SHARE * row.size
    return row.is_table_caption or (len(row.segments) > 1 and is_even) or _is_ruled_beside(row, edges, x)


def _leaves_white(row: Row, x: float) -> bool:
    return not any(s.bbox.x0 < x < s.bbox.x1 for s in row.segments)


def _parts(row: Row, x: float) -> bool:
    """True if the row has texts on both sides."""
    return _leaves_white(row, x) and len({s.bbox.x_mid < x for s in row.segments}) == 2


def _gaps(edges: Sequence[Edge]) -> list[Gap]:
    wide = sorted((edge for edge in edges if edge.end - edge.start >= MIN_EDGE_PT), key=lambda e: (e.at, e.start))
    return [
        Gap((a.end + b.start) / 2, (a.at + b.at) / 2)
        for i, a in enumerate(wide)
        for b in wide[i + 1 :]
        if abs(b.at - a.at) <= SAME_HEIGHT_PT and b.start - a.end >= MIN_GAP_PT
    ]


def _side(row: Row, cut: float, *, is_left: bool) -> Row | None:
    kept = tuple(s for s in row.segments if (s.bbox.x_mid < cut) == is_left)
    return replace(row, segments=kept) if kept else None
