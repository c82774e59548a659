"""Size and font of recognised lines, judged over all recognised pages of a document at once.

A scan has no fonts, but headings, captions and case titles are known by them. What a picture gives is the side of the
characters, their distance and the thickness of their strokes; lines that agree in these are of one style. The styles
are found as heaps in the document's own measurements, not from a list of fonts: scanners thicken and thin.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.pdf.glyphs import GlyphLine

RELIABLE_SQUARES = 4  # lines with fewer full characters follow the styles of those with more
STROKE_SPREAD = 0.055  # of a heap, in natural logarithm: how unlike the lines of one font may be in thickness
SIDE_SPREAD = 0.018
DEEP_VALLEY = 0.6  # of the lower of two heaps: shallower, and they are one
FINE = 0.004  # step of the measuring stick, in natural logarithm
SQUARE_EM = 0.95  # ink side of a full character in font sizes: 0.90 in 楷体, 0.95 in 宋体, 0.98 in 黑体
DIGIT_EM = 0.70
FOOT_EM = 0.08  # how far characters reach below the line that digits stand on
UNSTRETCHED = 0.1  # the share of a style's lines whose characters stand closest: last lines of paragraphs, headings
AGREE_SHARE = 0.09  # distance and side of the characters must name the same size within this
BOLD_RATIO = 1.3  # to the strokes of the body
BOLD_EM = 0.128  # sum of upright and level stroke in font sizes; 0.08 in 宋体, 0.12 in 黑体, 0.14 and more in bold
LADDER_PT = (6.5, 7.5, 8, 9, 10, 10.5, 11, 12, 14, 15, 16, 18, 20, 22, 24, 26, 28, 32, 36, 42)  # 六号 to 初号
ON_LADDER = 0.04
OTHER_FONT_COST = 0.5  # a line too short to measure well takes a style of another thickness only if far nearer in size


@dataclass(frozen=True, slots=True)
class Style:
    """`size` in points; `font` tells styles apart and means nothing else; `foot` is in font sizes."""

    size: float
    font: str
    is_bold: bool
    foot: float


@dataclass(frozen=True, slots=True)
class _Group:
    """A style as measured: side of its characters and thickness of strokes in points, how many characters it has."""

    side: float
    strokes: float
    weight: int
    style: Style


def line_styles(lines: Sequence[tuple[GlyphLine, float]]) -> list[Style]:
    """The style of each line; `lines` are those of the whole document, each with the pixels a point of its page."""
    groups = _groups(lines)
    return [_style_of(line, scale, groups) for line, scale in lines]


def _groups(lines: Sequence[tuple[GlyphLine, float]]) -> list[_Group]:
    sure = [(line, scale) for line, scale in lines if line.n_squares >= RELIABLE_SQUARES and line.upright]
    if not sure:
        return []
    weights = [line.n_squares for line, _ in sure]
    relative = [math.log((line.upright + line.level) / line.square) for line, _ in sure]
    fonts = _heaps(relative, weights, STROKE_SPREAD)
    ink: dict[int, int] = defaultdict(int)
    for font, weight in zip(fonts, weights, strict=True):
        ink[font] += weight
    body = max(ink, key=lambda font: (ink[font], -font))
    thickness = {font: _mean([r for r, f in zip(relative, fonts, strict=True) if f == font]) for font in ink}
    groups = []
    for font in sorted(ink):
        own = [pair for pair, f in zip(sure, fonts, strict=True) if f == font]
        sides = _heaps([math.log(line.square / scale) for line, scale in own], [x.n_squares for x, _ in own], SIDE_SPREAD)
        strokes = math.exp(thickness[font]) * SQUARE_EM
        is_bold = thickness[font] - thickness[body] >= math.log(BOLD_RATIO) and strokes >= BOLD_EM
        for heap in sorted(set(sides)):
            members = [pair for pair, s in zip(own, sides, strict=True) if s == heap]
            groups.append(_group(members, f"ocr-{font + 1}", is_bold))
    return groups


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _heaps(values: Sequence[float], weights: Sequence[int], spread: float) -> list[int]:
    """Which heap each value lies in, heaps numbered from the lowest: parted at deep valleys of the smoothed counts."""
    low = min(values) - 3 * spread
    n = int((max(values) + 3 * spread - low) / FINE) + 1
    counts = [0.0] * n
    for value, weight in zip(values, weights, strict=True):
        counts[round((value - low) / FINE)] += weight
    reach = int(3 * spread / FINE)
    kernel = [math.exp(-0.5 * (k * FINE / spread) ** 2) for k in range(-reach, reach + 1)]
    smooth = [
        sum(counts[i + k] * kernel[k + reach] for k in range(-reach, reach + 1) if 0 <= i + k < n) for i in range(n)
    ]
    cuts = _valleys(smooth)
    return [sum(round((value - low) / FINE) > cut for cut in cuts) for value in values]


def _valleys(smooth: Sequence[float]) -> list[int]:
    peaks = [i for i in range(1, len(smooth) - 1) if smooth[i - 1] < smooth[i] >= smooth[i + 1]]
    cuts: list[int] = []
    last = peaks[0] if peaks else 0
    for peak in peaks[1:]:
        bottom = min(range(last, peak + 1), key=lambda i: smooth[i])
        if smooth[bottom] <= DEEP_VALLEY * min(smooth[last], smooth[peak]):
            cuts.append(bottom)
            last = peak
        elif smooth[peak] > smooth[last]:
            last = peak
    return cuts


def _group(members: Sequence[tuple[GlyphLine, float]], font: str, is_bold: bool) -> _Group:
    weight = sum(line.n_squares for line, _ in members)
    side = sum(line.square / scale * line.n_squares for line, scale in members) / weight
    strokes = sum((line.upright + line.level) / scale * line.n_squares for line, scale in members) / weight
    size = _size(side, sorted(line.pitch / scale for line, scale in members if line.pitch))
    feet = [(line.foot - line.digit_foot) / scale / size for line, scale in members if line.foot and line.digit_foot]
    foot = sorted(feet)[len(feet) // 2] if feet else FOOT_EM
    return _Group(side, strokes, weight, Style(size, font, is_bold, foot))


def _size(side: float, pitches: Sequence[float]) -> float:
    """Points from the closest-set lines; from the characters' side where those disagree (text set wide or narrow)."""
    size = side / SQUARE_EM
    if pitches:
        closest = pitches[int(UNSTRETCHED * len(pitches))]
        if abs(math.log(closest / size)) <= AGREE_SHARE:
            size = closest
    return _on_ladder(size)


