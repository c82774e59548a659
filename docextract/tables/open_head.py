"""The header of a table without a full lattice: which names stand over which columns.

A name over several columns is centered over them (or begins where they begin), a name beside it that reaches down to
the body is set in the middle of its height. Several readings are tried; the one that explains the places best is kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docextract.tables.edges import Edge
from docextract.tables.head_cells import MAX_MISPLACED, Head, HeadCell, misplaced, said_twice
from docextract.tables.head_lines import WRAP_SHARE
from docextract.tables.open_cells import Cell
from docextract.tables.open_columns import Columns

SAME_LEVEL_SHARE = 0.3  # of the font size
# What a reading costs, in font sizes of misplacement.
LEVEL_COST = 0.3
TALL_COST = 0.3  # a name above the lowest line, under a group name: it might as well reach up to the top
SINGLE_COST = 1.0  # a group name over one column
BARE_COST = 2.0  # a column of the lowest level without the group name that its neighbours have
OUTER_BARE_COST = 0.4  # the same for the first and the last columns
DROPPED_COST = 6.0  # a name that finds no columns of its own


def read_head(cells: Sequence[Cell], columns: Columns, edges: Sequence[Edge]) -> Head:
    """The reading of the header's lines that costs least; without lines a header of no rows."""
    if not cells:
        return Head((), 0)
    readings = [_read(_joined(cells, limit, edges), columns) for limit in _limits(cells)]
    return min(readings, key=lambda pair: pair[0])[1]


def _limits(cells: Sequence[Cell]) -> list[float]:
    """Steps up to which two lines may be one cell: none, the least that occurs, all that may be a wrap."""
    steps = [
        b.baseline - a.baseline
        for a, b in itertools.permutations(cells, 2)
        if 0.5 * a.size < b.baseline - a.baseline <= WRAP_SHARE * a.size and _is_under(a, b)
    ]
    return [0.0, min(steps) + 1.0, max(steps) + 1.0] if steps else [0.0]


def _is_under(upper: Cell, lower: Cell) -> bool:
    return upper.bbox.x_overlap(lower.bbox) >= 0.5 * min(upper.bbox.width, lower.bbox.width)


def _joined(cells: Sequence[Cell], limit: float, edges: Sequence[Edge]) -> list[tuple[Cell, ...]]:
    """Lines of one cell together: set no further apart than `limit`, one under the other, no edge between."""
    blocks: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: (c.baseline, c.bbox.x0)):
        for block in blocks:
            last = block[-1]
            step = cell.baseline - last.baseline
            is_unit = cell.text.startswith(("（", "(")) and step <= WRAP_SHARE * cell.size
            near = 0.5 * cell.size < step <= limit or (is_unit and step > 0.5 * cell.size)
            parted = any(last.middle < e.at < cell.middle and e.start < cell.bbox.x_mid < e.end for e in edges)
            if near and _is_under(last, cell) and not parted:
                block.append(cell)
                break
        else:
            blocks.append([cell])
    return [tuple(block) for block in blocks]


@dataclass(slots=True)
class _Name:
    """A block while its columns are looked for; `row0` counts levels from the top."""

    cells: tuple[Cell, ...]
    column0: int = 0
    column1: int = 0

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def x0(self) -> float:
        return min(cell.bbox.x0 for cell in self.cells)

    @property
    def x1(self) -> float:
        return max(cell.bbox.x1 for cell in self.cells)

    @property
    def size(self) -> float:
        return self.cells[0].size


def _read(blocks: Sequence[tuple[Cell, ...]], columns: Columns) -> tuple[float, Head]:
    names = [_Name(block) for block in blocks]
    leaves = _leaves(names)
    others = [name for name in names if all(name is not leaf for leaf in leaves.values())]
    lowest = [leaf for leaf in leaves.values() if _is_lowest(leaf, leaves.values())]
    if not lowest:
        return float("inf"), Head((), 0)
    levels = _levels(others)
    tops: dict[int, _Name] = dict(leaves)
    cost = LEVEL_COST * len(levels)
    for level in reversed(levels):
        cost += _cover(level, tops, leaves, lowest, columns)
    n_rows = len(levels) + 1
    depth = {id(name): i for i, level in enumerate(levels) for name in level}
    placed = [HeadCell(name.cells, depth[id(name)], depth[id(name)] + 1, name.column0, name.column1) for name in others]
    for column, leaf in leaves.items():
        above = [cell.row1 for cell in placed if cell.column0 <= column < cell.column1]
        first = max(above, default=0)
        if any(leaf is low for low in lowest) and above:
            first = n_rows - 1
        placed.append(HeadCell(leaf.cells, first, n_rows, column, column + 1))
    head = Head(tuple(placed), n_rows)
    return cost + misplaced(head) + said_twice(head), head


