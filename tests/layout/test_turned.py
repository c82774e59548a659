"""Boxes of turned and of straightened pages, back on the page as displayed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docextract.layout.turned import to_upright, turned_back
from docextract.model.document import Report
from docextract.model.geometry import BBox, Region, turned_box
from docextract.model.page import Char, Page
from tests.builders import report

BOX = BBox(10, 20, 40, 30)


def page(turn: int = 0, skew_deg: float = 0.0) -> Page:
    return Page(3, 600, 800, (Char("字", BOX, "Song", 10, 28, turn=turn),), skew_deg=skew_deg)


def block_box(a_report: Report) -> BBox:
    return a_report.blocks[0].regions[0].bbox


def with_box(box: BBox) -> Report:
    plain = report()
    first = replace(plain.blocks[0], regions=(Region(3, box),))
    return replace(plain, blocks=(first, *plain.blocks[1:]), tables=(), missing_tables=(), figures=())


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_box_turned_there_and_back_is_itself(quarters: int) -> None:
    there = turned_box(BOX, quarters, 600, 800)
    size = (800, 600) if quarters % 2 else (600, 800)
    assert turned_box(there, (4 - quarters) % 4, *size) == BOX


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_sideways_text_is_set_upright_and_its_box_turned_back(turn: int) -> None:
    upright = to_upright(page(turn))
    assert upright.chars[0].upright
    assert block_box(turned_back(with_box(upright.chars[0].bbox), {3: page(turn)})) == BOX


def test_box_of_a_straightened_scan_lies_where_the_page_shows_it() -> None:
    askew = page(skew_deg=1.0)
    moved = block_box(turned_back(with_box(BOX), {3: askew}))
    assert moved == askew.as_displayed(BOX)
    assert moved != BOX


def test_level_upright_page_is_left_alone() -> None:
    plain = with_box(BOX)
    assert turned_back(plain, {3: page()}) is plain
