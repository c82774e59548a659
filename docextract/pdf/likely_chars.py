"""Characters that a recogniser can't tell by their shape, settled by what stands around them.

Only where the place leaves no choice; where it leaves one the character stays as read, with a score that says so.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import replace

from docextract.model.geometry import BBox
from docextract.pdf.glyphs import Glyph, GlyphLine, dash_line
from docextract.text.patterns import compile_pattern

# Read for 0 and 1 where digits stand on both sides, or a digit and the end of the number.
AS_DIGIT = {"O": "0", "o": "0", "О": "0", "〇": "0", "l": "1", "I": "1", "|": "1", "丨": "1"}
# A number with at least two true digits in it (O2O is none) and nothing around that could be a word or a Chinese number.
NUMBER = compile_pattern(
    r"(?<![A-Za-z\d一二三四五六七八九十])"
    r"(?=(?:[.,OoОlI|丨〇]*\d){2})(?=[\d.,]*[OoОlI|丨〇])[\dOoОlI|丨〇][\d.,OoОlI|丨〇]*"
    r"(?![A-Za-z一二三四五六七八九十])"
)
CHINESE_NUMBER = compile_pattern(r"(?<=[一二三四五六七八九])[O0oО](?=[一二三四五六七八九])")  # 二O二四
NUMERIC = compile_pattern(r"[-+—]?\d[\d,.]*%?|[-—–]+|/")
FLAT_RATIO = 2.0  # as wide as high: a dash
HYPHEN_SHARE = 0.6  # of a character: a shorter dash is a hyphen
SQUARE_EM, DIGIT_EM = 0.95, 0.72  # ink of full characters and of digits, in font sizes
LONG_SHARE = 1.4  # of it, a character: 一 is one wide, —— two
LEAST_NUMERIC = 0.6  # of the texts above and below a dash that are numbers
ORDINALS = frozenset("二三四五六七八九十")
UNSETTLED_SCORE = 0.6  # what is left as read though it may well be the other character


def settled(lines: Sequence[GlyphLine]) -> tuple[GlyphLine, ...]:
    """The lines of a page, with digits within numbers and dashes in columns of numbers as what they must be."""
    em = _usual_em(lines)
    return tuple(_with_dash(_with_digits(line), lines, em) for line in lines)


def _usual_em(lines: Sequence[GlyphLine]) -> float:
    """The usual width of a Chinese character in pixels; judged by the height of digits where there is none."""
    squares = [line.square / SQUARE_EM for line in lines if line.square]
    heights = [line.box.height / DIGIT_EM for line in lines if not all(_is_flat(glyph.ink) for glyph in line.glyphs)]
    return statistics.median(squares or heights or [0.0])


def _with_digits(line: GlyphLine) -> GlyphLine:
    text = "".join(glyph.text if len(glyph.text) == 1 else " " for glyph in line.glyphs)
    changes: dict[int, str] = {}
    for match in NUMBER.finditer(text):
        changes |= {i: AS_DIGIT[text[i]] for i in range(*match.span()) if text[i] in AS_DIGIT}
    changes |= {match.start(): "〇" for match in CHINESE_NUMBER.finditer(text)}
    return _changed(line, changes) if changes else line


def _with_dash(line: GlyphLine, lines: Sequence[GlyphLine], em: float) -> GlyphLine:
    """A line of nothing but flat 一: a dash where the texts above and below are numbers, doubted where they are not."""
    if any(glyph.text not in "一—-–_" or not _is_flat(glyph.ink) for glyph in line.glyphs):
        return line
    if all(glyph.text != "一" for glyph in line.glyphs):
        return line
    if em and line.box.width >= LONG_SHARE * em * len(line.glyphs):  # no 一 is so long
        return _long_dash(line, max(2, round(line.box.width / em)))
    near = [other for other in lines if other is not line and other.box.x0 < line.box.x1 and line.box.x0 < other.box.x1]
    texts = [other.text for other in sorted(near, key=lambda other: abs(other.box.y_mid - line.box.y_mid))[:6]]
    numeric = sum(NUMERIC.fullmatch(text) is not None for text in texts)
    if len(line.glyphs) == 1 and (not texts or numeric < LEAST_NUMERIC * len(texts) or ORDINALS & set(texts)):
        return line if ORDINALS & set(texts) else _doubted(line)
    sign = "-" if len(line.glyphs) == 1 and line.box.width < HYPHEN_SHARE * em else "—"
    return _changed(line, dict.fromkeys(range(len(line.glyphs)), sign))


def _long_dash(line: GlyphLine, n: int) -> GlyphLine:
    box, score = line.box, min(glyph.score for glyph in line.glyphs)
    edges = [box.x0 + box.width * i / n for i in range(n + 1)]
    parts = [BBox(left, box.top, right, box.bottom) for left, right in itertools.pairwise(edges)]
    return dash_line([Glyph("—", score, part, False) for part in parts])


def _is_flat(ink: BBox) -> bool:
    return ink.width >= FLAT_RATIO * ink.height


def _changed(line: GlyphLine, changes: dict[int, str]) -> GlyphLine:
    glyphs = [replace(glyph, text=changes[i]) if i in changes else glyph for i, glyph in enumerate(line.glyphs)]
    return replace(line, glyphs=tuple(glyphs))


def _doubted(line: GlyphLine) -> GlyphLine:
    glyphs: list[Glyph] = [replace(glyph, score=min(glyph.score, UNSETTLED_SCORE)) for glyph in line.glyphs]
    return replace(line, glyphs=tuple(glyphs))
