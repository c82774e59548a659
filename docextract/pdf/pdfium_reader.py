"""Characters, rules, fills and images in bulk from PDFium's C interface.

PDFium answers in the page's own space (origin bottom left, before /Rotate); `_Frame` turns that into the page as
displayed. PDFium puts in "generated" blanks and line ends of its own: they are left out here and blanks are judged from
the gaps by layout.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from docextract.model.geometry import BBox
from docextract.model.page import Char, OutlineEntry, Page
from docextract.pdf.notices import page_damaged
from docextract.pdf.pdfium_objects import page_drawing
from docextract.pdf.source import RawPages
from docextract.text.repair import UNREADABLE_CHAR

QUARTER_RAD = math.pi / 2
SLANT_RAD = 0.17  # ten degrees
BOLD_WEIGHT = 600
STROKED_MODES = (pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium_c.FPDF_TEXTRENDERMODE_STROKE)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns points of the page's own space into points of the page as displayed (top left origin)."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int  # clockwise

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.quarter_turns:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        xa, ya = self.point(left, bottom)
        xb, yb = self.point(right, top)
        return BBox(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


@dataclass(frozen=True, slots=True)
class _Style:
    """What one text object says of all its characters."""

    font: str
    size: float
    is_bold: bool
    is_hidden: bool


def read_with_pdfium(path: Path) -> RawPages:
    """All pages of a file that PDFium can open; raises pypdfium2.PdfiumError when it can't."""
    pages: list[Page] = []
    notices = []
    with contextlib.closing(pdfium.PdfDocument(path)) as document:
        for index in range(len(document)):
            number = index + 1
            try:
                page = _read_page(document, index)
            except (pdfium.PdfiumError, ValueError, OverflowError) as error:
                page = Page(number, 595.0, 842.0, ())
                notices.append(page_damaged(number, str(error)))
            pages.append(page)
        outline = tuple(_outline(document))
    return RawPages(tuple(pages), outline, tuple(notices))


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        frame = _frame(page)
        text_page = page.get_textpage()
        try:
            chars = tuple(_chars(text_page, frame))
        finally:
            text_page.close()
        rules, fills, images = page_drawing(page, frame.box)
        width, height = page.get_size()
        try:
            label = document.get_page_label(index)
        except UnicodeDecodeError:  # a damaged label costs only itself
            label = ""
        return Page(index + 1, width, height, chars, rules, fills, images, label)
    finally:
        page.close()


def _frame(page: pdfium.PdfPage) -> _Frame:
    left, bottom, right, top = page.get_bbox()
    return _Frame(left, bottom, right, top, (page.get_rotation() // 90) % 4)


def _chars(text_page: pdfium.PdfTextPage, frame: _Frame) -> Iterator[Char]:
    raw = text_page.raw
    styles: dict[int, _Style] = {}
    pending = 0  # the first half of a surrogate pair
    box = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(pdfium_c.FPDFText_CountChars(raw)):
        if pdfium_c.FPDFText_IsGenerated(raw, i) == 1:
            continue
        code = pdfium_c.FPDFText_GetUnicode(raw, i)
        if 0xD800 <= code < 0xDC00:
            pending = code
            continue
        if 0xDC00 <= code < 0xE000 and pending:
            code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00)
        pending = 0
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, i, box):
            continue
        pdfium_c.FPDFText_GetCharOrigin(raw, i, x, y)
        style = _style(raw, i, styles)
        angle = pdfium_c.FPDFText_GetCharAngle(raw, i)  # clockwise, before /Rotate
        yield Char(
            text=_text_of(code),
            bbox=frame.box(box.left, box.bottom, box.right, box.top),
            font=style.font,
            size=style.size,
            baseline=frame.point(x.value, y.value)[1],
            is_bold=style.is_bold,
            is_hidden=style.is_hidden,
            turn=(round(angle / QUARTER_RAD) + frame.quarter_turns) % 4,
            is_slanted=is_slanted(angle),
        )


def _text_of(code: int) -> str:
    """The character for a code point; codes that stand for nothing become the replacement character."""
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return UNREADABLE_CHAR
    char = chr(code)
    return " " if char in "\r\n\t" else char


def _style(text_page: object, i: int, known: dict[int, _Style]) -> _Style:
    """Font, size and weight; asked once for each text object, since all its characters share them."""
    handle = pdfium_c.FPDFText_GetTextObject(text_page, i)
    address = ctypes.cast(handle, ctypes.c_void_p).value or 0
    style = known.get(address)
    if style is None or not address:
        style = known[address] = _read_style(text_page, i, handle)
    return style


def _read_style(text_page: object, i: int, handle: object) -> _Style:
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(text_page, i, name, 256, flags)
    font = font_name(name.value)
    matrix = pdfium_c.FS_MATRIX()
    scale = 1.0
    if pdfium_c.FPDFText_GetMatrix(text_page, i, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = pdfium_c.FPDFText_GetFontSize(text_page, i) * scale
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    # Word and LibreOffice thicken Chinese fonts that have no bold cut by stroking the outline.
    is_bold = (
        mode in STROKED_MODES or name_is_bold(font) or pdfium_c.FPDFText_GetFontWeight(text_page, i) >= BOLD_WEIGHT
    )
    return _Style(font, size, is_bold, mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def font_name(raw: bytes) -> str:
    """A font's name from its bytes: Word and WPS on Chinese systems write it in GBK.

    >>> font_name(b"ABCDEE+\\xba\\xda\\xcc\\xe5"), font_name(b"SimHei")
    ('ABCDEE+黑体', 'SimHei')
    """
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("latin-1")


def is_slanted(angle: float) -> bool:
    """True for an angle (radians) well away from every quarter turn; a scan set straight by hand stays upright.

    >>> is_slanted(0.05), is_slanted(math.pi / 4)
    (False, True)
    """
    return abs(math.remainder(angle, QUARTER_RAD)) > SLANT_RAD


def name_is_bold(font: str) -> bool:
    """True if the font's name says so; 黑体 (SimHei) is an upright text face and does not count.

    >>> name_is_bold("CAAAAA+LiberationSerif-Bold"), name_is_bold("SimHei")
    (True, False)
    """
    lowered = font.lower()
    return any(word in lowered for word in ("bold", "black", "heavy"))


def _outline(document: pdfium.PdfDocument) -> Iterator[OutlineEntry]:
    """Bookmarks; a broken outline gives what could be read of it."""
    with contextlib.suppress(pdfium.PdfiumError, UnicodeDecodeError, RecursionError):
        for item in document.get_toc(max_depth=8):
            target = item.get_dest()
            index = target.get_index() if target is not None else None
            yield OutlineEntry(item.level + 1, item.get_title(), 0 if index is None else index + 1)
