"""Levels follow the numbers, then the order in which schemes and styles appear."""

from __future__ import annotations

from docextract.model.flow import TextBlock
from tests.structure.build import heading, sections_of, text


def levels(*headings: TextBlock) -> list[str]:
    found = sections_of(*(item for title in headings for item in (title, text())))
    return [line.partition("|")[0] for line in found]


def same(said: str) -> TextBlock:
    return heading(said, 14)


def test_decimal_right_below_a_part_lies_one_deeper() -> None:
    titles = (heading("第一部分 基本情况"), same("1.1 办学规模"), same("1.2 专业设置"))
    assert levels(*titles) == ["1 第一部分", "2 1.1", "2 1.2"]


def test_decimal_chapters_below_a_part_lie_at_their_depth() -> None:
    titles = (heading("第一部分 基本情况"), same("1. 办学规模"), same("1.1 学生"), same("2. 专业设置"))
    assert levels(*titles) == ["1 第一部分", "2 1.", "3 1.1", "2 2."]


def test_scheme_that_begins_anew_lies_below_what_is_open_in_one_style() -> None:
    titles = (same("1 基本情况"), same("1.1 办学规模"), same("一、学生"), same("二、教师"), same("1.2 专业"))
    assert levels(*titles) == ["1 1", "2 1.1", "3 一、", "3 二、", "2 1.2"]


def test_four_schemes_in_one_style_open_a_level_each() -> None:
    titles = (
        same("一、基本情况"),
        same("（一）规模"),
        same("1.学生"),
        same("（1）男生"),
        same("（2）女生"),
        same("二、培养"),
    )
    assert [line[0] for line in levels(*titles)] == list("123441")


def test_unnumbered_headings_of_one_size_nest_by_font() -> None:
    fonts = ("Hei", "Kai", "Kai", "Hei", "Kai")
    found = levels(*(heading(f"小节{n}题", 14, font) for n, font in zip("甲乙丙丁戊", fonts, strict=True)))
    assert [line[0] for line in found] == list("12212")


def test_closing_words_are_chapters_whatever_their_print() -> None:
    assert levels(heading("第一章 概况", 18), heading("1.1 规模", 14), heading("结语", 14))[-1] == "1 "


def test_duplicate_numbers_keep_their_level() -> None:
    titles = (heading("1 概况"), same("1.1 规模"), same("1.1 专业"), heading("1 培养"), same("1.3 质量"))
    assert [line[0] for line in levels(*titles)] == list("12212")


def test_unnumbered_heading_printed_like_numbered_sections_lies_below_them() -> None:
    titles = (heading("第一章 情况"), same("第一节 规模"), same("木作专业群"), same("果蔬专业群"), same("第二节 专业"))
    assert levels(*titles) == ["1 第一章", "2 第一节", "3 ", "3 ", "2 第二节"]


def test_unnumbered_heading_printed_like_chapters_stands_beside_them() -> None:
    titles = (heading("一、情况"), same("（一）规模"), heading("特色与亮点"))
    assert levels(*titles) == ["1 一、", "2 （一）", "1 "]


def test_heading_set_a_level_too_deep_before_the_first_section_of_its_chapter_stays_there() -> None:
    titles = (
        heading("第三章 服务贡献"),
        same("一、总体情况"),
        same("第一节 服务企业"),
        same("一、培训"),
        same("第二节 服务社区"),
    )
    assert levels(*titles) == ["1 第三章", "3 一、", "2 第一节", "3 一、", "2 第二节"]


def test_chapter_without_sections_has_its_headings_right_below_it() -> None:
    titles = (heading("第三章 服务贡献"), same("一、总体情况"), heading("第四章 挑战"), same("第一节 师资"))
    assert levels(*titles) == ["1 第三章", "2 一、", "1 第四章", "2 第一节"]
