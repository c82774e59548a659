"""Where a record comes from, back to the ink."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.geometry import BBox

Place = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A place in the document.

    `start` and `end` count characters in the text of block `block`, half open; -1 when the place is not a span of
    text. A place in a table names the table's id in `block` and the cell in `row` and `column` (from 0, header rows
    included), else both are -1.
    """

    page: int
    bbox: BBox | None = None
    block: str = ""
    start: int = -1
    end: int = -1
    row: int = -1
    column: int = -1

    @property
    def place(self) -> Place:
        """The same for everything that is printed at one spot, whatever its end: block, first character, row, column."""
        return self.block, self.start, self.row, self.column
