"""The cells of a header in their rows, and how well they stand where such cells should."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.tables.open_cells import Cell

TWICE_COST = 1.5  # font sizes: one name twice at the same place of a header
MAX_MISPLACED = 3.0


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the header: its lines, its rows row0 to row1 - 1 and its columns, all half open."""

    cells: tuple[Cell, ...]
    row0: int
    row1: int
    column0: int
    column1: int

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Head:
    """The header's cells in `n_rows` rows."""

    cells: tuple[HeadCell, ...]
    n_rows: int


def misplaced(head: Head) -> float:
    """How far cells stand from the middle (or head, or foot) of the rows they reach over, in font sizes."""
    tops, feet = [], []
    for row in range(head.n_rows):
        own = [c for c in head.cells if (c.row0, c.row1) == (row, row + 1)] or [
            c for c in head.cells if c.row0 <= row < c.row1
        ]
        if not own:
            return MAX_MISPLACED
        tops.append(min(c.top for c in own))
        feet.append(max(c.bottom for c in own))
    size = head.cells[0].cells[0].size
    costs = []
    for mode in range(3):
        total = 0.0
        for cell in head.cells:
            top, foot = tops[cell.row0], feet[cell.row1 - 1]
            off = ((cell.top + cell.bottom) / 2 - (top + foot) / 2, cell.top - top, cell.bottom - foot)[mode]
            total += min(MAX_MISPLACED, max(0.0, abs(off) / size - 0.2))
        costs.append(total)
    return min(costs)


def said_twice(head: Head) -> float:
    """What it costs that a header names two columns alike: under different group names that is right."""
    paths = []
    for column in {c.column0 for c in head.cells}:
        own = sorted((c for c in head.cells if c.column0 <= column < c.column1), key=lambda c: c.row0)
        paths.append(tuple(c.text for c in own))
    return TWICE_COST * (len(paths) - len(set(paths)))
