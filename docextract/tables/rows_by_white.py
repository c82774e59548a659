"""Rows of a table without numbers: lines that overlap in height make strips, strips that belong together make rows.

A row's cells stand evenly around one middle (or begin, or end at one height), the lines of a cell follow each other at
the step of the font, and a line breaks only where its column is full.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from docextract.tables.open_cells import Band, Cell, to_band
from docextract.tables.rows_by_values import is_number

SHRINK_SHARE = 0.2  # of the font size, above and below: lines set tight overlap a little
STEP_SHARE = 1.15  # of the least step of a column: a cell's lines follow each other evenly
STEP_PT = 1.0
FULL_SHARE = 2.2  # font sizes: a line this much shorter than its column's longest did not need to break
# What a reading costs, in font sizes of misplacement.
ROW_COST = 1.0
BLANK_COST = 0.8  # for a column that is seldom blank
OFF_WEIGHT = 3.0
FREE_OFF_SHARE = 0.2
MAX_OFF = 2.0
BREAK_COST = 1.2
LINE_COST = 0.15
RUN_ON_COST = 1.5  # for a row that ends in a full line while the next begins right below it
RUN_ON_SIZES = 8.0  # font sizes: in a narrow column a full line may be a name
MAX_STRIPS = 40
FORBIDDEN = float("inf")


def rows_by_white(cells: Sequence[Cell], n_columns: int) -> list[Band]:
    """The rows from top to bottom."""
    strips = _strips(cells)
    step = _least_step(cells)
    widest = [max((c.bbox.width for c in cells if c.column == i), default=0.0) for i in range(n_columns)]
    full = max(len({c.column for c in strip}) for strip in strips)
    usual = [
        sum(any(c.column == i for c in strip) for strip in strips) >= 0.6 * _n_full(strips, full)
        for i in range(n_columns)
    ]
    found = [_best(strips, step, widest, usual, mode) for mode in range(3)]
    return [to_band(row) for row in min(found, key=lambda pair: pair[0])[1]]


def _n_full(strips: Sequence[Sequence[Cell]], full: int) -> int:
    return sum(len({c.column for c in strip}) >= max(2, full - 1) for strip in strips)


def _strips(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Lines that overlap in height, through others if need be."""
    strips: list[list[Cell]] = []
    foot = float("-inf")
    for cell in sorted(cells, key=lambda c: c.top):
        if strips and cell.top + SHRINK_SHARE * cell.size < foot:
            strips[-1].append(cell)
        else:
            strips.append([cell])
        foot = max(foot, cell.bottom - SHRINK_SHARE * cell.size)
    return strips


def _least_step(cells: Sequence[Cell]) -> float:
    """The least distance of two lines of one column: that of a wrapped cell, if there is one."""
    steps = []
    for column in {cell.column for cell in cells}:
        own = sorted(c.baseline for c in cells if c.column == column)
        steps += [b - a for a, b in itertools.pairwise(own) if b - a > 2.0]
    return min(steps, default=0.0)


def _best(
    strips: Sequence[list[Cell]], step: float, widest: Sequence[float], usual: Sequence[bool], mode: int
) -> tuple[float, list[list[Cell]]]:
    """The cheapest way to put the strips into rows, each a run of them."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(strips) + 1):
        options = []
        row: list[Cell] = []
        for start in range(end - 1, max(-1, end - 1 - MAX_STRIPS), -1):
            row = [*strips[start], *row]
            cost = _row_cost(row, step, widest, usual, mode)
            if cost == FORBIDDEN and end - start > 1:
                break
            seam = RUN_ON_COST if start and _runs_on(strips[start - 1], strips[start], step, widest) else 0.0
            options.append((best[start][0] + (ROW_COST if cost == FORBIDDEN else cost) + seam, start))
        best.append(min(options))
    rows: list[list[Cell]] = []
    end = len(strips)
    while end:
        start = best[end][1]
        rows.append([cell for strip in strips[start:end] for cell in strip])
        end = start
    return best[-1][0], rows[::-1]


def _runs_on(upper: Sequence[Cell], lower: Sequence[Cell], step: float, widest: Sequence[float]) -> bool:
    """True if a full line of the upper strip has its next one, at the step of wrapped lines, in the lower."""
    for cell in upper:
        is_full = widest[cell.column] - cell.bbox.width <= cell.size and cell.bbox.width >= RUN_ON_SIZES * cell.size
        below = min((c.baseline for c in lower if c.column == cell.column), default=float("inf"))
        if is_full and 2.0 < below - cell.baseline <= step + 0.5:
            return True
    return False


def _row_cost(row: Sequence[Cell], step: float, widest: Sequence[float], usual: Sequence[bool], mode: int) -> float:
    cost = ROW_COST
    size = row[0].size
    places = []
    for column, is_usual in enumerate(usual):
        own = sorted((c for c in row if c.column == column), key=lambda c: c.baseline)
        if not own:
            cost += BLANK_COST if is_usual else 0.0
            continue
        if sum(map(is_number, own)) > 1:
            return FORBIDDEN
        for a, b in itertools.pairwise(own):
            if b.baseline - a.baseline > STEP_SHARE * step + STEP_PT:
                return FORBIDDEN
            cost += LINE_COST
            if b.baseline - a.baseline > 2.0 and widest[column] - a.bbox.width > FULL_SHARE * a.size:
                cost += BREAK_COST
        top, foot = own[0].top, own[-1].bottom
        places.append(((top + foot) / 2, top, foot)[mode])
    off = (max(places) - min(places)) / size
    return cost + min(MAX_OFF, OFF_WEIGHT * max(0.0, off - FREE_OFF_SHARE))
