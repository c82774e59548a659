"""Rules, pictures, shades and skew, found in small drawn sheets."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import cv2
import numpy as np
from PIL import Image as Drawn
from PIL import ImageDraw

from docextract.model.geometry import BBox
from docextract.model.page import Page
from docextract.pdf.leaders import leader_runs, without_leaders
from docextract.pdf.ocr import Picture
from docextract.pdf.picture import find_fills, find_images, is_slash, lone_marks
from docextract.pdf.picture_rules import find_rules, without_rules
from docextract.pdf.read_picture import _without_faint
from docextract.pdf.straighten import straighten
from docextract.tables.edges import rules_to_edges
from docextract.tables.find import rules_to_lattices

SCALE = 200 / 72
WIDTH, HEIGHT = 400, 300  # points
TABLE = (40, 60, 360, 160)
ROWS, COLUMNS = (60, 85, 110, 135, 160), (40, 120, 240, 360)


class Sheet:
    """A white sheet to draw on in points."""

    def __init__(self) -> None:
        self.image = Drawn.new("L", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), 250)
        self.draw = ImageDraw.Draw(self.image)

    def area(self, x0: float, top: float, x1: float, bottom: float, grey: int) -> None:
        self.draw.rectangle([round(v * SCALE) for v in (x0, top, x1, bottom)], fill=grey)

    def line(self, x0: float, top: float, x1: float, bottom: float, grey: int = 60) -> None:
        self.draw.line([round(v * SCALE) for v in (x0, top, x1, bottom)], fill=grey, width=2)

    def table(self) -> None:
        for y in ROWS:
            self.line(COLUMNS[0], y, COLUMNS[-1], y)
        for x in COLUMNS:
            self.line(x, ROWS[0], x, ROWS[-1])

    def letters(self, top: float, count: int = 25, size: float = 10) -> None:
        """Boxes with a cross in them: strokes like those of 田, one letter beside the other."""
        for i in range(count):
            x = 40 + i * (size + 1.5)
            for part in (0.0, 0.45, 0.9):
                self.line(x, top + part * size, x + 0.9 * size, top + part * size)
                self.line(x + part * size, top, x + part * size, top + 0.9 * size)

    def grey(self, degrees: float = 0.0) -> Picture:
        """The sheet as scanned: turned clockwise, with noise."""
        turned = self.image.rotate(-degrees, resample=Drawn.Resampling.BICUBIC, fillcolor=250)
        noise = np.random.default_rng(1).normal(0, 3, (turned.height, turned.width))
        return np.asarray(np.clip(np.asarray(turned) + noise, 0, 255), np.uint8)


def places(grey: Picture) -> tuple[list[int], list[int]]:
    """Heights of level rules and places of upright ones, in whole points."""
    rules = find_rules(grey, SCALE)
    level = sorted(round(rule.bbox.y_mid) for rule in rules if rule.is_horizontal)
    return level, sorted(round(rule.bbox.x_mid) for rule in rules if not rule.is_horizontal)


def test_rules_of_a_table_are_found_and_nothing_else() -> None:
    sheet = Sheet()
    sheet.table()
    sheet.letters(20)
    sheet.letters(200, size=20, count=14)
    level, upright = places(sheet.grey())
    assert level == pytest.approx(ROWS, abs=1)
    assert upright == pytest.approx(COLUMNS, abs=1)


@pytest.mark.parametrize("degrees", [1.0, -1.0, 0.3])
def test_rules_of_a_sheet_laid_askew_are_found_after_straightening(degrees: float) -> None:
    sheet = Sheet()
    sheet.table()
    sheet.letters(20)
    sheet.letters(200)
    page = straighten(sheet.grey(degrees), SCALE)
    assert page.skew_deg == pytest.approx(degrees, abs=0.06)
    level, upright = places(page.grey)
    assert level == pytest.approx(ROWS, abs=1.5)
    assert upright == pytest.approx(COLUMNS, abs=1.5)
    (lattice,) = rules_to_lattices(find_rules(page.grey, SCALE))
    assert (len(lattice.xs), len(lattice.ys)) == (len(COLUMNS), len(ROWS))


def test_box_is_given_back_where_it_lies_on_the_askew_sheet() -> None:
    sheet = Sheet()
    sheet.letters(20)
    sheet.letters(40)
    sheet.area(340, 250, 346, 256, 0)
    askew = sheet.grey(1.0)
    page = straighten(askew, SCALE)
    ys, xs = np.nonzero(askew[round(230 * SCALE) :, round(300 * SCALE) :] < 100)
    seen = (float(xs.mean()) / SCALE + 300, float(ys.mean()) / SCALE + 230)
    record = Page(1, WIDTH, HEIGHT, (), skew_deg=page.skew_deg)
    box = record.as_displayed(BBox(340, 250, 346, 256))
    assert (box.x_mid, box.y_mid) == pytest.approx(seen, abs=0.7)


def test_rule_with_specks_knocked_out_is_one_edge() -> None:
    sheet = Sheet()
    sheet.line(40, 100, 360, 100)
    dice = random.Random(3)
    for _ in range(6):
        x = dice.uniform(60, 340)
        sheet.area(x, 98, x + 0.8, 102, 250)
    (edge,) = rules_to_edges(find_rules(sheet.grey(), SCALE))
    assert (edge.start, edge.end, edge.at) == pytest.approx((40, 360, 100), abs=1)


def test_letter_beside_a_rule_survives_its_removal() -> None:
    sheet = Sheet()
    sheet.table()
    sheet.area(44, 84, 52, 92, 0)  # hangs over the rule at 85
    bare = without_rules(sheet.grey(), find_rules(sheet.grey(), SCALE), SCALE)
    assert (bare[round(62 * SCALE) : round(82 * SCALE)] > 180).all()
    assert bare[round(88 * SCALE), round(48 * SCALE)] < 60


def test_photographs_stay_apart_and_text_is_none() -> None:
    sheet = Sheet()
    sheet.area(40, 40, 180, 140, 120)
    sheet.area(190, 40, 360, 120, 90)
    sheet.letters(160)
    boxes = [BBox(38, 158, 340, 172)]
    found = [image.bbox for image in find_images(sheet.grey(), boxes, (), SCALE)]
    assert [tuple(round(v) for v in (b.x0, b.top, b.x1, b.bottom)) for b in found] == [
        (40, 40, 180, 140),
        (190, 40, 360, 120),
    ]


def framed(*bars: tuple[int, int, int, int]) -> Sheet:
    sheet = Sheet()
    for side in ((40, 40, 360, 40), (40, 240, 360, 240), (40, 40, 40, 240), (360, 40, 360, 240)):
        sheet.line(*side)
    for bar in bars:
        sheet.area(*bar, 110)
    return sheet


def images(sheet: Sheet, texts: list[BBox]) -> list[BBox]:
    grey = sheet.grey()
    rules = find_rules(grey, SCALE)
    return [image.bbox for image in find_images(without_rules(grey, rules, SCALE), texts, rules, SCALE)]


def test_chart_takes_its_frame() -> None:
    (box,) = images(framed(*((80 + 50 * i, 80 + 20 * i, 95 + 50 * i, 220) for i in range(5))), [])
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((40, 40, 360, 240), abs=2)


def test_box_of_text_with_a_photograph_is_no_picture() -> None:
    texts = [BBox(45, 150 + 14 * i, 355, 163 + 14 * i) for i in range(6)]
    (box,) = images(framed((50, 50, 150, 130)), texts)
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((50, 50, 150, 130), abs=1)


def test_shaded_box_is_a_fill_with_its_lightness() -> None:
    sheet = Sheet()
    sheet.area(40, 100, 360, 200, 225)
    sheet.letters(120)
    (fill,) = find_fills(straighten(sheet.grey(), SCALE).grey, (), SCALE)
    assert fill.grey == pytest.approx(225 / 255, abs=0.03)
    assert (fill.bbox.x0, fill.bbox.top, fill.bbox.x1, fill.bbox.bottom) == pytest.approx((40, 100, 360, 200), abs=4)


def test_dash_outside_all_text_is_a_mark_and_a_speck_is_not() -> None:
    sheet = Sheet()
    sheet.area(100, 100, 116, 101, 40)
    sheet.area(200, 100, 201, 101, 40)
    (mark,) = lone_marks(sheet.grey(), (), 8.0, SCALE)
    assert (mark.x0, mark.x1) == pytest.approx((100, 116), abs=1)


def test_leader_dots_are_told_from_an_ellipsis_and_from_dirt() -> None:
    sheet = Sheet()
    for i in range(40):
        sheet.area(100 + 5 * i, 100, 101 + 5 * i, 101, 30)
    for i in range(6):
        sheet.area(100 + 5 * i, 150, 101 + 5 * i, 151, 30)
    dice = random.Random(5)
    for _ in range(60):
        x, y = dice.uniform(50, 350), dice.uniform(180, 290)
        sheet.area(x, y, x + 1, y + 1, 30)
    grey = sheet.grey()
    (run,) = leader_runs(grey, SCALE)
    assert len(run) == 40
    clean = without_leaders(grey, [run])
    assert (clean[round(95 * SCALE) : round(105 * SCALE)] > 180).all()
    assert (clean[round(145 * SCALE) : round(155 * SCALE)] < 100).any()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [((2, 28), (12, 2), True), ((7, 28), (7, 2), False), ((2, 2), (12, 28), False), ((2, 15), (12, 14), False)],
)
def test_slash_is_known_by_its_shape(start: tuple[int, int], end: tuple[int, int], expected: bool) -> None:
    part = np.full((30, 15), 255, np.uint8)
    cv2.line(part, start, end, 0, 2)
    assert is_slash(part) is expected


def test_print_of_the_other_side_is_left_out() -> None:
    page = np.full((200, 400), 255, np.uint8)
    boxes = [BBox(20, top, 300, top + 20) for top in (10, 60, 110, 160)]
    for box, grey in zip(boxes, (20, 30, 210, 25), strict=True):
        page[int(box.top) + 4 : int(box.bottom) - 4, 20:300:3] = grey
    assert _without_faint(page, boxes, 1.0) == [boxes[0], boxes[1], boxes[3]]


def test_lone_colon_is_not_taken_for_faint() -> None:
    page = np.full((200, 400), 255, np.uint8)
    boxes = [BBox(20, 10, 300, 30), BBox(330, 10, 360, 40)]
    page[14:26, 20:300:3] = 20
    page[16:19, 344:347] = page[28:31, 344:347] = 20
    assert _without_faint(page, boxes, 1.0) == boxes
