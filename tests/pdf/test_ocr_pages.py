"""Which pages are read from their pictures, and what is said where that can't be done. Needs no OCR."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from docextract.errors import PdfWithoutText, SettingsError
from docextract.model.geometry import BBox
from docextract.model.page import Char, Fill, Image, Page
from docextract.pdf import read
from docextract.pdf.read import read_pdf
from docextract.pdf.text_layer import Trouble, trouble_of
from tests.pdf.minimal import text, write_pdf

DRAWN = "0.5 g 0 0 390 290 re f"
SHEET = Image(BBox(0, 0, 595, 842))


def chars(texts: str) -> tuple[Char, ...]:
    return tuple(Char(c, BBox(10.0 * i, 10, 10.0 * i + 10, 20), "F", 10, 19) for i, c in enumerate(texts))


def page(texts: str = "", images: tuple[Image, ...] = (), n_fills: int = 0) -> Page:
    return Page(1, 595, 842, chars(texts), fills=(Fill(BBox(1, 1, 5, 5), 0.0),) * n_fills, images=images)


def test_picture_of_a_page_has_no_text() -> None:
    assert trouble_of(page(images=(SHEET,))) is Trouble.NO_TEXT


def test_number_stamped_on_a_scan_is_not_its_text() -> None:
    assert trouble_of(page("档案 0017", images=(SHEET,))) is Trouble.NO_TEXT


def test_letters_turned_into_outlines_are_no_text() -> None:
    assert trouble_of(page(n_fills=300)) is Trouble.NO_TEXT


@pytest.mark.parametrize("texts", ["\ue012\ue013\ue014\ue015\ue016", "在校生\ufffd\ufffd\ufffd\ufffd\ufffd人"])
def test_text_without_encoding_is_garbled(texts: str) -> None:
    assert trouble_of(page(texts)) is Trouble.GARBLED


@pytest.mark.parametrize(
    "fine",
    [
        page(),  # blank
        page("在校生 1200 人"),
        page("在校生" * 40, images=(SHEET,)),  # text printed on a background, or a scan with its own text layer
        page("\uf0b7 一是 \uf0b7 二是"),  # bullets from a symbol font
        page(images=(Image(BBox(10, 10, 60, 60)),)),  # a blank page with an ornament
    ],
)
def test_page_with_usable_text_or_nothing_is_left_alone(fine: Page) -> None:
    assert trouble_of(fine) is Trouble.NONE


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_a_scan_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(PdfWithoutText, match=r'pip install "docextract\[ocr\]"'):
        read_pdf(scan(tmp_path, DRAWN))


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_each_scanned_page_has_a_notice(tmp_path: Path) -> None:
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN, text("B", 5, 5), DRAWN))
    assert [(n.page, n.level, n.error) for n in source.notices] == [
        (2, "lost", "page-without-text"),
        (4, "lost", "page-without-text"),
    ]
    assert all("docextract[ocr]" in notice.message for notice in source.notices)


@pytest.mark.usefixtures("without_extra")
def test_asking_for_what_is_not_installed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="docextract"):
        read_pdf(scan(tmp_path, text("A", 5, 5)), ocr=True)


def test_recognised_page_takes_the_place_of_the_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: True)
    monkeypatch.setattr(read, "_recognised", recognised)
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN))
    assert [char.text for char in source.pages[1].chars] == ["数", "据"]
    (notice,) = source.notices
    assert (notice.page, notice.level, notice.error) == (2, "unsure", "page-recognised")
    assert "2 字，其中 1 字把握不大" in notice.message


def test_recognition_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: True)
    monkeypatch.setattr(read, "_recognised", recognised)
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN), ocr=False)
    assert [(n.page, n.error) for n in source.notices] == [(2, "page-without-text")]


def scan(folder: Path, *contents: str) -> Path:
    """A PDF whose drawn pages count as scans: sixty small areas stand for letters turned into outlines."""
    areas = " ".join(f"{5 * i} 200 4 4 re f" for i in range(70))
    return write_pdf(folder / "a.pdf", *(f"{content} {areas}" if content == DRAWN else content for content in contents))


def recognised(_path: Path, pages: Sequence[Page], troubles: Mapping[int, Trouble]) -> Mapping[int, Page]:
    sure, doubtful = chars("数据")
    return {
        page.number: replace(page, chars=(replace(sure, score=0.99), replace(doubtful, score=0.4)))
        for page in pages
        if page.number in troubles
    }
