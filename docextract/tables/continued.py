"""Pieces of one table on several pages to one grid: no row lost, none doubled, a repeated header left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docextract.model.flow import FlowItem, Grid, TextBlock
from docextract.model.table import CellRange
from docextract.tables.headers import VALUE, count_header_rows
from docextract.text.repair import join_wrapped

EDGE_PT = 6.0  # the pieces' column edges may differ by this much once laid over each other
OPEN_EDGE_PT = 45.0  # edges judged from white move with the longest text of each page
SENTENCE_CHARS = 30
FOOTNOTE = re.compile(r"^[①-⑳❶-❿※]")
CONTINUED = re.compile(r"^[（(]?\s*(?:续\s*(?:上\s*)?表|接\s*上\s*表)|[（(]\s*续\s*表?\s*[)）]\s*$")


def with_header_rows(items: Sequence[FlowItem]) -> tuple[FlowItem, ...]:
    """Every grid with its number of header rows."""
    return tuple(
        replace(item, header_rows=count_header_rows(item.cells, item.merges)) if isinstance(item, Grid) else item
        for item in items
    )


def join_continued(items: Sequence[FlowItem]) -> tuple[FlowItem, ...]:
    """The flow with each table's pieces joined into its first piece.

    Two grids are one table when the second stands first on the next page, nothing but a 续表 line and footnotes lie
    between, and their columns agree. The 续表 line is dropped with the join (its words are the caption's).
    """
    out: list[FlowItem] = []
    for item in items:
        if isinstance(item, Grid):
            place = _open_grid(out)
            before = out[place] if place >= 0 else None
            if isinstance(before, Grid) and _continues(before, item):
                notes = [other for other in out[place + 1 :] if not _is_continued_line(other)]
                out[place:] = [_joined(before, item), *notes]
                continue
        out.append(item)
    return tuple(out)


def _open_grid(out: Sequence[FlowItem]) -> int:
    """Index of the grid at the end of the flow, looking over 续表 lines and footnotes; -1 if something else ends it."""
    for i in range(len(out) - 1, -1, -1):
        item = out[i]
        if isinstance(item, Grid):
            return i
        if not (_is_continued_line(item) or (isinstance(item, TextBlock) and FOOTNOTE.match(item.text))):
            break
    return -1


def _is_continued_line(item: FlowItem) -> bool:
    return isinstance(item, TextBlock) and bool(CONTINUED.search(item.text))


def _continues(before: Grid, after: Grid) -> bool:
    if after.page != before.regions[-1].page + 1 or before.n_columns != after.n_columns:
        return False
    if _repeated_rows(before, after):
        return True
    is_exact = before.is_ruled and after.is_ruled
    shift = after.column_edges[0] - before.column_edges[0] if is_exact else 0.0
    if is_exact:
        pairs = zip(before.column_edges, after.column_edges, strict=True)
        return all(abs(b - a - shift) <= EDGE_PT for a, b in pairs)
    # Where no rule closes the sides the outer edges are those of the longest texts.
    pairs = zip(before.column_edges[1:-1], after.column_edges[1:-1], strict=True)
    return all(abs(b - a) <= OPEN_EDGE_PT for a, b in pairs)


def _joined(before: Grid, after: Grid) -> Grid:
    repeated = _repeated_rows(before, after)
    cells = [list(row) for row in before.cells]
    boxes = dict(before.cell_boxes)
    merges = list(before.merges)
    rest = after.cells[repeated:]
    split = bool(rest) and _is_row_split(before, after, repeated)
    offset = len(cells) - repeated - (1 if split else 0)
    if split:
        cells[-1] = [join_wrapped(a, b) for a, b in zip(cells[-1], rest[0], strict=True)]
        rest = rest[1:]
    cells.extend(list(row) for row in rest)
    for (row, column), places in after.cell_boxes.items():
        if row >= repeated:
            boxes[row + offset, column] = (*boxes.get((row + offset, column), ()), *places)
    for area in after.merges:
        if area.row0 >= repeated:
            merges.append(CellRange(area.row0 + offset, area.column0, area.row1 + offset, area.column1))
    return replace(
        before,
        regions=(*before.regions, *after.regions),
        cells=tuple(tuple(row) for row in cells),
        merges=_tied(tuple(merges), cells, len(before.cells)),
        cell_boxes=boxes,
        repeated_header=(*before.repeated_header, after.page) if repeated else before.repeated_header,
    )


def _repeated_rows(before: Grid, after: Grid) -> int:
    """How many of the first rows of `after` say the header of `before` again; blanks do not count."""
    rows = before.header_rows
    if not rows or len(after.cells) < rows:
        return 0

    def plain(grid: Grid) -> list[list[str]]:
        return [[re.sub(r"\s+", "", cell) for cell in row] for row in grid.cells[:rows]]

    return rows if plain(before) == plain(after) else 0


def _is_row_split(before: Grid, after: Grid, repeated: int) -> bool:
    """True if the page break cut the last row in two.

    Then the first row goes on only in cells that were begun, in half of them at most (a row of its own fills more, be it
    with 仅高职填报), brings no value of its own, and at least one begun text is unfinished.
    """
    last, first = before.cells[-1], after.cells[repeated]
    going_on = [column for column, text in enumerate(first) if text]
    if not going_on or any(not last[column] for column in going_on):
        return False
    values = [column for column, text in enumerate(last) if VALUE.match(text)]
    if any(column in going_on and VALUE.match(first[column]) for column in values):
        return False
    filled = sum(bool(text) for text in last)
    if len(going_on) < filled and any(_is_cut_sentence(last[column]) for column in going_on):
        return True
    return 2 * len(going_on) <= filled and any(_is_unfinished(last[column], first[column]) for column in going_on)


def _is_cut_sentence(text: str) -> bool:
    """A long text that stops without a closing mark: a name or a value is never that long."""
    return len(text) >= SENTENCE_CHARS and not text.rstrip().endswith(("。", "；", "！", "？", "”", "）", "."))


def _is_unfinished(text: str, more: str) -> bool:
    """A text that a break cut: a bracket or quote left open, or a rest too short to be a name of its own."""
    opened = sum(text.count(c) for c in "（(“《") - sum(text.count(c) for c in "）)”》")
    closed = sum(more.count(c) for c in "）)”》") - sum(more.count(c) for c in "（(“《")
    return opened > 0 or closed > 0 or len(more.strip("*＊ ")) <= 3


def _tied(merges: tuple[CellRange, ...], cells: Sequence[Sequence[str]], seam: int) -> tuple[CellRange, ...]:
    """A merged cell of the first columns that the page break cut is one area again.

    The lower part is blank from the seam on; it belongs to the area that ends at the seam in the same columns.
    """
    out = list(merges)
    for lower in merges:
        if lower.row0 != seam or cells[lower.row0][lower.column0]:
            continue
        for upper in out:
            same_columns = (upper.column0, upper.column1) == (lower.column0, lower.column1)
            if same_columns and upper.row1 == seam:
                out.remove(upper)
                out.remove(lower)
                out.append(CellRange(upper.row0, upper.column0, lower.row1, lower.column1))
                break
    return tuple(sorted(out, key=lambda area: (area.row0, area.column0)))
