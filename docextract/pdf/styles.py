"""Size and font of recognised lines, judged over all recognised pages of a document at once.

A scan has no fonts, but headings, captions and case titles are known by them. What a picture gives is the side of the
characters, their distance and the thickness of their strokes; lines that agree in these are of one style. The styles
are found as heaps in the document's own measurements, not from a list of fonts: scanners thicken and thin.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from docextract.pdf.glyphs import GlyphLine

Members = Sequence[tuple[GlyphLine, float]]  # lines of one style, each with the pixels a point of its page
Heights = np.ndarray[Any, np.dtype[np.float64]]

RELIABLE_SQUARES = 4  # lines with fewer full characters follow the styles of those with more
STROKE_SPREAD = 0.04  # of a heap, in natural logarithm: how unlike the lines of one font are in thickness
STEP_SPREAD = 0.02  # ... and in the step from one character to the next; justified lines are stretched
SAME_SIDE = 0.025  # of two heaps of one font and size
GRID = 3  # steps a spread
DEEP_VALLEY = 0.6  # of the lower of two heaps: shallower, and they are one
SQUARE_EM = 0.95  # ink side of a full character in font sizes: 0.90 in 楷体, 0.95 in 宋体, 0.98 in 黑体
DIGIT_EM = 0.70
FOOT_EM = 0.08  # how far characters reach below the line that digits stand on
UNSTRETCHED = 0.1  # the share of a style's lines whose characters stand closest: last lines of paragraphs, headings
AGREE_SHARE = 0.12  # distance and side of the characters must name the same size within this
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
    sure = [
        (line, scale) for line, scale in lines if line.n_squares >= RELIABLE_SQUARES and line.upright and line.pitch
    ]
    if not sure:
        return []
    heaps = _heaps(
        [math.log(line.pitch / scale) for line, scale in sure],
        [math.log((line.upright + line.level) / line.square) for line, _ in sure],
        [line.n_squares for line, _ in sure],
    )
    members = [[pair for pair, h in zip(sure, heaps, strict=True) if h == heap] for heap in sorted(set(heaps))]
    groups = [_group(own, f"ocr-{n}") for n, own in enumerate(_without_stretched(members), start=1)]
    body = max(groups, key=lambda group: group.weight)
    return [_with_weight(group, body) for group in groups]


def _without_stretched(heaps: Sequence[Members]) -> list[Members]:
    """Heaps of lines that were only set wider joined to the heap of the same characters set as usual."""
    kept: list[Members] = []
    for own in sorted(heaps, key=lambda members: -_weight(members)):
        alike = [i for i, other in enumerate(kept) if _is_stretched(own, other)]
        if alike:
            kept[alike[0]] = [*kept[alike[0]], *own]
        else:
            kept.append(own)
    return kept


def _is_stretched(own: Members, usual: Members) -> bool:
    side, other_side = _mean_side(own), _mean_side(usual)
    strokes, other_strokes = _mean_strokes(own), _mean_strokes(usual)
    return abs(math.log(side / other_side)) <= SAME_SIDE and abs(math.log(strokes / other_strokes)) <= 2 * STROKE_SPREAD


def _weight(members: Members) -> int:
    return sum(line.n_squares for line, _ in members)


def _mean_side(members: Members) -> float:
    return sum(line.square / scale * line.n_squares for line, scale in members) / _weight(members)


def _mean_strokes(members: Members) -> float:
    """Upright and level stroke together, in points."""
    return sum((line.upright + line.level) / scale * line.n_squares for line, scale in members) / _weight(members)


def _with_weight(group: _Group, body: _Group) -> _Group:
    """The group marked as bold if its strokes are thick for its size, and clearly thicker than the body's."""
    own, usual = (g.strokes / g.style.size for g in (group, body))
    return replace(group, style=replace(group.style, is_bold=own >= BOLD_EM and own >= BOLD_RATIO * usual))


def _heaps(steps: Sequence[float], strokes: Sequence[float], weights: Sequence[int]) -> list[int]:
    """Which heap each line lies in, by the step from character to character and the strokes (natural logarithms).

    The lines are counted on a grid, the counts smoothed; every place climbs to the heap it lies on the slope of, and
    heaps without a deep valley between them are one.
    """
    columns = np.round((np.array(steps) - min(steps)) / STEP_SPREAD * GRID).astype(int) + 3 * GRID
    rows = np.round((np.array(strokes) - min(strokes)) / STROKE_SPREAD * GRID).astype(int) + 3 * GRID
    counts = np.zeros((rows.max() + 3 * GRID + 1, columns.max() + 3 * GRID + 1))
    np.add.at(counts, (rows, columns), weights)
    smooth = cv2.GaussianBlur(counts, (0, 0), float(GRID))
    tops = [_climb(smooth, int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
    kept: list[tuple[int, int]] = []
    home: dict[tuple[int, int], int] = {}
    for top in sorted(set(tops), key=lambda t: (-smooth[t], t)):
        near = [i for i, other in enumerate(kept) if _saddle(smooth, top, other) > DEEP_VALLEY * smooth[top]]
        home[top] = near[0] if near else len(kept)
        if not near:
            kept.append(top)
    return [home[top] for top in tops]


def _climb(smooth: Heights, row: int, column: int) -> tuple[int, int]:
    """The top reached by always stepping to the highest neighbour."""
    while True:
        top, left = max(0, row - 1), max(0, column - 1)
        around = smooth[top : row + 2, left : column + 2]
        step = np.unravel_index(int(np.argmax(around)), around.shape)
        target = (top + int(step[0]), left + int(step[1]))
        if smooth[target] <= smooth[row, column]:
            return row, column
        row, column = target


def _saddle(smooth: Heights, a: tuple[int, int], b: tuple[int, int]) -> float:
    """The lowest height on the straight way between two tops."""
    steps = max(abs(a[0] - b[0]), abs(a[1] - b[1]), 1)
    rows = np.round(np.linspace(a[0], b[0], steps + 1)).astype(int)
    columns = np.round(np.linspace(a[1], b[1], steps + 1)).astype(int)
    return float(smooth[rows, columns].min())


def _group(members: Members, font: str) -> _Group:
    side = _mean_side(members)
    size = _size(side, sorted(line.pitch / scale for line, scale in members if line.pitch))
    feet = [(line.foot - line.digit_foot) / scale / size for line, scale in members if line.foot and line.digit_foot]
    foot = sorted(feet)[len(feet) // 2] if feet else FOOT_EM
    return _Group(side, _mean_strokes(members), _weight(members), Style(size, font, False, foot))


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
