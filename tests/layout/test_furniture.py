"""Running headers and page numbers are set aside, titles at the top of a page are not."""

from __future__ import annotations

import pytest

from docextract.layout.furniture import Furniture, find_furniture
from docextract.model.block import Line
from tests.layout.build import line

HEIGHT = 842.0
BODY = [line("学校持续推进课程标准与岗位标准的衔接并取得成效", 72, y) for y in (300.0, 320.0)]


def furniture_of(*pages: list[Line]) -> Furniture:
    return find_furniture([(HEIGHT, [*lines, *BODY]) for lines in pages])


def header(text: str) -> Line:
    return line(text, 200, 50, 9)


def test_header_of_every_page_is_furniture() -> None:
    found = furniture_of([header("质量年度报告")], [header("质量年度报告")], [header("质量年度报告")])
    assert [found.lines[page] for page in (1, 2, 3)] == [frozenset({0})] * 3


def test_header_that_names_the_chapter_is_furniture_also_where_it_stands_once() -> None:
    found = furniture_of([header("办学条件")], [header("办学条件")], [header("文化传承")])
    assert found.lines[3] == frozenset({0})


def test_header_on_every_second_page_is_furniture() -> None:
    found = furniture_of([header("人才培养")], [header("年度报告")], [header("人才培养")], [header("年度报告")])
    assert all(found.lines[page] == frozenset({0}) for page in (1, 2, 3, 4))


def test_chapter_title_that_comes_again_in_the_next_bound_part_is_no_header() -> None:
    title = line("一、基本情况", 72, 95, 16)
    between = [line("教师在全省比赛中获得好成绩", 72, 95)]
    found = furniture_of([title], between, between[:0], [title])
    assert not found.lines[1] and not found.lines[4]


def test_text_at_the_height_of_a_repeated_title_keeps_it_in_the_body() -> None:
    title = line("案例分享", 72, 95)
    others = [[line(text, 72, 95)] for text in ("教师发展", "学生成长", "专业建设")]
    found = furniture_of([title], [title], *others)
    assert not found.lines[1]


@pytest.mark.parametrize(
    ("printed", "label"),
    [("- 7 -", "7"), ("第 7 页 共 20 页", "7"), ("7/20", "7"), ("VII", "VII"), ("— 7 —", "7"), ("· 7 ·", "7")],
)
def test_page_numbers_in_the_usual_forms(printed: str, label: str) -> None:
    found = furniture_of([line(printed, 290, 800, 9)], [line(printed, 290, 800, 9)])
    assert found.labels == (label, label)
