"""案例: titles in their many forms, and where a case ends."""

from __future__ import annotations

import pytest

from docextract.model.flow import FlowItem
from tests.structure.build import FRAME, LEFT, RIGHT, SENTENCE, caption, heading, picture, text, tree_of

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
