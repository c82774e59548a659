"""Pages set sideways: turned upright before they are read, and what was found on them turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from docextract.model.block import Block
from docextract.model.document import Report
from docextract.model.geometry import BBox, Region, turned_box
from docextract.model.page import Page
from docextract.model.table import Table

SIDEWAYS_SHARE = 0.6  # of the page's characters: a sideways label in a margin turns no page


def page_turn(page: Page) -> int:
    """Quarter turns clockwise of most of the page's characters; 0 for an upright or an empty page."""
    turns = Counter(char.turn for char in page.chars if char.text != " ")
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return turn if count >= SIDEWAYS_SHARE * turns.total() else 0


def to_upright(page: Page) -> Page:
    """The page turned so that most of its text stands upright; the page itself if it does."""
    turn = page_turn(page)
    if not turn:
        return page
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)

    def box(b: BBox) -> BBox:
        return turned_box(b, (4 - turn) % 4, page.width, page.height)

    chars = tuple(
        replace(char, bbox=box(char.bbox), baseline=_baseline(box(char.bbox)), turn=(char.turn - turn) % 4)
        for char in page.chars
    )
    return replace(
        page,
        width=width,
        height=height,
        chars=chars,
        rules=tuple(replace(rule, bbox=box(rule.bbox)) for rule in page.rules),
        fills=tuple(replace(fill, bbox=box(fill.bbox)) for fill in page.fills),
        images=tuple(replace(image, bbox=box(image.bbox)) for image in page.images),
    )


def _baseline(box: BBox) -> float:
    """Where the glyph stands: the usual share of its height above the lower edge; alike for all characters of a font."""
    return box.bottom - 0.14 * box.height


def turned_back(report: Report, pages: Mapping[int, Page]) -> Report:
    """The report with all boxes as on the pages displayed; `pages` are the pages as read, by number.

    Sideways pages are turned back by their quarter turns, then scans that were straightened to the slant they had.
    """
    turns = {number: page_turn(page) for number, page in pages.items()}
    moved = {number for number, page in pages.items() if turns[number] or page.skew_deg}
    if not moved:
        return report

    def bbox(page: int, box: BBox) -> BBox:
        if page not in moved:
            return box
        turn = turns[page]
        width, height = pages[page].width, pages[page].height
        back = turned_box(box, turn, *((height, width) if turn % 2 else (width, height)))
        return pages[page].as_displayed(back)

    def region(place: Region) -> Region:
        return Region(place.page, bbox(place.page, place.bbox)) if place.page in moved else place

    def block(item: Block) -> Block:
        places = tuple(place and region(place) for place in item.places)
        return replace(item, regions=tuple(map(region, item.regions)), places=places)

    def table(item: Table) -> Table:
        boxes = {cell: tuple(map(region, places)) for cell, places in item.cell_boxes.items()}
        return replace(item, regions=tuple(map(region, item.regions)), cell_boxes=boxes)

    return replace(
        report,
        blocks=tuple(map(block, report.blocks)),
        tables=tuple(map(table, report.tables)),
        missing_tables=tuple(map(table, report.missing_tables)),
        figures=tuple(replace(figure, bbox=bbox(figure.page, figure.bbox)) for figure in report.figures),
    )
