"""A recognised line to glyphs with their ink: where each character stands, how large it is, how thick its strokes are.

All lengths here are pixels of the straightened picture. What size and font a line has is decided later, over the whole
document (see `styles`): one line alone says it to a tenth of the size, a hundred lines of one kind say it exactly.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from docextract.model.geometry import BBox, union_box
from docextract.pdf.ocr import Picture, ReadChar

Profile = np.ndarray[Any, np.dtype[np.float64]]

FAINT = 40  # of 255 darker than paper: less is noise
PAPER_PERCENT = 70.0  # of a cut-out are no lighter than its ground: letters cover a third at most
LIGHTEST_PERCENT = 97.0  # how far this lies above the ground is its noise: ink makes nothing lighter
NOISE_REACH = 3.0  # noise falls this many times as far below the ground
WHITE_PAPER = 245.0
STROKE_START = 64  # of 255: where a stroke begins and ends, half way up its blurred edge
# Characters that do not fill their square: they say nothing of the size.
FLAT = frozenset("一二三四工口日曰丶丨、，。；：！？（）《》〈〉【】“”‘’…—·～")
OFF_MIDDLE_COST = 3.0  # of a cut a whole step away, against cutting the darkest column
SAME_SIDE = 0.07  # characters cut wrongly or joined differ more from the usual side
MIN_STROKES = 12  # fewer strokes than this, and their middle thickness is chance


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised character and the box of its ink (None where no ink could be told apart)."""

    text: str
    score: float
    ink: BBox
    after_blank: bool


@dataclass(frozen=True, slots=True)
class GlyphLine:
    """A line as measured. Lengths are 0 where the line has too little to measure.

    `square` is the usual side of the ink of its `n_squares` full Chinese characters, `pitch` the usual distance from
    one to the next, `digit` the usual height of its digits and capitals; `upright` and `level` are the thickness of its
    strokes, `foot` and `digit_foot` the lower edges (from the page's top) of the characters and of the digits.
    """

    glyphs: tuple[Glyph, ...]
    n_squares: int
    square: float
    pitch: float
    digit: float
    upright: float
    level: float
    foot: float
    digit_foot: float

    @property
    def box(self) -> BBox:
        return union_box(glyph.ink for glyph in self.glyphs)

    @property
    def text(self) -> str:
        return "".join((" " if glyph.after_blank else "") + glyph.text for glyph in self.glyphs)


def is_ideograph(text: str) -> bool:
    """True for a Chinese character proper, not its punctuation."""
    return "\u3400" <= text <= "\u9fff"


def measure_line(picture: Picture, x0: int, top: int, chars: Sequence[ReadChar]) -> GlyphLine:
    """`picture` is the cut-out that was read, its corner at (x0, top) of the page's picture; `chars` are not empty."""
    dark = _darkness(picture)
    _clear_neighbours(dark)
    glyphs = tuple(_glyphs(dark, x0, top, chars))
    squares = [g for g in glyphs if is_ideograph(g.text) and g.text not in FLAT]
    digits = [g for g in glyphs if g.text.isascii() and (g.text.isdigit() or g.text.isupper() or g.text == "%")]
    middles = [(g.ink.x_mid, is_ideograph(g.text)) for g in glyphs]
    steps = [b[0] - a[0] for a, b in itertools.pairwise(middles) if a[1] and b[1]]
    upright, level = _strokes(dark, squares, x0, top)
    return GlyphLine(
        glyphs=glyphs,
        n_squares=len(squares),
        square=_full_side([max(g.ink.width, g.ink.height) for g in squares]),
        pitch=_middle(steps),
        digit=_middle([g.ink.height for g in digits]),
        upright=upright,
        level=level,
        foot=_middle([g.ink.bottom for g in squares]),
        digit_foot=_middle([g.ink.bottom for g in digits]),
    )


def _darkness(picture: Picture) -> Profile:
    """How much darker than its ground each pixel is, from 0 to 255; noise is 0.

    The ground is paper, or a shade where noise on it alone would be ink.
    """
    paper, lightest = (float(np.percentile(picture, share)) for share in (PAPER_PERCENT, LIGHTEST_PERCENT))
    is_noisy_shade = paper < WHITE_PAPER and 255.0 - paper + NOISE_REACH * (lightest - paper) >= FAINT
    ground = max(1.0, paper) if is_noisy_shade else 255.0
    dark = np.maximum(0.0, ground - picture.astype(np.float64)) * (255.0 / ground)
    dark[dark < FAINT] = 0.0
    return np.asarray(dark)


