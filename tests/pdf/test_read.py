"""The door: bad files and doubtful pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.errors import (
    PageMissing,
    PdfDamaged,
    PdfEmpty,
    PdfMissing,
    PdfNotAPdf,
    PdfWithoutText,
    SettingsError,
)
from docextract.pdf.read import count_pages, read_pdf
from docextract.pdf.render import page_image
from tests.pdf.minimal import text, write_pdf


def test_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PdfMissing, match="找不到"):
        read_pdf(tmp_path / "没有.pdf")


def test_file_without_bytes_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "空 文件.pdf"
    path.write_bytes(b"")
    with pytest.raises(PdfEmpty, match="空 文件"):
        read_pdf(path)


def test_other_bytes_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"PK\x03\x04 a Word document")
    with pytest.raises(PdfNotAPdf, match="PK"):
        count_pages(path)


def test_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Cat")
    with pytest.raises(PdfDamaged, match="损坏"):
        read_pdf(path)


def test_pages_without_characters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PdfWithoutText, match="文字层"):
        read_pdf(write_pdf(tmp_path / "a.pdf", "0.5 g 0 0 100 100 re f"))


def test_unknown_reader_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="pdfplumber"):
        read_pdf(write_pdf(tmp_path / "a.pdf", text("A", 5, 5)), "fitz")


def test_page_outside_the_document_is_said_so(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", text("A", 5, 5))
    assert page_image(path, 1, 0.5)[0].size == (200, 150)
    with pytest.raises(PageMissing, match="共 1 页"):
        page_image(path, 2)
