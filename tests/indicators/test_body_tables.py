"""Indicators in tables of the running text: taken only when they speak of the whole report."""

from __future__ import annotations

from docextract.model.table import Table
from tests.indicators.tables import make_table, values_of


def found(table: Table) -> list[tuple[str, int, str]]:
    values = values_of(table)
    assert not any(value.in_data_table for value in values)
    return [(value.code, value.year, str(value.value)) for value in values]


def test_names_down_and_years_across() -> None:
    table = make_table(
        "指标项目 | 单位 | 2023 年 | 2024 年 | 变化情况\n毕业生总数 | 人 | 94 | 107 | 上升\n通过职教高考升学人数 | 人 | 37 | 38 | 上升",
        "近两年升学情况比较",
    )
    assert found(table) == [("graduates", 2023, "94"), ("graduates", 2024, "107")]


def test_years_down_and_names_across() -> None:
    table = make_table(
        "年度 | 毕业学生数（人） | 就业率（%）\n2022-2023 学年 | 911 | 97.37\n2023-2024 学年 | 1340 | 99.85", "就业情况"
    )
    assert found(table) == [("graduates", 2023, "911"), ("graduates", 2024, "1340")]


def test_two_header_rows_are_one_name() -> None:
    table = make_table(
        "年度 | 第一产业 | | 第二产业 | \n | 就业人数（人） | 比例（%） | 就业人数（人） | 比例（%）\n2024 | 1 | 0.14 | 157 | 21.45",
        "毕业生就业分布", header_rows=2, merges=[(0, 0, 2, 1), (0, 1, 1, 3), (0, 3, 1, 5)],
    )  # fmt: skip
    assert found(table) == [("graduates_employed_primary", 2024, "1"), ("graduates_employed_secondary", 2024, "157")]


def test_one_column_three_times_in_a_header_is_not_taken() -> None:
    table = make_table("年度 | 在校生满意度 | 课堂育人满意度 | 课堂育人满意度\n2024 | 93% | 96% | 97%", "学生满意度")
    assert found(table) == [("satisfaction_students", 2024, "93")]


def test_table_of_something_narrower_is_not_taken() -> None:
    text = "指标 | 单位 | 2023 年 | 2024 年\n毕业生人数 | 人 | 1 | 2"
    for title in ("各校毕业情况", "机电技术应用专业大类毕业情况", "公办学校毕业情况", "某校近两年毕业情况"):
        assert found(make_table(text, title)) == [], title
    assert found(make_table(text, "近两年毕业情况", case="c1")) == []


def test_groups_beside_the_names_make_them_narrower() -> None:
    table = make_table(
        "类别 | 指标 | 2023 年 | 2024 年\n东部 | 毕业生人数 | 1 | 2\n西部 | 教职工总数 | 3 | 4", "分区域情况"
    )
    assert found(table) == []


def test_label_that_says_nothing_alone_is_not_taken() -> None:
    table = make_table(
        "指标 | 单位 | 2023 年 | 2024 年\n国家级数量 | 个 | 1 | 2\n在校生数 | 人 | 1 | 2", "课程建设情况"
    )
    assert found(table) == []


def test_indicator_with_two_units_is_told_by_them() -> None:
    rows = "在校生总数 | 人 | 5 | 6\n教学计划内课程总数 | 门 | 1 | 2\n | 学时 | 3 | 4"
    for merges in ((), ((2, 0, 4, 1),)):
        table = make_table(f"指标 | 单位 | 2023 年 | 2024 年\n{rows}", "办学规模", merges=merges)
        assert found(table)[2:] == [
            ("courses", 2023, "1"), ("courses", 2024, "2"), ("courses_hours", 2023, "3"), ("courses_hours", 2024, "4"),
        ]  # fmt: skip
    unclear = make_table("指标 | 2023 年 | 2024 年\n教学计划内课程总数 | 1 | 2\n生师比 | 3 | 4", "办学规模")
    assert [code for code, _, _ in found(unclear)] == ["student_teacher_ratio"] * 2


def test_other_unit_is_another_thing() -> None:
    assert found(make_table("指标 | 单位 | 2023 年 | 2024 年\n毕业生人数 | % | 1 | 2", "毕业情况")) == []


def test_body_table_does_not_take_the_place_of_the_form() -> None:
    rows = "在校生满意度 | % | 1 | 2\n其中：课堂育人满意度 | % | 3 | 4\n课外育人满意度 | % | 5 | 6\n毕业生满意度 | % | 7 | 8"
    body = make_table(f"指标 | 单位 | 2023 年 | 2024 年\n{rows}", "学生评价情况", id="t1")
    form = make_table(f"指标 | 单位 | 2023 年 | 2024 年\n{rows}", "满意度调查表", id="t2")
    values = values_of(body, form)
    assert [value.table for value in values] == ["t2"] * 8 + ["t1"] * 8
    assert [value.in_data_table for value in values] == [True] * 8 + [False] * 8
