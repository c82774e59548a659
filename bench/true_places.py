"""Where a quote stands on a page, found by PDFium's own characters and without anything of our pipeline."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

FINE = 100  # device pixels a point: PDFium turns and flips the page for us, in whole pixels

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Char:
    text: str
    box: Box


@cache
def page_chars(path: Path, number: int) -> tuple[Char, ...]:
    """All characters but blanks, as displayed; a full-width form counts as the plain one."""
    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        text = page.get_textpage()
        return tuple(_chars(page, text))
    finally:
        document.close()


def _chars(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[Char]:
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text.raw, index)
        plain = "".join(unicodedata.normalize("NFKC", chr(code)).split()) if code else ""
        if plain:
            box = _displayed(page, text.get_charbox(index, loose=True))
            for char in plain:
                yield Char(char, box)


def _displayed(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> Box:
    """From the PDF's own space to points from the top left corner of the page as shown."""
    width, height = page.get_size()
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, round(width * FINE), round(height * FINE), 0, x, y, across, down)
        corners.append((across.value / FINE, down.value / FINE))
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def places_of(path: Path, number: int, quote: str) -> list[Box]:
    """Every place of the page where the quote stands, blanks and line breaks aside: the box around its characters."""
    wanted = "".join(unicodedata.normalize("NFKC", quote).split())
    chars = page_chars(path, number)
    text = "".join(char.text for char in chars)
    found = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        found.append(_around([char.box for char in chars[at : at + len(wanted)]]))
        at = text.find(wanted, at + 1)
    return found


def text_in(path: Path, number: int, box: Box) -> str:
    """The characters whose middles lie in the box, sorted: what somebody sees who looks at the box alone."""
    inside = [char.text for char in page_chars(path, number) if holds_middle(box, char.box)]
    return "".join(sorted(inside))


def plain(quote: str) -> str:
    return "".join(sorted("".join(unicodedata.normalize("NFKC", quote).split())))


def holds_middle(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def overlap(first: Box, second: Box) -> float:
    """Intersection over union."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return common / (_area(first) + _area(second) - common)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
