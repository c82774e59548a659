"""Where on a page tables without a full lattice lie: runs of rows whose segments stand in columns.

Rules help where there are some (three-line tables): what lies between two rules of one width belongs together. Where
there are none, rows that agree on their columns make the table, and prose, captions and wide gaps end it.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.model.geometry import BBox, union_box
from docextract.tables.edges import Edge
from docextract.tables.segments import Row

CAPTION = re.compile(r"^[（(]?\s*(?:附?\s*[图表]|续\s*表|案例)\s*[A-Za-z]?[\d一二三四五六七八九十]")
TABLE_CAPTION = re.compile(r"^[（(]?\s*(?:附?\s*表|续\s*表)\s*[A-Za-z]?[\d一二三四五六七八九十]")
LEADER = re.compile(r"(?:[.．·…⋯‥]\s*){5,}")
NOTE = re.compile(r"^(?:注|说明|数据来源|资料来源|来源|备注)\s*[:：]")
VALUE = re.compile(r"^[+\-－]?[\d,，.．]+\s*[:：%％]?[\d.]*\S{0,3}$|^(?:[-—–－]{1,2}|/|无)$")
MAX_STEP_SHARE = 3.2  # of the font size: rows further apart than this are not one table without a rule between
SPACE_AFTER_RULE_PT = 6.0  # two rules with this much blank between them: one table ends, another begins
LONG_SEGMENT = 16  # characters: two long segments side by side are columns of prose
MIN_ROWS = 3
SAME_SPAN_PT = 6.0
TIGHT_SHARE = 1.5  # of the font size: lines of one cell; captions keep more distance
WIDE_SHARE = 0.62  # of the region's width: a lone segment this wide is prose


@dataclass(frozen=True, slots=True)
class OpenRegion:
    """Rows of one table and the horizontal edges that run through it, top to bottom."""

    rows: tuple[Row, ...]
    edges: tuple[Edge, ...]

    @property
    def bbox(self) -> BBox:
        box = union_box(row.bbox for row in self.rows)
        for edge in self.edges:
            box = BBox(min(box.x0, edge.start), min(box.top, edge.at), max(box.x1, edge.end), max(box.bottom, edge.at))
        return box


def find_regions(rows: Sequence[Row], edges: Sequence[Edge]) -> Iterator[OpenRegion]:
    """Table regions of one page; `edges` are its horizontal ones."""
    for group in _groups(rows, edges):
        trimmed = _trimmed(group, edges)
        if not trimmed:
            continue
        start = rows.index(trimmed[0])
        # The caption may be set on two lines, the number and below it the title.
        has_caption = any(TABLE_CAPTION.match(row.text) for row in rows[max(0, start - 2) : start])
        if _is_table(trimmed, edges, has_caption, is_first=start <= 1):
            box = union_box(row.bbox for row in trimmed)
            yield OpenRegion(tuple(trimmed), tuple(_own_edges(box, edges, trimmed[0].size)))


def _is_tabular(row: Row) -> bool:
    return len(row.segments) >= 2 and not LEADER.search(row.text)


def _groups(rows: Sequence[Row], edges: Sequence[Edge]) -> Iterator[list[Row]]:
    """Runs of rows with no break between them that hold at least one tabular row."""
    group: list[Row] = []
    for i, row in enumerate(rows):
        if group and _breaks(group, row, rows[i + 1 : i + 4], edges):
            yield group
            group = []
        if not group and _is_tabular(row):
            group = _rows_right_above(rows, i)
        if group or _is_tabular(row) or _opens_under_rule(row, rows[i + 1 : i + 4], edges):
            group.append(row)
    if group:
        yield group


def _rows_right_above(rows: Sequence[Row], index: int) -> list[Row]:
    """Lone lines set so tight above a tabular row that they are the upper lines of its header cells."""
    found: list[Row] = []
    for row in reversed(rows[:index]):
        below = found[-1] if found else rows[index]
        is_tight = below.baseline - row.baseline <= TIGHT_SHARE * row.size
        if not is_tight or _is_tabular(row) or CAPTION.match(row.text) or NOTE.match(row.text):
            break
        if row.text.endswith("。") or row.bbox.width > WIDE_SHARE * rows[index].bbox.width:
            break
        found.append(row)
    return found[::-1]


def _breaks(group: Sequence[Row], row: Row, following: Sequence[Row], edges: Sequence[Edge]) -> bool:
    last = group[-1]
    if CAPTION.match(row.text) or NOTE.match(row.text) or LEADER.search(row.text):
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
    if _is_tabular(row):
        return False
    return not _fits_in_column([*group, *filter(_is_tabular, following)], row) or not (
        any(map(_is_tabular, following[:3])) or _rule_follows(row, following, edges)
    )


def _spans(edge: Edge, group: Sequence[Row]) -> bool:
    """True if the edge runs over most of the group's width: a row rule, not an underline."""
    box = union_box(row.bbox for row in group)
    return min(edge.end, box.x1) - max(edge.start, box.x0) >= 0.5 * box.width


