"""Characters settled by what stands around them, from lines made up by hand."""

from __future__ import annotations

import pytest

from docextract.model.geometry import BBox
from docextract.pdf.glyphs import Glyph, GlyphLine, dash_line
from docextract.pdf.likely_chars import UNSETTLED_SCORE, settled

EM = 30.0


def line(texts: str, x: float = 0.0, row: int = 0, *, flat: bool = False) -> GlyphLine:
    top = 50.0 * row
    height = 3.0 if flat else 0.9 * EM
    return dash_line(
        [
            Glyph(
                text,
                0.99,
                BBox(x + i * EM, top + (EM - height) / 2, x + (i + 0.9) * EM, top + (EM + height) / 2),
                False,
            )
            for i, text in enumerate(texts)
        ]
    )


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("12O5", "1205"),
        ("l7.6", "17.6"),
        ("96.O4%", "96.04%"),
        ("3,3I4人", "3,314人"),
        ("2O24年", "2024年"),
        ("二O二四年", "二〇二四年"),
    ],
)
def test_letter_within_a_number_is_a_digit(read: str, printed: str) -> None:
    assert settled([line(read)])[0].text == printed


@pytest.mark.parametrize(
    "fine", ["O2O模式", "1+X证书", "二〇二四年", "A类", "Office365", "5G", "III", "10所", "IPv6", "一〇一"]
)
def test_other_letters_stay(fine: str) -> None:
    assert settled([line(fine)])[0].text == fine


def column(*texts: str, flat: int) -> list[GlyphLine]:
    return [line(text, 400.0, row, flat=row == flat) for row, text in enumerate(texts)]


def test_lone_stroke_among_numbers_is_a_dash() -> None:
    assert [item.text for item in settled(column("12", "一", "98.5", "0", flat=1))] == ["12", "—", "98.5", "0"]


def test_stroke_among_ordinals_is_one() -> None:
    assert settled(column("一", "二", "三", flat=0))[0].text == "一"


def test_stroke_that_nothing_decides_is_doubted() -> None:
    (found, *_) = settled(column("一", "等奖", "优秀", flat=0))
    assert found.text == "一"
    assert found.glyphs[0].score == UNSETTLED_SCORE


def test_stroke_two_characters_long_is_a_dash_whatever_stands_around() -> None:
    long = dash_line([Glyph("一", 0.9, BBox(400, 60, 400 + 1.9 * EM, 63), False)])
    assert settled([long, *column("", "人", "个", "所", flat=0)[1:]])[0].text == "——"


def test_two_strokes_are_one_long_dash() -> None:
    assert settled([line("一一", flat=True)])[0].text == "——"
