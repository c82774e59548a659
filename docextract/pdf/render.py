"""Draws pages as pictures."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from docextract.errors import PageMissing
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
