"""What a report leaves empty, and which of its rows fit nothing."""

from __future__ import annotations

from docextract.indicators.coverage import find_gaps
from docextract.rulepacks.load import load_pack
from tests.indicators.tables import HEADER, make_table, values_of

PACK = load_pack()
CARD = make_table(
    f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n毕业生去向落实人数 | 人 | - | \n结业生人数 | 人 | 3 | 4\n月收入 | 元 | 5 | 6",
    "人才培养质量计分卡",
)


def test_forms_rows_and_values_that_are_missing_are_told_apart() -> None:
    gaps = find_gaps(values_of(CARD), PACK)
    kinds = {gap.code: gap.kind for gap in gaps if gap.code}
    assert "graduates" not in kinds
    assert kinds["graduates_placed"] == "indicator-without-value"
    assert kinds["self_employment_rate"] == "indicator-without-row"
    assert [gap.form for gap in gaps if gap.kind == "form-without-table"] == [form.title for form in PACK.forms[1:]]


def test_row_that_fits_nothing_stands_once_however_many_years_it_has() -> None:
    rows = [gap for gap in find_gaps(values_of(CARD), PACK) if gap.kind == "row-without-indicator"]
    assert [(gap.printed_label, gap.table, gap.row, gap.page) for gap in rows] == [("结业生人数", "t1", 3, 1)]


def test_what_is_not_for_these_schools_is_no_gap() -> None:
    table = make_table(f"{HEADER}\n接收国外留学生人数 | 人 | 1 | 2\n中外合作办学专业数 | 个 | 1 | 2", "国际影响表")
    codes = {gap.code for gap in find_gaps(values_of(table), PACK)}
    assert "schools_abroad" not in codes
    assert "joint_programme_students" in codes
    stated = make_table(
        f"{HEADER}\n在国外开办学校数 | 所 | 仅高职填报 | 仅高职填报\n接收国外留学生人数 | 人 | 1 | 2", "国际影响表"
    )
    assert "schools_abroad" not in {gap.code for gap in find_gaps(values_of(stated), PACK)}


def test_report_without_values_lacks_every_form_and_a_value_in_the_body_fills_its_indicator() -> None:
    assert {gap.kind for gap in find_gaps((), PACK)} == {"form-without-table"}
    body = make_table("指标 | 单位 | 2023 年 | 2024 年\n毕业生人数 | 人 | 1 | 2", "毕业情况")
    assert "graduates" not in {gap.code for gap in find_gaps(values_of(body), PACK)}
