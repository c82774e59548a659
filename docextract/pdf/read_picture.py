"""A picture of a page to what is printed on it: lines of glyphs, rules, pictures, shaded areas."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from docextract.model.geometry import BBox
from docextract.model.page import Fill, Image, Rule
from docextract.pdf import ocr
from docextract.pdf.glyphs import GlyphLine, measure_line
from docextract.pdf.ocr import Picture
from docextract.pdf.picture import find_fills, find_images, find_rules, without_rules
from docextract.pdf.straighten import straighten

EDGE_PT = 1.5  # what is left of a box beside a rule near its edge is white
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

    @property
    def score(self) -> float:
        """How surely the characters were read, from 0 to 1; 0 when there are none."""
        scores = [glyph.score for line in self.lines for glyph in line.glyphs]
        return statistics.fmean(scores) if scores else 0.0


def read_picture(grey: Picture, scale: float, is_scan: bool = True) -> PageReading:
    """`grey` is the page with its text upright, `scale` its pixels a point. Text within pictures is left out."""
    page = straighten(grey, scale, is_scan)
    rules = find_rules(page.grey, scale)
    bare = without_rules(page.grey, rules, scale)
    boxes = [BBox(*(value / scale for value in box)) for box in ocr.text_boxes(bare)]
    images = find_images(bare, boxes, rules, scale)
    fills = find_fills(page.grey, scale)

    def is_open(box: BBox) -> bool:
        return not any(image.bbox.grown(1.0).holds_middle_of(box) for image in images)

    kept_rules = tuple(rule for rule in rules if is_open(rule.bbox))
    lines = _lines(bare, [box for box in boxes if is_open(box)], kept_rules, scale)
    kept_fills = tuple(fill for fill in fills if is_open(fill.bbox))
    return PageReading(tuple(lines), kept_rules, kept_fills, images, scale, page.skew_deg)


def _lines(bare: Picture, boxes: Sequence[BBox], rules: Sequence[Rule], scale: float) -> Iterator[GlyphLine]:
    upright = [rule.bbox for rule in rules if not rule.is_horizontal]
    for whole in boxes:
        for box in _cut_at_rules(whole, upright):
            x0, top = max(0, int(box.x0 * scale)), max(0, int(box.top * scale))
            part = np.ascontiguousarray(bare[top : int(box.bottom * scale) + 1, x0 : int(box.x1 * scale) + 1])
            chars = ocr.read_line(part) if min(part.shape) > 2 else ()
            if chars:
                yield measure_line(part, x0, top, chars)


def _cut_at_rules(box: BBox, upright: Sequence[BBox]) -> Iterator[BBox]:
    """The parts of a text box between the upright rules that run through it: texts of neighbouring cells."""
    cuts = sorted(
        rule.x0 for rule in upright if box.x0 < rule.x0 < box.x1 and rule.y_overlap(box) >= CROSSING_SHARE * box.height
    )
    edges = [box.x0, *cuts, box.x1]
    for left, right in zip(edges, edges[1:], strict=False):
        if right - left > 2 * EDGE_PT:
            yield BBox(left, box.top, right, box.bottom)
