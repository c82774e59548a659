"""A picture of a page to what is printed on it: lines of glyphs, rules, pictures, shaded areas."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from docextract.model.geometry import BBox
from docextract.model.page import Fill, Image, Rule
from docextract.pdf import ocr
from docextract.pdf.dark_bands import dark_bands, side_bars, with_bands_light
from docextract.pdf.glyphs import Glyph, GlyphLine, dash_line, measure_line
from docextract.pdf.leaders import drawn_leaders, leader_runs, with_leaders, without_leaders
from docextract.pdf.likely_chars import settled
from docextract.pdf.ocr import Picture
from docextract.pdf.orientation import level_share
from docextract.pdf.picture import find_fills, find_images, is_slash, lone_marks
from docextract.pdf.picture_rules import find_rules, without_rules
from docextract.pdf.straighten import straighten

DARKEST_PERCENT = 1.0  # of a text box: the dots of a lone : cover little more of it
DARK_PERCENT = 85.0  # of the boxes, are no darker than print: most may be of the other side
FAINT_SHARE = 0.4  # of that darkness; print in grey is half as dark as black at least
BESIDE_BAR_PT = 20.0  # nearer to a picture a bar belongs to it
STAMPED_OUTSIDE = 3.0  # of a line's height: so much of it lies outside of the stamp
STAMPED_LINES = 2
EDGE_PT = 1.5  # what is left of a box beside a rule near its edge is white
NESTED_SHARE = 0.6
FLAT_SHARE = 0.25  # of the usual height of a line: a mark no higher than that is a dash
DASH_WIDTH_SHARE = 1.0
HYPHEN_SHARE = 0.6  # shorter than this it is a hyphen
DASH_SCORE = 0.9
UNREAD = ".-—/"  # leaders and dashes are told by their shape: an upside-down contents page has hundreds
BESIDE_SHARE = 0.3
BESIDE_ROW = 0.6  # of a line's height: the dash of a row whose label has two lines stands between them
SURE_SCORE = 0.9
LINE_OF_BOX = 0.65  # a text box is this much higher than the ink of its line
CROSSING_SHARE = 0.6  # of a line's height: a rule must run along that much of it to part two cells


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything seen on one page. Lines in pixels of the straightened picture, all else in points of it."""

    lines: tuple[GlyphLine, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    images: tuple[Image, ...]
    scale: float
    skew_deg: float
    level_share: float  # of the text: what runs up or down the page is little, or the page lies on its side

    @property
    def score(self) -> float:
        """How surely the characters were read, from 0 to 1; 1 when there are none."""
        scores = [glyph.score for line in self.lines for glyph in line.glyphs if glyph.text not in UNREAD]
        return statistics.fmean(scores) if scores else 1.0


def read_picture(grey: Picture, scale: float, is_scan: bool = True, least_level: float = 0.0) -> PageReading:
    """`grey` is the page with its text upright, `scale` its pixels a point. Text within pictures is left out.

    If less than `least_level` of the text runs level, it is not read: no lines are returned.
    """
    page = straighten(grey, scale, is_scan)
    bands = dark_bands(page.grey, scale)
    page = replace(page, grey=with_bands_light(page.grey, bands, scale))
    rules = find_rules(page.grey, scale)
    ruleless = without_rules(page.grey, rules, scale)
    leaders = leader_runs(ruleless, scale)
    bare = without_leaders(ruleless, leaders)
    found = ocr.text_boxes(bare)
    if level_share(found) < least_level:
        return PageReading((), rules, (), (), scale, page.skew_deg, level_share(found))
    boxes = [BBox(*(value / scale for value in box)) for box in found]
    images = tuple(image for image in find_images(bare, boxes, rules, scale) if not _is_stamp(image.bbox, boxes))
    bars = _alone(side_bars(bare, scale), images)
    fills = (*bands, *bars, *find_fills(page.grey, images, scale))

    def is_open(box: BBox) -> bool:
        return not any(image.bbox.grown(1.0).holds_middle_of(box) for image in images)

    kept_rules = tuple(rule for rule in rules if is_open(rule.bbox))
    upright = [rule.bbox for rule in kept_rules if not rule.is_horizontal]
    cut = [part for box in boxes if is_open(box) for part in _cut_at_rules(box, upright)]
    parts = _without_nested(_without_faint(bare, cut, scale) if is_scan else cut)
    usual = LINE_OF_BOX * statistics.median(box.height for box in parts) if parts else 0.0
    marks = _overlooked(bare, [*parts, *(image.bbox for image in images)], usual, scale)
    parts, alone = _with_marks(parts, marks, usual)
    lines = list(_lines(bare, parts, scale))
    drawn = drawn_leaders(kept_rules, lines, scale)
    kept_rules = tuple(rule for i, rule in enumerate(kept_rules) if i not in drawn)
    lines = with_leaders(lines, [*leaders, *drawn.values()], scale)
    lines.extend(_lone_lines(bare, [mark for mark in alone if _is_in_row(mark, parts, usual)], usual, scale))
    kept_fills = tuple(fill for fill in fills if is_open(fill.bbox))
    return PageReading(settled(lines), kept_rules, kept_fills, images, scale, page.skew_deg, level_share(found))


def _alone(bars: Sequence[Fill], images: Sequence[Image]) -> list[Fill]:
    """Bars but for those of one foot or head: columns of a chart."""
    near = [image.bbox.grown(BESIDE_BAR_PT) for image in images]
    return [
        bar
        for bar in bars
        if not any(box.holds_middle_of(bar.bbox) for box in near)
        and not any(other is not bar and other.bbox.y_overlap(bar.bbox) > 0 for other in bars)
    ]


def _is_stamp(image: BBox, texts: Sequence[BBox]) -> bool:
    """True for what was put over the text: lines run into it from outside, as into no photograph."""
    crossing = [
        box
        for box in texts
        if box.y_overlap(image) > 0.8 * box.height
        and box.x_overlap(image) > box.height
        and box.width - box.x_overlap(image) > STAMPED_OUTSIDE * box.height
    ]
    return len(crossing) >= STAMPED_LINES


def _without_nested(boxes: Sequence[BBox]) -> list[BBox]:
    """Boxes but for those that lie mostly within a larger one: a piece of a character found once more."""
    kept: list[BBox] = []
    for box in sorted(boxes, key=lambda b: -b.area):
        if not any(box.x_overlap(other) * box.y_overlap(other) >= NESTED_SHARE * box.area for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda b: (b.top, b.x0))


def _without_faint(bare: Picture, boxes: Sequence[BBox], scale: float) -> list[BBox]:
    """Boxes but for those whose ink is much paler than usual: the print of the sheet's other side shines through."""
    darkness = [255.0 - float(np.percentile(_cut_out(bare, box, scale), DARKEST_PERCENT)) for box in boxes]
    if not boxes:
        return []
    usual = statistics.median(
        dark for dark, box in zip(darkness, boxes, strict=True) for _ in range(1 + int(box.width))
    )
    return [box for dark, box in zip(darkness, boxes, strict=True) if dark >= FAINT_SHARE * usual]


def _cut_out(bare: Picture, box: BBox, scale: float) -> Picture:
    x0, top = max(0, int(box.x0 * scale)), max(0, int(box.top * scale))
    return np.ascontiguousarray(bare[top : int(box.bottom * scale) + 1, x0 : int(box.x1 * scale) + 1])


def _lines(bare: Picture, boxes: Sequence[BBox], scale: float) -> Iterator[GlyphLine]:
    for box in boxes:
        x0, top = max(0, int(box.x0 * scale)), max(0, int(box.top * scale))
        part = _cut_out(bare, box, scale)
        chars = ocr.read_line(part) if min(part.shape) > 2 else ()
        if chars:
            yield measure_line(part, x0, top, chars)


def _overlooked(bare: Picture, taken: Sequence[BBox], usual: float, scale: float) -> list[BBox]:
    """Marks of a letter's size that no box covers; `usual` is the usual height of a line in points."""
    if not usual:
        return []
    # A mark right above or below a line is a stroke of one of its characters (三) that the text box left out.
    near = [BBox(b.x0, b.top - BESIDE_SHARE * usual, b.x1, b.bottom + BESIDE_SHARE * usual) for b in taken]
    return lone_marks(bare, near, usual, scale)


def _with_marks(parts: Sequence[BBox], marks: Sequence[BBox], usual: float) -> tuple[list[BBox], list[BBox]]:
    """Text boxes widened by the marks that stand on their lines (the 一 that begins one), and the other marks."""
    out, alone = list(parts), []
    for mark in marks:
        reach = mark.grown(usual)
        for i, box in enumerate(out):
            if reach.x_overlap(box) > 0 and box.top <= mark.y_mid <= box.bottom:
                out[i] = BBox(min(box.x0, mark.x0 - 1), box.top, max(box.x1, mark.x1 + 1), box.bottom)
                break
        else:
            alone.append(mark)
    return out, alone


def _is_in_row(mark: BBox, parts: Sequence[BBox], usual: float) -> bool:
    """True if text stands beside a mark, or it is higher than a dash: flat specks between the lines are dirt."""
    reach = BESIDE_ROW * usual
    is_beside = any(box.top - reach <= mark.y_mid <= box.bottom + reach for box in parts if not box.x_overlap(mark))
    return is_beside or mark.height > FLAT_SHARE * usual


def _lone_lines(bare: Picture, marks: Sequence[BBox], usual: float, scale: float) -> Iterator[GlyphLine]:
    """Lone marks as lines: a flat one is a dash; others are read, and kept only if read surely: dirt is about too."""
    for box in marks:
        if box.height > FLAT_SHARE * usual:
            read = list(_lines(bare, [box.grown(BESIDE_SHARE * usual)], scale))
            if any(min(glyph.score for glyph in line.glyphs) >= SURE_SCORE for line in read):
                yield from read
            elif is_slash(_cut_out(bare, box, scale)):
                yield dash_line([Glyph("/", DASH_SCORE, _in_pixels(box, scale), False)])
            continue
        n = max(1, round(box.width / (DASH_WIDTH_SHARE * usual)))
        step = box.width / n
        parts = [BBox(box.x0 + i * step, box.top, box.x0 + (i + 1) * step, box.bottom) for i in range(n)]
        sign = "-" if box.width < HYPHEN_SHARE * usual else "—"
        yield dash_line([Glyph(sign, DASH_SCORE, _in_pixels(part, scale), False) for part in parts])


def _in_pixels(box: BBox, scale: float) -> BBox:
    return BBox(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


def _cut_at_rules(box: BBox, upright: Sequence[BBox]) -> Iterator[BBox]:
    """The parts of a text box between the upright rules that run through it: texts of neighbouring cells."""
    cuts = sorted(
        rule.x0 for rule in upright if box.x0 < rule.x0 < box.x1 and rule.y_overlap(box) >= CROSSING_SHARE * box.height
    )
    edges = [box.x0, *cuts, box.x1]
    for left, right in itertools.pairwise(edges):
        if right - left > 2 * EDGE_PT:
            yield BBox(left, box.top, right, box.bottom)
