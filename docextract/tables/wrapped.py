"""Lines of a wrapped cell that stand alone on their baseline: to which row each belongs."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence

from docextract.tables.headers import VALUE
from docextract.tables.open_cells import Cell

OWN_ROW_SHARE = 0.8  # of the usual white between rows: a lone line this far from both neighbours is a row
SAME_PT = 2.0
# White between two rows against that between two lines of a cell.
WIDE_SHARE = 1.7
NARROW_SHARE = 1.3


def rows_by_white(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Rows parted at the wide white bands over the whole width, where narrow ones show that cells are wrapped.

    The lines of a cell stand closer than two rows do. Empty when the white is all of one kind: then it says nothing.
    """
    clusters: list[list[Cell]] = []
    whites: list[float] = []
    foot = float("-inf")
    for cell in sorted(cells, key=lambda c: c.top):
        if clusters and cell.top <= foot:
            clusters[-1].append(cell)
        else:
            whites.append(cell.top - foot)
            clusters.append([cell])
        foot = max(foot, cell.bottom)
    whites = whites[1:]
    tight = _tightest_step(cells)
    wide = [white > WIDE_SHARE * tight + 1.0 for white in whites]
    narrow = [white <= NARROW_SHARE * tight + 0.5 for white in whites]
    if tight <= 0 or not any(wide) or not any(narrow) or not all(w or n for w, n in zip(wide, narrow, strict=True)):
        return []
    rows = [clusters[0]]
    for cluster, is_wide in zip(clusters[1:], wide, strict=True):
        if is_wide:
            rows.append(cluster)
        else:
            rows[-1] = [*rows[-1], *cluster]
    return [] if any(map(_stacks_values, rows)) else rows


def _stacks_values(row: Sequence[Cell]) -> bool:
    """True if one column would hold several numbers: white that parts years into fives, say, wraps no cell."""
    numbers = [cell.columns for cell in row if VALUE.match(cell.segment.text.strip())]
    return len(set(numbers)) < len(numbers)


def _tightest_step(cells: Sequence[Cell]) -> float:
    """The least white between two lines of one column; 0 when no column has two."""
    steps = []
    for columns in {cell.columns for cell in cells}:
        own = sorted((cell for cell in cells if cell.columns == columns), key=lambda c: c.top)
        steps += [below.top - above.bottom for above, below in itertools.pairwise(own)]
    return min((step for step in steps if step > 0), default=0.0)


def attached(clusters: list[list[Cell]]) -> list[list[Cell]]:
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
