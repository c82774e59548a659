"""Glyphs of a recognised line to the same character records that a text layer gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docextract.model.geometry import BBox
from docextract.model.page import Char
from docextract.pdf.glyphs import Glyph, GlyphLine, is_ideograph
from docextract.pdf.styles import Style
from docextract.text.repair import is_cjk

ABOVE_EM, BELOW_EM = 0.88, 0.12  # what a character's square has above and below its baseline
BEARING_EM = 0.04  # white that a letter has on each side within its own box
# White up to this, in font sizes, is the inside of a character's square (，has its ink in one corner) and no blank;
# one that the recogniser saw as a blank is kept.
WHITE_OF_PUNCTUATION = 1.0
WHITE_OF_SQUARES = 0.45
WHITE_OF_MIXED = 0.2
WHITE_OF_LETTERS = 0.33
STEP_OF_DIGITS = 0.68
RAISED_HEIGHT = 0.75  # of the line's digits: smaller ones that stand higher are note marks
RAISED_EM = 0.15
RAISED_SIZE = 0.6
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")  # the recogniser's own letters for some raised digits
# The recogniser gives half-width brackets for many full-width ones: in Chinese text they are taken for what is usual.
HALF_BRACKETS = {"(": "（", ")": "）"}
CHINESE_BESIDE = re.compile(r"[\u3400-\u9fff，。、；：“”《》（）％%]")


def line_chars(line: GlyphLine, style: Style, scale: float) -> tuple[Char, ...]:
    """The characters of one line, left to right, in points of the straightened page."""
    baseline = _baseline(line, style, scale)
    boxes = _boxes(line.glyphs, style.size * scale)
    texts = _with_wide_brackets(_with_plain_marks([glyph.text for glyph in line.glyphs]))
    out = []
    for glyph, text, (x0, x1) in zip(line.glyphs, texts, boxes, strict=True):
        char = Char(
            text=text,
            bbox=_box(x0 / scale, x1 / scale, baseline, style.size),
            font=style.font,
            size=style.size,
            baseline=baseline,
            is_bold=style.is_bold,
            score=round(glyph.score, 3),
        )
        is_mark = text != glyph.text and glyph.text.isdigit()
        out.append(_raised(char, glyph, line, scale, is_mark) or char)
    return tuple(out)


def _with_plain_marks(texts: Sequence[str]) -> list[str]:
    """Raised digits as plain ones, but for those of a unit (m²): what they are in a text layer.

    >>> "".join(_with_plain_marks(list("车间²，面积8m²")))
    '车间2，面积8m²'
    """
    is_unit = [i > 0 and texts[i - 1].isascii() and texts[i - 1].isalpha() for i in range(len(texts))]
    return [text if unit else text.translate(SUPERSCRIPTS) for text, unit in zip(texts, is_unit, strict=True)]


def _box(x0: float, x1: float, baseline: float, size: float) -> BBox:
    return BBox(x0, baseline - ABOVE_EM * size, max(x0, x1), baseline + BELOW_EM * size)


def _baseline(line: GlyphLine, style: Style, scale: float) -> float:
    """Where digits stand; characters reach a little below that."""
    if line.foot:
        return line.foot / scale - style.foot * style.size
    if line.digit_foot:
        return line.digit_foot / scale
    return line.box.y_mid / scale + (0.5 - BELOW_EM) * style.size


def _boxes(glyphs: Sequence[Glyph], em: float) -> list[tuple[float, float]]:
    """Left and right edge of each character, meeting those of its neighbours unless there is a blank between."""
    edges = [_own_edges(glyph, em) for glyph in glyphs]
    for i in range(len(glyphs) - 1):
        (left, end), (start, right) = edges[i], edges[i + 1]
        if start < end or not _is_blank_between(glyphs[i], glyphs[i + 1], start - end, em):
            middle = min(max((end + start) / 2, left), right)
            edges[i], edges[i + 1] = (left, middle), (middle, right)
    return edges


def _own_edges(glyph: Glyph, em: float) -> tuple[float, float]:
    if is_ideograph(glyph.text):
        return glyph.ink.x_mid - em / 2, glyph.ink.x_mid + em / 2
    return glyph.ink.x0 - BEARING_EM * em, glyph.ink.x1 + BEARING_EM * em


def _is_blank_between(left: Glyph, right: Glyph, gap: float, em: float) -> bool:
    """True where the recogniser saw a blank or the white is wider than characters of that kind have in themselves."""
    if right.after_blank:
        return True
    if left.text.isdigit() and right.text.isdigit():  # a narrow 1 has much white beside it, but digits keep their step
        return right.ink.x_mid - left.ink.x_mid > STEP_OF_DIGITS * em
    wide = [is_cjk(left.text), is_cjk(right.text)]
    if any(is_cjk(text) and not is_ideograph(text) for text in (left.text, right.text)):
        return gap > WHITE_OF_PUNCTUATION * em
    if all(wide):
        return gap > WHITE_OF_SQUARES * em
    return gap > (WHITE_OF_MIXED if any(wide) else WHITE_OF_LETTERS) * em


def _raised(char: Char, glyph: Glyph, line: GlyphLine, scale: float, is_mark: bool) -> Char | None:
    """A small digit that stands above the line's foot is the mark of a note; `is_mark` if it was read as one."""
    if is_mark:
        return _raised_to(char, char.baseline - (1 - RAISED_SIZE) * ABOVE_EM * char.size)
    is_small = glyph.text.isdigit() and line.square and glyph.ink.height < RAISED_HEIGHT * 0.7 * char.size * scale
    if not is_small or glyph.ink.bottom / scale > char.baseline - RAISED_EM * char.size:
        return None
    return _raised_to(char, glyph.ink.bottom / scale)


def _raised_to(char: Char, baseline: float) -> Char:
    size = round(RAISED_SIZE * char.size, 1)
    box = _box(char.bbox.x0, char.bbox.x1, baseline, size)
    return replace(char, size=size, baseline=baseline, bbox=box)


def _with_wide_brackets(texts: Sequence[str]) -> list[str]:
    """Half-width brackets next to Chinese as full-width ones, by pairs where both are on the line.

    >>> "".join(_with_wide_brackets(list("年度报告(2024年度)f(x)")))
    '年度报告（2024年度）f(x)'
    """
    out = list(texts)
    opened: list[int] = []
    for i, text in enumerate(texts):
        if text in "(（":
            opened.append(i)
        elif text in ")）":
            start = opened.pop() if opened else i
            if _is_chinese_beside(texts, start, i):
                out[start], out[i] = (HALF_BRACKETS.get(out[k], out[k]) for k in (start, i))
    for i in opened:
        if _is_chinese_beside(texts, i, i):
            out[i] = HALF_BRACKETS.get(out[i], out[i])
    return out


def _is_chinese_beside(texts: Sequence[str], start: int, end: int) -> bool:
    beside = (start - 1, start + 1, end - 1, end + 1)
    return any(0 <= k < len(texts) and CHINESE_BESIDE.match(texts[k]) for k in beside)
