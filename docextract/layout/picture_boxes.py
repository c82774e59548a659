"""Ruled boxes that hold pictures or columns of prose: a layout aid of word processors, no table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.flow import Grid
from docextract.model.geometry import BBox
from docextract.model.page import Page

MIN_PICTURE_PT = 24.0  # smaller images are bullets, logos in a line, or pieces of ornament
PICTURE_SHARE = 0.12  # of a grid's area: more than that is a box for pictures (a seal scanned into a table is less)

SMALL_GRID_ROWS = 2  # text beside a picture, pictures over captions
SMALL_GRID_SHARE = 0.04
SAME_EDGE_PT = 3.0
MIN_PROSE_CHARS = 15  # for every second cell, or sentence


@dataclass(frozen=True, slots=True)
class PagePart:
    """What the table stage found on a page: grids, borders drawn around text, characters that stand in grids."""

    grids: tuple[Grid, ...]
    borders: tuple[BBox, ...]
    used: frozenset[int]


def without_picture_boxes(pages: Sequence[Page], parts: Mapping[int, PagePart]) -> dict[int, PagePart]:
    """Grids that are no tables turned into frames: a case beside its photograph, two photographs over captions, a story
    in two columns.

    Their characters go back to the page's text. What goes on from such a box on the next page is one too.
    """
    freed: dict[int, PagePart] = {}
    before: Grid | None = None
    for page in pages:
        part = parts[page.number]
        first = min(part.grids, key=lambda grid: grid.regions[0].bbox.top, default=None)
        boxes = [
            grid
            for grid in part.grids
            if _is_picture_box(page, grid)
            or _is_column_box(page, grid)
            or (grid is first and before is not None and _goes_on(before, grid))
        ]
        freed[page.number] = _freed(page, part, boxes) if boxes else part
        before = max(boxes, key=lambda grid: grid.regions[0].bbox.top, default=None)
    return freed


def _freed(page: Page, part: PagePart, grids: Sequence[Grid]) -> PagePart:
    boxes = [grid.regions[0].bbox for grid in grids]
    inside = {i for i in part.used if any(box.grown(1.0).holds_middle_of(page.chars[i].bbox) for box in boxes)}
    return PagePart(
        grids=tuple(grid for grid in part.grids if not any(grid is box for box in grids)),
        borders=(*part.borders, *boxes),
        used=part.used - inside,
    )


def _goes_on(before: Grid, grid: Grid) -> bool:
    """A box of the same columns at the top of the next page; an empty cell shows that it is no row of its own."""
    same = len(before.column_edges) == len(grid.column_edges) and all(
        abs(a - b) <= SAME_EDGE_PT for a, b in zip(before.column_edges, grid.column_edges, strict=True)
    )
    return same and len(grid.cells) <= SMALL_GRID_ROWS and any(not cell for row in grid.cells for cell in row)


def _is_picture_box(page: Page, grid: Grid) -> bool:
    box = grid.regions[0].bbox
    inside = [
        image.bbox
        for image in page.images
        if box.holds_middle_of(image.bbox)
        and min(image.bbox.width, image.bbox.height) >= MIN_PICTURE_PT
        and image.bbox.area <= box.area
    ]
    share = sum(image.area for image in inside) / max(box.area, 1.0)
    return share >= (SMALL_GRID_SHARE if len(grid.cells) <= SMALL_GRID_ROWS else PICTURE_SHARE)


def _is_column_box(page: Page, grid: Grid) -> bool:
    """A box with prose in two columns: nothing drawn inside it, whole sentences, hardly a cell that is short."""
    box = grid.regions[0].bbox
    if grid.n_columns != 2 or len(grid.regions) != 1:
        return False
    inner = box.grown(-SAME_EDGE_PT)
    if any(inner.holds_middle_of(rule.bbox) for rule in page.rules):
        return False
    cells = [cell for row in grid.cells for cell in row if cell]
    ends = sum(cell.count("。") for cell in cells)
    return sum(map(len, cells)) >= MIN_PROSE_CHARS * max(2, ends // 2, len(cells) // 2) and ends >= 2