def dash_line(glyphs: Sequence[Glyph]) -> GlyphLine:
    """A line of marks that were told by their shape; it has nothing to measure."""
    return GlyphLine(tuple(glyphs), 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _clear_neighbours(dark: Profile) -> None:
    """Whitens what the lines above and below reach into the cut-out: ink at its edge with white further in."""
    rows = (dark > STROKE_START).sum(axis=1)
    reach = len(rows) // 4
    for order in (rows, rows[::-1]):
        if not order[0]:
            continue
        white = np.flatnonzero(order[:reach] == 0)
        if len(white):
            if order is rows:
                dark[: white[0]] = 0.0
            else:
                dark[len(rows) - white[0] :] = 0.0


def _middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def _full_side(sides: Sequence[float]) -> float:
    """The mean of those near the middle one: finer than a pixel, and without those that were cut wrongly."""
    if not sides:
        return 0.0
    middle = statistics.median_low(sides)
    return statistics.fmean(side for side in sides if abs(side - middle) <= SAME_SIDE * middle)


def _glyphs(dark: Profile, x0: int, top: int, chars: Sequence[ReadChar]) -> list[Glyph]:
    """Each character's ink: the cut-out parted where it is whitest between the middles of two neighbours."""
    columns = dark.sum(axis=0)
    width = dark.shape[1]
    cuts = [0, *(_cut(columns, a.x, b.x) for a, b in itertools.pairwise(chars)), width]
    out = []
    for char, start, end in zip(chars, cuts, cuts[1:], strict=False):
        left = min(start, width - 1)
        right = max(end, left + 1)
        part = dark[:, left:right]
        inked_columns, inked_rows = np.flatnonzero(part.max(axis=0)), np.flatnonzero(part.max(axis=1))
        if len(inked_columns):
            first, last = int(inked_columns[0]), int(inked_columns[-1]) + 1
            upper, lower = int(inked_rows[0]), int(inked_rows[-1]) + 1
        else:  # read where nothing is printed dark enough: keep the place
            first, last, upper, lower = 0, right - left, 0, dark.shape[0]
        ink = BBox(x0 + left + first, top + upper, x0 + left + last, top + lower)
        out.append(Glyph(char.text, char.score, ink, char.after_blank))
    return out


def _cut(columns: Profile, left: float, right: float) -> int:
    """A white column between two middles, rather near to half way: 报 and 情 are white inside as well."""
    start, end = max(0, int(left) + 1), min(len(columns), max(int(left) + 2, int(right)))
    if end - start < 2:
        return min(len(columns), max(start, round((left + right) / 2)))
    places = np.arange(start, end)
    off = np.abs(places - (left + right) / 2) / (right - left)
    darkest = max(1.0, float(columns.max()))
    return int(places[np.argmin(columns[start:end] / darkest + OFF_MIDDLE_COST * off**2)])


def _strokes(dark: Profile, squares: Sequence[Glyph], x0: int, top: int) -> tuple[float, float]:
    """Usual thickness of upright and of level strokes, in pixels, from the darkness across each."""
    upright: list[float] = []
    level: list[float] = []
    for glyph in squares:
        part = dark[
            int(glyph.ink.top) - top : int(glyph.ink.bottom) - top, int(glyph.ink.x0) - x0 : int(glyph.ink.x1) - x0
        ]
        longest = 0.3 * max(part.shape)
        upright.extend(_run_lengths(part, longest))
        level.extend(_run_lengths(part.T, longest))
    if min(len(upright), len(level)) < MIN_STROKES:
        return 0.0, 0.0
    return statistics.median(upright), statistics.median(level)


def _run_lengths(part: Profile, longest: float) -> list[float]:
    """Thickness of the dark runs in each row, by their darkness; runs along a stroke are left out."""
    padded = np.pad(part, ((0, 0), (1, 1)))
    inside = (padded > STROKE_START).astype(np.int8)
    edges = np.diff(inside, axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    sums = np.cumsum(padded, axis=1)
    # One pixel more on either side: the blurred edge belongs to the stroke.
    last = padded.shape[1] - 1
    before = sums[rows, np.maximum(starts - 1, 0)]
    weight = (sums[rows, np.minimum(ends + 1, last)] - before) / 255.0
    return [float(w) for w, long in zip(weight, ends - starts, strict=True) if 0 < long <= longest]
