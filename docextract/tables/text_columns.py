"""Tables of long texts without rules: below a line of names the lines keep to the names' columns, however they wrap."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from docextract.model.geometry import union_box
from docextract.tables.edges import Edge
from docextract.tables.reach import Reach
from docextract.tables.segments import Row
from docextract.tables.table_signs import LONG_SEGMENT, VALUE, is_tabular

MIN_NAMES = 3  # two columns may be prose
MIN_LONG = 2  # long texts in one column: tables of short cells are found by their rows
WHITE_SHARE = 0.4  # of the font size: what lies between two columns at least
STEP_SHARE = 3.2  # of the font size
LAST_STEP_SHARE = 1.25  # of the widest step in the table: what stands further below is no row of it
MAX_REST = 60
REST_STEP_SHARE = 2.6  # of the font size: the next row of a table that has no names above it is no further away
SAME_SIZE_PT = 0.6
CLAUSE_END = ("，", "。", "；", "：", "、")


def find_text_tables(rows: Sequence[Row], edges: Sequence[Edge]) -> tuple[Reach, ...]:
    """The tables among a page's rows; `edges` are its horizontal ones."""
    rest = rest_of_table(rows)
    found = [Reach(union_box(row.bbox for row in rest))] if rest else []
    end = rows.index(rest[-1]) + 1 if rest else 0
    for i, row in enumerate(rows):
        if i < end or not _are_names(row):
            continue
        body = _body(row, rows[i + 1 :], edges)
        if _has_long_column(row, body):
            found.append(Reach(union_box(r.bbox for r in (row, *body))))
            end = i + 1 + len(body)
    return tuple(found)


def rest_of_table(rows: Sequence[Row]) -> Sequence[Row]:
    """The lines at the head of a page that go on with a table of the page before; [] if there are none.

    Without names above them three columns must show by the white that all lines leave, and four where no text is long.
    A running header may stand above.
    """
    for start in (0, 1):
        run = _run(rows[start : start + MAX_REST])
        whites = [_common_whites(run[:end]) for end in range(1, len(run) + 1)]
        most = max(map(len, whites), default=0)
        end = max((i for i, found in enumerate(whites, start=1) if len(found) == most), default=0)
        if most >= MIN_NAMES - 1 and _is_rest(run[:end], whites[end - 1]):
            return run[:end]
    return []


def _run(rows: Sequence[Row]) -> Sequence[Row]:
    """The first rows, up to a caption, a wide step or another size of letters."""
    for i, row in enumerate(rows):
        if row.is_caption:
            return rows[:i]
        last = rows[i - 1] if i else row
        if abs(row.size - last.size) > SAME_SIZE_PT or row.baseline - last.baseline > REST_STEP_SHARE * row.size:
            return rows[:i]
    return rows


def _common_whites(rows: Sequence[Row]) -> list[float]:
    """The middles of the stretches of x between texts that no row covers."""
    spans = sorted((s.bbox.x0, s.bbox.x1) for row in rows for s in row.segments)
    whites = []
    foot = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - foot >= WHITE_SHARE * rows[0].size:
            whites.append((foot + x0) / 2)
        foot = max(foot, x1)
    return whites


def _is_rest(rows: Sequence[Row], whites: Sequence[float]) -> bool:
    texts: dict[int, list[str]] = {}
    for segment in (s for row in rows for s in row.segments):
        texts.setdefault(sum(segment.bbox.x_mid > x for x in whites), []).append(segment.text)
    label = all(len(text) <= LONG_SEGMENT // 2 and not text.endswith(CLAUSE_END) for text in texts[0])
    long = any(len(text) > LONG_SEGMENT for column in texts.values() for text in column)
    return label and (long or len(whites) >= MIN_NAMES) and any(map(is_tabular, rows))


def _are_names(row: Row) -> bool:
    texts = [s.text.strip() for s in row.segments]
    short = all(len(text) <= LONG_SEGMENT // 2 and not text.endswith(CLAUSE_END) for text in texts)
    return len(texts) >= MIN_NAMES and is_tabular(row) and short and not any(VALUE.match(text) for text in texts)


def _body(names: Row, following: Sequence[Row], edges: Sequence[Edge]) -> list[Row]:
    """The rows below the names as long as some white is left between all columns, from the first line to the last."""
    whites = [(a.bbox.x1, b.bbox.x0) for a, b in itertools.pairwise(names.segments)]
    body: list[Row] = []
    last = names
    widest = 0.0
    for row in following:
        step = row.baseline - last.baseline
        left = [_narrowed(white, row) for white in whites]
        is_other = row.is_caption or abs(row.size - names.size) > SAME_SIZE_PT
        is_closed = sum(last.baseline < edge.at < row.baseline - row.size for edge in edges) > 1
        is_far = step > STEP_SHARE * row.size or (len(body) > MIN_NAMES and step > LAST_STEP_SHARE * widest)
        if is_other or is_closed or is_far or any(b - a < WHITE_SHARE * row.size for a, b in left):
            break
        whites, last, widest = left, row, max(widest, step)
        body.append(row)
    while body and len(body[-1].segments) == 1 and not _ends_text(body):
        body.pop()
    return body


def _narrowed(white: tuple[float, float], row: Row) -> tuple[float, float]:
    """What the row's texts leave of a white, the widest part of it."""
    x0, x1 = white
    parts = [x0]
    for segment in row.segments:
        if segment.bbox.x1 > x0 and segment.bbox.x0 < x1:
            parts += [segment.bbox.x0, segment.bbox.x1]
    parts.append(x1)
    return max(zip(parts[::2], parts[1::2], strict=True), key=lambda part: part[1] - part[0])


def _ends_text(body: Sequence[Row]) -> bool:
    """True if the last line, alone in its row, stands under a text as its line above does under the next."""
    own = body[-1].segments[0].bbox
    above = [s for row in body[-4:-1] for s in row.segments if s.bbox.x_overlap(own) > 0]
    step = body[-1].baseline - body[-2].baseline if len(body) > 1 else float("inf")
    return bool(above) and step <= 1.7 * body[-1].size


def _has_long_column(names: Row, body: Sequence[Row]) -> bool:
    """True if texts too long for one line stand in some column, and something in the others."""
    middles = [(a.bbox.x1 + b.bbox.x0) / 2 for a, b in itertools.pairwise(names.segments)]
    columns: dict[int, list[str]] = {}
    for segment in (s for row in body for s in row.segments):
        columns.setdefault(sum(segment.bbox.x_mid > x for x in middles), []).append(segment.text)
    long = any(sum(len(text) > LONG_SEGMENT for text in texts) >= MIN_LONG for texts in columns.values())
    return long and len(columns) == len(names.segments)
