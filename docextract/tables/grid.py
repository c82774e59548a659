"""A lattice of edges to cells: neighbours without a wall between them are one merged area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.geometry import BBox
from docextract.model.table import CellRange

WALL_SHARE = 0.6  # of a cell's side must be drawn for it to count as a wall: corners are often left open
SNAP_PT = 3.0

Area = CellRange
Stretch = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Column edges `xs`, row edges `ys`, and the drawn stretches (position, start, end) of both directions."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    horizontal: tuple[Stretch, ...]
    vertical: tuple[Stretch, ...]

    @property
    def bbox(self) -> BBox:
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def area_box(self, area: Area) -> BBox:
        return BBox(self.xs[area.column0], self.ys[area.row0], self.xs[area.column1], self.ys[area.row1])


def lattice_areas(lattice: Lattice) -> tuple[Area, ...]:
    """All cells, merged ones as one area, in reading order; they cover the lattice without overlap."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    groups = _Groups(rows, columns)
    for row in range(rows):
        for column in range(columns):
            top, bottom = lattice.ys[row], lattice.ys[row + 1]
            x0, x1 = lattice.xs[column], lattice.xs[column + 1]
            if column + 1 < columns and not _has_wall(lattice.vertical, x1, top, bottom):
                groups.join((row, column), (row, column + 1))
            if row + 1 < rows and not _has_wall(lattice.horizontal, bottom, x0, x1):
                groups.join((row, column), (row + 1, column))
    return tuple(sorted(groups.rectangles(), key=lambda area: (area.row0, area.column0)))


def _has_wall(stretches: Sequence[Stretch], at: float, start: float, end: float) -> bool:
    drawn = sum(
        max(0.0, min(s_end, end) - max(s_start, start))
        for position, s_start, s_end in stretches
        if abs(position - at) <= SNAP_PT
    )
    return drawn >= WALL_SHARE * (end - start)


class _Groups:
    """Cells that run into each other, kept as rectangles."""

    def __init__(self, rows: int, columns: int) -> None:
        self._parent = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def _root(self, cell: tuple[int, int]) -> tuple[int, int]:
        while self._parent[cell] != cell:
            cell = self._parent[cell]
        return cell

    def join(self, a: tuple[int, int], b: tuple[int, int]) -> None:
        self._parent[self._root(a)] = self._root(b)

    def rectangles(self) -> list[Area]:
        """One area a group; a group that is no full rectangle (a wall was half drawn) falls back into single cells."""
        members: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for cell in self._parent:
            members.setdefault(self._root(cell), []).append(cell)
        areas: list[Area] = []
        for cells in members.values():
            rows, columns = [row for row, _ in cells], [column for _, column in cells]
            area = Area(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
            if (area.row1 - area.row0) * (area.column1 - area.column0) == len(cells):
                areas.append(area)
            else:
                areas.extend(_row_strips(cells))
        return areas


def _row_strips(cells: Sequence[tuple[int, int]]) -> list[Area]:
    """An odd shape cut into runs of neighbouring cells in one row."""
    strips: list[Area] = []
    for row, column in sorted(cells):
        last = strips[-1] if strips else None
        if last is not None and last.row0 == row and last.column1 == column:
            strips[-1] = Area(row, last.column0, row + 1, column + 1)
        else:
            strips.append(Area(row, column, row + 1, column + 1))
    return strips
