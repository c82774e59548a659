"""Boxes drawn around text: borders and shaded areas. A case often stands in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docextract.model.geometry import BBox, union_box
from docextract.model.page import Page

MIN_WIDTH_SHARE = 0.25  # of the page: narrower areas are marks and bars
MIN_HEIGHT_PT = 14.0  # lower than one line of text
PAGE_SHARE = 0.9  # an area this large is the page's background
SAME_EDGE_PT = 4.0
SHADE_GAP_PT = 6.0  # word processors shade each paragraph by itself; the strips follow each other this closely
LIGHTEST_SHADE = 0.995  # white areas hide things, they frame nothing


def page_frames(page: Page, borders: Sequence[BBox]) -> tuple[BBox, ...]:
    """Frames of a page from the outermost to the innermost; `borders` are boxes found from rules."""
    shaded = (fill.bbox for fill in page.fills if fill.grey is None or fill.grey < LIGHTEST_SHADE)
    candidates = [*borders, *_joined_strips(shaded)]
    return tuple(sorted(_distinct(box for box in candidates if _is_frame(box, page)), key=lambda box: -box.area))


def frame_around(box: BBox, frames: Sequence[BBox]) -> BBox | None:
    """The innermost frame that holds the middle of a box; None on the open page."""
    around = [frame for frame in frames if frame.holds_middle_of(box)]
    return min(around, key=lambda frame: frame.area, default=None)


def _is_frame(box: BBox, page: Page) -> bool:
    is_background = box.area >= PAGE_SHARE * page.width * page.height
    return not is_background and box.width >= MIN_WIDTH_SHARE * page.width and box.height >= MIN_HEIGHT_PT


def _joined_strips(boxes: Iterable[BBox]) -> list[BBox]:
    joined: list[BBox] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        for i, other in enumerate(joined):
            same_edges = abs(other.x0 - box.x0) <= SAME_EDGE_PT and abs(other.x1 - box.x1) <= SAME_EDGE_PT
            if same_edges and other.top - SHADE_GAP_PT <= box.top <= other.bottom + SHADE_GAP_PT:
                joined[i] = union_box([other, box])
                break
        else:
            joined.append(box)
    return joined


def _distinct(boxes: Iterable[BBox]) -> list[BBox]:
    """A border and the shade inside it are one frame: the outer one."""
    kept: list[BBox] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        if not any(_nearly_fills(box, other) for other in kept):
            kept.append(box)
    return kept


def _nearly_fills(inner: BBox, outer: BBox) -> bool:
    return outer.x_overlap(inner) >= 0.9 * outer.width and outer.y_overlap(inner) >= 0.8 * outer.height
