"""Which segments make one row of a table without a full lattice: rules first, then baselines and white."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from docextract.model.block import Line
from docextract.tables.edges import Edge
from docextract.tables.headers import VALUE, YEAR

OVERLAP_SHARE = 0.25  # of the font size: segments that overlap this much in height stand in one row
OWN_ROW_SHARE = 0.8  # of the usual white between rows: a lone line this far from both neighbours is a row
SEPARATOR_SHARE = 0.4  # of the region's width: shorter edges underline a word or a group name
SAME_PT = 2.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A segment in its place: its index, the columns it stands over, and whether it is a group name of the header."""

    index: int
    segment: Line
    columns: tuple[int, ...]
    is_spanning: bool = False

    @property
    def top(self) -> float:
        return self.segment.bbox.top

    @property
    def bottom(self) -> float:
        return self.segment.bbox.bottom


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table: its cells and its stretch of y. `tall` gives by column how many rows a cell reaches over."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    is_header: bool = False
    tall: Mapping[int, int] = field(default_factory=dict)


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
        return _two_levels(slab, spanning)
    lone_first = [cell for cell in slab if cell.columns == (0,) and _is_serial(cell)]
    others = [cell for cell in slab if cell not in lone_first]
    if not others:
        return [_band(slab)]
    clusters = _attached(_overlapping(others))
    return [_band(cluster) for cluster in _with_serials(clusters, lone_first)]


def _is_serial(cell: Cell) -> bool:
    return cell.segment.text.strip().isdigit() and len(cell.segment.text.strip()) <= 3


def _two_levels(slab: Sequence[Cell], spanning: Sequence[Cell]) -> list[Band]:
    """A header of two levels: group names, then what stands under them; the rest reaches over both."""
    foot = max(cell.bottom for cell in spanning)
    covered = {column for cell in spanning for column in cell.columns}
    values_from = min((c.top for c in slab if _is_value(c) and c.top > foot - 2), default=float("inf"))
    head = [cell for cell in slab if cell.top < values_from - 1]
    body = [cell for cell in slab if cell.top >= values_from - 1]
    upper = [cell for cell in head if cell.is_spanning or not covered & set(cell.columns)]
    lower = [cell for cell in head if cell not in upper]
    first = _band(upper)
    tall = {c: 2 for cell in upper if not cell.is_spanning for c in cell.columns}
    bands = [replace(first, bottom=foot, tall=tall if lower else {})]
    if lower:
        bands.append(_band(lower))
    if body:
        bands.extend(_split_slab(body))
    return bands


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


def _attached(clusters: list[list[Cell]]) -> list[list[Cell]]:
    """Lone wrapped lines put to the row whose text in the same column is nearer.

    A row of its own has about the usual white above and below; a wrapped line stands closer to its cell.
    """
    anchors = [i for i, cluster in enumerate(clusters) if _is_anchor(cluster)]
    if not anchors or len(anchors) == len(clusters):
        return clusters
    usual = _usual_white([clusters[i] for i in anchors])
    out = {i: list(clusters[i]) for i in anchors}
    own: dict[int, list[Cell]] = {}
    lone = [i for i in range(len(clusters)) if i not in out]
    for i in sorted(lone, key=lambda i: _distance_to_anchor(i, anchors)):
        above = max((a for a in out if a < i), default=None)
        below = min((a for a in out if a > i), default=None)
        target = _nearer(
            clusters[i],
            out.get(above) if above is not None else None,
            out.get(below) if below is not None else None,
            usual,
        )
        if target == 0:
            own[i] = clusters[i]
        elif target < 0 and above is not None:
            out[above].extend(clusters[i])
        elif below is not None:
            out[below].extend(clusters[i])
    return [cells for _, cells in sorted({**out, **own}.items())]


def _distance_to_anchor(index: int, anchors: Sequence[int]) -> int:
    return min(abs(index - anchor) for anchor in anchors)


def _is_anchor(cluster: Sequence[Cell]) -> bool:
    """A row stands on two columns at least."""
    return len({cell.columns for cell in cluster}) >= 2


def _usual_white(rows: Sequence[Sequence[Cell]]) -> float:
    """Median white between the rows."""
    gaps = [min(c.top for c in b) - max(c.bottom for c in a) for a, b in itertools.pairwise(rows)]
    return statistics.median(gaps) if gaps else 0.0


def _nearer(lone: Sequence[Cell], above: Sequence[Cell] | None, below: Sequence[Cell] | None, usual: float) -> int:
    """-1: the lone lines belong to the row above, 1: to the one below, 0: they are a row."""
    white_above = _white(above, lone)
    white_below = _white(lone, below)
    if min(white_above, white_below) >= OWN_ROW_SHARE * usual and usual > 0.5:
        return 0
    if abs(white_above - white_below) <= SAME_PT and above and below:
        columns = {cell.columns for cell in lone}
        has_text = [any(cell.columns in columns for cell in row) for row in (above, below)]
        if has_text == [False, True]:
            return 1
    return -1 if white_above <= white_below + 0.1 else 1


def _white(upper: Sequence[Cell] | None, lower: Sequence[Cell] | None) -> float:
    """White between two rows, in the columns that both use if there are such."""
    if not upper or not lower:
        return float("inf")
    shared = {cell.columns for cell in upper} & {cell.columns for cell in lower}
    a = [cell for cell in upper if cell.columns in shared] or list(upper)
    b = [cell for cell in lower if cell.columns in shared] or list(lower)
    return max(0.0, min(cell.top for cell in b) - max(cell.bottom for cell in a))


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
