"""Lines and blocks: the page's text put together, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docextract.model.geometry import BBox, Region, regions_by_page, union_box
from docextract.model.page import Char


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline, left to right, with blanks put in where the gap shows one.

    `text` and `chars` run in parallel through `char_boxes`: one box for each character of `text`, None for a blank
    that we put in.
    """

    page: int
    bbox: BBox
    text: str
    char_boxes: tuple[BBox | None, ...]
    size: float
    font: str
    is_bold: bool
    chars: tuple[Char, ...] = ()


class BlockKind(StrEnum):
    """What a block is; the words of the contract."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CASE = "case"
    FIGURE = "figure"
    TABLE = "table"
    FOOTNOTE = "footnote"
    TOC = "toc"
    COVER = "cover"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document in reading order.

    `text` has no line breaks: wrapped lines are joined, with no blank where Chinese was broken. `places` holds for each
    character of `text` its region, or None where we put a blank in; it is empty for blocks without text of their own
    (figures without caption). `section` and `case` are ids, "" if none. A TABLE or FIGURE block names its record in
    `record`; its text is the caption.
    """

    id: str
    kind: BlockKind
    text: str
    regions: tuple[Region, ...]
    places: tuple[Region | None, ...] = ()
    section: str = ""
    case: str = ""
    record: str = ""

    @property
    def page(self) -> int:
        """The page on which the block begins."""
        return self.regions[0].page

    @property
    def bbox(self) -> BBox:
        """Its box on the page where it begins."""
        return self.regions[0].bbox

    def line_regions(self) -> tuple[Region, ...]:
        """One region a printed line, in reading order; told from the places of the characters.

        A new line begins where a character stands left of the one before it, or on another page.
        """
        lines: list[list[Region]] = []
        for place in (place for place in self.places if place is not None):
            last = lines[-1][-1] if lines else None
            if last is None or place.page != last.page or place.bbox.x0 < last.bbox.x0 - 1.0:
                lines.append([])
            lines[-1].append(place)
        return tuple(Region(line[0].page, union_box(place.bbox for place in line)) for line in lines)

    def locate(self, start: int, end: int) -> tuple[Region, ...]:
        """The boxes of characters start (inclusive) to end (exclusive), one region a page; empty if none is known."""
        return regions_by_page(place for place in self.places[start:end] if place is not None)
