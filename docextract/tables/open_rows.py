"""Which segments make one row of a table without a full lattice: rules first, then baselines and white."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace

from docextract.tables.edges import Edge
from docextract.tables.headers import VALUE, YEAR
from docextract.tables.open_cells import Band, Cell
from docextract.tables.wrapped import attached, rows_by_white

OVERLAP_SHARE = 0.25  # of the font size: segments that overlap this much in height stand in one row
SEPARATOR_SHARE = 0.4  # of the region's width: shorter edges underline a word or a group name
SAME_PT = 2.0


def row_bands(cells: Sequence[Cell], edges: Sequence[Edge], left: float, right: float) -> list[Band]:
    """The rows from top to bottom, every cell in exactly one; bands touch each other without gap.

    `left` and `right` bound the region. A cell that no edge crosses where others have one is tall: it stands in the
    first of its rows, and `tall` of that band says how far it reaches.
    """
    width = right - left
    separators = [e for e in edges if min(e.end, right) - max(e.start, left) >= SEPARATOR_SHARE * width]
    heights = _distinct(sorted(e.at for e in separators))
    reach = {cell.index: _slab_range(cell, separators, heights) for cell in cells}
    slabs: dict[int, list[Cell]] = {}
    for cell in cells:
        first, last = reach[cell.index]
        if first == last:
            slabs.setdefault(first, []).append(cell)
    tall = [cell for cell in cells if reach[cell.index][0] != reach[cell.index][1]]
    bands: list[Band] = []
    rows_of: dict[int, tuple[int, int]] = {}
    for key in sorted(slabs):
        made = _split_slab(slabs[key])
        rows_of[key] = (len(bands), len(bands) + len(made))
        bands.extend(made)
    bands = _with_tall(bands, tall, reach, rows_of)
    return _touching(_with_header_marks(bands), heights)


def _distinct(heights: Sequence[float]) -> list[float]:
    out: list[float] = []
    for at in heights:
        if not out or at - out[-1] > SAME_PT:
            out.append(at)
    return out


def _slab_range(cell: Cell, separators: Sequence[Edge], heights: Sequence[float]) -> tuple[int, int]:
    """First and last slab (both included) between the nearest edges above and below that run over the cell."""
    middle = (cell.top + cell.bottom) / 2
    x = cell.segment.bbox.x_mid
    own = [e.at for e in separators if e.start - SAME_PT <= x <= e.end + SAME_PT]
    above = max((at for at in own if at < middle), default=float("-inf"))
    below = min((at for at in own if at > middle), default=float("inf"))
    first = sum(at <= above + SAME_PT for at in heights)
    last = sum(at < below - SAME_PT for at in heights)
    return first, max(first, last)


def _with_tall(
    bands: list[Band], tall: Sequence[Cell], reach: dict[int, tuple[int, int]], rows_of: dict[int, tuple[int, int]]
) -> list[Band]:
    """Tall cells put into the first row of their slabs; a cell whose slabs hold no row becomes one."""
    out = list(bands)
    for cell in tall:
        first, last = reach[cell.index]
        rows = [rows_of[key] for key in range(first, last + 1) if key in rows_of]
        if not rows:
            out.append(_band([cell]))
            continue
        row, end = rows[0][0], rows[-1][1]
        out[row] = replace(out[row], cells=(*out[row].cells, cell), tall={**out[row].tall, cell.columns[0]: end - row})
    return sorted(out, key=lambda band: band.top)


def _split_slab(slab: Sequence[Cell]) -> list[Band]:
    """The rows of one slab: group names above what they name, else clusters around the rows that hold values."""
    spanning = [cell for cell in slab if cell.is_spanning]
    if spanning:
        return _with_groups(slab, spanning)
    lone_first = [cell for cell in slab if cell.columns == (0,) and _is_serial(cell)]
    others = [cell for cell in slab if cell not in lone_first]
    if not others:
        return [_band(slab)]
    clusters = rows_by_white(others) or attached(_overlapping(others))
    return [_band(cluster) for cluster in _with_serials(clusters, lone_first)]


def _is_serial(cell: Cell) -> bool:
    return cell.segment.text.strip().isdigit() and len(cell.segment.text.strip()) <= 3


def _with_groups(slab: Sequence[Cell], spanning: Sequence[Cell]) -> list[Band]:
    """A header of several levels: each line of group names, then what stands under them; the rest reaches over all."""
    foot = max(cell.bottom for cell in spanning)
    values_from = min((c.top for c in slab if _is_value(c) and c.top > foot - 2), default=float("inf"))
    head = [cell for cell in slab if cell.top < values_from - 1]
    body = [cell for cell in slab if cell.top >= values_from - 1]
    levels = _levels(spanning)
    n_rows = len(levels) + 1
    rows: list[list[Cell]] = [list(level) for level in levels] + [[]]
    tall: list[dict[int, int]] = [{} for _ in rows]
    for cell in head:
        if cell.is_spanning:
            continue
        under = [k for k, level in enumerate(levels) if any(set(cell.columns) & set(name.columns) for name in level)]
        row = under[-1] + 1 if under else 0
        rows[row].append(cell)
        if row < n_rows - 1:
            tall[row][cell.columns[0]] = n_rows - row
    if not rows[-1]:  # nothing under the names: they are the header's last line
        rows.pop()
        tall = [{} for _ in rows]
    bands = [replace(_band(cells), tall=reach) for cells, reach in zip(rows, tall, strict=True)]
    bands = [
        replace(band, bottom=max(c.bottom for c in level)) for band, level in zip(bands, levels, strict=False)
    ] + bands[len(levels) :]
    return [*bands, *(_split_slab(body) if body else [])]


def _levels(spanning: Sequence[Cell]) -> list[list[Cell]]:
    """Group names by line, top to bottom."""
    levels: list[list[Cell]] = []
    for cell in sorted(spanning, key=lambda c: c.top):
        if levels and cell.top < levels[-1][0].bottom - 2:
            levels[-1].append(cell)
        else:
            levels.append([cell])
    return levels


def _is_value(cell: Cell) -> bool:
    text = cell.segment.text.strip()
    return cell.columns[0] > 0 and bool(VALUE.match(text)) and not YEAR.match(text)


def _overlapping(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells that overlap in height, through others if need be."""
    clusters: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: (c.top + c.bottom) / 2):
        size = cell.segment.size
        if clusters and _row_overlap(clusters[-1], cell) > OVERLAP_SHARE * size:
            clusters[-1].append(cell)
        else:
            clusters.append([cell])
    return clusters


