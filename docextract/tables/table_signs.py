"""What tells rows of a table from prose, lists and captions: short texts in columns, numbers, rules, a caption."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from docextract.rulepacks.schema import StructureWords
from docextract.tables.edges import Edge
from docextract.tables.segments import CaptionSigns, Row
from docextract.text.word_patterns import any_of

LEADER = re.compile(r"(?:[.．·…⋯‥]\s*){5,}")
VALUE = re.compile(r"^[+\-－]?[\d,，.．]+\s*[:：%％]?[\d.]*\S{0,3}$|^(?:[-—–－]{1,2}|/|无)$")
LIST_TITLE = re.compile(r"^\S{0,6}目\s*[录次]$")
LONG_SEGMENT = 16  # characters: two long segments side by side are columns of prose
MIN_ROWS = 3
MIN_NAMES = 3  # columns of a table that nothing but its columns shows
SAME_COLUMN_SHARE = 1.5  # of the font size
NEXT_ROW_SHARE = 2.8


def caption_signs(words: StructureWords) -> CaptionSigns:
    """The beginnings of captions that a rule pack's words make."""

    def numbered(*things: str) -> re.Pattern[str]:
        return re.compile(rf"^[（(]?\s*{any_of(things)}\s*[A-Za-z]?[\d一二三四五六七八九十]")

    return CaptionSigns(any=numbered(*words.figures, *words.tables, *words.cases), table=numbered(*words.tables))


def is_tabular(row: Row) -> bool:
    return len(row.segments) >= 2 and not LEADER.search(row.text) and not row.is_caption


def is_table(rows: Sequence[Row], ruled: Sequence[Edge], has_caption: bool, is_first: bool) -> bool:
    """Enough rows in columns, with short cells; fewer rows are enough between rules or under a table's caption.

    `ruled` are the edges that belong to the rows; `is_first`: they stand at the top of the page.
    """
    tabular = [row for row in rows if is_tabular(row)]
    if not tabular:
        return False
    if len(tabular) == 1:
        return is_first and _is_last_row(tabular[0], ruled)
    if statistics.mean(len(row.segments) for row in tabular) < 1.5:
        return False
    if _is_prose(tabular) and not _has_ruled_head(tabular, ruled):
        return False
    if len({round(edge.at) for edge in ruled}) >= 2:
        return True
    columns = statistics.median(len(row.segments) for row in tabular)
    values = sum(bool(VALUE.match(s.text)) for row in tabular for s in row.segments[1:])
    if has_caption:
        return values >= 1 or _is_text_table(tabular)
    if is_first and columns >= 3 and values >= len(tabular):  # the last rows of a table that began on the page before
        return True
    if len(tabular) >= MIN_ROWS and (columns >= 3 or values >= len(tabular) - 1) and values >= 2:
        return True
    return _is_single_row(tabular) or _is_text_table(tabular)


def _has_ruled_head(rows: Sequence[Row], ruled: Sequence[Edge]) -> bool:
    """True if the first row holds short names between two rules: what stands below are cells, however long."""
    names = rows[0].segments
    if len(names) < MIN_NAMES or any(len(s.text) > LONG_SEGMENT // 2 for s in names):
        return False
    above = any(-2 * rows[0].size < edge.at - rows[0].baseline < 0 for edge in ruled)
    below = any(0 < edge.at - rows[0].baseline < 2 * rows[0].size for edge in ruled)
    return above and below


def _is_single_row(rows: Sequence[Row]) -> bool:
    """Names side by side and a number under each: a table of one row."""
    if len(rows) != 2 or len(rows[0].segments) != len(rows[1].segments) or len(rows[0].segments) < MIN_NAMES:
        return False
    names, values = rows
    near = SAME_COLUMN_SHARE * names.size
    under = all(
        min(abs(a.bbox.x_mid - b.bbox.x_mid), abs(a.bbox.x0 - b.bbox.x0), abs(a.bbox.x1 - b.bbox.x1)) <= near
        for a, b in zip(names.segments, values.segments, strict=True)
    )
    is_near = values.baseline - names.baseline <= NEXT_ROW_SHARE * names.size
    named = not any(VALUE.match(s.text) for s in names.segments)
    return under and is_near and named and all(VALUE.match(s.text) for s in values.segments)


def _is_text_table(rows: Sequence[Row]) -> bool:
    """Three rows or more of texts that begin (or have their middles) at the same three places or more."""
    full = [row for row in rows if len(row.segments) >= MIN_NAMES]
    if len(full) < MIN_ROWS or 2 * len(full) < len(rows):
        return False
    widest = max(full, key=lambda row: len(row.segments))
    alike = 0
    for row in full:
        near = SAME_COLUMN_SHARE * row.size
        placed = sum(
            any(min(abs(s.bbox.x0 - o.bbox.x0), abs(s.bbox.x_mid - o.bbox.x_mid)) <= near for o in widest.segments)
            for s in row.segments
        )
        alike += placed == len(row.segments)
    short = all(len(row.segments[0].text) <= LONG_SEGMENT for row in full)
    return short and alike >= MIN_ROWS and alike >= 0.8 * len(full)


def _is_last_row(row: Row, ruled: Sequence[Edge]) -> bool:
    """The one row that a page break left over: at the top of the page, three cells or more, a rule beside it."""
    has_values = any(VALUE.match(s.text) for s in row.segments[1:])
    return len(row.segments) >= 3 and has_values and bool(ruled)


def _is_prose(rows: Sequence[Row]) -> bool:
    """Two columns of running text, or lines with a wide blank in them."""
    long_rows = sum(sum(len(s.text) >= LONG_SEGMENT for s in row.segments) >= 2 for row in rows)
    ends = sum(row.segments[-1].text.endswith(("。", "，", "；")) for row in rows)
    return 2 * long_rows > len(rows) or 3 * ends > len(rows)
