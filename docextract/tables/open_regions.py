"""Where on a page tables without a full lattice lie: runs of rows whose segments stand in columns.

Rules help where there are some (three-line tables): what lies between two rules of one width belongs together. Where
there are none, rows that agree on their columns make the table, and prose, captions and wide gaps end it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.model.geometry import BBox, union_box
from docextract.tables.edges import Edge
from docextract.tables.reach import Reach
from docextract.tables.segments import Row
from docextract.tables.shaded import column_walls
from docextract.tables.table_signs import LEADER, LIST_TITLE, LONG_SEGMENT, is_table, is_tabular

NOTE = re.compile(r"^(?:注|说明|数据来源|资料来源|来源|备注)\s*[:：]")
MAX_STEP_SHARE = 3.2  # of the font size: rows further apart than this are not one table without a rule between
SPACE_AFTER_RULE_PT = 6.0  # two rules with this much blank between them: one table ends, another begins
WRAP_SHARE = 1.95  # of the font size: two lines of one cell, with a row's line between them
SAME_SIZE_PT = 0.6
TIGHT_SHARE = 1.5  # of the font size: lines of one cell; captions keep more distance
WIDE_SHARE = 0.62  # of the region's width: a lone segment this wide is prose


@dataclass(frozen=True, slots=True)
class OpenRegion:
    """Rows of one table and the horizontal edges that run through it, top to bottom.

    `walls` are the x of all column edges, the outer ones included, where shaded cells show them; () where none do.
    """

    rows: tuple[Row, ...]
    edges: tuple[Edge, ...]
    walls: tuple[float, ...] = ()

    @property
    def bbox(self) -> BBox:
        box = union_box(row.bbox for row in self.rows)
        for edge in self.edges:
            box = BBox(min(box.x0, edge.start), min(box.top, edge.at), max(box.x1, edge.end), max(box.bottom, edge.at))
        return box


def find_regions(
    rows: Sequence[Row], edges: Sequence[Edge], shaded: Sequence[BBox] = (), reaches: Sequence[Reach] = ()
) -> Iterator[OpenRegion]:
    """Table regions of one page; `edges` are its horizontal ones, `shaded` its shaded cells, `reaches` what is known of its tables."""
    for group in _groups(rows, edges, reaches):
        trimmed = _trimmed(group, edges, reaches)
        if not trimmed:
            continue
        start = rows.index(trimmed[0])
        trimmed += _last_lines(trimmed, rows[start + len(trimmed) :], edges)
        # The caption may be set on two lines, the number and below it the title.
        has_caption = any(row.is_table_caption for row in rows[max(0, start - 2) : start])
        if 2 * sum(_is_reached(row, reaches) for row in trimmed) > len(trimmed) or is_table(
            trimmed,
            own_edges(union_box(row.bbox for row in trimmed), edges, trimmed[0].size),
            has_caption,
            is_first=start <= 1,
        ):
            box = union_box(row.bbox for row in trimmed)
            own = tuple(own_edges(box, edges, trimmed[0].size))
            yield OpenRegion(tuple(trimmed), own, column_walls(shaded, box))


def _is_reached(row: Row, reaches: Sequence[Reach]) -> bool:
    return any(table.holds(row) for table in reaches)


def _groups(rows: Sequence[Row], edges: Sequence[Edge], reaches: Sequence[Reach] = ()) -> Iterator[list[Row]]:
    """Runs of rows with no break between them that hold at least one tabular row."""
    group: list[Row] = []
    for i, row in enumerate(rows):
        is_within = any(table.holds(row) and group and table.holds(group[-1]) for table in reaches)
        if group and not is_within and _breaks(group, row, rows[i + 1 : i + 4], edges):
            yield group
            group = []
        if not group and is_tabular(row):
            group = _rows_right_above(rows, i)
        opens = is_tabular(row) or _is_reached(row, reaches) or _opens_under_rule(row, rows[i + 1 : i + 4], edges)
        if group or opens:
            group.append(row)
    if group:
        yield group


def _rows_right_above(rows: Sequence[Row], index: int) -> list[Row]:
    """Lone lines set so tight above a tabular row that they are the upper lines of its header cells."""
    found: list[Row] = []
    for row in reversed(rows[:index]):
        below = found[-1] if found else rows[index]
        step = below.baseline - row.baseline
        under = [s for s in below.segments if s.bbox.x_overlap(row.segments[0].bbox) > 0]
        is_alike = abs(row.size - below.size) <= SAME_SIZE_PT
        is_of_cell = is_alike and len(under) == 1 and row.bbox.width <= under[0].bbox.width + row.size
        is_tight = step <= (WRAP_SHARE if is_of_cell else TIGHT_SHARE) * row.size
        is_title = LIST_TITLE.match(row.text) or row.is_caption
        if not is_tight or is_tabular(row) or is_title or NOTE.match(row.text):
            break
        if row.text.endswith("。") or row.bbox.width > WIDE_SHARE * rows[index].bbox.width:
            break
        found.append(row)
    return found[::-1]


def _breaks(group: Sequence[Row], row: Row, following: Sequence[Row], edges: Sequence[Edge]) -> bool:
    last = group[-1]
    if row.is_caption or NOTE.match(row.text) or LEADER.search(row.text):
        return True
    between = sorted(
        edge.at for edge in edges if last.baseline - 1 < edge.at < row.bbox.bottom - 2 and _spans(edge, group)
    )
    if len(between) >= 2 and between[-1] - between[0] > SPACE_AFTER_RULE_PT:
        return True
    if not between and row.baseline - last.baseline > MAX_STEP_SHARE * row.size:
        return True
    if abs(row.size - last.size) > 2.5:
        return True
    if is_tabular(row):
        return False
    return not _fits_in_column([*group, *filter(is_tabular, following)], row, edges) or not (
        any(map(is_tabular, following[:3])) or _rule_follows(row, following, edges)
    )


def _spans(edge: Edge, group: Sequence[Row]) -> bool:
    """True if the edge runs over most of the group's width: a row rule, not an underline."""
    box = union_box(row.bbox for row in group)
    return min(edge.end, box.x1) - max(edge.start, box.x0) >= 0.5 * box.width