def _row_overlap(cluster: Sequence[Cell], cell: Cell) -> float:
    """Overlap in height with the cells of other columns; lines of one column never share a row's height."""
    others = [c for c in cluster if set(c.columns) != set(cell.columns)]
    same = [c for c in cluster if set(c.columns) == set(cell.columns)]
    if same and not others:
        return 0.0
    return max((min(c.bottom, cell.bottom) - max(c.top, cell.top) for c in others), default=0.0)


def _with_serials(clusters: list[list[Cell]], serials: Sequence[Cell]) -> list[list[Cell]]:
    """Row numbers put to the row nearest in height; which rows a number governs is decided later."""
    out = [list(cluster) for cluster in clusters]
    middles = [statistics.mean((c.top + c.bottom) / 2 for c in cluster) for cluster in clusters]
    for cell in serials:
        middle = (cell.top + cell.bottom) / 2
        out[min(range(len(out)), key=lambda i: abs(middles[i] - middle))].append(cell)
    return out


def _band(cells: Sequence[Cell]) -> Band:
    return Band(tuple(cells), min(cell.top for cell in cells), max(cell.bottom for cell in cells))


def _with_header_marks(bands: Sequence[Band]) -> list[Band]:
    """The rows before the first that holds a value are the header."""
    first = next((i for i, band in enumerate(bands) if any(map(_is_value, band.cells))), len(bands))
    return [replace(band, is_header=i < max(1, first)) for i, band in enumerate(bands)]


def _touching(bands: Sequence[Band], separators: Sequence[float]) -> list[Band]:
    """Bands that meet at the separator between them, or half way."""
    out = list(bands)
    for i in range(len(out) - 1):
        low, high = out[i].bottom, out[i + 1].top
        between = [at for at in separators if min(low, high) - 3 <= at <= max(low, high) + 3]
        at = between[0] if between else (low + high) / 2
        out[i] = replace(out[i], bottom=at)
        out[i + 1] = replace(out[i + 1], top=at)
    return out
