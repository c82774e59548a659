"""Data tables to indicator values, with the tables as imperfect as they come."""

from __future__ import annotations

from decimal import Decimal

from docextract.indicators import extract_indicators
from docextract.model.indicator import ValueStatus
from docextract.rulepacks.load import load_pack
from tests.indicators.tables import HEADER, codes_of, errors_of, make_table, numbers_of, values_of

BANKS = """
专业教学资源库数 | 个 | 23 | 34
其中：国家级数量* | 个 | 0 | 0
接入国家智慧教育平台数* | 个 | 0 | 0
省级数量 | 个 | 0 | 5
接入国家智慧教育平台数* | 个 | 0 | 2
校级数量 | 个 | 26 | 30
接入国家智慧教育平台数* | 个 | 0 | 0
"""
BANK_CODES = [
    "resource_banks",
    "resource_banks_national",
    "resource_banks_national_on_platform",
    "resource_banks_provincial",
    "resource_banks_provincial_on_platform",
    "resource_banks_school",
    "resource_banks_school_on_platform",
]


def test_no_tables_give_nothing() -> None:
    assert extract_indicators((), load_pack(), 2024) == ((), ())


def test_one_value_for_each_row_and_year_with_its_place() -> None:
    table = make_table(
        f"{HEADER}\n毕业生人数* | 人 | 9414 | 10,726\n毕业去向落实人数 | 人 | 9400 | -", "人才培养质量计分卡"
    )
    first, second, third, fourth = values_of(table)
    assert (first.code, first.year, first.value, first.score, first.method) == (
        "graduates",
        2023,
        Decimal(9414),
        first.score,
        "exact",
    )
    assert (second.year, second.raw, second.value) == (2024, "10,726", Decimal(10726))
    assert (second.source.block, second.source.row, second.source.column, second.source.page) == ("t1", 1, 3, 1)
    assert (third.method, third.name, third.printed_label) == ("alias", "毕业生去向落实人数", "毕业去向落实人数")
    assert (fourth.status, fourth.value, fourth.raw) == (ValueStatus.MISSING, None, "-")
    assert first.score > 0.95


def test_same_label_is_told_apart_by_its_place() -> None:
    table = make_table(HEADER + BANKS, "教学资源表")
    assert codes_of(table) == BANK_CODES
    assert values_of(table)[-1].path == ("专业教学资源库数", "校级数量", "接入国家智慧教育平台数")


def test_place_holds_when_rows_are_missing() -> None:
    lines = BANKS.strip().splitlines()
    for gone in range(len(lines)):
        if gone in (1, 3, 5):
            continue  # without its level a row "on platform" could belong to either neighbour: see the next test
        table = make_table("\n".join([HEADER, *lines[:gone], *lines[gone + 1 :]]), "教学资源表")
        assert codes_of(table) == BANK_CODES[:gone] + BANK_CODES[gone + 1 :]


def test_wrong_code_is_never_given_surely_when_the_whole_of_a_part_is_missing() -> None:
    lines = BANKS.strip().splitlines()
    for gone in (1, 3, 5):
        table = make_table("\n".join([HEADER, *lines[:gone], *lines[gone + 1 :]]), "教学资源表")
        want = BANK_CODES[:gone] + BANK_CODES[gone + 1 :]
        for value, code in zip([v for v in values_of(table) if v.year == 2024], want, strict=True):
            assert value.code in (code, "") or value.score < 0.95


def test_second_unit_row_is_an_indicator_of_its_own() -> None:
    repeated = make_table(
        f"{HEADER}\n教学计划内课程总数 | 门 | 1 | 2\n教学计划内课程总数 | 学时 | 3 | 4\n其中：课证融通课程数 | 门 | 5 | 6",
        "教学资源表",
    )
    merged = make_table(
        f"{HEADER}\n教学计划内课程总数* | 门 | 1 | 2\n | 学时 | 3 | 4\n其中：课证融通课程数* | 门 | 5 | 6",
        "教学资源表",
        merges=[(1, 0, 3, 1)],
    )
    blank = make_table(
        f"{HEADER}\n教学计划内课程总数* | 门 | 1 | 2\n | 学时 | 3 | 4\n其中：课证融通课程数* | 门 | 5 | 6", "教学资源表"
    )
    for table in (repeated, merged, blank):
        assert codes_of(table) == ["courses", "courses_hours", "courses_certificate"]
    assert values_of(blank)[2].method == "position"


def test_year_headers_in_every_wording() -> None:
    for last, this in (
        ("2023年", "2024年"),
        ("2022-2023 学年", "2023—2024学年"),
        ("上年", "本年"),
        ("2023 年↵度", "2024 年↵度"),
        ("２０２３", "２０２４"),
        ("2022学年", "2023学年"),
        ("上年度数据", "本年度数据"),
    ):
        table = make_table(f"序号 | 指标 | 单位 | {last} | {this}\n1 | 全日制在校生人数 | 人 | 7 | 8", "落实政策表")
        assert numbers_of(table) == [(2023, 7), (2024, 8)], last


