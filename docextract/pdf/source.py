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


def page_without_text(number: int, install: str) -> Notice:
    """The notice for a picture of a page that was not recognised."""
    return Notice(
        "pdf",
        "lost",
        number,
        "page-without-text",
        f"第 {number} 页只有图片、没有文字层，内容未读取；请安装文字识别组件（{install}）后重新运行，或提供可复制文字的 PDF。"
        f" Page {number} is a picture without text and was left out; install the extra for OCR ({install}) and run"
        " again, or provide a PDF with text.",
    )


def page_garbled(number: int, install: str) -> Notice:
    """The notice for a page whose text layer is garbage and whose picture was not recognised."""
    return Notice(
        "pdf",
        "unsure",
        number,
        "page-garbled",
        f"第 {number} 页的文字编码有缺失，读出的文字不可靠；请安装文字识别组件（{install}）后重新运行，或人工核对。"
        f" The text of page {number} lacks its encoding and can't be trusted; install the extra for OCR ({install}) and"
        " run again, or check it by hand.",
    )


def page_recognised(number: int, was_garbled: bool, n_chars: int, n_doubtful: int) -> Notice:
    """The notice for a page that was read from its picture."""
    why = "的文字编码有缺失" if was_garbled else "没有文字层"
    return Notice(
        "pdf",
        "unsure",
        number,
        "page-recognised",
        f"第 {number} 页{why}，内容由图片识别得到（{n_chars} 字，其中 {n_doubtful} 字把握不大）；引用数字前请对照原页。"
        f" Page {number} was recognised from its picture ({n_chars} characters, {n_doubtful} of them doubtful); compare"
        " numbers with the page before citing them.",
    )