def _fits_in_column(group: Sequence[Row], row: Row) -> bool:
    """A lone segment that may be a wrapped cell: not as wide as the table, and not reaching over two columns."""
    box = union_box(r.bbox for r in group)
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
    if CAPTION.match(row.text) or len(row.text) > LONG_SEGMENT or not following:
        return False
    tabular = next((r for r in following if _is_tabular(r)), None)
    if tabular is None or tabular.baseline - row.baseline > 2.5 * row.size:
        return False
    return any(0 <= row.bbox.top - edge.at < 1.5 * row.size and _spans(edge, [tabular]) for edge in edges)


def _trimmed(group: Sequence[Row], edges: Sequence[Edge]) -> list[Row]:
    """The group without lone rows at its end, unless a rule closes the table below them."""
    rows = list(group)
    while rows and not _is_tabular(rows[-1]) and not _rule_follows(rows[-1], (), edges):
        if len(rows) > 1 and _is_last_line(rows[-2], rows[-1]):
            break
        rows.pop()
    return rows


def _is_last_line(above: Row, row: Row) -> bool:
    """The rest of a wrapped cell: a few characters set tight under one segment of the row above."""
    segment = row.segments[0]
    is_tight = row.baseline - above.baseline <= TIGHT_SHARE * row.size
    under = [
        s for s in above.segments if s.bbox.x0 - row.size <= segment.bbox.x0 and segment.bbox.x1 <= s.bbox.x1 + row.size
    ]
    return is_tight and len(above.segments) > 1 and bool(under) and len(segment.text) <= LONG_SEGMENT


def _is_table(rows: Sequence[Row], edges: Sequence[Edge], has_caption: bool, is_first: bool) -> bool:
    """Enough rows in columns, with short cells; fewer rows are enough between rules or under a table's caption."""
    tabular = [row for row in rows if _is_tabular(row)]
    if not tabular or (len(tabular) == 1 and not (is_first and _is_last_row(rows, edges))):
        return False
    if len(tabular) == 1:
        return True
    if statistics.mean(len(row.segments) for row in tabular) < 1.5 or _is_prose(tabular):
        return False
    box = union_box(row.bbox for row in rows)
    ruled = _own_edges(box, edges, rows[0].size)
    if len({round(edge.at) for edge in ruled}) >= 2:
        return True
    columns = statistics.median(len(row.segments) for row in tabular)
    values = sum(bool(VALUE.match(s.text)) for row in tabular for s in row.segments[1:])
    if has_caption:
        return values >= 1
    if is_first and columns >= 3 and values >= len(tabular):  # the last rows of a table that began on the page before
        return True
    return len(tabular) >= MIN_ROWS and (columns >= 3 or values >= len(tabular) - 1) and values >= 2


def _is_last_row(rows: Sequence[Row], edges: Sequence[Edge]) -> bool:
    """The one row that a page break left over: at the top of the page, three cells or more, a rule right below."""
    row = next(row for row in rows if _is_tabular(row))
    has_values = any(VALUE.match(s.text) for s in row.segments[1:])
    return len(row.segments) >= 3 and has_values and bool(_own_edges(row.bbox, edges, row.size))


def _is_prose(rows: Sequence[Row]) -> bool:
    """Two columns of running text, or lines with a wide blank in them."""
    long_rows = sum(sum(len(s.text) >= LONG_SEGMENT for s in row.segments) >= 2 for row in rows)
    ends = sum(row.segments[-1].text.endswith(("。", "，", "；")) for row in rows)
    return 2 * long_rows > len(rows) or 3 * ends > len(rows)


def _own_edges(box: BBox, edges: Sequence[Edge], size: float) -> list[Edge]:
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
