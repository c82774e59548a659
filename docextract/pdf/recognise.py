"""Pages read from their pictures: the same page records as from a text layer, with the recogniser's score."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium

from docextract.model.geometry import BBox
from docextract.model.page import Page
from docextract.pdf.ocr import Picture, RecognitionFailed
from docextract.pdf.orientation import LEVEL_SHARE, POOR_SCORE, surest_turns
from docextract.pdf.picture_tables import is_level, is_table_or_text
from docextract.pdf.placed import placed_on_page, with_area
from docextract.pdf.read_picture import PageReading, read_picture
from docextract.pdf.recognised_chars import line_chars
from docextract.pdf.seals import grey_without_seals
from docextract.pdf.simplified import is_set_simplified, to_simplified
from docextract.pdf.source import Found, Wanted
from docextract.pdf.styles import line_styles, with_known_fonts

DPI = 200  # finer costs four times the time at 400 and reads no better; below 150 small print in tables suffers
MAX_PIXELS = 12_000_000  # a plan or poster is drawn coarser rather than filling the memory


@dataclass(frozen=True, slots=True)
class _Read:
    wanted: Wanted
    reading: PageReading
    turns: int


def recognise_pages(
    path: Path,
    wanted: Sequence[Wanted],
    text_pages: Sequence[Page] = (),
    is_wanted: Callable[[int, int, int], bool] = lambda page, place, total: True,
) -> Found:
    """The pages that have text in their pictures.

    `text_pages` are the document's other pages: a style that has its like there takes that font's name. `is_wanted` is
    asked before each picture (page number, place from 1, how many), and called with page 0 after the last.
    """
    left_out: set[int] = set()
    reads = list(_reads(path, wanted, is_wanted, left_out))
    pages = [[(line, read.reading.scale) for line in read.reading.lines] for read in reads]
    styles = with_known_fonts(line_styles(pages), pages, text_pages)
    slips = is_set_simplified(line.text for read in reads for line in read.reading.lines)
    out: dict[int, Page] = {}
    tables: dict[int, list[BBox]] = {}
    for read, own in zip(reads, styles, strict=True):
        lines = zip(read.reading.lines, own, strict=True)
        chars = [c for line, style in lines for c in line_chars(line, style, read.reading.scale)]
        if slips:
            chars = [replace(char, text=to_simplified(char.text)) for char in chars]
        page, area = read.wanted.page, read.wanted.area
        if not chars:
            continue
        if area is None:
            out[page.number] = placed_on_page(page, read.reading, chars, read.turns, read.wanted.is_scan)
        else:
            out[page.number] = with_area(out.get(page.number, page), area, read.reading, chars)
            tables.setdefault(page.number, []).append(area)
    return Found(out, tables, frozenset(left_out))


def _reads(
    path: Path, wanted: Sequence[Wanted], is_wanted: Callable[[int, int, int], bool], left_out: set[int]
) -> Iterator[_Read]:
    """What each picture says; the numbers of pages that could not be read are put into `left_out`."""
    with contextlib.closing(pdfium.PdfDocument(path)) as document:
        for place, item in enumerate(wanted, start=1):
            number = item.page.number
            if not is_wanted(number, place, len(wanted)):
                left_out.add(number)
                continue
            try:
                grey, scale = draw_grey(document, item.page, item.area)
                reading, turns = _read(grey, scale, item)
            except (pdfium.PdfiumError, RecognitionFailed, cv2.error):  # a bad page costs that page
                left_out.add(number)
                continue
            if item.area is None or is_table_or_text(reading, item.area, item.page):
                yield _Read(item, reading, turns)
    if wanted:
        is_wanted(0, len(wanted), len(wanted))


def draw_grey(document: pdfium.PdfDocument, page: Page, area: BBox | None = None) -> tuple[Picture, float]:
    """The page, or an area of it, in grey, and the pixels a point it was drawn with."""
    scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(1.0, page.width * page.height)))
    drawn = document[page.number - 1]
    crop = (0, 0, 0, 0) if area is None else (area.x0, page.height - area.bottom, page.width - area.x1, area.top)
    try:
        rgb = np.asarray(drawn.render(scale=scale, crop=crop).to_pil().convert("RGB"), np.uint8)
    finally:
        drawn.close()
    return grey_without_seals(rgb, scale), scale


def _read(grey: Picture, scale: float, item: Wanted) -> tuple[PageReading, int]:
    """What the picture says, and the quarter turns clockwise by which its text is turned."""
    if not item.is_scan or item.area is not None:
        return read_picture(grey, scale, is_scan=item.is_scan and not is_level(grey, scale)), 0
    reading = read_picture(grey, scale, least_level=LEVEL_SHARE)
    is_level_page = reading.level_share >= LEVEL_SHARE
    if reading.score >= POOR_SCORE and is_level_page:
        return reading, 0
    turns = surest_turns(grey)
    if not turns and is_level_page:
        return reading, 0
    return read_picture(np.ascontiguousarray(np.rot90(grey, turns)), scale), turns
