"""What layout hands on: the pieces of each page in reading order, before anyone says what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docextract.model.block import Line
from docextract.model.geometry import BBox, Region, regions_by_page
from docextract.model.table import CellRange


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that belong together: a paragraph, a heading, a caption.

    `text` has the lines joined; `places` runs parallel to it (see Block.places). `frame` is the box drawn around the
    text (a border or shaded area; None for text on the open page). `is_indented`: the first line begins more than a
    character right of the column's edge; `ends_full`: the last line reaches the column's right edge, so that the text
    may go on elsewhere; `gap_above_pt`: distance to what stands above on the page.
    """

    lines: tuple[Line, ...]
    text: str
    places: tuple[Region | None, ...]
    size: float
    font: str
    is_bold: bool
    is_indented: bool
    is_centered: bool
    ends_full: bool
    frame: BBox | None = None
    gap_above_pt: float = 0.0

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def regions(self) -> tuple[Region, ...]:
        """One region a page, around the lines."""
        return regions_by_page(Region(line.page, line.bbox) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as found on one page or, once joined, over several: like Table, before it has a caption.

    `row_pages` gives the page on which each row begins. `repeated_header` are the pages on which the header was printed
    again (and left out). `is_ruled` is False where columns were judged from white: their edges are then less exact.
    """

    regions: tuple[Region, ...]
    cells: tuple[tuple[str, ...], ...]
    merges: tuple[CellRange, ...]
    cell_boxes: Mapping[tuple[int, int], tuple[Region, ...]]
    header_rows: int = 0
    column_edges: tuple[float, ...] = ()
    repeated_header: tuple[int, ...] = ()
    frame: BBox | None = None
    is_ruled: bool = True

    @property
    def page(self) -> int:
        return self.regions[0].page

    @property
    def n_columns(self) -> int:
        return len(self.cells[0]) if self.cells else 0


@dataclass(frozen=True, slots=True)
class Picture:
    """An image or a drawing on one page."""

    region: Region
    frame: BBox | None = None

    @property
    def page(self) -> int:
        return self.region.page

    @property
    def regions(self) -> tuple[Region, ...]:
        return (self.region,)


FlowItem = TextBlock | Grid | Picture


@dataclass(frozen=True, slots=True)
class Flow:
    """A document in reading order. `furniture` are running headers, footers and page numbers, set aside.

    `page_labels` has one printed page number a page, "" if none.
    """

    items: tuple[FlowItem, ...]
    furniture: tuple[TextBlock, ...]
    page_labels: tuple[str, ...]
    body_size: float
    body_font: str
    page_sizes: tuple[tuple[float, float], ...] = field(default=())
