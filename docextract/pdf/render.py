"""Draws pages as pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from docextract.errors import PageMissing
from docextract.model.geometry import BBox
from docextract.pdf.read import count_pages

MAX_PIXELS = 40_000_000  # a poster-sized page is drawn smaller rather than filling the memory


def page_image(path: Path, number: int, scale: float = 2.0) -> tuple[Image.Image, float]:
    """Page `number` (from 1) as an RGB picture, and the pixels a point that it was drawn with.

    That is `scale`, but less for a page so large that the picture would have more than MAX_PIXELS.

    Raises PageMissing for a page that is not there, and PdfError as `read_pdf` does.
    """
    pages = count_pages(path)
    if not 1 <= number <= pages:
        raise PageMissing(f"{path.name} 没有第 {number} 页，共 {pages} 页。 There is no page {number}: it has {pages}.")
    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        fitting = (MAX_PIXELS / max(1.0, width * height)) ** 0.5
        used = min(scale, fitting)
        image: Image.Image = page.render(scale=used).to_pil()
        return image.convert("RGB"), used
    finally:
        document.close()


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """Width and height of each page as displayed, in points. Raises PdfError as `read_pdf` does."""
    count_pages(path)
    document = pdfium.PdfDocument(path)
    try:
        return tuple(document.get_page_size(index) for index in range(len(document)))
    finally:
        document.close()


def page_jpeg(path: Path, number: int, scale: float, quality: int = 85) -> bytes:
    """The page as a JPEG: a third of the time and half the bytes of a PNG. Raises as `page_image` does."""
    image, _ = page_image(path, number, scale)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def part_jpeg(path: Path, number: int, part: BBox, scale: float, quality: int = 75) -> bytes:
    """A part of a page (from 1), in points of the page as displayed, as a JPEG. Raises as `page_image` does."""
    pages = count_pages(path)
    if not 1 <= number <= pages:
        raise PageMissing(f"{path.name} 没有第 {number} 页，共 {pages} 页。 There is no page {number}: it has {pages}.")
    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        kept = (max(0.0, part.x0), max(0.0, height - part.bottom), max(0.0, width - part.x1), max(0.0, part.top))
        fitting = (MAX_PIXELS / max(1.0, part.area)) ** 0.5
        image: Image.Image = page.render(scale=min(scale, fitting), crop=kept).to_pil()
        stream = io.BytesIO()
        image.convert("RGB").save(stream, "JPEG", quality=quality, optimize=True)
        return stream.getvalue()
    finally:
        document.close()
