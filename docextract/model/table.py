"""A table as one grid, over as many pages as it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from docextract.frames import rows_to_frame
from docextract.model.geometry import Region

if TYPE_CHECKING:
    import pandas as pd

CaptionPosition = Literal["above", "below", "beside", "none"]


@dataclass(frozen=True, slots=True)
class CellRange:
    """A merged area; rows and columns half open: rows row0 to row1 - 1, columns column0 to column1 - 1."""

    row0: int
    column0: int
    row1: int
    column1: int


@dataclass(frozen=True, slots=True)
class Table:
    """表. `cells` is rows x columns, header rows first, rectangular; a merged area's text stands in its top left cell.

    `cell_boxes` gives for (row, column) the regions of the cell (more than one when it runs over a page break).
    `missing` is True for a title with nothing under it: such a table has no cells and is no table of the contract.
    """

    id: str
    number: str
    title: str
    caption_position: CaptionPosition
    regions: tuple[Region, ...]
    header_rows: int
    cells: tuple[tuple[str, ...], ...]
    merges: tuple[CellRange, ...] = ()
    cell_boxes: Mapping[tuple[int, int], tuple[Region, ...]] = field(default_factory=dict)
    section: str = ""
    case: str = ""
    note: str = ""
    block: str = ""
    missing: bool = False

    @property
    def page(self) -> int:
        """The page on which the table (or its lone title) begins."""
        return self.regions[0].page

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({region.page for region in self.regions}))

    @property
    def caption(self) -> str:
        """Number and title as one line for people: "表 2-1 毕业生去向"."""
        number = self.number if not self.number or self.number.startswith("附") else f"表 {self.number}"
        return f"{number} {self.title}".strip()

    @property
    def n_columns(self) -> int:
        return len(self.cells[0]) if self.cells else 0

    def cell_place(self, row: int, column: int) -> Region:
        """The first region of a cell; the table's first region when the cell's own box is not known."""
        return self.cell_boxes.get((row, column), self.regions)[0]

    def filled(self) -> tuple[tuple[str, ...], ...]:
        """The cells with the text of a merged area repeated in all of its cells."""
        grid = [list(row) for row in self.cells]
        for area in self.merges:
            for row in range(area.row0, area.row1):
                for column in range(area.column0, area.column1):
                    grid[row][column] = self.cells[area.row0][area.column0]
        return tuple(tuple(row) for row in grid)

    def frame(self) -> pd.DataFrame:
        """The body as a pandas frame of strings; header rows become the columns (joined with " / " over levels)."""
        return rows_to_frame(self.filled(), self.header_rows)
