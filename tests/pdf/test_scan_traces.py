"""What a scan leaves of shades, bars and leaders: told from text and rules."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import cv2
import numpy as np

from docextract.model.geometry import BBox
from docextract.model.page import Rule
from docextract.pdf.dark_bands import side_bars
from docextract.pdf.glyphs import Glyph, GlyphLine, measure_line
from docextract.pdf.leaders import drawn_leaders
from docextract.pdf.ocr import Picture, ReadChar
from docextract.pdf.picture import find_images
from docextract.pdf.picture_rules import find_rules
from docextract.pdf.read_picture import PageReading
from docextract.pdf.recognised_chars import line_chars
from docextract.pdf.styles import Style

SCALE = 2.0


def paper(width: int = 800, height: int = 600) -> Picture:
    return np.full((height, width), 250, np.uint8)


def line(text: str, x: float, top: float, size: float = 20.0, score: float = 0.99) -> GlyphLine:
    """Square characters from x on, in pixels."""
    glyphs = [
        Glyph(char, score, BBox(x + i * size, top, x + (i + 0.95) * size, top + size), False)
        for i, char in enumerate(text)
    ]
    return GlyphLine(tuple(glyphs), len(text), 0.95 * size, size, 0.0, 0.0, 0.0, top + size, 0.0)


def test_noise_on_a_shaded_ground_is_no_ink() -> None:
    noise = np.random.default_rng(1).normal(0, 9, (40, 60))
    cut_out = np.full((40, 60), 222.0)
    cut_out[10:30, 20:40] = 30
    (glyph,) = measure_line(
        np.clip(cut_out + noise, 0, 255).astype(np.uint8), 0, 0, [ReadChar("位", 30.0, 0.99)]
    ).glyphs
    assert (glyph.ink.width, glyph.ink.height) == (20, 20)


@pytest.mark.parametrize(("grey", "expected"), [(198, 0), (150, 1)])
def test_pale_line_where_a_tint_ends_is_no_rule(grey: int, expected: int) -> None:
    page = paper()
    page[100:400, 100:600] = 232
    page[100:102, 100:600] = grey
    assert len(find_rules(page, SCALE)) == expected


def test_thick_bar_beside_text_is_found_and_a_rule_is_not() -> None:
    page = paper()
    page[100:300, 60:68] = 20
    page[350:550, 60:63] = 20
    (bar,) = side_bars(page, SCALE)
    assert (round(bar.bbox.top), round(bar.bbox.bottom)) == (50, 150)


def test_low_row_of_signs_is_a_picture() -> None:
    page = paper()
    for x in range(200, 400, 50):
        cv2.rectangle(page, (x, 200), (x + 40, 272), 20, -1)
    (picture,) = find_images(page, [], [], SCALE)
    assert round(picture.bbox.height) == 36


def test_rule_from_an_entry_to_its_page_number_is_a_leader() -> None:
    entry, number = line("基本情况", 100, 100), line("3", 700, 100)
    leader, under = (Rule(BBox(94, y, 348, y), 0.5) for y in (58.0, 75.0))
    found = drawn_leaders([leader, under], [entry, number], SCALE)
    assert list(found) == [0]
    assert 90 < found[0][0].x0 / SCALE < found[0][-1].x1 / SCALE < 350


def test_rule_between_two_names_is_no_leader() -> None:
    lines = [line("基本情况", 100, 100), line("人才培养", 700, 100)]
    assert drawn_leaders([Rule(BBox(94, 58, 348, 58), 0.5)], lines, SCALE) == {}


def test_superscript_of_the_recogniser_is_a_raised_digit() -> None:
    *_, sign, mark = line_chars(line("共用车间²", 0, 0), Style(10.0, "a", False, 0.08), SCALE)
    assert (mark.text, mark.size < 0.75 * sign.size, mark.baseline < sign.baseline) == ("2", True, True)


def test_leader_dots_make_no_reading_sure() -> None:
    poor = (*line("筑凹", 0, 0, score=0.4).glyphs, *line("." * 99, 50, 0).glyphs)
    reading = PageReading((GlyphLine(poor, 2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),), (), (), (), SCALE, 0.0, 1.0)
    assert reading.score == pytest.approx(0.4)
