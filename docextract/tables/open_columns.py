"""Columns of a table without vertical rules: stretches of x with white on both sides, group names set aside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.block import Line
from docextract.tables.edges import Edge
from docextract.tables.headers import VALUE, YEAR
from docextract.tables.open_regions import TIGHT_SHARE, OpenRegion
from docextract.tables.segments import Row

MIN_WHITE_PT = 2.0  # narrower white between two columns is chance
HEADER_ROWS = 6  # baselines among which a group name may stand
CENTER_SHARE = 1.5  # of the font size


@dataclass(frozen=True, slots=True)
class Stretch:
    """A column's content from x0 to x1."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def columns_of(segments: Sequence[Line]) -> list[Stretch]:
    """Stretches of x that some segment covers, left to right, with white between them."""
    columns: list[Stretch] = []
    for segment in sorted(segments, key=lambda s: s.bbox.x0):
        if columns and segment.bbox.x0 - columns[-1].x1 < MIN_WHITE_PT:
            columns[-1] = Stretch(columns[-1].x0, max(columns[-1].x1, segment.bbox.x1))
        else:
            columns.append(Stretch(segment.bbox.x0, segment.bbox.x1))
    return columns


def covered_columns(segment: Line, columns: Sequence[Stretch]) -> list[int]:
    """Columns the segment stands over; the nearest one when it stands over none."""
    box = segment.bbox
    over = [
        i
        for i, column in enumerate(columns)
        if min(column.x1, box.x1) - max(column.x0, box.x0) > 0.3 * min(column.x1 - column.x0, box.width)
    ]
    return over or [min(range(len(columns)), key=lambda i: abs(columns[i].middle - box.x_mid))]


def spanning_segments(region: OpenRegion) -> frozenset[int]:
    """Indices (over all segments of the region, row by row) of group names: one text over two or more columns.

    Below a group name stand two or more texts side by side whose common middle is the name's own. Both stand in the
    header: above the first row that holds a value.
    """
    header = region.rows[: count_head_lines(region)]
    found = set()
    index = 0
    for i, row in enumerate(header):
        for segment in row.segments:
            under = header[i + 1 : i + 4]
            is_wrapped = any(_is_wrapped(segment, s, region.edges) for below in under for s in below.segments)
            if not is_wrapped and any(_names_group(segment, row.segments, below.segments) for below in under):
                found.add(index)
            index += 1
    return frozenset(found)


def without_split_labels(columns: Sequence[Stretch], region: OpenRegion, spanning: frozenset[int]) -> list[Stretch]:
    """Columns with those joined that are one: a header centered over labels that all end left of it.

    Such a pair shows as a column with nothing but its header beside a column without one.
    """
    n_header = count_head_lines(region)
    head: set[int] = set()
    body: set[int] = set()
    index = 0
    for i, row in enumerate(region.rows):
        for segment in row.segments:
            if index not in spanning:
                (head if i < n_header else body).add(covered_columns(segment, columns)[0])
            index += 1
    out: list[Stretch] = []
    for i, column in enumerate(columns):
        before_is_head_only = i - 1 in head and i - 1 not in body
        before_is_body_only = i - 1 in body and i - 1 not in head
        is_head_only, is_body_only = i in head and i not in body, i in body and i not in head
        fits = (before_is_head_only and is_body_only) or (before_is_body_only and is_head_only)
        if out and fits:
            out[-1] = Stretch(out[-1].x0, column.x1)
        else:
            out.append(column)
    return out


def count_head_lines(region: OpenRegion) -> int:
    """Baselines above the first that holds a value; a header of more than a few lines is none."""
    return sum(1 for _ in itertools.takewhile(lambda row: not _has_value(row), region.rows[:HEADER_ROWS]))


def _has_value(row: Row) -> bool:
    return any(VALUE.match(s.text.strip()) and not YEAR.match(s.text.strip()) for s in row.segments)


def _names_group(segment: Line, row: Sequence[Line], below: Sequence[Line]) -> bool:
    left = max((s.bbox.x1 for s in row if s.bbox.x1 < segment.bbox.x0), default=float("-inf"))
    right = min((s.bbox.x0 for s in row if s.bbox.x0 > segment.bbox.x1), default=float("inf"))
    inside = [s for s in below if left < s.bbox.x_mid < right]
    # The group is what lies evenly around the name's middle; the nearest text on each side begins it.
    inside.sort(key=lambda s: abs(s.bbox.x_mid - segment.bbox.x_mid))
    for count in range(2, len(inside) + 1):
        group = inside[:count]
        x0, x1 = min(s.bbox.x0 for s in group), max(s.bbox.x1 for s in group)
        is_over = x0 < segment.bbox.x1 and x1 > segment.bbox.x0
        if is_over and abs((x0 + x1) / 2 - segment.bbox.x_mid) < CENTER_SHARE * segment.size:
            return True
    return False


def _is_wrapped(segment: Line, below: Line, edges: Sequence[Edge]) -> bool:
    """True if `below` is the next line of the same cell: set tight, its middle under the other's, no rule between."""
    top, foot = segment.bbox.y_mid, below.bbox.y_mid
    if any(top < edge.at < foot and edge.start < segment.bbox.x_mid < edge.end for edge in edges):
        return False
    is_tight = below.bbox.bottom - segment.bbox.bottom <= TIGHT_SHARE * segment.size
    return is_tight and abs(below.bbox.x_mid - segment.bbox.x_mid) < 0.6 * segment.size
