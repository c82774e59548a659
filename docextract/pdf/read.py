"""The one door to a PDF: looks at the file, reads all its pages with the chosen reader, says what could not be read.

Pages without a usable text layer are read from their pictures, if the extra `ocr` is installed.
"""

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
from docextract.pdf.notices import PAGE_NOT_RECOGNISED, Advice, how_to_recognise
from docextract.pdf.ocr import is_installed
from docextract.pdf.pdfium_reader import read_with_pdfium
from docextract.pdf.plumber_reader import read_with_pdfplumber
from docextract.pdf.recognised_pages import (
    DEFAULT_OCR,
    IsWanted,
    Recognised,
    check_ocr,
    recognise_where_needed,
)
from docextract.pdf.source import PdfSource, RawPages

Reader = Callable[[Path], RawPages]

READERS: Mapping[str, Reader] = {"pdfium": read_with_pdfium, "pdfplumber": read_with_pdfplumber}
DEFAULT_READER = "pdfium"

HEAD_BYTES = 1024  # the header may stand anywhere in the first kilobyte (PDF 1.7, appendix H, note 13)


def read_pdf(
    path: Path,
    reader: str = DEFAULT_READER,
    *,
    ocr: str = DEFAULT_OCR,
    is_wanted: IsWanted = lambda page, place, total: True,
) -> PdfSource:
    """All pages of a PDF; a damaged page is left empty and has a notice.

    `ocr` says whether pages without a usable text layer are read from their pictures: "yes", "no", or "auto" for where
    the extra `ocr` is installed. Each such page has a notice either way. `is_wanted` is asked before each of them (its
    page number, the how many-th it is and of how many); told False, the page is left out. It is called once more, with
    page 0, after the last.

    Raises PdfMissing, PdfEmpty, PdfNotAPdf, PdfEncrypted, PdfDamaged or PdfWithoutText when nothing can be read, and
    SettingsError for an unknown reader or `ocr`, or when `ocr` is "yes" and the extra is not there.
    """
    if reader not in READERS:
        raise SettingsError(f'reader "{reader}" is unknown; use one of: {", ".join(READERS)}')
    check_ocr(ocr)
    digest = _digest(path)
    count_pages(path)
    try:
        raw = READERS[reader](path)
    except (pdfium.PdfiumError, PDFException, ValueError, TypeError, KeyError, RecursionError) as error:
        raise PdfDamaged(_damaged_text(path, error)) from error
    recognised = recognise_where_needed(path, raw.pages, ocr, is_wanted)
    pages = tuple(recognised.pages.get(page.number, page) for page in raw.pages)
    if not any(page.chars for page in pages):
        raise PdfWithoutText(_without_text(path, len(pages), recognised, how_to_recognise(ocr, is_installed())))
    notices = (*raw.notices, *recognised.notices)
    return PdfSource(pages, raw.outline, digest, notices)


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


def _without_text(path: Path, n_pages: int, recognised: Recognised, advice: Advice) -> str:
    if any(notice.error == PAGE_NOT_RECOGNISED for notice in recognised.notices):
        return (
            f"{path.name}：{n_pages} 页都没有文字层，识别未完成（时限将到，或识别时进程退出），未读取；请用 --timeout 加长时限后重新运行。"
            f" None of its {n_pages} pages has a text layer and recognition was not finished; raise --timeout and run"
            " again."
        )
    if recognised.was_tried:
        return (
            f"{path.name}：{n_pages} 页都没有文字层，图片中也没有识别出文字，未读取；请提供由 Word/WPS 直接导出的 PDF。"
            f" None of its {n_pages} pages has a text layer and no text was recognised in their pictures;"
            " export the PDF from Word or WPS."
        )
    return (
        f"{path.name}：{n_pages} 页都没有文字层（多半是扫描件），未读取；{advice.zh}，"
        "或提供由 Word/WPS 直接导出的 PDF。"
        f" None of its {n_pages} pages has a text layer (probably a scan); {advice.en}, or export the PDF from Word or"
        " WPS."
    )


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
