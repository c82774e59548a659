"""案例: titles in their many forms, and where a case ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docextract.model.flow import FlowItem
from docextract.model.geometry import BBox
from tests.structure.build import FRAME, LEFT, RIGHT, SENTENCE, caption, grid, heading, picture, text, tree_of

CHAPTER = heading("一、基本情况")
TITLE = text("案例1：校企协同育人", bold=True, centered=True)
BODY = "各专业群稳步扩大面向社区的技能培训，覆盖全部年级，有关做法在全省交流并受到好评。"


def case_text(*items: FlowItem) -> str:
    (case,) = tree_of(CHAPTER, text(), *items).cases
    return case.text


@pytest.mark.parametrize(
    ("said", "number", "title"),
    [
        ("案例2-3 校企协同育人", "2-3", "校企协同育人"),
        ("【案例】校企协同育人", "", "校企协同育人"),
        ("典型案例一：校企协同育人", "一", "校企协同育人"),
        ("特色案例 4 校企协同育人", "4", "校企协同育人"),
    ],
)
def test_titles_in_usual_forms(said: str, number: str, title: str) -> None:
    (case,) = tree_of(CHAPTER, text(), text(said, bold=True, centered=True), text()).cases
    assert (case.number, case.title) == (number, title)


def test_number_and_title_on_two_lines_are_one_title() -> None:
    lines = [text(said, bold=True, centered=True, frame=FRAME) for said in ("案例1", "校企协同育人")]
    (case,) = tree_of(CHAPTER, text(), *lines, text(frame=FRAME), text(BODY)).cases
    assert (case.number, case.title, case.text) == ("1", "校企协同育人", SENTENCE)


def test_framed_case_ends_where_text_leaves_the_frame() -> None:
    assert case_text(text("案例1 校企", bold=True, frame=FRAME), text(frame=FRAME), text(BODY)) == SENTENCE


def test_title_in_a_band_of_its_own_does_not_frame_the_case() -> None:
    assert case_text(text("案例1 校企", bold=True, frame=FRAME), text(), text(BODY)) == f"{SENTENCE}\n{BODY}"


def test_case_in_its_own_font_ends_back_in_the_font_before_it() -> None:
    assert case_text(TITLE, text(font="Kai"), text(font="Kai"), text(BODY)) == f"{SENTENCE}\n{SENTENCE}"


def test_font_before_the_case_counts_even_where_cases_outweigh_the_body() -> None:
    items = [item for _ in range(3) for item in (TITLE, text(font="Kai"), text(font="Kai"), text(BODY))]
    assert {case.text for case in tree_of(CHAPTER, text(), *items).cases} == {f"{SENTENCE}\n{SENTENCE}"}


def test_case_set_in_on_both_sides_ends_back_at_the_margin() -> None:
    set_in = text(left=LEFT + 28, right=RIGHT - 28)
    assert case_text(TITLE, set_in, set_in, text(BODY)) == f"{SENTENCE}\n{SENTENCE}"


def test_facing_pages_with_other_margins_do_not_end_a_case() -> None:
    shifted = text(left=LEFT + 18, right=RIGHT + 18, page=2)
    assert case_text(TITLE, shifted, text(BODY)) == f"{SENTENCE}\n{BODY}"


def test_case_without_any_mark_reaches_to_the_next_heading() -> None:
    assert case_text(TITLE, text(), text(BODY), heading("二、人才培养"), text()) == f"{SENTENCE}\n{BODY}"


def test_picture_in_the_middle_does_not_end_a_case() -> None:
    items = (TITLE, text(font="Kai"), picture(), caption("图1 现场"), text(font="Kai"), text(BODY))
    assert case_text(*items) == f"{SENTENCE}\n{SENTENCE}"


def test_short_line_outside_the_frame_does_not_end_a_case() -> None:
    items = (
        text("案例1 校企", bold=True, frame=FRAME),
        text(frame=FRAME),
        text("（供稿：教务处）"),
        text(frame=FRAME),
        text(BODY),
    )
    assert case_text(*items).endswith(SENTENCE)


def test_single_line_at_the_body_margin_ends_a_case_that_is_set_in() -> None:
    set_in = text(left=LEFT + 34, right=RIGHT - 34)
    short = text("夜间开放的费用由学院承担，全年共7.6万元。", left=LEFT + 24)
    assert case_text(TITLE, set_in, short) == SENTENCE


PLAIN = "父母们听了四节课，最后一节是孩子上台讲自己做的东西，有位父亲说原来他会的比我多。"


@pytest.mark.parametrize(
    "said",
    [
        "除上述活动外，学生工作处全年组织家访二百余户、线上家长会三十余场，家长满意度逐年提高。",
        "从全校情况看，家长参加各类开放活动的人次逐年提高，学校将把这一做法推广到所有年级和专业。",
    ],
)
def test_case_set_like_the_body_ends_where_a_paragraph_looks_back_on_it(said: str) -> None:
    assert case_text(heading("案例1 父母来上课", 12), text(PLAIN), text(said), text()) == PLAIN


def test_case_set_like_the_body_ends_where_a_table_of_the_body_is_named() -> None:
    body = "学校全年接待家长一千余人次，比上一年增加近百人次，各年级家长的来访情况见表 1，各系大体相当。"
    before = (caption("表 1 来访情况"), grid(), text())
    assert case_text(*before, heading("案例1 父母来上课", 12), text(PLAIN), text(body)) == PLAIN


def test_story_that_sums_up_stays_in_its_case() -> None:
    end = "从学生反馈来看，这门课改变了他们对学习的看法，也改变了父母对职业教育的看法，值得坚持。"
    assert case_text(heading("案例1 父母来上课", 12), text(PLAIN), text(end)) == f"{PLAIN}\n{end}"


def test_case_in_smaller_print_ends_where_the_body_size_comes_back() -> None:
    assert case_text(heading("案例1 父母来上课", 12), text(PLAIN, size=10.5), text(BODY)) == PLAIN


def test_chapter_on_a_shaded_band_is_a_heading() -> None:
    band = text("二、人才培养", size=16, font="Hei", bold=True, frame=FRAME)
    assert [s.number for s in tree_of(CHAPTER, text(), band, text()).sections] == ["一、", "二、"]


@pytest.mark.parametrize("said", ["【案例】一张草图", "案例：一张草图"])
def test_label_that_no_sentence_begins_with_makes_a_title_in_the_body_style(said: str) -> None:
    (case,) = tree_of(CHAPTER, text(), text(said), text()).cases
    assert case.title == "一张草图"


def test_counter_before_a_title_that_begins_with_a_numeral_is_told_by_the_white_behind_it() -> None:
    title = text("案例一一张草图", bold=True)
    (line,) = title.lines
    boxes = tuple(
        BBox(LEFT + 12 * n + (4 if n > 2 else 0), 300, LEFT + 12 * n + 12 + (4 if n > 2 else 0), 312)
        for n in range(len(line.text))
    )
    spaced = replace(title, lines=(replace(line, char_boxes=boxes),))
    (case,) = tree_of(CHAPTER, text(), spaced, text()).cases
    assert (case.number, case.title) == ("一", "一张草图")


def test_single_line_of_body_text_before_a_case_does_not_hide_that_the_case_is_set_in() -> None:
    one_line = text("各校分片包村，全年办班三十四期，各点情况见下文。", left=96)
    told = [
        text("案例：鱼医生", bold=True, left=100),
        text(left=100, right=476),
        text("临走那天村里人把显微镜留下了。", left=124),
    ]
    assert case_text(text(), one_line, *told, text(BODY)) == f"{SENTENCE}\n临走那天村里人把显微镜留下了。"


def test_white_below_a_case_set_like_the_body_ends_it() -> None:
    body = [text(page=1, top=top) for top in (100, 136, 172, 208)]
    told = [heading("案例1 父母来上课", 12), text(PLAIN, page=2, top=330), text(page=2, top=366)]
    assert case_text(*body, *told, text(BODY, page=2, top=418)) == f"{PLAIN}\n{SENTENCE}"


def test_white_between_all_paragraphs_of_a_case_does_not_end_it() -> None:
    body = [text(page=1, top=top) for top in (100, 136, 172, 208)]
    told = [heading("案例1 父母来上课", 12), *(text(PLAIN, page=2, top=top) for top in (330, 382, 434))]
    assert case_text(*body, *told) == "\n".join([PLAIN] * 3)
