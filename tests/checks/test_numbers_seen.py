"""Every number of a report ends as confirmed, in conflict, stated once or not checkable, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docextract.checks.run import run_checks
from docextract.checks.verdicts.numbers_left import numbers_left
from docextract.claims.read import read_claims
from docextract.model.block import BlockKind
from docextract.model.finding import NumberVerdict
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material, check_case


def left_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[tuple[str, str]]:
    """What `numbers_left` makes of a paragraph in which nothing was read: quote and first words of the reason."""
    report = Material({"text": [text]}).report()
    report = replace(report, blocks=tuple(replace(block, kind=kind) for block in report.blocks))
    return [(number.quote, number.why.zh.partition("，")[0]) for number in numbers_left(report, (), ())]


def numbers(case: dict[str, Any]) -> tuple[NumberVerdict, ...]:
    return check_case(case).numbers


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("会议在 2024 年 6 月 15 日召开", "2024 年 6 月 15 日", "年份或日期"),
        ("2023-2024 学年", "2023-2024 学年", "年份或日期"),
        ("2021 级学生", "2021 级", "年份或日期"),
        ("依据教职成〔2022〕5 号文", "〔2022〕5 号", "文件编号"),
        ("构成见表 7-1", "表 7-1", "图、表、案例的编号"),
        ("落实“1269”行动", "1269", "名称里的数字"),
        ("电话 0750-1234567", "0750-1234567", "电话号码"),
        ("邮箱 a12@b3.cn", "a12@b3.cn", "网址或邮箱"),
        ("第 29 个教师节", "第 29 个", "序数"),
        ("CCTV-13 报道", "13", "代号"),
        ("早上 7:50 到校", "7:50", "时刻"),
        ("· 7 ·", "7", "单独成行的数字（页码或图里的字）"),
        ("下降 0.13", "0.13", "没有读出是什么数"),
    ],
)
def test_number_that_counts_nothing_says_what_it_is(text: str, quote: str, why: str) -> None:
    assert left_of(text) == [(quote, why)]


@pytest.mark.parametrize("text", ["1.对接企业；2.组织下厂", "（1）量具归位", "① 误差上墙"])
def test_marks_of_a_list_are_no_numbers(text: str) -> None:
    assert left_of(text) == []


def test_mark_of_a_footnote_is_no_number() -> None:
    assert left_of("2 开料车间 2023 年停用", BlockKind.FOOTNOTE) == [("2023 年", "年份或日期")]


def test_numbers_of_headings_and_captions_are_left_out() -> None:
    for kind in (BlockKind.HEADING, BlockKind.CASE, BlockKind.FIGURE, BlockKind.TOC, BlockKind.FURNITURE):
        assert left_of("2.1 技能竞赛", kind) == []


def test_year_within_a_quote_has_a_row_of_its_own() -> None:
    found = {(number.quote, number.state) for number in numbers({"text": ["2024 年有专任教师 150 人。"]})}
    assert ("2024 年", "not-checkable") in found
    assert any(quote.endswith("150 人") and state == "stated-once" for quote, state in found)


def test_reference_is_told_as_the_check_of_references_found_it() -> None:
    table = {"number": "1-1", "title": "规模", "cells": [["学校", "备注"], ["甲校", "好"]]}
    right, wrong = (
        next(n for n in numbers({"text": [text], "tables": [table]}) if n.quote.startswith("表"))
        for text in ("详见表 1-1。", "详见表 1-9。")
    )
    assert (right.state, right.check) == ("confirmed", "cross_reference")
    assert (wrong.state, wrong.check) == ("conflict", "cross_reference")
    assert "1-9" in wrong.by and "1-9" in wrong.by_en


def test_every_cell_with_a_digit_has_a_row() -> None:
    cells = [
        ["序号", "学校", "2024 年（人）", "说明"],
        ["1", "甲校", "10", "建于 1985 年"],
        ["2", "乙校", "20", "添 3 台"],
    ]
    found = {
        (n.source.row, n.source.column): n.by
        for n in numbers({"tables": [{"number": "1", "title": "规模", "cells": cells}]})
    }
    assert set(found) == {(0, 2), (1, 0), (1, 2), (1, 3), (2, 0), (2, 2), (2, 3)}
    assert found[0, 2].startswith("表头") and found[1, 0].startswith("行号") and found[1, 3].startswith("年份")
    assert found[2, 3].startswith("表格文字里的数")


def test_sum_that_comes_out_confirms_every_cell_with_its_working() -> None:
    rows = [[f"第{n}校", str(n)] for n in "一二三四五六七八九"]
    cells = [["学校", "2024 年（人）"], *[[row[0], str(10 + at)] for at, row in enumerate(rows)], ["合计", "126"]]
    found = numbers({"tables": [{"number": "1", "title": "各校教师", "cells": cells}]})
    assert [n.state for n in found if n.source.column == 1 and n.source.row > 0] == ["confirmed"] * 10
    assert {n.by for n in found if n.state == "confirmed"} == {
        "表 1 各校教师 2024 年（人）合计 126 与各项之和相符：10 + 11 + 12 + 13 + … + 18 = 126"
    }


def test_inequality_that_holds_is_told_as_what_it_is() -> None:
    (placed,) = (
        number
        for number in numbers({"data": {"graduates": {2024: 500}, "graduates_placed": {2024: 410}}})
        if number.code == "graduates_placed"
    )
    assert placed.state == "confirmed"
    assert placed.by.startswith("只核对了大小") and "410" in placed.by and "410" in placed.by_en


def test_missing_table_makes_no_conflict_of_the_number_it_quotes() -> None:
    found = numbers({"data": {"full_time_teachers": {2024: 150}}, "headings": ["# 一、|基本情况"]})
    assert [n.state for n in found if n.code == "full_time_teachers"] == ["stated-once"]


def test_number_that_is_right_is_no_conflict_because_another_is_wrong() -> None:
    text = [
        "专任教师 150 人，全日制在校生 2400 人，生师比 18.2:1。",
        "全日制在校生 2400 人，男生 1300 人，女生 1100 人。",
    ]
    data = {"students": {2024: 2400}, "full_time_teachers": {2024: 150}}
    states = {n.quote: n.state for n in numbers({"text": text, "data": data})}
    assert states["生师比 18.2:1"] == "conflict"
    assert states["专任教师 150 人"] == states["全日制在校生 2400 人"] == "confirmed"


def test_of_two_values_the_one_that_the_rest_speaks_for_is_no_conflict() -> None:
    text = ["专任教师 150 人，全日制在校生 2400 人，生师比 16:1。", "专任教师总数为 120 人。"]
    states = {n.quote: n.state for n in numbers({"text": text, "data": {"full_time_teachers": {2024: 150}}})}
    assert states["专任教师总数为 120 人"] == "conflict"
    assert states["专任教师 150 人"] == "confirmed"


def test_two_values_between_which_nothing_decides_are_both_in_conflict() -> None:
    text = ["专任教师 150 人。", "专任教师总数为 120 人。"]
    assert {n.state for n in numbers({"text": text}) if n.subject} == {"conflict"}


def test_percent_sign_in_a_cell_is_told_once() -> None:
    case = {"text": ["家长满意度 93.73%。"], "data": {"satisfaction_parents": {2024: "93.73"}}}
    material = Material(case)
    values = tuple(replace(value, raw="93.73%") for value in material.values())
    pack = load_pack()
    report = material.report()
    told = run_checks(report, values, read_claims(report, pack), pack).numbers
    assert all("%%" not in number.by and "%%" not in number.value for number in told)
    assert [number.value for number in told if number.code == "satisfaction_parents"][-1] == "93.73"


def test_numbers_stand_in_reading_order() -> None:
    found = numbers({"text": ["专任教师 150 人。", "2024 年 6 月建成。", "在校生 2400 人。"]})
    assert [number.source.block for number in found] == ["b0", "b1", "b2"]
