"""What is a heading and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docextract.model.flow import TextBlock
from tests.structure.build import FRAME, SENTENCE, caption, grid, heading, picture, sections_of, text, tree_of

CHAPTER = heading("一、基本情况")


def body_style(said: str) -> TextBlock:
    return text(said)


def test_chapter_numbered_alone_beside_decimals_has_its_number() -> None:
    found = sections_of(heading("1 人才培养"), text(), heading("1.1 立德树人", 14), text())
    assert found == ["1 1|人才培养", "2 1.1|立德树人"]


@pytest.mark.parametrize("said", ["12 月底前完成验收", "3 个百分点的提升"])
def test_counted_thing_in_bold_has_no_heading_number(said: str) -> None:
    found = tree_of(heading("1.1 立德树人", 14), text(), text(said, bold=True), text())
    assert all(section.number != said.split()[0] for section in found.sections)


def test_numbered_lines_in_body_style_with_text_below_each_are_headings() -> None:
    found = sections_of(CHAPTER, body_style("（1）制度建设"), text(), body_style("（2）过程管理"), text())
    assert found == ["1 一、|基本情况", "2 （1）|制度建设", "2 （2）|过程管理"]


def test_list_items_that_stand_close_are_no_headings() -> None:
    items = [body_style(f"{n}.{name}") for n, name in enumerate(("会计事务", "电子商务", "数控技术"), start=1)]
    assert sections_of(CHAPTER, text("开设专业如下："), *items, text()) == ["1 一、|基本情况"]


def test_single_numbered_line_in_body_style_is_no_heading() -> None:
    assert sections_of(CHAPTER, body_style("1.会计事务"), text()) == ["1 一、|基本情况"]


def test_numbered_sentence_is_no_heading() -> None:
    run_in = [text(f"{n}.对接产业需求。{SENTENCE}") for n in (1, 2, 3)]
    assert sections_of(CHAPTER, *run_in) == ["1 一、|基本情况"]


def test_numbered_row_in_table_is_not_a_heading() -> None:
    rows = (("序号", "名称"), ("1.1", "办学规模"), ("1.2", "专业设置"))
    assert sections_of(CHAPTER, text(), caption("表1 清单"), grid(rows), text()) == ["1 一、|基本情况"]


def test_unnumbered_lines_known_by_font_alone_are_headings() -> None:
    names = ("办学规模", "专业设置", "师资队伍")
    items = [item for name in names for item in (text(name, font="Hei", indented=False), text())]
    assert sections_of(CHAPTER, text(), *items)[1:] == [f"2 |{name}" for name in names]


def test_whole_bold_sentences_are_no_headings() -> None:
    items = [item for _ in range(4) for item in (text(SENTENCE, bold=True), text())]
    assert sections_of(CHAPTER, *items) == ["1 一、|基本情况"]


def test_bold_names_below_pictures_are_no_headings() -> None:
    items = [item for name in ("晨读", "实训", "竞赛") for item in (picture(), text(name, bold=True), text())]
    assert sections_of(CHAPTER, text(), *items) == ["1 一、|基本情况"]


def test_colon_ends_a_heading_only_among_headings_of_its_kind() -> None:
    kai = [heading(said, 14, "Kai") for said in ("（一）办学规模", "（二）专业设置：", "（三）师资队伍")]
    found = sections_of(
        CHAPTER, *(item for title in kai for item in (title, text())), text("主要措施如下：", bold=True), text()
    )
    assert [line.partition("|")[2] for line in found] == ["基本情况", "办学规模", "专业设置：", "师资队伍"]


def test_numbered_lines_in_a_framed_case_are_no_headings() -> None:
    case = [text("案例1 校企协同", bold=True, centered=True, frame=FRAME)]
    case += [item for n in "一二" for item in (text(f"（{n}）实施背景", bold=True, frame=FRAME), text(frame=FRAME))]
    assert sections_of(CHAPTER, text(), *case) == ["1 一、|基本情况"]


def test_numbered_lines_in_a_case_set_in_its_own_font_are_no_headings() -> None:
    case = [text("案例1 校企协同", bold=True, centered=True)]
    case += [item for n in "一二" for item in (text(f"（{n}）实施背景", font="Kai"), text(font="Kai"))]
    assert sections_of(CHAPTER, text(), *case, text()) == ["1 一、|基本情况"]


def test_heading_right_after_a_case_in_its_own_font_is_a_heading() -> None:
    case = [text("案例1 校企协同", bold=True, centered=True), text(font="Kai"), text(font="Kai")]
    assert sections_of(CHAPTER, text(), *case, heading("二、人才培养"), text())[1:] == ["1 二、|人才培养"]


def test_unnumbered_lines_known_by_size_alone_are_headings() -> None:
    titles = [text(said, size=15, indented=False) for said in ("办学规模", "专业设置")]
    assert sections_of(titles[0], text(), titles[1], text()) == ["1 |办学规模", "1 |专业设置"]


def test_long_centered_title_that_fills_its_line_is_a_heading() -> None:
    title = text("江城学院学生实习年度报告（2024 年度）", size=19, centered=True, full=True)
    assert sections_of(title, text()) == ["1 |江城学院学生实习年度报告（2024 年度）"]


def test_numbered_heading_over_two_lines_beside_a_bar_is_a_heading() -> None:
    said = "第二节 面向河谷产业和木作家具产业的岗课赛证综合育人改革试点以及推广应用情况"
    wrapped = text(said, size=14, font="Hei", frame=FRAME, indented=False)
    first, second = wrapped.lines[0], heading("x").lines[0]
    beside_bar = replace(wrapped, lines=(first, replace(second, text=said[len(first.text) :])))
    assert sections_of(heading("第一章 培养"), text(), beside_bar, text())[1:] == [f"2 第二节|{said[4:]}"]
