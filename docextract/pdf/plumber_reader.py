"""Characters, rules, fills and images from pdfplumber: the reference against which the faster reader is compared.

pdfminer does not say how text is painted, so boldness is known from the font's name alone here; a Chinese font
thickened by its outline counts as regular.
"""

from __future__ import annotations

import contextlib
import logging
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException

from docextract.model.geometry import BBox
from docextract.model.page import Char, Fill, Image, OutlineEntry, Page, Rule
from docextract.pdf.drawn_boxes import MAX_DASH_PT, dashed_boxes, is_rounded_box, sides
from docextract.pdf.notices import page_damaged
from docextract.pdf.pdfium_objects import SHORTEST_RULE_PT, SLANT_PT, THIN_PT
from docextract.pdf.pdfium_reader import is_slanted, name_is_bold
from docextract.pdf.source import RawPages
from docextract.text.repair import UNREADABLE_CHAR

# It says of every Type 3 font, character by character, that it has no box of its own; that is no news to a user.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

PlumberObject = Mapping[str, Any]


def read_with_pdfplumber(path: Path) -> RawPages:
    """All pages of a file that pdfminer can open; raises pdfminer's PDFException when it can't."""
    pages: list[Page] = []
    notices = []
    with pdfplumber.open(path) as document:
        for plumber_page in document.pages:
            number = plumber_page.page_number
            try:
                pages.append(_page(plumber_page))
            except (PDFException, ValueError, TypeError, KeyError, IndexError) as error:
                pages.append(Page(number, 595.0, 842.0, ()))
                notices.append(page_damaged(number, str(error)))
            plumber_page.close()  # pdfplumber keeps every object of a page until told to let go
        outline = tuple(_outline(document))
    return RawPages(tuple(pages), outline, tuple(notices))


def _page(source: Any) -> Page:
    source = _at_zero(source)
    drawn = [*source.lines, *source.rects, *source.curves]
    rules = [rule for item in drawn for rule in _rules(item)]
    dashes = [_box(item) for item in drawn if _is_dash(item)]
    rules.extend(Rule(side, THIN_PT / 2) for box in dashed_boxes(dashes) for side in sides(box))
    fills = [fill for item in source.rects for fill in _fills(item)]
    images = tuple(Image(_box(item)) for item in source.images)
    chars = tuple(_char(item) for item in source.chars if item["text"])
    label = str(getattr(source.page_obj, "label", "") or "")
    return Page(source.page_number, source.width, source.height, chars, tuple(rules), tuple(fills), images, label)


def _at_zero(source: Any) -> Any:
    """The page with its upper left corner at (0, 0): pdfplumber keeps the coordinates of the media box."""
    left, top, *_ = source.bbox
    for item in (obj for kind in ("char", "line", "rect", "curve", "image") for obj in source.objects.get(kind, ())):
        item["x0"], item["x1"] = item["x0"] - left, item["x1"] - left
        item["top"], item["bottom"] = item["top"] - top, item["bottom"] - top
    return source


def _box(item: PlumberObject) -> BBox:
    return BBox(float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))


def _char(item: PlumberObject) -> Char:
    text = str(item["text"])
    if text.startswith("(cid:") or "\x00" in text:
        text = UNREADABLE_CHAR
    box = _box(item)
    matrix = item["matrix"]
    # The text matrix gives the glyph's origin from the bottom of the page; the box is already turned to the top.
    baseline = float(item["bottom"]) - (float(matrix[5]) - float(item["y0"]))
    angle = math.atan2(float(matrix[1]), float(matrix[0]))
    return Char(
        " " if text.isspace() else text,
        box,
        str(item["fontname"]),
        float(item["size"]),
        baseline,
        name_is_bold(str(item["fontname"])),
        turn=round(-angle / (math.pi / 2)) % 4,
        is_slanted=is_slanted(angle),
    )


def _rules(item: PlumberObject) -> Iterator[Rule]:
    box = _box(item)
    width = float(item.get("linewidth") or 0.0)
    thin, long = min(box.width, box.height), max(box.width, box.height)
    is_line = item["object_type"] == "line"
    if is_line and thin <= SLANT_PT and long >= SHORTEST_RULE_PT:
        yield Rule(box, width)
    elif item["object_type"] == "rect" and item.get("fill") and thin <= THIN_PT and long >= SHORTEST_RULE_PT:
        yield Rule(_middle_line(box), thin)
    elif item["object_type"] == "rect" and item.get("stroke"):
        yield from (Rule(side, width) for side in sides(box) if max(side.width, side.height) >= SHORTEST_RULE_PT)
    elif item["object_type"] == "curve" and item.get("stroke") and is_rounded_box(item["pts"]):
        yield from (Rule(side, width) for side in sides(box))


def _is_dash(item: PlumberObject) -> bool:
    """A short stroke or small area, which may make up a line with others."""
    box = _box(item)
    thin, long = min(box.width, box.height), max(box.width, box.height)
    is_drawn = item["object_type"] == "line" or (item.get("fill") and item["object_type"] == "rect")
    return bool(is_drawn) and thin <= THIN_PT and long <= MAX_DASH_PT


def _middle_line(box: BBox) -> BBox:
    if box.width >= box.height:
        return BBox(box.x0, box.y_mid, box.x1, box.y_mid)
    return BBox(box.x_mid, box.top, box.x_mid, box.bottom)


def _fills(item: PlumberObject) -> Iterator[Fill]:
    box = _box(item)
    if item.get("fill") and min(box.width, box.height) > THIN_PT:
        yield Fill(box, _grey(item.get("non_stroking_color")))


def _grey(color: Any) -> float | None:
    """Lightness of a grey, RGB or CMYK colour; None for a pattern."""
    if isinstance(color, int | float):
        return float(color)
    if isinstance(color, tuple | list) and all(isinstance(part, int | float) for part in color):
        match len(color):
            case 1:
                return float(color[0])
            case 3:
                return float(0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2])
            case 4:
                return float(max(0.0, 1 - (0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]) - color[3]))
    return None


def _outline(document: Any) -> Iterator[OutlineEntry]:
    """Titles and levels alone: pdfminer gives targets as raw objects of several shapes."""
    with contextlib.suppress(PDFException, KeyError, TypeError, AttributeError, RecursionError):
        for level, title, *_ in document.doc.get_outlines():
            yield OutlineEntry(int(level), str(title), 0)
