"""A contents list that was read as a table: titles in one column, pages in the other, nothing but white between."""

from __future__ import annotations

import re

from docextract.model.block import Line
from docextract.model.flow import Grid, TextBlock
from docextract.model.geometry import Region, union_box
from docextract.structure.piece import Piece, Role

PAGE = re.compile(r"^(?:\d{1,4}|[IVXLivxl]{1,7})$")
LINE_PT = 12.0  # the size said of such lines; the table stage keeps no fonts


def grid_entries(grid: Grid) -> list[Piece]:
    """One entry a row; empty if some row does not end in a page number."""
    rows = [(row, [cell for cell in cells if cell]) for row, cells in enumerate(grid.cells)]
    filled = [(row, cells) for row, cells in rows if cells]
    if not filled or not all(len(cells) >= 2 and PAGE.match(cells[-1]) for _, cells in filled):
        return []
    return [_entry(grid, row, "".join(cells[:-1]), cells[-1]) for row, cells in filled]


def _entry(grid: Grid, row: int, title: str, page: str) -> Piece:
    regions = [region for (r, _), found in sorted(grid.cell_boxes.items()) if r == row for region in found]
    box = union_box(region.bbox for region in regions) if regions else grid.regions[0].bbox
    number = regions[0].page if regions else grid.page
    text = f"{title} {page}"
    line = Line(number, box, text, tuple([box] * len(text)), LINE_PT, "", False)
    places = tuple([Region(number, box)] * len(text))
    block = TextBlock((line,), text, places, LINE_PT, "", False, False, False, False)
    return Piece(block, Role.LIST_ENTRY, title=title, printed_page=page)
