"""Boxes drawn around text: borders, shaded areas, bars along the left side. A case often stands in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docextract.layout.cut_boxes import cut_boxes
from docextract.model.geometry import BBox, union_box
from docextract.model.page import Page

MIN_WIDTH_SHARE = 0.25  # of the page: narrower areas are marks and bars
MIN_HEIGHT_PT = 14.0  # lower than one line of text
MIN_BAR_PT = 1.5  # thinner upright rules are borders of something
MAX_BAR_PT = 12.0
BAR_REACH_PT = 40.0  # text stands this close to the bar that belongs to it
PAGE_SHARE = 0.9  # an area this large is the page's background
SAME_EDGE_PT = 4.0
SHADE_GAP_PT = 6.0  # word processors shade each paragraph by itself; the strips follow each other this closely
LIGHTEST_SHADE = 0.995  # white areas hide things, they frame nothing


def page_frames(page: Page, borders: Sequence[BBox], grids: Sequence[BBox] = ()) -> tuple[BBox, ...]:
    """Frames of a page from the outermost to the innermost; `borders` are boxes found from rules, `grids` tables."""
    shaded = [fill.bbox for fill in page.fills if fill.grey is None or fill.grey < LIGHTEST_SHADE]
    open_boxes = cut_boxes(page, [*borders, *grids])
    candidates = [*borders, *open_boxes, *_joined_strips(shaded), *_beside_bars(page, shaded, [*borders, *grids])]
    return tuple(sorted(_distinct(box for box in candidates if _is_frame(box, page)), key=lambda box: -box.area))


def frame_around(box: BBox, frames: Sequence[BBox]) -> BBox | None:
    """The innermost frame that holds the middle of a box; None on the open page."""
    around = [frame for frame in frames if frame.holds_middle_of(box)]
    return min(around, key=lambda frame: frame.area, default=None)


def _is_frame(box: BBox, page: Page) -> bool:
    is_background = box.area >= PAGE_SHARE * page.width * page.height
    return not is_background and box.width >= MIN_WIDTH_SHARE * page.width and box.height >= MIN_HEIGHT_PT


def _beside_bars(page: Page, shaded: Sequence[BBox], boxes: Sequence[BBox]) -> list[BBox]:
    """Areas right of a thick upright bar that has text close to its right and none to its left.

    A bar that meets a horizontal rule is the side of a box; one with text on both sides parts two columns.
    """
    thick = [rule.bbox for rule in page.rules if not rule.is_horizontal and rule.width >= MIN_BAR_PT]
    narrow = [box for box in shaded if box.width <= MAX_BAR_PT and box.height > box.width]
    across = [rule.bbox for rule in page.rules if rule.is_horizontal]
    inked = [char.bbox for char in page.chars if char.text.strip() and char.upright]
    areas = []
    for bar in _joined_strips([*thick, *narrow]):
        if bar.height < 2 * MIN_HEIGHT_PT or any(box.grown(SAME_EDGE_PT).holds_middle_of(bar) for box in boxes):
            continue
        if any(
            bar.grown(SAME_EDGE_PT).y_overlap(rule.grown(1)) and rule.x0 - 1 <= bar.x1 <= rule.x1 + 1 for rule in across
        ):
            continue
        beside = [box for box in inked if bar.top <= box.y_mid <= bar.bottom]
        if beside and 0 <= min(box.x0 for box in beside) - bar.x1 <= BAR_REACH_PT:
            areas.append(BBox(bar.x0, bar.top, max(box.x1 for box in beside) + 1.0, bar.bottom))
    return areas


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
