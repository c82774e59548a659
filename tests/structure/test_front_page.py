"""The first page is a cover only if it has nothing of the text."""

from __future__ import annotations

import pytest

from tests.structure.build import heading, sections_of, text, tree_of

TITLE = text("云浦市中等职业教育质量年度报告（2024年度）", size=26, centered=True)


def test_large_lines_alone_are_a_cover() -> None:
    tree = tree_of(TITLE, text("云浦市教育局", size=16, centered=True), heading("一、基本情况", page=2), text(page=2))
    assert [section.title for section in tree.sections] == ["基本情况"]
    assert (tree.identity.issuer, tree.identity.year) == ("云浦市教育局", 2024)


def test_page_that_opens_the_first_chapter_is_no_cover() -> None:
    found = sections_of(heading("一、基本情况", 18), text(), heading("二、人才培养", 18, page=2), text(page=2))
    assert found == ["1 一、|基本情况", "1 二、|人才培养"]


def test_cover_of_a_report_bound_in_begins_levels_anew() -> None:
    inner = (
        text("云浦精密制造有限公司参与职业教育年度报告", size=26, bold=True, centered=True, page=2),
        text("2024年11月", size=16, centered=True, page=2),
    )
    items = (heading("1. 概况", 18), text(), heading("1.1 规模", 14), text(), *inner)
    found = sections_of(
        *items, heading("一、企业概况", page=3), text(page=3), heading("1.设备", 14, page=3), text(page=3)
    )
    assert [line.partition("|")[0] for line in found] == ["1 1.", "2 1.1", "1 一、", "2 1."]


@pytest.mark.parametrize(
    "title, issuer, level",
    [
        ("柳溪县水务局2024年度部门决算", "柳溪县水务局", "other"),
        ("2024年度柳溪县水务局（本级）单位决算", "柳溪县水务局", "other"),
        ("中共柳溪县委宣传部2024年度部门决算", "中共柳溪县委宣传部", "other"),
        ("柳溪县林业技术推广中心2024年度单位决算", "柳溪县林业技术推广中心", "other"),
        ("柳溪县教育局2024年度部门决算", "柳溪县教育局", "city"),
        ("柳溪县第二小学2024年度单位决算", "柳溪县第二小学", "school"),
        ("柳溪县人民政府2024年政府信息公开工作年度报告", "柳溪县人民政府", "city"),
    ],
)
def test_office_reports_on_itself_a_government_on_its_whole_place(title: str, issuer: str, level: str) -> None:
    found = tree_of(text(title, size=26, centered=True), heading("一、主要职能", page=2), text(page=2)).identity
    assert (found.issuer, found.level, found.year) == (issuer, level, 2024)


@pytest.mark.parametrize("closing", ["（2025）", "(2025)", "（2024—2025）", "（2025 年度）"])
def test_year_in_a_closing_bracket_is_the_reports(closing: str) -> None:
    found = tree_of(
        text(f"云浦市中等职业教育质量年度报告{closing}", size=26, centered=True), heading("一、概况", page=2)
    )
    assert found.identity.year == 2025


def test_office_named_on_a_line_of_its_own_with_what_it_is() -> None:
    cover = (
        text("柳溪县2025年县级单位预算", size=26, centered=True),
        text("预算单位：柳溪县水务局", size=16, centered=True),
    )
    found = tree_of(*cover, heading("一、主要职能", page=2), text(page=2)).identity
    assert (found.issuer, found.level) == ("柳溪县水务局", "other")
