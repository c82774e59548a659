"""Finds where each block of the source stands in a finished PDF, by searching the text of its pages in reading order.

The PDF is asked, not the producer: an expectation is true of what was printed. A block that is not found raises
`NotPrinted`, so a producer that drops or reorders text cannot go unnoticed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c

from docextract.text.repair import plain_chars

from .contents import entries, flat_blocks
from .source import (
    Beside,
    Case,
    Document,
    Figure,
    FigureRow,
    Footnote,
    Heading,
    MissingTable,
    Para,
    Part,
    Table,
    TableRow,
    Toc,
    caption_text,
    heading_text,
)

KEY_LENGTH = 12  # of a paragraph's start and end: long enough to be its own, short enough to stand on one line
MARKS = re.compile("[①②③④⑤⑥⑦⑧⑨]")


class NotPrinted(ValueError):
    """Raised when a text of the source is not found where the PDF should print it."""


def squeeze(text: str) -> str:
    """Without white space and footnote marks, which NFKC would turn into digits.

    Radicals, which Chromium writes for some characters, become characters; NFKC knows only a part of them.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", plain_chars(MARKS.sub("", text))))


@dataclass(frozen=True)
class Place:
    """Where a block stands: character range in the squeezed text, pages from 1, and the page of each table row."""

    start: int
    end: int
    pages: tuple[int, ...]
    row_pages: tuple[int, ...] = ()
    split_rows: tuple[int, ...] = ()  # rows that a page break cuts in two


def _pictures(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    return list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=6))


class Print:
    """The squeezed text of a PDF, all pages joined, with a cursor that only goes forward."""

    def __init__(self, path: Path) -> None:
        pdf = pypdfium2.PdfDocument(path)
        texts = [squeeze(page.get_textpage().get_text_bounded()) for page in pdf]
        # Pages of the pictures in their order: a picture without caption has no text to be searched for.
        self.pictures = iter([n for n, page in enumerate(pdf, start=1) for _ in _pictures(page)])
        pdf.close()
        self.page_count = len(texts)
        self.text = "".join(texts)
        self.starts = [0]
        for text in texts[:-1]:
            self.starts.append(self.starts[-1] + len(text))
        self.cursor = 0

    def page_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def advance(self, text: str, *, limit: int = 4000) -> tuple[int, int]:
        """The next place of `text` after the cursor, at most `limit` characters away; moves the cursor behind it."""
        key = squeeze(text)
        at = self.text.find(key, self.cursor)
        if at < 0 or at - self.cursor > limit:
            near = self.text[self.cursor : self.cursor + 80]
            raise NotPrinted(f"{text!r} is not printed after page {self.page_of(self.cursor)}, where it says {near!r}")
        self.cursor = at + len(key)
        return at, self.cursor


@dataclass(frozen=True)
class Located:
    """Every block of `flat_blocks` by its index; `toc` by list and entry; `first_body_page` starts the report proper."""

    page_count: int
    places: dict[int, Place]
    toc_pages: list[int]
    first_body_page: int
    text: str
    starts: list[int]

    def page_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset)


def locate(document: Document, pdf: Path) -> Located:
    printed = Print(pdf)
    places: dict[int, Place] = {}
    toc_pages: list[int] = []
    for index, block in enumerate(flat_blocks(document)):
        if isinstance(block, Toc):
            printed.advance(block.list)
            for entry in entries(document, block):
                toc_pages.append(printed.page_of(printed.advance(entry.text)[0]))
        elif isinstance(block, Footnote):
            places[index] = _footnote(printed, block)
        elif not isinstance(block, FigureRow | TableRow | Beside):
            places[index] = _place(printed, block)
    if (extra := next(printed.pictures, None)) is not None:
        raise NotPrinted(f"a picture too many on page {extra}")
    first = min(place.pages[0] for place in places.values())
    return Located(printed.page_count, places, toc_pages, first, printed.text, printed.starts)


