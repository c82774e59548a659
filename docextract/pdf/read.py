"""The one door to a PDF: looks at the file, reads all its pages with the chosen reader, says what could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pdfminer.pdfexceptions import PDFException

from docextract.errors import (
    PdfDamaged,
    PdfEmpty,
    PdfEncrypted,
    PdfMissing,
    PdfNotAPdf,
    PdfWithoutText,
    SettingsError,
)
from docextract.model.notice import Notice
from docextract.model.page import Page
from docextract.pdf.pdfium_reader import read_with_pdfium
from docextract.pdf.plumber_reader import read_with_pdfplumber
from docextract.pdf.source import PdfSource, RawPages
from docextract.text.repair import UNREADABLE_CHAR

Reader = Callable[[Path], RawPages]

READERS: Mapping[str, Reader] = {"pdfium": read_with_pdfium, "pdfplumber": read_with_pdfplumber}
DEFAULT_READER = "pdfium"

HEAD_BYTES = 1024  # the header may stand anywhere in the first kilobyte (PDF 1.7, appendix H, note 13)
GARBLED_SHARE = 0.05  # more unreadable characters than this, and the page's text is not to be trusted
PRIVATE_USE = range(0xE000, 0xF900)


def read_pdf(path: Path, reader: str = DEFAULT_READER) -> PdfSource:
    """All pages of a PDF; a damaged page is left empty and has a notice.

    Raises PdfMissing, PdfEmpty, PdfNotAPdf, PdfEncrypted, PdfDamaged or PdfWithoutText when nothing can be read, and
    SettingsError for an unknown reader.
    """
    if reader not in READERS:
        raise SettingsError(f'reader "{reader}" is unknown; use one of: {", ".join(READERS)}')
    digest = _digest(path)
    count_pages(path)
    try:
        raw = READERS[reader](path)
    except (pdfium.PdfiumError, PDFException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise PdfDamaged(_damaged_text(path, error)) from error
    if not any(page.chars for page in raw.pages):
        raise PdfWithoutText(
            f"{path.name}：{len(raw.pages)} 页都没有文字层（多半是扫描件），未读取；请提供由 Word/WPS 直接导出的 PDF。"
            f" None of its {len(raw.pages)} pages has a text layer (probably a scan); export the PDF from Word or WPS."
        )
    notices = (*raw.notices, *_doubted_pages(raw.pages))
    return PdfSource(raw.pages, raw.outline, digest, notices)


def count_pages(path: Path) -> int:
    """Number of pages without reading them; raises as `read_pdf` does for a file that can't be opened."""
    if not path.is_file():
        raise PdfMissing(f"{path.name}：找不到该文件。 There is no such file.")
    if path.stat().st_size == 0:
        raise PdfEmpty(f"{path.name}：文件为空（0 字节），请重新下载或导出。 The file has no bytes; fetch it again.")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if b"%PDF-" not in head:
        raise PdfNotAPdf(
            f"{path.name}：不是 PDF（开头是 {_shown(head)}），请检查文件类型并另存为 PDF。"
            " These bytes are no PDF; save the document as PDF."
        )
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        # PDFium keeps the error of the file before when a PDF is opened but has no pages; so the bytes must agree.
        is_password = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        if is_password and b"/Encrypt" in path.read_bytes():
            raise PdfEncrypted(
                f"{path.name}：文件有密码保护，请去除密码后再读取。 A password is needed; save a copy without it."
            ) from error
        raise PdfDamaged(_damaged_text(path, error)) from error
    try:
        pages = len(document)
    finally:
        document.close()
    if pages == 0:
        raise PdfEmpty(f"{path.name}：PDF 中没有页面，请重新导出。 The PDF has no pages; export it again.")
    return pages


def _digest(path: Path) -> str:
    if not path.is_file():
        raise PdfMissing(f"{path.name}：找不到该文件。 There is no such file.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shown(head: bytes) -> str:
    return ascii(head[:8].decode("latin-1"))


def _damaged_text(path: Path, error: Exception) -> str:
    return (
        f"{path.name}：文件损坏或不完整（{error}），请重新下载或导出。"
        " The file is damaged or truncated; fetch or export it again."
    )


def _doubted_pages(pages: tuple[Page, ...]) -> list[Notice]:
    """Notices for pages without text (pictures of text) and for pages whose text can't be trusted."""
    notices = []
    for page in pages:
        if not page.chars and page.images:
            notices.append(
                Notice(
                    "pdf",
                    "lost",
                    page.number,
                    "page-without-text",
                    f"第 {page.number} 页只有图片、没有文字层，内容未读取；请提供可复制文字的 PDF。"
                    f" Page {page.number} is a picture without text and was left out; provide a PDF with text.",
                )
            )
        elif page.chars and _garbled_share(page) > GARBLED_SHARE:
            notices.append(
                Notice(
                    "pdf",
                    "unsure",
                    page.number,
                    "page-garbled",
                    f"第 {page.number} 页的文字编码有缺失，读出的文字不可靠；请人工核对或重新导出。"
                    f" The text of page {page.number} lacks its encoding and can't be trusted; check it by hand.",
                )
            )
    return notices


def _garbled_share(page: Page) -> float:
    bad = sum(1 for char in page.chars if char.text == UNREADABLE_CHAR or ord(char.text[0]) in PRIVATE_USE)
    return bad / len(page.chars)
