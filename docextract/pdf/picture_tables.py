"""Pictures on a page with a text layer that hold a table, or the page's text: which may, by a cheap look, and which do.

A chart, a photograph, a certificate or a screenshot stays a figure, whatever numbers are in it. The look costs a few
milliseconds a picture: reports hold dozens of photographs.
"""

from __future__ import annotations

import contextlib
import itertools
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium

from docextract.model.geometry import BBox, union_box
from docextract.model.page import Char, Page
from docextract.pdf.ocr import Picture
from docextract.pdf.picture_rules import find_rules
from docextract.pdf.read_picture import PageReading

MIN_WIDTH_PT, MIN_HEIGHT_PT = 150.0, 50.0  # smaller ones are logos and signatures; three rows of a table are higher
LOOK_SCALE = 1.0  # pixels a point
PAPER_GREY = 215
PAPER_SHARE = 0.6  # of the picture is paper: less is a photograph
RULE_SHARE = 0.6  # of the width: a table's level rules are at least as long
CAPTION_PT = 36.0
FEWEST_RULES = 3
FEWEST_BANDS = 3  # rows of text with white between them, where nothing is ruled
BAND_PT = (4.0, 40.0)  # a row may hold two or three lines
EVEN_BANDS = 0.7  # of the bands are of such a height
FEWEST_ROWS, FEWEST_COLUMNS = 3, 3
CLEAR_SHARE = 0.9  # of the rows leave the white between two columns free
ROW_SHARE = 0.7  # of a table's texts stand in rows of several
FEWEST_PT_TO_STRAIGHTEN = 120.0  # six lines or so: with fewer, texts of different rows may line up askew
DRAWN_SHARE = 0.05  # of the picture that is drawing or photograph: a table has none of it
TEXT_PAGE_SHARE = 0.35  # of the page: a picture so large, on a page that says little else, is the page's text
TEXT_PAGE_CHARS = 200
TEXT_LINES = 6
SURE_SCORE = 0.85  # the recogniser is that sure of print; of patterns and labels within drawings it is not


def likely_tables(path: Path, pages: Sequence[Page]) -> Iterator[tuple[Page, BBox]]:
    """The pictures that are worth a closer look, page by page."""
    wanted = [(page, box) for page in pages for box in _large_images(page)]
    if not wanted:
        return
    with contextlib.closing(pdfium.PdfDocument(path)) as document:
        for page, box in wanted:
            with contextlib.suppress(pdfium.PdfiumError):
                if may_hold_table(_small(document, page, box)):
                    yield page, box


def _large_images(page: Page) -> list[BBox]:
    """Boxes of images of a table's size with no text of the page's own printed over them; none twice."""
    out: list[BBox] = []
    for image in page.images:
        box = image.bbox
        if box.width < MIN_WIDTH_PT or box.height < MIN_HEIGHT_PT or box in out:
            continue
        if sum(box.holds_middle_of(char.bbox) for char in page.chars) <= 2 and not _is_called_figure(box, page.chars):
            out.append(box)
    return out


def _is_called_figure(box: BBox, chars: Sequence[Char]) -> bool:
    """True with a caption 图 3 right below the picture: then it is one, whatever is in it."""
    near = BBox(box.x0, box.bottom, box.x1, box.bottom + CAPTION_PT)
    printed = [char for char in chars if not char.text.isspace()]
    return any(
        a.text == "图" and b.text.isdigit() and near.holds_middle_of(a.bbox) for a, b in itertools.pairwise(printed)
    )


def _small(document: pdfium.PdfDocument, page: Page, box: BBox) -> Picture:
    drawn = document[page.number - 1]
    crop = (box.x0, page.height - box.bottom, page.width - box.x1, box.top)
    try:
        return np.asarray(drawn.render(scale=LOOK_SCALE, crop=crop, grayscale=True).to_numpy(), np.uint8).squeeze()
    finally:
        drawn.close()


def may_hold_table(grey: Picture) -> bool:
    """True for a picture, a pixel a point, that is mostly paper and ruled or written in rows."""
    if grey.ndim != 2 or min(grey.shape) < 8 or float((grey >= PAPER_GREY).mean()) < PAPER_SHARE:
        return False
    ink = (grey < PAPER_GREY).astype(np.uint8)
    long = max(8, round(RULE_SHARE * grey.shape[1]))
    rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8)).any(axis=1)
    if len(_runs(rules)) >= FEWEST_RULES:
        return True
    bands = [end - start for start, end in _runs(ink.any(axis=1))]
    if len(bands) < FEWEST_BANDS:
        return False
    even = sum(BAND_PT[0] <= band <= BAND_PT[1] for band in bands)
    return even >= max(FEWEST_BANDS, EVEN_BANDS * len(bands))