def _footnote(printed: Print, note: Footnote) -> Place:
    """Notes stand at the foot of the page, so they are looked up anywhere and leave the cursor alone."""
    at = printed.text.find(squeeze(note.text)[:20])
    if at < 0:
        raise NotPrinted(f"footnote {note.mark} {note.text!r}")
    return Place(at, at + len(squeeze(note.text)), (printed.page_of(at),))


def _place(printed: Print, block: object) -> Place:
    match block:
        case Heading():
            return _one(printed, heading_text(block.number, block.title))
        case Part():
            return _one(printed, block.title)
        case Figure():
            return _figure(printed, block)
        case MissingTable() | Case():
            return _one(printed, caption_text(block.number, block.title))
        case Para():
            return _para(printed, block.text)
        case Table():
            return _table(printed, block)
    raise TypeError(f"{type(block).__name__} has no place of its own")


def _one(printed: Print, text: str) -> Place:
    start, end = printed.advance(text)
    return Place(start, end, (printed.page_of(start),))


def _figure(printed: Print, figure: Figure) -> Place:
    """A caption tells where a figure is; the pictures are counted all the same."""
    page = next(printed.pictures, 0) if figure.draw != "none" else 0
    if figure.caption == "none":
        return Place(printed.cursor, printed.cursor, (page,))
    place = _one(printed, caption_text(figure.number, figure.title))
    if page and page != place.pages[0]:
        raise NotPrinted(f"{figure.number}: caption on page {place.pages[0]}, picture on page {page}")
    return place


def _para(printed: Print, text: str) -> Place:
    whole = squeeze(text)
    start, _ = printed.advance(whole[:KEY_LENGTH])
    # The end may itself be broken by a page; then a shorter end is enough, since the cursor is already close to it.
    for length in (KEY_LENGTH, 6, 3, 1):
        at = printed.text.find(whole[-length:], max(start, start + len(whole) - length - 5))
        if 0 <= at <= start + len(whole) + 200:
            break
    else:
        raise NotPrinted(f"the end of {text!r}")
    printed.cursor = at + length
    first, last = printed.page_of(start), printed.page_of(printed.cursor - 1)
    return Place(start, printed.cursor, tuple(range(first, last + 1)))


def _table(printed: Print, table: Table) -> Place:
    caption = caption_text(table.number, table.title)
    start = printed.advance(caption)[0] if table.caption in ("above", "beside") else printed.cursor
    starts, split, last = [], [], 0
    for r, row in enumerate(table.cells):
        starts.append(_row_start(printed, row, table.printed[r]))
        if table.breaks == "anywhere":
            end = printed.text.find(squeeze(max(row, key=len))[-KEY_LENGTH:], starts[-1])
            if end > 0 and printed.page_of(end) != printed.page_of(starts[-1]):
                split.append(r)
                last = printed.page_of(end)
    if table.caption in ("below", "none"):
        start = starts[0]
    row_pages = [printed.page_of(at) for at in starts]
    # A header line repeated on the next page is no row: only where rows stand counts.
    pages = tuple(sorted({*row_pages, last or row_pages[0]}))
    if table.caption == "below":
        printed.advance(caption, limit=400)
    return Place(start, printed.cursor, pages, tuple(row_pages), tuple(split))


def _row_start(printed: Print, row: tuple[str, ...], lines: tuple[str, ...]) -> int:
    """By the row's most telling cell, or by a line of it where other cells' lines are printed in between."""
    words = sorted(row, key=lambda cell: (not re.fullmatch(r"[\d.:%]*|.{0,1}", cell), len(cell)), reverse=True)
    pieces = [cell.split("\n")[0] for cell in lines if "\n" in cell] + [cell[:4] for cell in row if len(cell) > 4]
    for key in [words[0], *pieces]:
        try:
            return printed.advance(key, limit=400)[0]
        except NotPrinted:
            continue
    return printed.advance(words[0])[0]
