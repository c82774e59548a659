"""What every reader gives: the pages of one file, and what could not be read of them."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.notice import Notice
from docextract.model.page import OutlineEntry, Page


@dataclass(frozen=True, slots=True)
class PdfSource:
    """All pages of a file, in order. A damaged page is there without characters and has a notice."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    sha256: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class RawPages:
    """What a reader hands to `read`, before the checks that are the same for all readers."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    notices: tuple[Notice, ...]


def page_damaged(number: int, what: str) -> Notice:
    """The notice for a page that a reader had to leave out."""
    return Notice(
        "pdf",
        "lost",
        number,
        "page-damaged",
        f"第 {number} 页无法读取（{what}），已跳过；请用 PDF 阅读器打开该页核对，或重新导出 PDF。"
        f" Page {number} could not be read ({what}) and was left out; open it in a viewer or export the PDF again.",
    )
