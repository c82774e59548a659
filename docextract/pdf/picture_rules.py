"""Level and upright rules in a straightened picture, and the picture without them.

Strokes are found by shape: thin, straight, long. What is no longer than the strokes of large letters counts only where
it ends at other rules, as in a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from docextract.model.geometry import BBox
from docextract.model.page import Rule
from docextract.pdf.ocr import Picture
from docextract.pdf.straighten import PAPER

Mask = np.ndarray[Any, np.dtype[np.uint8]]

RULE_GREY = 205  # a hairline of a third of a point is no darker than this after scanning
STROKE_PT = 8.0  # shorter strokes are left to the letters
LONE_RULE_PT = 72.0  # shorter rules end at another rule: level strokes of bold letters in a row can look like one
SURE_RULE_PT = 36.0  # shorter rules end at others on both sides: no letter of a text is as large as this
MAX_RULE_PT = 3.2  # thicker bars are areas
JOIN_PT = 8.0  # a rule broken by a speck or a fold goes on after at most this much white,
JOIN_SHARE = 0.1  # and this much of the shorter part: letters in a row have level strokes in a row, with wider gaps
WHOLE_SHARE = 0.92  # of a rule's length is seen; level strokes of letters in a row leave more white than that
SWAY_PT = 0.8  # paper is never quite flat: the parts of one rule may lie this much above each other
END_PT = 3.0  # a short rule must end this near to rules that cross it
ERASE_RUN_PX = 15  # ink that runs on for this long beside a rule's middle is part of it
MIN_FRAME_PT = 40.0
MIN_CONTRAST = 40.0  # grey levels to the darker side; where a tint ends, sharpening draws a paler line


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight piece of a rule in pixels: `at` its middle across, `start` to `end` along, `thick` across.

    `inked` is the length that was really seen.
    """

    at: float
    start: float
    end: float
    thick: float
    inked: float


def find_rules(grey: Picture, scale: float) -> tuple[Rule, ...]:
    """Level and upright rules in points. A short stroke counts only where it ends at others, as in a table."""
    ink = (grey < RULE_GREY).astype(np.uint8)
    side = max(3, round(MAX_RULE_PT * scale) + 1)
    areas = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, block(side, side)), block(3, 3))
    thin = cv2.bitwise_and(ink, 1 - areas)
    level = _standing_out(_whole(_joined(_strokes(thin, scale), scale)), grey, scale)
    upright = _standing_out(_whole(_joined(_strokes(np.ascontiguousarray(thin.T), scale), scale)), grey.T, scale)
    level, upright = _kept(level, upright, scale)
    return (
        *(_rule(BBox(s.start, s.at, s.end, s.at), s.thick, scale) for s in level),
        *(_rule(BBox(s.at, s.start, s.at, s.end), s.thick, scale) for s in upright),
    )


def block(width: int, height: int) -> Mask:
    return np.ones((height, width), np.uint8)


def _rule(box: BBox, thick: float, scale: float) -> Rule:
    return Rule(in_points(box, scale), thick / scale)


def in_points(box: BBox, scale: float) -> BBox:
    return BBox(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)


def _strokes(ink: Mask, scale: float) -> list[_Stroke]:
    """Level strokes of at least STROKE_PT, with the pixels that JPEG noise ate out of them."""
    long = max(5, round(STROKE_PT * scale))
    mended = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, block(3, 1))
    opened = cv2.morphologyEx(mended, cv2.MORPH_OPEN, block(long, 1))
    count, _, stats, middles = cv2.connectedComponentsWithStats(opened, connectivity=8)
    out = []
    for i in range(1, count):
        x, _, width, height, area = (int(value) for value in stats[i])
        thick = area / width
        if thick <= MAX_RULE_PT * scale and height <= thick + 2 * SWAY_PT * scale:
            out.append(_Stroke(float(middles[i][1]) + 0.5, float(x), float(x + width), thick, float(width)))
    return out


def _joined(strokes: Sequence[_Stroke], scale: float) -> list[_Stroke]:
    """Pieces that follow each other on one line as one."""
    out: list[_Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.start, s.at)):
        for i in range(len(out) - 1, -1, -1):
            other = out[i]
            near = abs(other.at - stroke.at) <= SWAY_PT * scale
            gap = min(JOIN_PT * scale, JOIN_SHARE * min(other.end - other.start, stroke.end - stroke.start))
            if near and other.start <= stroke.start <= other.end + gap:
                out[i] = _merged(other, stroke)
                break
        else:
            out.append(stroke)
    return out


def _whole(strokes: Sequence[_Stroke]) -> list[_Stroke]:
    return [s for s in strokes if s.inked >= WHOLE_SHARE * (s.end - s.start)]


def _standing_out(strokes: Sequence[_Stroke], grey: Picture, scale: float) -> list[_Stroke]:
    """Strokes darker than what lies on either side of them; `grey` is turned so that they run level."""
    return [s for s in strokes if _contrast(s, grey, scale) >= MIN_CONTRAST]


