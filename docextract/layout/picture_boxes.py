"""Ruled boxes that hold pictures: a layout aid of word processors, no table."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.flow import Grid
from docextract.model.geometry import BBox
from docextract.model.page import Page

MIN_PICTURE_PT = 24.0  # smaller images are bullets, logos in a line, or pieces of ornament
PICTURE_SHARE = 0.2  # of a grid's area: more than that is a box for pictures (a scanned seal in a table is less)


@dataclass(frozen=True, slots=True)
class PagePart:
    """What the table stage found on a page: grids, borders drawn around text, characters that stand in grids."""

    grids: tuple[Grid, ...]
    borders: tuple[BBox, ...]
    used: frozenset[int]


def without_picture_boxes(page: Page, part: PagePart) -> PagePart:
    """Grids filled with pictures turned into frames: a case beside its photograph, two photographs over captions.

    Their characters go back to the page's text.
    """
    boxes = [grid.regions[0].bbox for grid in part.grids if _is_picture_box(page, grid)]
    if not boxes:
        return part
    freed = {
        i for i in part.used if any(box.grown(1.0).holds_middle_of(page.chars[i].bbox) for box in boxes)
    }
    return PagePart(
        grids=tuple(grid for grid in part.grids if not _is_picture_box(page, grid)),
        borders=(*part.borders, *boxes),
        used=part.used - freed,
    )


def _is_picture_box(page: Page, grid: Grid) -> bool:
    box = grid.regions[0].bbox
    inside = [
        image.bbox
        for image in page.images
        if box.holds_middle_of(image.bbox)
        and min(image.bbox.width, image.bbox.height) >= MIN_PICTURE_PT
        and image.bbox.area <= box.area
    ]
    return sum(image.area for image in inside) >= PICTURE_SHARE * box.area
