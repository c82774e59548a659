"""Which pages are read from their pictures, and what is said where that can't be done. Needs no OCR."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from docextract.errors import PdfWithoutText, SettingsError
from docextract.model.geometry import BBox
from docextract.model.page import Char, Fill, Image, Page
from docextract.pdf import recognised_pages
from docextract.pdf.read import read_pdf
from docextract.pdf.recognised_pages import recognise_where_needed
from docextract.pdf.source import Found
from docextract.pdf.text_layer import Trouble, hidden_is_plausible, trouble_of
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
    monkeypatch.setattr(recognised_pages, "is_installed", lambda: False)


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
        read_pdf(scan(tmp_path, text("A", 5, 5)), ocr="yes")


def test_unknown_mode_is_an_error_that_names_the_modes(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"auto \| yes \| no"):
        read_pdf(scan(tmp_path, text("A", 5, 5)), ocr="always")


def test_recognised_page_takes_the_place_of_the_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognised_pages, "is_installed", lambda: True)
    monkeypatch.setattr(recognised_pages, "_found", recognised)
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN))
    assert [char.text for char in source.pages[1].chars] == ["数", "据"]
    (notice,) = source.notices
    assert (notice.page, notice.level, notice.error) == (2, "unsure", "page-recognised")
    assert "2 字，其中 1 字把握不大" in notice.message


def test_recognition_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognised_pages, "is_installed", lambda: True)
    monkeypatch.setattr(recognised_pages, "_found", recognised)
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN), ocr="no")
    assert [(n.page, n.error) for n in source.notices] == [(2, "page-without-text")]
    assert "--ocr no" in source.notices[0].message
    assert "pip install" not in source.notices[0].message  # it is installed


def test_file_of_scans_read_with_recognition_off_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docextract.pdf.read.is_installed", lambda: True)
    with pytest.raises(PdfWithoutText, match=r"已用 --ocr no 关闭.*switched off by --ocr no") as caught:
        read_pdf(scan(tmp_path, DRAWN), ocr="no")
    assert "pip install" not in str(caught.value)


@pytest.mark.usefixtures("without_extra")
def test_switched_off_and_not_installed_says_both(tmp_path: Path) -> None:
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN), ocr="no")
    assert "--ocr no" in source.notices[0].message and "docextract[ocr]" in source.notices[0].message


def test_page_in_which_nothing_was_recognised_is_not_told_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognised_pages, "is_installed", lambda: True)
    monkeypatch.setattr(recognised_pages, "_found", lambda *_: Found({}, {}, frozenset()))
    source = read_pdf(scan(tmp_path, text("A", 5, 5), DRAWN))
    (notice,) = source.notices
    assert "图片中没有识别出文字" in notice.message and "pip install" not in notice.message


def scan(folder: Path, *contents: str) -> Path:
    """A PDF whose drawn pages count as scans: sixty small areas stand for letters turned into outlines."""
    areas = " ".join(f"{5 * i} 200 4 4 re f" for i in range(70))
    return write_pdf(folder / "a.pdf", *(f"{content} {areas}" if content == DRAWN else content for content in contents))


def recognised(
    _path: Path, pages: Sequence[Page], troubles: Mapping[int, Trouble], is_wanted: Callable[[int, int, int], bool]
) -> Found:
    """What a recogniser would find, asked for as the real one asks."""
    sure, doubtful = chars("数据")
    wanted = [page for page in pages if page.number in troubles]
    taken = [page for place, page in enumerate(wanted, 1) if is_wanted(page.number, place, len(wanted))]
    read = {p.number: replace(p, chars=(replace(sure, score=0.99), replace(doubtful, score=0.4))) for p in taken}
    return Found(read, {}, frozenset(page.number for page in wanted if page not in taken))


@pytest.fixture
def with_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognised_pages, "is_installed", lambda: True)
    monkeypatch.setattr(recognised_pages, "_found", recognised)


@pytest.mark.usefixtures("with_extra")
def test_pages_read_before_time_ran_out_are_kept(tmp_path: Path) -> None:
    path = scan(tmp_path, text("A", 5, 5), DRAWN, DRAWN, DRAWN)
    source = read_pdf(path, is_wanted=lambda page, place, total: place < total)
    assert [len(page.chars) for page in source.pages] == [1, 2, 2, 0]
    assert [(n.page, n.level, n.error) for n in source.notices][2:] == [(4, "lost", "page-not-recognised")]
    assert "--timeout" in source.notices[-1].message


@pytest.mark.usefixtures("with_extra")
def test_scan_of_which_nothing_could_be_read_in_time_says_so(tmp_path: Path) -> None:
    with pytest.raises(PdfWithoutText, match="--timeout"):
        read_pdf(scan(tmp_path, DRAWN), is_wanted=lambda page, place, total: False)


def hidden(texts: str) -> Page:
    return Page(1, 595, 842, tuple(replace(char, is_hidden=True) for char in chars(texts)), images=(SHEET,))


def test_text_behind_the_picture_of_a_page_is_known_as_such() -> None:
    assert trouble_of(hidden("在校生一千二百人" * 10)) is Trouble.HIDDEN
    assert trouble_of(page("在校生一千二百人" * 10, images=(SHEET,))) is Trouble.NONE


def test_text_that_is_not_painted_is_read_as_hidden(tmp_path: Path) -> None:
    (page,) = read_pdf(write_pdf(tmp_path / "a.pdf", "3 Tr " + text("AB", 5, 5) + " 0 Tr " + text("C", 5, 50))).pages
    assert {char.text: char.is_hidden for char in page.chars} == {"A": True, "B": True, "C": False}


def test_hidden_text_of_rare_characters_is_not_plausible() -> None:
    assert hidden_is_plausible(hidden("全日制在校生 1200 人，比上年增加 3.5%。"))
    assert not hidden_is_plausible(hidden("仝曰制茌校甡 12OO 亼，仳丄姩增加 3.5%。"))
    assert not hidden_is_plausible(hidden("l1I|l llI1 |||"))


@pytest.mark.usefixtures("without_extra")
def test_hidden_text_is_used_and_doubted_without_the_extra() -> None:
    found = recognise_where_needed(Path("a.pdf"), [hidden("在校生一千二百人" * 10)], "auto", lambda *_: True)
    assert found.pages == {}
    assert [(n.level, n.error) for n in found.notices] == [("unsure", "page-hidden-text")]


@pytest.mark.usefixtures("with_extra")
def test_scan_with_hidden_text_is_read_anew_unless_that_is_worse() -> None:
    plausible, garbage = hidden("在校生一千二百人" * 10), hidden("仝曰制茌校甡" * 12)
    found = recognise_where_needed(Path("a.pdf"), [plausible], "auto", lambda *_: True)
    assert found.pages == {}  # the reading here is sure of half its characters only
    found = recognise_where_needed(Path("a.pdf"), [garbage], "auto", lambda *_: True)
    assert [char.text for char in found.pages[1].chars] == ["数", "据"]
    assert "相符 0%" in found.notices[0].message
