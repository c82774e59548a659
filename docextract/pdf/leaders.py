"""Leader dots (前导点) of contents lists: too small for the text finder, but they tell an entry from a heading."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from docextract.model.geometry import BBox, union_box
from docextract.model.page import Rule
from docextract.pdf.glyphs import Glyph, GlyphLine
from docextract.pdf.ocr import Picture
from docextract.pdf.straighten import PAPER

DOT_GREY = 170
MAX_DOT_PT = 2.2
LEAST_DOT_PX = 2
MAX_STEP_PT = 9.0  # from dot to dot
SAME_HEIGHT_PT = 1.2
FEWEST_DOTS = 9  # …… has six, and is text
UNEVEN_SHARE = 0.35  # of the usual step: dirt keeps no step
EVEN_DOTS = 0.8  # of a run's steps are as wide as usual; a dot lost in scanning doubles one
MAX_START_PT = 24.0  # how far from the text its leader may begin
DOT_SCORE = 0.9
DRAWN_STEP_PT = 4.0  # the dots that stand for a drawn leader
LOW_SHARE = 0.5  # a leader runs below the middle of its line; a rule of a table, between the lines


def leader_runs(bare: Picture, scale: float) -> list[list[BBox]]:
    """Rows of evenly set dots, the dots of each from left to right, in pixels."""
    ink = (bare < DOT_GREY).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = stats[1:count, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    small = stats[1:count][(sides >= LEAST_DOT_PX) & (sides <= MAX_DOT_PT * scale)]
    dots = [BBox(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in small]
    runs: list[list[BBox]] = []
    open_runs: list[list[BBox]] = []
    for dot in sorted(dots, key=lambda d: (d.x0, d.top)):
        open_runs = [run for run in open_runs if dot.x0 - run[-1].x0 <= MAX_STEP_PT * scale]
        for run in open_runs:
            if dot.x0 > run[-1].x0 and abs(dot.y_mid - run[-1].y_mid) <= SAME_HEIGHT_PT * scale:
                run.append(dot)
                break
        else:
            runs.append([dot])
            open_runs.append(runs[-1])
    return [run for run in runs if len(run) >= FEWEST_DOTS and _is_even(run)]


def without_leaders(bare: Picture, runs: Sequence[Sequence[BBox]]) -> Picture:
    """The picture with the dots painted over: next to them 13 is read as 3."""
    out = bare.copy()
    for run in runs:
        for dot in run:
            out[max(0, int(dot.top) - 1) : int(dot.bottom) + 1, max(0, int(dot.x0) - 1) : int(dot.x1) + 1] = PAPER
    return out


def _is_even(run: Sequence[BBox]) -> bool:
    steps = [b.x_mid - a.x_mid for a, b in itertools.pairwise(run)]
    usual = statistics.median(steps)
    return sum(abs(step - usual) <= UNEVEN_SHARE * usual for step in steps) >= EVEN_DOTS * len(steps)


def with_leaders(lines: Sequence[GlyphLine], runs: Sequence[Sequence[BBox]], scale: float) -> list[GlyphLine]:
    """The lines, each with the dots that lead on from its end; dots that begin at no line are left out."""
    out = list(lines)
    for run in runs:
        dots = union_box(run)
        hosts = [
            (abs(dots.x0 - line.box.x1), i)
            for i, line in enumerate(out)
            if abs(dots.x0 - line.box.x1) <= MAX_START_PT * scale
            and line.box.top <= dots.y_mid <= line.box.bottom + SAME_HEIGHT_PT * scale
        ]
        if hosts:
            _, i = min(hosts)
            glyphs = tuple(Glyph(".", DOT_SCORE, dot, False) for dot in run)
            out[i] = replace(out[i], glyphs=(*out[i].glyphs, *glyphs))
    return out


def drawn_leaders(rules: Sequence[Rule], lines: Sequence[GlyphLine], scale: float) -> dict[int, list[BBox]]:
    """Rules that are leaders, by their index: the dots (in pixels) that stand for them.

    Such a rule runs at the foot of a line from its end to a number on the same line: dots that the scan let flow together.
    """
    out = {}
    for i, rule in enumerate(rules):
        x0, x1, y = rule.bbox.x0 * scale, rule.bbox.x1 * scale, rule.bbox.y_mid * scale
        reach = MAX_START_PT * scale
        beside = [line.box for line in lines if rule.is_horizontal and _is_at_foot(y, line.box, scale)]
        numbers = [line.box for line in lines if all(glyph.text.isdigit() for glyph in line.glyphs)]
        starts = any(abs(x0 - box.x1) <= reach and box not in numbers for box in beside)
        if starts and any(abs(box.x0 - x1) <= reach and box in numbers for box in beside):
            step, side = DRAWN_STEP_PT * scale, LEAST_DOT_PX
            count = max(FEWEST_DOTS, int((x1 - x0) / step))
            middles = [x0 + (k + 0.5) * (x1 - x0) / count for k in range(count)]
            out[i] = [BBox(x - side / 2, y - side / 2, x + side / 2, y + side / 2) for x in middles]
    return out


def _is_at_foot(y: float, box: BBox, scale: float) -> bool:
    return box.top + LOW_SHARE * box.height <= y <= box.bottom + SAME_HEIGHT_PT * scale
