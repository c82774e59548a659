"""Sizes, fonts and places of recognised lines, from measurements made up by hand."""

from __future__ import annotations

import itertools

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

from docextract.model.geometry import BBox
from docextract.model.page import Page
from docextract.pdf.glyphs import Glyph, GlyphLine
from docextract.pdf.leaders import with_leaders
from docextract.pdf.recognised_chars import line_chars
from docextract.pdf.styles import Style, line_styles, with_known_fonts

SCALE = 2.0
SONG, HEI_BOLD = 0.078, 0.178  # strokes in font sizes


def line(
    texts: str, size: float, strokes: float = SONG, *, top: float = 0.0, step: float = 1.0, blanks: tuple[int, ...] = ()
) -> GlyphLine:
    """A line at the page's left edge, as it would be measured; `step` is wider than 1 in justified text."""
    em = size * SCALE
    glyphs = []
    x = 0.0
    for i, char in enumerate(texts):
        wide = ord(char) > 0x2000
        x += 0.25 * em if i in blanks else 0.0
        ink = BBox(x + 0.02 * em, top, x + (0.97 if wide else 0.46) * em, top + (0.95 if wide else 0.7) * em)
        glyphs.append(Glyph(char, 0.99, ink, i in blanks))
        x += (step if wide else 0.5) * em
    n = sum(ord(char) > 0x2000 for char in texts)
    return GlyphLine(
        glyphs=tuple(glyphs),
        n_squares=n,
        square=0.95 * em if n else 0.0,
        pitch=step * em if n > 1 else 0.0,
        digit=0.7 * em if n < len(texts) else 0.0,
        upright=0.55 * strokes * em if n > 2 else 0.0,
        level=0.45 * strokes * em if n > 2 else 0.0,
        foot=top + 0.95 * em if n else 0.0,
        digit_foot=top + 0.87 * em if n < len(texts) else 0.0,
    )


def styles(*lines: GlyphLine) -> list[Style]:
    return line_styles([[(item, SCALE) for item in lines]])[0]


BODY = [
    line("全面总结我校质量状况展示办学成果分析存在问题", 14, top=60.0 * i, step=1 + i % 4 * 0.02) for i in range(12)
]
HEADING = [line("年度特点及亮点", 16, HEI_BOLD, top=800.0 + 60 * i) for i in range(4)]


def test_lines_of_one_size_get_one_size_however_they_are_stretched() -> None:
    found = styles(*BODY, *HEADING)
    assert {(style.size, style.is_bold) for style in found[:12]} == {(14.0, False)}
    assert {(style.size, style.is_bold) for style in found[12:]} == {(16.0, True)}
    assert found[0].font != found[12].font


def test_thick_running_text_is_no_bold() -> None:
    hei = [line("全面总结我校质量状况展示办学成果分析存在问题", 14, 0.134, top=60.0 * i) for i in range(12)]
    assert not any(style.is_bold for style in styles(*hei, *BODY))


def test_last_characters_of_a_paragraph_follow_it() -> None:
    short = line("础", 15.2, top=12 * 60.0)
    assert styles(*BODY, *HEADING, short)[-1].size == 14.0


def test_line_of_digits_takes_the_size_its_digits_fit() -> None:
    small = [line("中等职业学校在校生", 9, top=1000.0 + 40 * i) for i in range(3)]
    assert styles(*BODY, *small, line("1240", 9, top=1200))[-1].size == 9.0


def test_styles_are_named_like_the_text_layer_of_other_pages() -> None:
    pages = [[(item, SCALE) for item in BODY]]
    printed = Page(1, 595, 842, line_chars(BODY[0], Style(14.0, "SimSun", False, 0.08), SCALE))
    ((first, *_),) = with_known_fonts(line_styles(pages), pages, [printed])
    assert first.font == "SimSun"


def test_characters_of_a_line_meet_and_blanks_stay() -> None:
    found = line_chars(line("近3年1240人", 10, blanks=(1, 3)), Style(10.0, "a", False, 0.08), SCALE)
    gaps = [round(b.bbox.x0 - a.bbox.x1, 1) for a, b in itertools.pairwise(found)]
    assert [gap > 1.5 for gap in gaps] == [True, False, True, False, False, False, False]
    assert {char.baseline for char in found} == {found[0].baseline}
    assert {char.bbox.height for char in found} == {10.0}


def test_narrow_digits_are_not_parted() -> None:
    """A 1 has white on both sides; what parts two numbers is a wider step, not white."""
    em = 10 * SCALE
    ones = tuple(Glyph("1", 0.9, BBox(x, 0, x + 0.2 * em, 0.7 * em), False) for x in (0.0, 0.5 * em, 1.3 * em))
    found = line_chars(GlyphLine(ones, 0, 0, 0, 14, 0, 0, 0, 14), Style(10.0, "a", False, 0.08), SCALE)
    assert found[1].bbox.x0 == found[0].bbox.x1
    assert found[2].bbox.x0 > found[1].bbox.x1 + 2


def test_small_raised_digit_is_a_note_mark() -> None:
    host = line("毕业生人数", 10)
    mark = Glyph("1", 0.9, BBox(101, -1, 105, 7), False)
    found = line_chars(GlyphLine((*host.glyphs, mark), *fields(host)), Style(10.0, "a", False, 0.08), SCALE)
    assert found[-1].size <= 0.75 * 10
    assert found[-1].baseline < found[0].baseline


def fields(host: GlyphLine) -> tuple[int, float, float, float, float, float, float, float]:
    return (
        host.n_squares, host.square, host.pitch, host.digit, host.upright, host.level, host.foot, host.digit_foot
    )  # fmt: skip


def test_leader_goes_on_from_the_entry_it_begins_at() -> None:
    entry, other = line("基本情况", 10), line("人才培养", 10, top=100)
    dots = [BBox(90 + 6.0 * i, 15, 92 + 6.0 * i, 17) for i in range(20)]
    found = with_leaders([entry, other], [dots], SCALE)
    assert found[0].text == "基本情况" + "." * 20
    assert found[1] == other
