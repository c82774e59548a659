"""Boxes that a page break cuts: two sides and at most one end."""

from __future__ import annotations

from docextract.layout.cut_boxes import cut_boxes
from docextract.model.geometry import BBox
from docextract.model.page import Rule
from tests.layout.build import chars, page, paragraph

TEXT = paragraph(5, 545)
SIDES = [Rule(BBox(66, 520, 66, 640), 0.8), Rule(BBox(510, 520, 510, 640), 0.8)]
TOP = Rule(BBox(66, 520, 510, 520), 0.8)
FRAME = BBox(66, 520, 510, 640)


def test_box_without_its_lower_side_at_the_page_foot_frames_text() -> None:
    assert cut_boxes(page(TEXT, rules=[*SIDES, TOP]), ()) == (FRAME,)


def test_text_below_the_open_end_shows_that_nothing_was_cut() -> None:
    assert cut_boxes(page([*TEXT, *chars("正文", 72, 660, 8)], rules=[*SIDES, TOP]), ()) == ()


def test_table_that_goes_on_has_inner_rules() -> None:
    column = Rule(BBox(300, 520, 300, 640), 0.8)
    row = Rule(BBox(66, 580, 510, 580), 0.8)
    assert cut_boxes(page(TEXT, rules=[*SIDES, TOP, column]), ()) == ()
    assert cut_boxes(page(TEXT, rules=[*SIDES, TOP, row]), ()) == ()


def test_closed_box_is_not_cut() -> None:
    assert cut_boxes(page(TEXT, rules=[*SIDES, TOP, Rule(BBox(66, 640, 510, 640), 0.8)]), ()) == ()