def test_year_columns_may_stand_newest_first() -> None:
    table = make_table("指标 | 单位 | 2024 年 | 2023 年\n全日制在校生人数 | 人 | 8 | 7", "落实政策表")
    assert {v.year: v.value for v in values_of(table)} == {2023: 7, 2024: 8}


def test_extra_columns_between_and_after_are_no_years() -> None:
    table = make_table(
        "指标 | 单位 | 2023 年 | 调查人数 | 2024 年 | 调查方式 | 2024 年增幅\n在校生满意度 | % | 85 | 99 | 90 | 问卷 | 5",
        "满意度调查表",
    )
    assert numbers_of(table) == [(2023, 85), (2024, 90)]


def test_header_without_years_is_read_by_order_and_noticed() -> None:
    table = make_table("指标 | 单位 | | \n全日制在校生人数 | 人 | 7 | 8\n年生均财政拨款水平 | 元 | 5 | 6", "落实政策表")
    assert numbers_of(table)[:2] == [(2023, 7), (2024, 8)]
    assert errors_of(table) == ["years-by-order"]


def test_column_too_many_in_the_grid_moves_no_value() -> None:
    table = make_table(
        "指标 | 单位 | 2023 年 | | 2024 年\n全日制在校生人数 | 人 | | 7 | 8\n教职工总数 | 人 | | 5 | 6", "落实政策表"
    )
    assert numbers_of(table)[:2] == [(2023, 7), (2024, 8)]


def test_unit_column_missing_and_units_in_the_names() -> None:
    table = make_table(
        "指标 | 2023 年 | 2024 年\n横向技术服务到款额（元） | 20000 | 10000\n专利转让数量（项） | 0 | 1", "服务贡献表"
    )
    values = values_of(table)
    assert [v.code for v in values] == ["technical_service_income"] * 2 + ["patents_transferred"] * 2
    assert (values[0].value, values[0].unit, values[0].printed_unit) == (Decimal("2.0000"), "万元", "元")


def test_repeated_header_form_title_note_and_blank_rows_are_no_rows() -> None:
    table = make_table(
        f"{HEADER}\n毕业三年晋升比例 | % | 5 | 6\n | | | \n{HEADER}\n表 2 满意度调查表 | | | \n在校生满意度 | % | 7 | 8\n注：数据来自平台 | | | ",
        "人才培养质量计分卡",
    )
    assert codes_of(table) == ["promoted_within_3_years_rate", "satisfaction_students"]


def test_table_that_goes_on_without_title_or_header_keeps_its_place() -> None:
    lines = BANKS.strip().splitlines()
    first = make_table("\n".join([HEADER, *lines[:4]]), "教学资源表")
    second = make_table("\n".join(lines[4:]), header_rows=0, id="t2")
    assert codes_of(first, second) == BANK_CODES


def test_two_forms_in_one_long_table() -> None:
    table = make_table(
        f"{HEADER}\n接收国外留学生人数 | 人 | 0 | 0\n中外合作办学专业数 | 个 | 0 | 0\n其中：在校生数 | 人 | 0 | 0\n"
        "全日制在校生人数* | 人 | 1 | 2\n教职工总数 | 人 | 3 | 4"
    )
    assert codes_of(table) == ["foreign_students", "joint_programmes", "joint_programme_students", "students", "staff"]