def _fits_in_column(group: Sequence[Row], row: Row, edges: Sequence[Edge]) -> bool:
    """A lone segment that may be a wrapped cell: not as wide as the table, and not reaching over two columns."""
    box = union_box(r.bbox for r in group)
    for edge in edges:  # the rule over a header tells how wide the table is
        if -1 < box.top - edge.at < 1.6 * row.size and _spans(edge, group):
            box = union_box([box, BBox(edge.start, box.top, edge.end, box.top)])
    segment = row.segments[0].bbox
    if (
        segment.width > WIDE_SHARE * box.width
        or segment.x0 < box.x0 - 3 * row.size
        or segment.x1 > box.x1 + 3 * row.size
    ):
        return False
    widest = max((r for r in group), key=lambda r: len(r.segments))
    return sum(segment.x_overlap(other.bbox) > 2 for other in widest.segments) <= 1


def _rule_follows(row: Row, following: Sequence[Row], edges: Sequence[Edge]) -> bool:
    """True if the next thing below the row is a rule, not text."""
    below = following[0].bbox.top if following else row.bbox.bottom + 2 * row.size
    return any(row.baseline < edge.at <= below + 1 and edge.end - edge.start > 5 * row.size for edge in edges)


def _opens_under_rule(row: Row, following: Sequence[Row], edges: Sequence[Edge]) -> bool:
    """The first line of a wrapped header: alone, right under a rule as wide as the tabular row that follows."""
    if row.is_caption or len(row.text) > LONG_SEGMENT or not following:
        return False
    tabular = next((r for r in following if is_tabular(r)), None)
    if tabular is None or tabular.baseline - row.baseline > 2.5 * row.size:
        return False
    return any(0 <= row.bbox.top - edge.at < 1.5 * row.size and _spans(edge, [tabular]) for edge in edges)


def _trimmed(group: Sequence[Row], edges: Sequence[Edge], reaches: Sequence[Reach] = ()) -> list[Row]:
    """The group without lone rows at its end, unless a rule closes the table below them."""
    rows = list(group)
    while rows and not (is_tabular(rows[-1]) or _is_reached(rows[-1], reaches) or _rule_follows(rows[-1], (), edges)):
        rows.pop()
    return rows


def _last_lines(rows: Sequence[Row], following: Sequence[Row], edges: Sequence[Edge]) -> list[Row]:
    """The lines right below the last row with columns that end its wrapped cells: set tight, each under its cell."""
    found: list[Row] = []
    for row in following:
        is_other = is_tabular(row) or row.is_caption or NOTE.match(row.text)
        if is_other or not _ends_cell(row, [*rows[-3:], *found], rows[-1], edges):
            break
        found.append(row)
    return found


def _ends_cell(row: Row, above: Sequence[Row], last: Row, edges: Sequence[Edge]) -> bool:
    """True if the lone line goes on with a cell above it: no further off than a wrap, and of the last row's height."""
    segment = row.segments[0]
    for other in reversed(above):
        for cell in other.segments:
            if cell.bbox.x_overlap(segment.bbox) <= 0:
                continue
            step = row.baseline - other.baseline
            is_same = min(abs(cell.bbox.x0 - segment.bbox.x0), abs(cell.bbox.x_mid - segment.bbox.x_mid)) < row.size
            is_ruled_off = any(
                other.baseline < e.at < row.baseline - 0.5 * row.size and e.start < segment.bbox.x_mid < e.end
                for e in edges
            )
            is_near = step <= WRAP_SHARE * row.size and row.baseline - last.baseline <= TIGHT_SHARE * row.size
            is_short = segment.bbox.width <= cell.bbox.width + row.size
            return is_same and is_near and is_short and not is_ruled_off and len(last.segments) > 1
    return False


def own_edges(box: BBox, edges: Sequence[Edge], size: float) -> list[Edge]:
    """Edges that run through the region or close it above and below, over at least part of its width."""
    reach = 1.6 * size
    return sorted(
        (
            edge
            for edge in edges
            if box.top - reach <= edge.at <= box.bottom + reach
            and min(edge.end, box.x1) - max(edge.start, box.x0) > 0.25 * box.width
        ),
        key=lambda edge: (edge.at, edge.start),
    )