def _leaves(names: Sequence[_Name]) -> dict[int, _Name]:
    """By column the lowest name that stands in it alone."""
    leaves: dict[int, _Name] = {}
    for name in sorted(names, key=lambda n: n.bottom):
        over = {i for cell in name.cells for i in cell.columns}
        if len(over) == 1:
            leaves[over.pop()] = name
    for column, leaf in leaves.items():
        leaf.column0, leaf.column1 = column, column + 1
    return leaves


def _is_lowest(leaf: _Name, leaves: Iterable[_Name]) -> bool:
    """True if the leaf stands in the line of the lowest ones, by its middle, head or foot."""
    foot = max(leaves, key=lambda n: n.bottom)
    near = SAME_LEVEL_SHARE * leaf.size
    return min(abs(leaf.middle - foot.middle), abs(leaf.bottom - foot.bottom), abs(leaf.top - foot.top)) <= near


def _levels(names: Sequence[_Name]) -> list[list[_Name]]:
    """Group names by height, the highest first."""
    levels: list[list[_Name]] = []
    for name in sorted(names, key=lambda n: n.middle):
        if levels and name.middle - levels[-1][-1].middle <= SAME_LEVEL_SHARE * name.size:
            levels[-1].append(name)
        else:
            levels.append([name])
    return levels


def _cover(
    level: Sequence[_Name], tops: dict[int, _Name], leaves: dict[int, _Name], lowest: Sequence[_Name], columns: Columns
) -> float:
    """Gives each name of a level its run of columns (in place, also in `tops`); returns what the reading costs."""
    height = max(name.middle for name in level)
    under = [c for c in range(len(columns)) if c not in tops or tops[c].middle > height + 0.4 * level[0].size]
    names = sorted(level, key=lambda n: n.x0)
    foot = max(leaf.bottom for leaf in leaves.values())
    bare = {c: _bare_cost(c, leaves, lowest, columns) for c in under}
    # best[end] after k names: least cost with the first `end` of `under` decided, and the runs chosen.
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    best = _skipped(best, under, bare)
    for name in names:
        states: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for start, (cost, runs) in best.items():
            for end in range(start + 1, len(under) + 1):
                if under[end - 1] - under[start] != end - 1 - start:
                    break
                total = cost + _off(name, under[start], under[end - 1] + 1, tops, columns, foot)
                if end not in states or total < states[end][0]:
                    states[end] = (total, (*runs, (under[start], under[end - 1] + 1)))
        best = _skipped(states, under, bare)
    if len(under) not in best:
        for name in names:
            name.column0 = columns.at((name.x0 + name.x1) / 2)
            name.column1 = name.column0 + 1
        return DROPPED_COST * len(names)
    cost, runs = best[len(under)]
    for name, (start, end) in zip(names, runs, strict=True):
        name.column0, name.column1 = start, end
        for column in range(start, end):
            tops[column] = name
    return cost


def _bare_cost(column: int, leaves: dict[int, _Name], lowest: Sequence[_Name], columns: Columns) -> float:
    """What it costs to leave a column without group name: nothing where its own name may reach up to the top."""
    if column not in leaves or all(leaves[column] is not low for low in lowest):
        return 0.0
    return OUTER_BARE_COST if column in (0, len(columns) - 1) else BARE_COST


def _skipped(
    states: dict[int, tuple[float, tuple[tuple[int, int], ...]]], under: Sequence[int], bare: dict[int, float]
) -> dict[int, tuple[float, tuple[tuple[int, int], ...]]]:
    """The states with columns passed over that no name covers."""
    out = dict(states)
    for end in range(len(under)):
        if end in out:
            cost, runs = out[end]
            total = cost + bare[under[end]]
            if end + 1 not in out or total < out[end + 1][0]:
                out[end + 1] = (total, runs)
    return out


def _off(name: _Name, start: int, end: int, tops: dict[int, _Name], columns: Columns, foot: float) -> float:
    """How far a name stands from where it should over these columns, in font sizes; `foot` is the header's."""
    middle = (name.x0 + name.x1) / 2
    below = [tops[c] for c in range(start, end) if c in tops]
    left = columns.bounds[start - 1] if start else columns.stretches[0].x0
    right = columns.bounds[end - 1] if end < len(columns) else columns.stretches[-1].x1
    off = [
        abs(middle - (left + right) / 2),
        abs(middle - (columns.stretches[start].x0 + columns.stretches[end - 1].x1) / 2),
    ]
    if below:
        x0, x1 = min(n.x0 for n in below), max(n.x1 for n in below)
        off += [abs(middle - (x0 + x1) / 2), abs(name.x0 - x0) + 0.2 * name.size]
    out = min(MAX_MISPLACED, max(0.0, min(off) / name.size - 0.15))
    tall = sum(n.column1 - n.column0 == 1 and n.bottom < foot - 0.5 * n.size for n in below)
    return out + TALL_COST * tall + (SINGLE_COST if end - start == 1 else 0.0)