def test_garbled_title_does_not_lose_the_table() -> None:
    table = make_table(f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n自主创业率 | % | 0.1 | 0.2", "人材培养质量积分卡")
    assert codes_of(table) == ["graduates", "self_employment_rate"]


def test_row_that_is_no_indicator_goes_out_without_code() -> None:
    table = make_table(
        f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n结业生人数 | 人 | 3 | 4\n月收入 | 元 | 5 | 6", "人才培养质量计分卡"
    )
    unknown = [v for v in values_of(table) if not v.code]
    assert [(v.year, v.value, v.unit, v.printed_label, v.path, v.score) for v in unknown] == [
        (2023, Decimal(3), "人", "结业生人数", (), 0.0),
        (2024, Decimal(4), "人", "结业生人数", (), 0.0),
    ]
    assert errors_of(table) == ["row-without-indicator"]


def test_row_printed_twice_is_given_to_neither() -> None:
    table = make_table(
        f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n毕业生人数 | 人 | 3 | 4\n月收入 | 元 | 5 | 6", "人才培养质量计分卡"
    )
    assert codes_of(table) == ["", "", "monthly_income"]
    assert errors_of(table) == ["row-twice", "row-twice"]


def test_row_that_could_be_two_indicators_is_left_open() -> None:
    table = make_table(
        f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n面向第产业就业人数 | 人 | 3 | 4\n自主创业率 | % | 5 | 6",
        "人才培养质量计分卡",
    )
    assert codes_of(table) == ["graduates", "", "self_employment_rate"]
    assert errors_of(table) == ["near-tie"]


def test_blank_label_between_sure_neighbours_is_read_by_place() -> None:
    table = make_table(
        f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n | 人 | 3 | 4\n其中：升学人数 | 人 | 5 | 6", "人才培养质量计分卡"
    )
    assert codes_of(table) == ["graduates", "graduates_placed", "graduates_further_study"]
    assert {v.method for v in values_of(table) if v.code == "graduates_placed"} == {"position"}


def test_rows_in_another_order_keep_their_codes() -> None:
    table = make_table(
        f"{HEADER}\n在校生满意度 | % | 1 | 2\n家长满意度 | % | 3 | 4\n用人单位满意度 | % | 5 | 6\n教职工满意度 | % | 7 | 8",
        "满意度调查表",
    )
    assert codes_of(table) == [
        "satisfaction_students",
        "satisfaction_parents",
        "satisfaction_employers",
        "satisfaction_staff",
    ]


def test_unit_that_does_not_fit_is_noticed_and_the_number_kept() -> None:
    table = make_table(f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n月收入 | 人 | 3319 | 3360", "人才培养质量计分卡")
    assert [v.value for v in values_of(table) if v.code == "monthly_income"] == [3319, 3360]
    assert errors_of(table) == ["unit-does-not-fit"] * 2


def test_cell_that_is_no_number_is_noticed() -> None:
    table = make_table(f"{HEADER}\n毕业生人数 | 人 | 见正文 | 2", "人才培养质量计分卡")
    assert values_of(table)[0].status is ValueStatus.UNREADABLE
    assert errors_of(table) == ["cell-not-a-number"]


def test_every_score_lies_between_nought_and_one() -> None:
    for value in values_of(make_table(HEADER + BANKS, "教学资源表")):
        assert 0 <= value.runner_up_score <= value.score <= 1


def test_title_in_a_row_of_its_own_inside_the_table() -> None:
    rows = f"表 6 落实政策表 | | | \n{HEADER}\n全日制在校生人数 | 人 | 7 | 8\n年财政专项经费 | 万元 | 1 | 2"
    for header_rows in (0, 1, 2):
        assert codes_of(make_table(rows, header_rows=header_rows)) == ["students", "fiscal_special_funds"]


def test_table_without_its_header_takes_the_columns_of_the_one_before() -> None:
    first = make_table(f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n自主创业率 | % | 3 | 4", "人才培养质量计分卡")
    second = make_table(
        "在校生满意度 | % | 85 | 90 | 500 | 问卷\n课堂育人满意度 | % | 86 | 91 | 500 | 问卷",
        "满意度调查表",
        header_rows=0,
        id="t2",
    )
    assert numbers_of(first, second)[4:] == [(2023, 85), (2024, 90), (2023, 86), (2024, 91)]


def test_piece_with_other_columns_is_read_by_its_own_contents() -> None:
    lines = BANKS.strip().splitlines()
    first = make_table("\n".join([HEADER, *lines[:4]]), "教学资源表")
    second = make_table("\n".join(f"6 | {line}" for line in lines[4:]), header_rows=0, id="t2")
    assert codes_of(first, second) == BANK_CODES


def test_form_printed_twice_is_read_twice() -> None:
    text = f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n自主创业率 | % | 3 | 4"
    tables = [make_table(text, "人才培养质量计分卡", id=id) for id in ("t1", "t2")]
    assert codes_of(*tables) == ["graduates", "self_employment_rate"] * 2


def test_unknown_year_reads_only_headers_that_print_one() -> None:
    named = make_table(f"{HEADER}\n毕业生人数 | 人 | 1 | 2\n月收入 | 元 | 1 | 2", "人才培养质量计分卡")
    unnamed = make_table(
        "指标 | 单位 | 上年 | 本年\n毕业生人数 | 人 | 1 | 2\n月收入 | 元 | 1 | 2", "人才培养质量计分卡"
    )
    assert numbers_of(named, year=0)[:2] == [(2023, 1), (2024, 2)]
    assert numbers_of(unnamed, year=0) == []


def test_order_of_tables_changes_no_value() -> None:
    one = make_table(f"{HEADER}\n毕业生人数 | 人 | 1 | 2", "人才培养质量计分卡", id="t1")
    two = make_table(f"{HEADER}\n全日制在校生人数 | 人 | 7 | 8", "落实政策表", id="t2")
    assert set(codes_of(one, two)) == set(codes_of(two, one))


def test_header_that_only_comes_further_down_names_the_columns() -> None:
    table = make_table(
        f"毕业生人数 | 人 | 1 | 2\n月收入 | 元 | 3 | 4\n{HEADER}\n自主创业率 | % | 5 | 6",
        "人才培养质量计分卡",
        header_rows=0,
    )
    assert numbers_of(table) == [(2023, 1), (2024, 2), (2023, 3), (2024, 4), (2023, 5), (2024, 6)]
    assert errors_of(table) == []


def test_years_in_two_figures_and_in_chinese() -> None:
    for last, this in (("23年", "24 年"), ("二〇二三年", "二〇二四年"), ("二O二三年度", "二O二四年度")):
        table = make_table(f"指标 | 单位 | {last} | {this}\n全日制在校生人数 | 人 | 7 | 8", "落实政策表")
        assert numbers_of(table) == [(2023, 7), (2024, 8)], last
        assert errors_of(table) == []


def test_traditional_form_is_read() -> None:
    table = make_table(
        "指標 | 單位 | 2023 年 | 2024 年\n全日制在校生人數 | 人 | 7 | 8\n年財政專項經費 | 萬元 | 1 | 2\n輔導員人數 | 人 | 僅高職填報 | 僅高職填報",
        "落實政策表",
    )
    assert codes_of(table) == ["students", "fiscal_special_funds", "counsellors"]
    assert values_of(table)[-1].status is ValueStatus.NOT_APPLICABLE


def test_parts_in_another_order_stay_with_their_whole() -> None:
    lines = BANKS.strip().splitlines()
    swapped = [lines[0], *lines[3:5], *lines[1:3], *lines[5:]]
    table = make_table("\n".join([HEADER, *swapped]), "教学资源表")
    order = [0, 3, 4, 1, 2, 5, 6]
    assert codes_of(table) == [BANK_CODES[place] for place in order]


def test_blank_second_row_under_an_alias_that_only_the_first_has() -> None:
    table = make_table(
        f"{HEADER}\n在线精品课程总数 | 门 | 1 | 2\n | 学时 | 3 | 4\n其中：国家级数量 | 门 | 0 | 1", "教学资源表"
    )
    assert codes_of(table) == ["online_courses", "online_courses_hours", "online_courses_national"]


def test_row_numbers_out_of_order_before_the_names_are_no_values() -> None:
    table = make_table(
        "9 | 毕业生人数 | 人 | 1 | 2\n4 | 月收入 | 元 | 3 | 4\n6 | 自主创业率 | % | 5 | 6",
        "人才培养质量计分卡",
        header_rows=0,
    )
    assert numbers_of(table)[:2] == [(2023, 1), (2024, 2)]


def test_garbled_label_in_the_last_row_is_read_by_place() -> None:
    table = make_table(
        f"{HEADER}\n教职工满意度 | % | 5 | 6\n用人单位满意度 | % | 7 | 8\n冢氏满意度 | % | 9 | 9", "满意度调查表"
    )
    assert codes_of(table)[-1] == "satisfaction_parents"
    assert values_of(table)[-1].score < 0.95


def test_first_piece_of_a_form_with_a_garbled_title_is_a_piece_of_the_form() -> None:
    first = make_table(f"{HEADER}\n在校生满意度 | % | 1 | 2\n课堂育人满意度 | % | 3 | 4", "满意度调查统表")
    second = make_table("课外育人满意度 | % | 5 | 6\n专业课教学满意度 | % | 7 | 8", header_rows=0, id="t2")
    assert codes_of(first, second)[2:] == [
        "satisfaction_students_extracurricular",
        "satisfaction_students_major_course",
    ]
    assert all(value.in_data_table for value in values_of(first, second))


def test_number_that_a_reading_cannot_have_speaks_against_it() -> None:
    table = make_table(f"{HEADER}\n面向第产业就业人数 | | 1.5 | 2.5\n自主创业率 | % | 5 | 6", "人才培养质量计分卡")
    assert codes_of(table)[0] == ""


def test_table_of_its_own_title_may_pick_rows_from_several_forms() -> None:
    rows = (
        "全日制在校生人数 | 人 | 1 | 2\n教职工总数 | 人 | 3 | 4\n其中：专任教师总数 | 人 | 5 | 6\n生师比 | :1 | 7 | 8"
    )
    table = make_table(f"{HEADER}\n{rows}\n{BANKS.strip()}", "办学条件与资源")
    assert codes_of(table) == ["students", "staff", "full_time_teachers", "student_teacher_ratio", *BANK_CODES]
    narrower = make_table(f"{HEADER}\n{rows}\n{BANKS.strip()}", "各校办学条件与资源", id="t2")
    assert not any(value.in_data_table for value in values_of(narrower))
