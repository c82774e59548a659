"""Two tables without full rules side by side: told by rules that break off at one place and go on beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.tables.edges import Edge
from docextract.tables.segments import Row

SAME_HEIGHT_PT = 2.5
SAME_CUT_PT = 12.0
MIN_EDGE_PT = 60.0
MIN_GAP_PT = 6.0
MIN_PAIRS = 2  # one rule in two pieces may be a form's line to write on
CAPTION_SHARE = 2.5  # of the font size: captions stand this near above the first rule

Part = tuple[tuple[Row, ...], tuple[Edge, ...]]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a pair of rules leaves a gap: its middle and height."""

    x: float
    y: float


def side_by_side(rows: Sequence[Row], edges: Sequence[Edge]) -> list[Part]:
    """Rows and horizontal edges of a page parted so that tables side by side are looked for one by one.

    The whole page is one part where no two rules lie side by side; else what lies beside the gap makes a part of its
    own on each side, and the rest of the page another.
    """
    gaps = _gaps(edges)
    near = [gap for gap in gaps if sum(abs(gap.x - other.x) <= SAME_CUT_PT for other in gaps) >= MIN_PAIRS]
    if not near:
        return [(tuple(rows), tuple(edges))]
    cut = near[0].x
    band = [gap.y for gap in near if abs(gap.x - cut) <= SAME_CUT_PT]
    top, foot = min(band), max(band)
    inside = [row for row in rows if top - CAPTION_SHARE * row.size <= row.baseline <= foot + row.size]
    if any(s.bbox.x0 < cut < s.bbox.x1 for row in inside for s in row.segments if row.baseline >= top):
        return [(tuple(rows), tuple(edges))]
    rest = tuple(row for row in rows if row not in inside)
    left = tuple(part for row in inside if (part := _side(row, cut, is_left=True)) is not None)
    right = tuple(part for row in inside if (part := _side(row, cut, is_left=False)) is not None)
    in_band = [edge for edge in edges if top - SAME_HEIGHT_PT <= edge.at <= foot + SAME_HEIGHT_PT]
    return [
        (rest, tuple(edge for edge in edges if edge not in in_band)),
        (left, tuple(edge for edge in in_band if edge.end <= cut)),
        (right, tuple(edge for edge in in_band if edge.start >= cut)),
    ]


def _gaps(edges: Sequence[Edge]) -> list[_Gap]:
    wide = sorted((edge for edge in edges if edge.end - edge.start >= MIN_EDGE_PT), key=lambda e: (e.at, e.start))
    return [
        _Gap((a.end + b.start) / 2, a.at)
        for i, a in enumerate(wide)
        for b in wide[i + 1 :]
        if abs(b.at - a.at) <= SAME_HEIGHT_PT and b.start - a.end >= MIN_GAP_PT
    ]


def _side(row: Row, cut: float, *, is_left: bool) -> Row | None:
    kept = tuple(s for s in row.segments if (s.bbox.x_mid < cut) == is_left)
    return Row(kept, row.baseline) if kept else None
