"""The cells of a table without a full lattice, before and after they are put into rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docextract.model.block import Line


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