def _on_ladder(size: float) -> float:
    """A size in use among printers where one is near, else to half a point."""
    nearest = min(LADDER_PT, key=lambda step: abs(math.log(step / size)))
    return float(nearest) if abs(math.log(nearest / size)) <= ON_LADDER else round(size * 2) / 2


def _style_of(line: GlyphLine, scale: float, groups: Sequence[_Group]) -> Style:
    """The group nearest in side and strokes; a line of digits alone takes the one whose digits would be as high."""
    by_digits = line.digit / scale / DIGIT_EM
    own = by_digits if not line.square else line.square / scale / SQUARE_EM
    if not own:  # dashes, bullets, punctuation
        return Style(max(5.0, line.box.height / scale), "ocr-0", False, FOOT_EM)
    if not groups:
        return Style(_on_ladder(own), "ocr-0", False, FOOT_EM)
    strokes = (line.upright + line.level) / scale

    def cost(group: _Group) -> tuple[float, int]:
        off = math.log(line.square / scale / group.side) if line.square else math.log(by_digits / group.style.size)
        if line.square and strokes:
            return round(abs(off) + OTHER_FONT_COST * abs(math.log(strokes / group.strokes)), 2), -group.weight
        return round(abs(off), 2), -group.weight

    best = min(groups, key=cost)
    is_near = abs(math.log(own / (best.side / SQUARE_EM if line.square else best.style.size))) <= 2 * ON_LADDER
    return best.style if is_near else Style(_on_ladder(own), best.style.font, best.style.is_bold, best.style.foot)
