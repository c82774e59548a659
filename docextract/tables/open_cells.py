"""The cells of a table without a full lattice, before and after they are put into rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docextract.model.block import Line
from docextract.model.geometry import BBox
from docextract.tables.segments import baseline_of

ASCENT_SHARE = 0.85  # of the font size above the baseline; glyph boxes differ from font to font


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of text in its place: the columns it stands over. Several lines may make one cell of the grid."""

    segment: Line
    columns: tuple[int, ...]
    baseline: float

    @property
    def column(self) -> int:
        return self.columns[0]

    @property
    def text(self) -> str:
        return self.segment.text.strip()

    @property
    def size(self) -> float:
        return self.segment.size

    @property
    def bbox(self) -> BBox:
        return self.segment.bbox

    @property
    def top(self) -> float:
        return self.baseline - ASCENT_SHARE * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + (1 - ASCENT_SHARE) * self.size

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def to_cell(segment: Line, columns: tuple[int, ...]) -> Cell:
    """The segment over these columns."""
    return Cell(segment, columns, baseline_of(segment))


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table: its cells and its stretch of y. `tall` gives by column how many rows a cell reaches over."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    tall: Mapping[int, int] = field(default_factory=dict)


def to_band(cells: list[Cell]) -> Band:
    """A row around these cells."""
    return Band(tuple(cells), min(cell.top for cell in cells), max(cell.bottom for cell in cells))
