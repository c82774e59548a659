"""Which pictures on a page with text may hold a table, and which do; drawn and made up by hand."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np

from docextract.model.geometry import BBox
from docextract.model.page import Char, Image, Page, Rule
from docextract.pdf.glyphs import Glyph, GlyphLine, dash_line
from docextract.pdf.ocr import Picture
from docextract.pdf.picture_tables import _large_images, is_table_or_text, may_hold_table
from docextract.pdf.read_picture import PageReading

AREA = BBox(70, 100, 470, 300)


def paper() -> Picture:
    return np.full((200, 400), 250, np.uint8)


def ruled() -> Picture:
    page = paper()
    page[10:190:30, 5:395] = 40
    return page


def rows() -> Picture:
    page = paper()
    for top in range(10, 190, 22):
        page[top : top + 9, 10:390:7] = 40
    return page


def photograph() -> Picture:
    return np.tile(np.linspace(20, 230, 400).astype(np.uint8), (200, 1))


def columns_of_a_chart() -> Picture:
    page = paper()
    page[40:190, 60:100] = page[90:190, 160:200] = page[20:190, 260:300] = 90
    page[190, 20:380] = 40
    return page


@pytest.mark.parametrize("picture", [ruled(), rows()])
def test_rules_or_rows_are_worth_a_closer_look(picture: Picture) -> None:
    assert may_hold_table(picture)


@pytest.mark.parametrize("picture", [photograph(), columns_of_a_chart(), paper()])
def test_photographs_charts_and_blanks_are_not(picture: Picture) -> None:
    assert not may_hold_table(picture)


def chars(texts: str, top: float) -> tuple[Char, ...]:
    return tuple(
        Char(c, BBox(80.0 + 10 * i, top, 90.0 + 10 * i, top + 10), "F", 10, top + 9) for i, c in enumerate(texts)
    )


def test_picture_with_the_caption_of_a_figure_is_one() -> None:
    assert _large_images(Page(1, 595, 842, chars("图3 专业结构", 306), images=(Image(AREA),))) == []
    assert _large_images(Page(1, 595, 842, chars("表3 专业结构", 80), images=(Image(AREA),))) == [AREA]


def test_logos_and_pictures_behind_text_are_passed_over() -> None:
    logo = Image(BBox(10, 10, 60, 40))
    assert _large_images(Page(1, 595, 842, chars("正文在图上面", 150), images=(Image(AREA), logo))) == []


def line(texts: str, x: float, y: float) -> GlyphLine:
    return dash_line([Glyph(c, 0.99, BBox(x + 8 * i, y, x + 8 * i + 7, y + 8), False) for i, c in enumerate(texts)])


def reading(lines: list[GlyphLine], rules: tuple[Rule, ...] = (), images: tuple[Image, ...] = ()) -> PageReading:
    return PageReading(tuple(lines), rules, (), images, 1.0, 0.0, 1.0)


def grid(n_rows: int, xs: tuple[float, ...] = (10, 150, 250)) -> list[GlyphLine]:
    return [line(text, x, 20.0 * i) for i in range(n_rows) for x, text in zip(xs, ("专业数", "12", "130"), strict=True)]


PAGE = Page(1, 595, 842, chars("正文" * 120, 400))


def test_texts_in_rows_and_columns_are_a_table() -> None:
    assert is_table_or_text(reading(grid(5)), AREA, PAGE)


def test_columns_with_a_drawing_between_are_a_chart() -> None:
    assert not is_table_or_text(reading(grid(5), images=(Image(BBox(100, 0, 200, 150)),)), AREA, PAGE)


def test_lines_of_text_are_a_certificate_on_a_page_with_text_and_the_text_of_an_empty_one() -> None:
    lines = [line("兹证明我校学生在技能竞赛中获得一等奖特发此证以资鼓励望再接再厉", 10, 20.0 * i) for i in range(8)]
    large = BBox(70, 100, 520, 700)
    assert not is_table_or_text(reading(lines), large, PAGE)
    assert is_table_or_text(reading(lines), large, Page(1, 595, 842, chars("页眉", 20)))


def test_grid_of_rules_is_a_table() -> None:
    rules = (
        *(Rule(BBox(0, y, 400, y), 0.5) for y in (0, 30, 60, 90)),
        *(Rule(BBox(x, 0, x, 90), 0.5) for x in (0, 130, 260, 400)),
    )
    texts = [line("12", x, y) for y in (10, 40, 70) for x in (20, 150, 280)]
    assert is_table_or_text(reading(texts, rules), AREA, PAGE)