def _contrast(stroke: _Stroke, grey: Picture, scale: float) -> float:
    """How many grey levels a stroke is darker than the darker of its sides, for most of its length."""
    start, end, at = int(stroke.start), int(stroke.end), int(stroke.at)
    away, wide = round(stroke.thick / 2 + SWAY_PT * scale) + 2, 3
    sides = (
        grey[max(0, at - away - wide) : max(0, at - away), start:end],
        grey[at + away : at + away + wide, start:end],
    )
    core = grey[max(0, at - 1) : at + 2, start:end].min(axis=0)
    return min((float(np.median(side)) for side in sides if side.size), default=255.0) - float(np.median(core))


def _merged(a: _Stroke, b: _Stroke) -> _Stroke:
    inked = a.inked + b.inked
    share = b.inked / inked
    at, thick = a.at + (b.at - a.at) * share, a.thick + (b.thick - a.thick) * share
    return _Stroke(at, a.start, max(a.end, b.end), thick, inked)


def _kept(level: Sequence[_Stroke], upright: Sequence[_Stroke], scale: float) -> tuple[list[_Stroke], list[_Stroke]]:
    """Long strokes, and shorter ones that end at kept ones; asked again, as short ones may end at short ones."""
    kept_level = [s for s in level if s.end - s.start >= LONE_RULE_PT * scale]
    kept_upright = [s for s in upright if s.end - s.start >= LONE_RULE_PT * scale]
    for _ in range(3):
        found_level = [s for s in level if s in kept_level or _is_tied(s, kept_upright, scale)]
        found_upright = [s for s in upright if s in kept_upright or _is_tied(s, kept_level, scale)]
        kept_level, kept_upright = found_level, found_upright
    return kept_level, kept_upright


def _is_tied(stroke: _Stroke, crossing: Sequence[_Stroke], scale: float) -> bool:
    """True if a stroke ends at crossing ones: at one end will do for one of some length."""
    near = END_PT * scale
    reach = [other for other in crossing if other.start - near <= stroke.at <= other.end + near]
    ends = [any(abs(other.at - end) <= near for other in reach) for end in (stroke.start, stroke.end)]
    return all(ends) or (any(ends) and stroke.end - stroke.start >= SURE_RULE_PT * scale)


def without_rules(grey: Picture, rules: Sequence[Rule], scale: float) -> Picture:
    """The picture with the rules painted over, so that none is read as 1, | or 一.

    Only ink that runs along the rule goes: a letter that touches it keeps all else.
    """
    out = grey.copy()
    for rule in rules:
        half = (rule.width / 2 + SWAY_PT) * scale + 2
        box = BBox(*(value * scale for value in (rule.bbox.x0, rule.bbox.top, rule.bbox.x1, rule.bbox.bottom)))
        ends = 2.0
        across, along = (half, ends) if rule.is_horizontal else (ends, half)
        part = out[
            max(0, round(box.top - across)) : round(box.bottom + across) + 1,
            max(0, round(box.x0 - along)) : round(box.x1 + along) + 1,
        ]
        part[_along(part, rule.is_horizontal, rule.width * scale)] = PAPER
    return out


def _along(part: Picture, is_level: bool, thick: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Pixels of a narrow strip that belong to the rule in its middle, its blurred edge among them."""
    ink = (part < RULE_GREY).astype(np.uint8)
    long = min(ERASE_RUN_PX, max(part.shape))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, block(long, 1) if is_level else block(1, long))
    grown = cv2.dilate(runs, block(1, 5) if is_level else block(5, 1)) > 0
    middle = part.shape[0 if is_level else 1] // 2
    core = round(thick / 2) + 1
    if is_level:
        grown[max(0, middle - core) : middle + core + 1, :] = True
    else:
        grown[:, max(0, middle - core) : middle + core + 1] = True
    return np.asarray(grown)


def lone_frames(rules: Sequence[Rule]) -> list[BBox]:
    """Rectangles of four rules that meet at their corners and that no other rule touches; cells of tables are none."""
    level = [rule.bbox for rule in rules if rule.is_horizontal]
    upright = [rule.bbox for rule in rules if not rule.is_horizontal]
    out = []
    for left in upright:
        for right in upright:
            same = abs(left.top - right.top) <= END_PT and abs(left.bottom - right.bottom) <= END_PT
            if not same or right.x0 - left.x0 < MIN_FRAME_PT:
                continue
            box = BBox(left.x0, left.top, right.x0, left.bottom)
            sides = [side for side in level if any(_is_side(side, box, y) for y in (box.top, box.bottom))]
            if len(sides) == 2 and not any(
                _touches(other, box) for other in (*level, *upright) if other not in (left, right, *sides)
            ):
                out.append(box)
    return out


def _is_side(side: BBox, box: BBox, y: float) -> bool:
    return abs(side.y_mid - y) <= END_PT and abs(side.x0 - box.x0) <= END_PT and abs(side.x1 - box.x1) <= END_PT


def _touches(rule: BBox, frame: BBox) -> bool:
    """True if a rule comes up to the frame's outline, from within or without."""
    near = frame.grown(END_PT)
    meets = near.x_overlap(rule.grown(0.1)) > 0 and near.y_overlap(rule.grown(0.1)) > 0
    inner = frame.grown(-END_PT)
    is_within = inner.holds_point(rule.x0, rule.top) and inner.holds_point(rule.x1, rule.bottom)
    return meets and not is_within
