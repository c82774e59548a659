"""What a straightened page picture shows besides text: rules, shaded areas, photographs and drawings.

Found by shape alone, in this order: level and upright strokes (rules); what ink is left that is neither text nor rule
(photographs, bars and curves of charts); even grey areas (shaded boxes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from docextract.model.geometry import BBox, union_box
from docextract.model.page import Fill, Image, Rule
from docextract.pdf.ocr import Picture
from docextract.pdf.straighten import PAPER

Mask = np.ndarray[Any, np.dtype[np.uint8]]

RULE_GREY = 205  # a hairline of a third of a point is no darker than this after scanning
INK_GREY = 190
STROKE_PT = 8.0  # shorter strokes are left to the letters
LONE_RULE_PT = 72.0  # shorter rules end at another rule: level strokes of bold letters in a row can look like one
SURE_RULE_PT = 36.0  # shorter rules end at others on both sides: no letter of a text is as large as this
MAX_RULE_PT = 3.2  # thicker bars are areas
JOIN_PT = 5.0  # a rule broken by a speck or a fold goes on after at most this much white,
JOIN_SHARE = 0.1  # and this much of the shorter part: letters in a row have level strokes in a row, with wider gaps
WHOLE_SHARE = 0.92  # of a rule's length is seen; level strokes of letters in a row leave more white than that
SWAY_PT = 0.8  # paper is never quite flat: the parts of one rule may lie this much above each other
END_PT = 3.0  # a short rule must end this near to rules that cross it
ERASE_RUN_PX = 15  # ink that runs on for this long beside a rule's middle is part of it
MIN_PICTURE_PT = 40.0
PICTURE_GAP_PT = 16.0  # bars and labels of one drawing lie no further apart
PICTURE_MARK_PT = 13.0  # smaller marks that are no text are specks, bullets and torn letters
MIN_FILLED_SHARE = 0.04  # of its area: stray specks far apart make no picture
MARK_GREY = 160  # letters are darker than dirt
LEAST_MARK_SHARE = 0.4  # of the usual height of a line
LARGEST_MARK_SHARE = 4.5
SHADE_GREYS = (150, 249)  # shaded boxes are light; paper, once evenly lit, is lighter than the upper bound
MIN_SHADE_WIDTH_PT = 100.0
MIN_SHADE_HEIGHT_PT = 12.0
EVEN_SHADE = 5.0  # grey levels: an area of one tint, noise and all, strays no more
BOX_SHARE = 0.88  # of its bounding box: what a rectangle covers


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
    areas = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, _block(side, side)), _block(3, 3))
    thin = cv2.bitwise_and(ink, 1 - areas)
    level = _whole(_joined(_strokes(thin, scale), scale))
    upright = _whole(_joined(_strokes(np.ascontiguousarray(thin.T), scale), scale))
    level, upright = _kept(level, upright, scale)
    return (
        *(_rule(BBox(s.start, s.at, s.end, s.at), s.thick, scale) for s in level),
        *(_rule(BBox(s.at, s.start, s.at, s.end), s.thick, scale) for s in upright),
    )


def _block(width: int, height: int) -> Mask:
    return np.ones((height, width), np.uint8)


def _rule(box: BBox, thick: float, scale: float) -> Rule:
    return Rule(_in_points(box, scale), thick / scale)


def _in_points(box: BBox, scale: float) -> BBox:
    return BBox(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)


def _strokes(ink: Mask, scale: float) -> list[_Stroke]:
    """Level strokes of at least STROKE_PT, with the pixels that JPEG noise ate out of them."""
    long = max(5, round(STROKE_PT * scale))
    mended = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _block(3, 1))
    opened = cv2.morphologyEx(mended, cv2.MORPH_OPEN, _block(long, 1))
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
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _block(long, 1) if is_level else _block(1, long))
    grown = cv2.dilate(runs, _block(1, 5) if is_level else _block(5, 1)) > 0
    middle = part.shape[0 if is_level else 1] // 2
    core = round(thick / 2) + 1
    if is_level:
        grown[max(0, middle - core) : middle + core + 1, :] = True
    else:
        grown[:, max(0, middle - core) : middle + core + 1] = True
    return np.asarray(grown)


def find_images(bare: Picture, texts: Sequence[BBox], rules: Sequence[Rule], scale: float) -> tuple[Image, ...]:
    """Photographs and drawings: ink that is neither text nor rule, marks near each other taken together.

    `bare` is the picture without rules, `texts` the boxes of its lines in points. A frame drawn around a drawing
    belongs to it.
    """
    ink = (bare < INK_GREY).astype(np.uint8)
    for box in texts:
        part = ink[_slice(box.top, box.bottom, scale), _slice(box.x0, box.x1, scale)]
        if not _is_solid(part):
            part[:] = 0
    marks = _boxes_of(ink, scale, PICTURE_MARK_PT)
    drawings = [box for box in _clusters(marks) if min(box.width, box.height) >= MIN_PICTURE_PT]
    drawings = [box for box in drawings if _filled_share(ink, box, scale) >= MIN_FILLED_SHARE]
    frames = rule_frames(rules)
    grown = [min((f for f in frames if _holds(f, box)), key=lambda f: f.area, default=box) for box in drawings]
    return tuple(Image(box) for box in _clusters(grown, gap=0.0))


def lone_marks(bare: Picture, taken: Sequence[BBox], usual_pt: float, scale: float) -> list[BBox]:
    """Ink of a letter's size outside the boxes taken, parts of one mark together; in points, top to bottom.

    `usual_pt` is the usual height of a line. Specks and what is larger than a few characters are left out.
    """
    ink = (bare < MARK_GREY).astype(np.uint8)
    for box in taken:
        ink[_slice(box.top - 1, box.bottom + 1, scale), _slice(box.x0 - 1, box.x1 + 1, scale)] = 0
    near = max(3, round(0.3 * usual_pt * scale))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _block(near, near))
    return [
        box
        for box in _boxes_of(joined, scale, LEAST_MARK_SHARE * usual_pt)
        if box.width <= LARGEST_MARK_SHARE * usual_pt and box.height <= 1.5 * usual_pt
    ]


def _is_solid(ink: Mask) -> bool:
    """True for a box that is dark almost all over: letters printed within a photograph."""
    return bool(ink.size) and float(ink.mean()) > 0.7


def _slice(start: float, end: float, scale: float) -> slice:
    return slice(max(0, int(start * scale)), max(0, int(end * scale) + 1))


def _boxes_of(ink: Mask, scale: float, at_least_pt: float) -> list[BBox]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    out = []
    for i in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[i])
        if max(width, height) >= at_least_pt * scale:
            out.append(_in_points(BBox(x, y, x + width, y + height), scale))
    return out


def _clusters(boxes: Sequence[BBox], gap: float = PICTURE_GAP_PT) -> list[BBox]:
    """Boxes nearer to each other than `gap` as one, until nothing more joins."""
    out: list[BBox] = []
    for box in boxes:
        joined = box
        while True:
            near = [other for other in out if _nearer(joined, other, gap)]
            if not near:
                break
            out = [other for other in out if other not in near]
            joined = union_box([joined, *near])
        out.append(joined)
    return sorted(out, key=lambda box: (box.top, box.x0))


def _nearer(a: BBox, b: BBox, gap: float) -> bool:
    return a.grown(gap).x_overlap(b) > 0 and a.grown(gap).y_overlap(b) > 0


def _filled_share(ink: Mask, box: BBox, scale: float) -> float:
    part = ink[_slice(box.top, box.bottom, scale), _slice(box.x0, box.x1, scale)]
    return float(part.mean()) if part.size else 0.0


def _holds(frame: BBox, box: BBox) -> bool:
    inside = frame.grown(3.0)
    return inside.holds_point(box.x0, box.top) and inside.holds_point(box.x1, box.bottom)


def rule_frames(rules: Sequence[Rule]) -> list[BBox]:
    """Rectangles of four rules that meet at their corners."""
    level = [rule.bbox for rule in rules if rule.is_horizontal]
    upright = [rule.bbox for rule in rules if not rule.is_horizontal]
    out = []
    for left in upright:
        for right in upright:
            same = abs(left.top - right.top) <= END_PT and abs(left.bottom - right.bottom) <= END_PT
            if not same or right.x0 - left.x0 < MIN_PICTURE_PT:
                continue
            box = BBox(left.x0, left.top, right.x0, left.bottom)
            if all(any(_is_side(side, box, y) for side in level) for y in (box.top, box.bottom)):
                out.append(box)
    return out


def _is_side(side: BBox, box: BBox, y: float) -> bool:
    return abs(side.y_mid - y) <= END_PT and abs(side.x0 - box.x0) <= END_PT and abs(side.x1 - box.x1) <= END_PT


def find_fills(grey: Picture, images: Sequence[Image], scale: float) -> tuple[Fill, ...]:
    """Shaded rectangles of one light tint, with their lightness; the text printed on them makes no holes.

    What lies in `images` is of no tint, though a photograph may be grey right up to a box beside it.
    """
    step = 4
    small = cv2.medianBlur(cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA), 7)
    shade = ((small >= SHADE_GREYS[0]) & (small <= SHADE_GREYS[1])).astype(np.uint8)
    for image in images:
        box = image.bbox
        shade[_slice(box.top - 1, box.bottom + 1, scale / step), _slice(box.x0 - 1, box.x1 + 1, scale / step)] = 0
    size = max(3, round(6 * scale / step))
    shade = cv2.morphologyEx(cv2.morphologyEx(shade, cv2.MORPH_OPEN, _block(3, 3)), cv2.MORPH_CLOSE, _block(size, size))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(shade, connectivity=4)
    out = []
    for i in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[i])
        box = _in_points(BBox(x * step, y * step, (x + width) * step, (y + height) * step), scale)
        if box.width < MIN_SHADE_WIDTH_PT or box.height < MIN_SHADE_HEIGHT_PT or area < BOX_SHARE * width * height:
            continue
        tones = small[labels == i]
        tint = float(np.median(tones))
        if float(np.median(np.abs(tones - tint))) <= EVEN_SHADE:
            out.append(Fill(box, tint / 255))
    return tuple(out)
