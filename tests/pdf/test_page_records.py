"""What both readers say of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.model.page import Page
from docextract.pdf.read import READERS, read_pdf
from tests.pdf.minimal import text, write_pdf

readers = pytest.mark.parametrize("reader", sorted(READERS))


def only_page(path: Path, reader: str) -> Page:
    source = read_pdf(path, reader)
    assert source.notices == ()
    return source.pages[0]


def words(page: Page) -> str:
    return "".join(char.text for char in page.chars if char.text != " ")


@readers
def test_characters_have_size_baseline_and_box_from_the_top(tmp_path: Path, reader: str) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", text("Hg", 50, 200, 20)), reader)
    first = page.chars[0]
    assert words(page) == "Hg"
    assert first.size == pytest.approx(20)
    assert first.baseline == pytest.approx(100, abs=0.1)
    assert first.bbox.x0 == pytest.approx(50, abs=0.5)
    assert first.bbox.top < first.baseline <= first.bbox.bottom + 0.5
    assert first.upright


@readers
def test_scaled_text_has_the_size_that_is_seen(tmp_path: Path, reader: str) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", "q 2 0 0 2 0 0 cm " + text("A", 10, 10, 6) + " Q"), reader)
    assert page.chars[0].size == pytest.approx(12, abs=0.1)


@readers
@pytest.mark.parametrize(("rotate", "width", "height"), [(90, 300, 400), (180, 400, 300), (270, 300, 400)])
def test_rotated_page_is_measured_as_displayed(
    tmp_path: Path, reader: str, rotate: int, width: float, height: float
) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", text("A", 0, 0), rotate=rotate), reader)
    assert (page.width, page.height) == pytest.approx((width, height))
    box = page.chars[0].bbox
    # The lower left corner of the page turns clockwise with it.
    corner = {90: (0, 0), 180: (width, 0), 270: (width, height)}[rotate]
    assert min(abs(box.x0 - corner[0]), abs(box.x1 - corner[0])) < 4
    assert min(abs(box.top - corner[1]), abs(box.bottom - corner[1])) < 4
    assert page.chars[0].turn == rotate // 90


@readers
def test_page_that_does_not_begin_at_zero_is_moved(tmp_path: Path, reader: str) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", text("A", 110, 120), box="100 100 300 200"), reader)
    assert page.chars[0].bbox.x0 == pytest.approx(10, abs=0.5)
    assert page.chars[0].baseline == pytest.approx(80, abs=0.5)


@readers
def test_strokes_and_thin_rectangles_are_rules(tmp_path: Path, reader: str) -> None:
    drawing = f"{text('A', 5, 5)} 1 w 20 250 m 120 250 l S 20 100 0.8 100 re f"
    page = only_page(write_pdf(tmp_path / "a.pdf", drawing), reader)
    horizontal, vertical = sorted(page.rules, key=lambda rule: rule.bbox.height)
    assert horizontal.is_horizontal
    assert (horizontal.bbox.x0, horizontal.bbox.x1) == pytest.approx((20, 120), abs=1)
    assert horizontal.bbox.y_mid == pytest.approx(50, abs=1)
    assert not vertical.is_horizontal
    assert vertical.bbox.height == pytest.approx(100, abs=1)
    assert page.fills == ()


@readers
def test_area_is_a_fill_with_its_lightness(tmp_path: Path, reader: str) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", f"{text('A', 5, 5)} 0.8 g 20 100 200 50 re f"), reader)
    (fill,) = page.fills
    assert fill.grey == pytest.approx(0.8, abs=0.01)
    assert fill.bbox.height == pytest.approx(50, abs=1)
    assert page.rules == ()


@readers
def test_slanted_stroke_is_no_rule(tmp_path: Path, reader: str) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", f"{text('A', 5, 5)} 20 100 m 120 200 l S"), reader)
    assert page.rules == ()
