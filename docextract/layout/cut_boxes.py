"""Boxes that a page break cuts: two upright sides without the rule that would close them above or below."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from docextract.model.geometry import BBox
from docextract.model.page import Page

MIN_WIDTH_SHARE = 0.25  # of the page
MIN_HEIGHT_PT = 14.0  # one line of text
MAX_UPRIGHTS = 100  # more are a table or a chart
SAME_END_PT = 4.0
SPAN_SHARE = 0.9  # of the box's width: a rule that long closes it, or parts it as the row of a table
MARGIN_SHARE = 0.12  # of the page's height: running headers and page numbers stand beyond an open end


def cut_boxes(page: Page, known: Sequence[BBox]) -> tuple[BBox, ...]:
    """Boxes with two sides of one height, nothing upright beside them, and one or both ends open.

    An open end must be where the page's text ends; `known` are closed boxes and tables, which are left alone.
    """
    uprights = [rule.bbox for rule in page.rules if not rule.is_horizontal and rule.bbox.height >= MIN_HEIGHT_PT]
    if len(uprights) > MAX_UPRIGHTS:
        return ()
    across = [rule.bbox for rule in page.rules if rule.is_horizontal]
    pairs = itertools.combinations(sorted(uprights, key=lambda box: box.x0), 2)
    boxes = (
        BBox(left.x0, min(left.top, right.top), right.x1, max(left.bottom, right.bottom))
        for left, right in (pair for pair in pairs if _are_sides(*pair, page))
    )
    return tuple(
        box
        for box in boxes
        if not any(other.holds_middle_of(box) or box.holds_middle_of(other) for other in known)
        and sum(_stands_beside(box, upright) for upright in uprights) == 2
        and _is_cut(box, across, page)
    )


def _are_sides(left: BBox, right: BBox, page: Page) -> bool:
    return (
        right.x0 - left.x0 >= MIN_WIDTH_SHARE * page.width
        and abs(left.top - right.top) <= SAME_END_PT
        and abs(left.bottom - right.bottom) <= SAME_END_PT
    )


def _stands_beside(box: BBox, upright: BBox) -> bool:
    """True for both sides of a box, and for each further one that a row of cells has."""
    return upright.y_overlap(box) > 0.5 * min(upright.height, box.height)


def _is_cut(box: BBox, across: Sequence[BBox], page: Page) -> bool:
    """True if no rule parts the box, one end at least has none, and no text of the page's body follows beyond that."""
    spanning = [rule for rule in across if rule.x_overlap(box) >= SPAN_SHARE * box.width]
    inner = (rule for rule in spanning if box.top + SAME_END_PT < rule.y_mid < box.bottom - SAME_END_PT)
    has_top = any(abs(rule.y_mid - box.top) <= SAME_END_PT for rule in spanning)
    has_bottom = any(abs(rule.y_mid - box.bottom) <= SAME_END_PT for rule in spanning)
    if any(True for _ in inner) or (has_top and has_bottom):
        return False
    beyond = [*(() if has_top else _text_above(box, page)), *(() if has_bottom else _text_below(box, page))]
    return not beyond and any(box.holds_middle_of(char.bbox) for char in page.chars)


def _text_above(box: BBox, page: Page) -> Iterator[BBox]:
    return (c.bbox for c in page.chars if MARGIN_SHARE * page.height < c.bbox.bottom <= box.top and c.text.strip())


def _text_below(box: BBox, page: Page) -> Iterator[BBox]:
    limit = (1 - MARGIN_SHARE) * page.height
    return (c.bbox for c in page.chars if box.bottom <= c.bbox.top < limit and c.text.strip())
