"""Numbers of one bound document say nothing of another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docextract.checks.facts.book import open_book
from docextract.checks.numbering import numbering
from docextract.checks.verdicts.unread import caption_stands_unread
from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.doubt import Doubt
from docextract.model.geometry import BBox, Region
from docextract.model.tree import Part
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material


def parted(report: Report, block: str) -> Report:
    first = Part("甲", "", "other", 0, 1, "", report.blocks[0].id)
    return replace(report, parts=(first, Part("乙", "", "other", 0, 2, "", block)))


def faults(report: Report) -> int:
    return sum(v.outcome == "differs" for v in numbering(open_book(report, (), load_pack(), "")))


def test_first_figures_of_two_documents_may_have_one_number() -> None:
    report = Material({"figures": ["1|甲", "1|乙", "2|丙"]}).report()
    assert faults(report) == 1
    assert faults(parted(report, report.figures[1].block)) == 0


def test_section_that_begins_a_document_leaves_no_gap() -> None:
    report = Material({"headings": ["# 一、|甲", "# 二、|乙", "# 四、|丙", "# 五、|丁"]}).report()
    assert faults(report) == 1
    assert faults(parted(report, report.sections[2].block)) == 0


def with_text(report: Report, heading: int, *texts: str) -> Report:
    """The report with paragraphs right behind one of its headings."""
    at = next(i for i, block in enumerate(report.blocks) if block.id == report.sections[heading].block) + 1
    new = [
        replace(report.blocks[0], id=f"p{heading}{i}", kind=BlockKind.PARAGRAPH, text=text)
        for i, text in enumerate(texts)
    ]
    return replace(report, blocks=(*report.blocks[:at], *new, *report.blocks[at:]))


LOST = {"headings": ["# 一、|概况", "## 1.|规模", "## 3.|条件", "# 二、|培养"]}


@pytest.mark.parametrize(
    ("heading", "texts", "n"),
    [
        (1, ["2.师资"], 0),  # a heading that was not read
        (3, ["2.师资"], 1),  # in another chapter
        (1, ["2.1 万平方米校舍投入使用。"], 1),  # another number
        (1, ["1.新建校舍。", "2.添置设备。"], 1),  # a list of its own
    ],
)
def test_lost_heading_is_looked_for_between_its_neighbours(heading: int, texts: list[str], n: int) -> None:
    assert faults(with_text(Material(LOST).report(), heading, *texts)) == n


def test_first_heading_that_comes_twice_may_stand_under_a_line_that_was_not_read() -> None:
    report = Material({"headings": ["# 一、|概况", "## 1.|规模", "## 1.|校舍"]}).report()
    assert faults(with_text(report, 1, "学校有在校生 1903 人。")) == 1
    assert faults(with_text(report, 1, "学校有在校生 1903 人。", "办学条件")) == 0


def test_table_without_a_number_on_a_scan_is_the_one_whose_caption_was_not_read() -> None:
    cells = [["专业", "人数"], ["木艺", "41"]]
    numbers = ("1", "2", "", "4", "5")
    report = Material({"tables": [{"number": n, "title": "人数", "cells": cells} for n in numbers]}).report()
    assert faults(report) == 1
    doubt = Doubt(Region(1, BBox(0, 0, 9, 9)), 0.5)
    assert faults(replace(report, doubts=(doubt,))) == 0


def test_caption_of_its_own_block_is_not_one_that_was_not_read() -> None:
    report = Material({"tables": [{"number": n, "title": n, "cells": [["a"], ["1"]]} for n in ("甲", "乙")]}).report()
    assert not caption_stands_unread(report, "表", "3")
    named = replace(report, blocks=(replace(report.blocks[0], text="表 3 规模"), *report.blocks[1:]))
    assert caption_stands_unread(named, "表", "3")
    assert not caption_stands_unread(named, "表", "3", [named.blocks[0].id])


@pytest.mark.parametrize(
    ("text", "is_caption"),
    [
        ("表 3 规模", True),
        ("附表3规模", True),
        ("· 表 3 规模", True),
        ("见表 3", False),
        ("（表 3）", False),
        ("表 3 所示", False),
        ("表 3-1 规模", False),
        ("表 31", False),
    ],
)
def test_line_that_begins_like_a_caption(text: str, is_caption: bool) -> None:
    report = Material({"text": [text]}).report()
    assert caption_stands_unread(report, "表", "3") is is_caption
