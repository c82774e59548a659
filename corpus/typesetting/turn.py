"""Turns landscape pages of a finished PDF upon their side, as printer drivers and scanners' software do."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c


def turn_pages(pdf: Path, pages: dict[int, str]) -> None:
    """`rotated`: portrait page with `/Rotate 90`, shown as landscape; `sideways`: portrait, its text runs upwards."""
    if not pages:
        return
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    for number, how in pages.items():
        page = document[number - 1]
        width, height = page.get_size()
        # A quarter turn to the left about the origin, then back into the page: (x, y) becomes (height - y, x).
        matrix = pdfium_c.FS_MATRIX(0, 1, -1, 0, height, 0)
        clip = pdfium_c.FS_RECTF(0, width, height, 0)
        if not pdfium_c.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip)):
            raise ValueError(f"page {number} cannot be turned")
        for set_box in (page.set_mediabox, page.set_cropbox):
            set_box(0, 0, height, width)
        if how == "rotated":
            page.set_rotation(90)
    original = pdf.read_bytes()
    document.save(pdf)
    document.close()
    pdf.write_bytes(without_random_id(pdf.read_bytes(), keep_first=b"/ID" in original))


def without_random_id(pdf: bytes, *, keep_first: bool) -> bytes:
    """PDFium writes a random second half of the file's id, and a random first one where the original had none."""
    pattern = (
        rb"<[0-9A-F]{32}>(?=\]\s*>>\s*startxref)" if keep_first else rb"<[0-9A-F]{32}>(?=\s*(<[0-9A-F]{32}>\s*)?\])"
    )
    return re.sub(pattern, b"<" + b"0" * 32 + b">", pdf)
