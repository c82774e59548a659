"""Which lines make one row of a table without a full lattice: rules first, then numbers, then white."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from docextract.tables.edges import Edge
from docextract.tables.open_cells import Band, Cell, to_band
from docextract.tables.rows_by_values import WRAP_SHARE, Place, Span, dealt_out, is_number, rows_by_values
from docextract.tables.rows_by_white import rows_by_white

SEPARATOR_SHARE = 0.4  # of the region's width: shorter edges underline a word
SAME_PT = 2.0
CUT_SHARE = 0.35  # of the font size from a text's middle: an edge this near runs through it
MIN_VALUE_ROWS = 2


def body_bands(cells: Sequence[Cell], n_columns: int, edges: Sequence[Edge], left: float, right: float) -> list[Band]:
    """The rows from top to bottom, every cell in exactly one.

    `left` and `right` bound the region. A cell that no edge crosses where others have one is tall: it stands in the
    first of its rows, and `tall` of that band says how far it reaches.
    """
    separators = [e for e in edges if min(e.end, right) - max(e.start, left) >= SEPARATOR_SHARE * (right - left)]
    heights = _distinct(sorted(e.at for e in separators))
    reach = {id(cell): _slab_range(cell, separators, heights) for cell in cells}
    slabs: dict[int, list[Cell]] = {}
    for cell in cells:
        first, last = reach[id(cell)]
        if first == last:
            slabs.setdefault(first, []).append(cell)
    tall = [cell for cell in cells if reach[id(cell)][0] != reach[id(cell)][1]]
    bands: list[Band] = []
    rows_of: dict[int, tuple[int, int]] = {}
    for key in sorted(slabs):
        made = _slab_rows(slabs[key], n_columns, len(slabs))
        rows_of[key] = (len(bands), len(bands) + len(made))
        bands.extend(made)
    return _with_tall(bands, tall, reach, rows_of, heights)


def _slab_rows(slab: Sequence[Cell], n_columns: int, n_slabs: int) -> list[Band]:
    """The rows between two rules; where each row has its rules, a slab is one row unless numbers stand in it in a pile."""
    by_column = [[cell for cell in slab if cell.column == column] for column in range(n_columns)]
    numbers = [sum(is_number(cell) for cell in column) for column in by_column[1:]]
    if max(numbers, default=0) <= 1 and n_slabs > 2:
        return [to_band(list(slab))]
    if sum(count >= MIN_VALUE_ROWS for count in numbers) >= 1:
        return rows_by_values(slab, n_columns)
    return rows_by_white(slab, n_columns)


def _distinct(heights: Sequence[float]) -> list[float]:
    out: list[float] = []
    for at in heights:
        if not out or at - out[-1] > SAME_PT:
            out.append(at)
    return out


def _slab_range(cell: Cell, separators: Sequence[Edge], heights: Sequence[float]) -> tuple[int, int]:
    """First and last slab (both included) between the nearest edges above and below that run over the cell."""
    x = cell.bbox.x_mid
    over = [e.at for e in separators if e.start - SAME_PT <= x <= e.end + SAME_PT]
    # An edge that runs through the text is none here: the cell reaches over both rows.
    own = [at for at in over if abs(at - cell.middle) > CUT_SHARE * cell.size]
    above = max((at for at in own if at < cell.middle), default=float("-inf"))
    below = min((at for at in own if at > cell.middle), default=float("inf"))
    first = sum(at <= above + SAME_PT for at in heights)
    last = sum(at < below - SAME_PT for at in heights)
    return first, max(first, last)


def _with_tall(
    bands: list[Band],
    tall: Sequence[Cell],
    reach: dict[int, tuple[int, int]],
    rows_of: dict[int, tuple[int, int]],
    heights: Sequence[float],
) -> list[Band]:
    """Tall cells put into the first row of their slabs; where several share theirs, each into those around its middle.

    A cell whose slabs hold no row becomes one.
    """
    out = list(bands)
    lone: dict[tuple[int, int], list[Cell]] = {}
    shared: dict[tuple[int, int, int], list[Cell]] = {}
    for cell in tall:
        first, last = reach[id(cell)]
        rows = [rows_of[key] for key in range(first, last + 1) if key in rows_of]
        if rows:
            shared.setdefault((cell.column, rows[0][0], rows[-1][1]), []).append(cell)
        else:
            lone.setdefault((first, last), []).append(cell)
    drawn = touching(out, heights)
    for (column, start, end), cells in shared.items():
        for place in _dealt(sorted(cells, key=lambda c: c.baseline), drawn[start:end]):
            row, count = start + place.start, max(1, place.end - place.start)
            row = min(row, end - 1)
            out[row] = replace(out[row], cells=(*out[row].cells, *place.cells))
            if count > 1:
                out[row] = replace(out[row], tall={**out[row].tall, column: count})
    out += [to_band(cells) for cells in lone.values()]
    return out if not lone else sorted(out, key=lambda band: band.top)


def _dealt(cells: Sequence[Cell], bands: Sequence[Band]) -> Sequence[Place]:
    """Where the tall cells of one column stand among the rows that they share."""
    if cells[-1].baseline - cells[0].baseline <= WRAP_SHARE * cells[0].size * (len(cells) - 1):
        return [Place(tuple(cells), 0, len(bands))]  # lines of one cell
    spans = [Span(band.top, band.bottom, band.bottom) for band in bands]
    return dealt_out(cells, spans, "middle", is_label=True)[1]


def touching(bands: Sequence[Band], separators: Sequence[float]) -> list[Band]:
    """Bands that meet at the separator between them, or half way."""
    out = list(bands)
    for i, (upper, lower) in enumerate(itertools.pairwise(bands)):
        low, high = upper.bottom, lower.top
        between = [at for at in separators if min(low, high) - 3 <= at <= max(low, high) + 3]
        at = between[0] if between else (low + high) / 2
        out[i] = replace(out[i], bottom=at)
        out[i + 1] = replace(out[i + 1], top=at)
    return out
