"""Pages read from their pictures: the same page records as from a text layer, with the recogniser's score."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from docextract.model.geometry import BBox, turned_box
from docextract.model.page import Char, Page
from docextract.pdf.ocr import Picture
from docextract.pdf.orientation import LEVEL_SHARE, POOR_SCORE, surest_turns
from docextract.pdf.read_picture import PageReading, read_picture
from docextract.pdf.recognised_chars import line_chars
from docextract.pdf.simplified import is_set_simplified, to_simplified
from docextract.pdf.styles import line_styles, with_known_fonts

DPI = 200  # finer costs four times the time at 400 and reads no better; below 150 small print in tables suffers
MAX_PIXELS = 12_000_000  # a plan or poster is drawn coarser rather than filling the memory


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to read from its picture. A page that is no scan keeps its own rules, fills and images."""

    page: Page
    is_scan: bool


def recognise_pages(path: Path, wanted: Sequence[Wanted], text_pages: Sequence[Page] = ()) -> Mapping[int, Page]:
    """The pages by number, with recognised characters; a page that can't be drawn, or has no text, is left out.

    `text_pages` are the document's other pages: a style that has its like there takes that font's name.
    """
    readings: list[tuple[Wanted, PageReading, int]] = []
    with contextlib.closing(pdfium.PdfDocument(path)) as document:
        for item in wanted:
            try:
                grey, scale = _draw(document, item.page)
            except pdfium.PdfiumError:  # the page keeps the notice that it was not read
                continue
            readings.append((item, *_read(grey, scale, item.is_scan)))
    pages = [[(line, reading.scale) for line in reading.lines] for _, reading, _ in readings]
    styles = with_known_fonts(line_styles(pages), pages, text_pages)
    slips = is_set_simplified(line.text for _, reading, _ in readings for line in reading.lines)
    out = {}
    for (item, reading, turns), own in zip(readings, styles, strict=True):
        chars = [
            c for line, style in zip(reading.lines, own, strict=True) for c in line_chars(line, style, reading.scale)
        ]
        if slips:
            chars = [replace(char, text=to_simplified(char.text)) for char in chars]
        if chars:
            out[item.page.number] = _to_page(item, reading, chars, turns)
    return out


def _draw(document: pdfium.PdfDocument, page: Page) -> tuple[Picture, float]:
    """The page in grey and the pixels a point it was drawn with."""
    scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(1.0, page.width * page.height)))
    drawn = document[page.number - 1]
    try:
        grey = np.asarray(drawn.render(scale=scale).to_pil().convert("L"), np.uint8)
    finally:
        drawn.close()
    return grey, scale


def _read(grey: Picture, scale: float, is_scan: bool) -> tuple[PageReading, int]:
    """What the picture says, and the quarter turns clockwise by which its text is turned."""
    if not is_scan:
        return read_picture(grey, scale, is_scan=False), 0
    reading = read_picture(grey, scale)
    if reading.score >= POOR_SCORE and reading.level_share >= LEVEL_SHARE:
        return reading, 0
    turns = surest_turns(grey)
    if not turns:
        return reading, 0
    return read_picture(np.ascontiguousarray(np.rot90(grey, turns)), scale), turns


def _to_page(item: Wanted, reading: PageReading, chars: Iterable[Char], turns: int) -> Page:
    """The records turned back by the quarter turns that set the picture upright."""
    page = item.page
    read_width, read_height = (page.height, page.width) if turns % 2 else (page.width, page.height)

    def box(b: BBox) -> BBox:
        return turned_box(b, turns, read_width, read_height)

    placed = tuple(replace(char, bbox=box(char.bbox), turn=turns) for char in chars) if turns else tuple(chars)
    if not item.is_scan:
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
