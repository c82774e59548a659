"""What was read in a picture put onto its page: turned back, moved to its place, in the place of the picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docextract.model.geometry import BBox, turned_box
from docextract.model.page import Char, Page
from docextract.pdf.read_picture import PageReading

SAME_AREA = 0.8  # of an image that lies in the area that was read: it is what was read


def placed_on_page(page: Page, reading: PageReading, chars: Iterable[Char], turns: int, is_scan: bool) -> Page:
    """The page with what was read of it, turned back by the quarter turns that set the picture upright."""
    read_width, read_height = (page.height, page.width) if turns % 2 else (page.width, page.height)

    def box(b: BBox) -> BBox:
        return turned_box(b, turns, read_width, read_height)

    placed = tuple(replace(char, bbox=box(char.bbox), turn=turns) for char in chars) if turns else tuple(chars)
    if not is_scan:
        outside = [image.bbox for image in page.images if image.bbox.area < 0.5 * page.width * page.height]
        kept = tuple(char for char in placed if not any(image.holds_middle_of(char.bbox) for image in outside))
        return replace(page, chars=kept)
    return replace(
        page,
        chars=placed,
        rules=tuple(replace(rule, bbox=box(rule.bbox)) for rule in reading.rules),
        fills=tuple(replace(fill, bbox=box(fill.bbox)) for fill in reading.fills),
        images=tuple(replace(image, bbox=box(image.bbox)) for image in reading.images),
        skew_deg=reading.skew_deg,
    )


def with_area(page: Page, area: BBox, reading: PageReading, chars: Iterable[Char]) -> Page:
    """The page with what was read in an area of it, and without the image that it was read from."""

    def box(b: BBox) -> BBox:
        return BBox(b.x0 + area.x0, b.top + area.top, b.x1 + area.x0, b.bottom + area.top)

    images = [
        image
        for image in page.images
        if image.bbox.x_overlap(area) * image.bbox.y_overlap(area) < SAME_AREA * max(1.0, image.bbox.area)
    ]
    moved = (replace(char, bbox=box(char.bbox), baseline=char.baseline + area.top) for char in chars)
    return replace(
        page,
        chars=(*page.chars, *moved),
        rules=(*page.rules, *(replace(rule, bbox=box(rule.bbox)) for rule in reading.rules)),
        fills=(*page.fills, *(replace(fill, bbox=box(fill.bbox)) for fill in reading.fills)),
        images=(*images, *(replace(image, bbox=box(image.bbox)) for image in reading.images)),
    )
