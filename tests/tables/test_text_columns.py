"""Tables of long texts without rules, whole and cut by a page break."""

from __future__ import annotations

from docextract.layout.lines import page_lines
from docextract.model.geometry import BBox
from docextract.tables.bands import find_banded
from docextract.tables.segments import page_rows
from tests.tables.build import SIGNS, only_grid, page, tables_of

NAMES = (100, [(80, "任务"), (220, "做法"), (430, "进展")])
TEXTS = [
    (120, [(140, "学校出苗、村里出地，棚里的记录由学生和农户")]),
    (127, [(60, "育苗基地"), (430, "设点八个")]),
    (134, [(140, "共同签字，年底结算")]),
    (160, [(140, "县里核定流动岗，工资由学校和企业各担一半，")]),
    (174, [(60, "企业教师"), (140, "流动岗教师每周到校八课时，满一年可参加评优"), (430, "已到岗")]),
    (188, [(140, "并计入工作量")]),
]
PROSE = [
    (220, [(80, "各校按照专业与产业对接的要求调整专业布点，停招重复的专业，新设专业四个，全年")]),
    (240, [(60, "培训近万人次，反映良好。")]),
]


def test_lines_below_names_belong_to_the_table_while_they_keep_to_its_columns() -> None:
    grid = only_grid(page([NAMES, *TEXTS, *PROSE]))
    assert grid.cells[0] == ("任务", "做法", "进展")
    assert [row[0] for row in grid.cells] == ["任务", "育苗基地", "企业教师"]
    assert grid.cells[2][1].startswith("县里核定") and grid.cells[2][1].endswith("并计入工作量")


def test_rest_of_a_table_of_texts_is_found_at_the_head_of_a_page() -> None:
    grid = only_grid(page([*TEXTS, *PROSE]))
    assert [row[2] for row in grid.cells] == ["设点八个", "已到岗"]


def test_list_of_short_words_in_prose_is_no_table_of_texts() -> None:
    words = (100, [(80, "公平"), (220, "守信"), (430, "互助")])
    assert tables_of(page([words, *PROSE])).grids == ()


def test_caption_ends_the_rest_of_a_table() -> None:
    caption = (210, [(200, "表 7 重点任务")])
    grid = only_grid(page([*TEXTS, caption, *PROSE]))
    assert grid.regions[0].bbox.bottom < 200


def test_bands_apart_are_one_table_only_if_the_texts_between_keep_to_their_columns() -> None:
    def band(top: float) -> list[BBox]:
        return [BBox(60, top, 200, top + 20), BBox(200, top, 400, top + 20)]

    def reaches(text: str) -> int:
        drawn = page([(115, [(80, "甲校"), (220, "10")]), (136, [(80, text)]), (155, [(80, "丙校"), (220, "30")])])
        return len(find_banded([*band(100), *band(140)], page_rows(drawn.chars, 1, page_lines, SIGNS)))

    assert reaches("乙校") == 1
    assert reaches("各校按专业与产业对接的要求调整布点") == 0