def _runs(flags: Any) -> list[tuple[int, int]]:
    """Start and end (not included) of each run of True in a row of flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def is_level(grey: Picture, scale: float) -> bool:
    """True for a picture that need not be straightened: its rules run level, or it has too few lines to tell."""
    across = RULE_SHARE * grey.shape[1] / scale
    level = sum(rule.is_horizontal and rule.bbox.width >= across for rule in find_rules(grey, scale))
    return bool(level >= FEWEST_RULES or grey.shape[0] / scale < FEWEST_PT_TO_STRAIGHTEN)


def is_table_or_text(reading: PageReading, area: BBox, page: Page) -> bool:
    """True if what was read in a picture is a table, or the text of a page that has hardly any other."""
    drawn = sum(image.bbox.area for image in reading.images)
    if not reading.lines or reading.score < SURE_SCORE or drawn > DRAWN_SHARE * area.area:
        return False
    return _is_ruled(reading) or _is_in_columns(reading) or _is_page_text(reading, area, page)


def _is_ruled(reading: PageReading) -> bool:
    """Rules that part rows and columns, with text in most of them."""
    level = [rule.bbox for rule in reading.rules if rule.is_horizontal]
    upright = [rule.bbox for rule in reading.rules if not rule.is_horizontal]
    if len(level) < FEWEST_ROWS or len(upright) < FEWEST_COLUMNS - 1:
        return False
    frame = union_box([*level, *upright])
    rows = {round(box.y_mid / 3) for box in level if box.width >= RULE_SHARE * frame.width}
    crossing = [box for box in upright if sum(box.y_overlap(other.grown(2)) > 0 for other in level) >= FEWEST_ROWS]
    columns = {round(box.x_mid / 3) for box in crossing}
    texts = [line for line in reading.lines if frame.holds_middle_of(_in_points(line.box, reading.scale))]
    return len(rows) > 2 and len(columns) >= 2 and len(texts) >= 2 * FEWEST_ROWS


def _is_in_columns(reading: PageReading) -> bool:
    """Texts in rows and columns with no rules between, or level ones only: most rows have as many texts as columns."""
    boxes = sorted((_in_points(line.box, reading.scale) for line in reading.lines), key=lambda box: box.y_mid)
    rows: list[list[BBox]] = []
    for box in boxes:
        if rows and box.y_mid - rows[-1][0].y_mid < 0.6 * max(box.height, rows[-1][0].height):
            rows[-1].append(box)
        else:
            rows.append([box])
    level = [rule for rule in reading.rules if rule.is_horizontal]
    upright = [rule for rule in reading.rules if not rule.is_horizontal]
    full = [row for row in rows if len(row) >= FEWEST_COLUMNS]  # other rows are second lines of cells, or group names
    if len(upright) > len(level) or sum(map(len, full)) < ROW_SHARE * len(boxes):
        return False
    usual = statistics.mode(len(row) for row in full)
    alike = [row for row in full if len(row) == usual]
    return len(alike) >= (2 if len(level) >= FEWEST_RULES else FEWEST_ROWS) and _columns_agree(alike)


def _columns_agree(rows: Sequence[Sequence[BBox]]) -> bool:
    """True if between neighbouring columns there is a line that nearly no row's text reaches over."""
    columns = list(zip(*(sorted(row, key=lambda box: box.x0) for row in rows), strict=True))
    return all(
        sorted(box.x1 for box in left)[round(CLEAR_SHARE * (len(left) - 1))]
        < sorted((box.x0 for box in right), reverse=True)[round(CLEAR_SHARE * (len(right) - 1))]
        for left, right in itertools.pairwise(columns)
    )


def _is_page_text(reading: PageReading, area: BBox, page: Page) -> bool:
    own = sum(not char.text.isspace() for char in page.chars)
    is_large = area.area >= TEXT_PAGE_SHARE * page.width * page.height
    long = [line for line in reading.lines if line.box.width >= 0.5 * area.width * reading.scale]
    return is_large and own <= TEXT_PAGE_CHARS and len(long) >= TEXT_LINES


def _in_points(box: BBox, scale: float) -> BBox:
    return BBox(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)
