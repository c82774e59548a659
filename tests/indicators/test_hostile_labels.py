"""Labels as PDFs, scans and tired people print them; and those that must not be taken for what they resemble."""

from __future__ import annotations

import pytest

from docextract.indicators.explain import read_label
from docextract.rulepacks.load import load_pack
from docextract.text.labels import parse_label

PACK = load_pack()


@pytest.mark.parametrize(
    ("printed", "form", "code"),
    [
        ("思想政治课教学满意 度*", "2", "satisfaction_students_ideology_course"),
        ("公共基础课（不含思想\n政治课）教学满意度*", "2", "satisfaction_students_general_course"),
        ("公共基础课(不含思想政治课)教学满意度﹡", "2", "satisfaction_students_general_course"),
        ("３ 毕业生本省去向落实率", "1", "placed_in_province_rate"),
        ("7毕业三年晋升比例", "1", "promoted_within_3_years_rate"),
        ("（4）月收入", "1", "monthly_income"),
        ("月收入（元）", "1", "monthly_income"),
        ("其 中：升学人数", "1", "graduates_further_study"),
        ("其中升学人数", "1", "graduates_further_study"),
        ("A 类：留在当地就业人数*", "4", "graduates_first_employed_local"),
        ("Ｂ类：到西部和东北地区就业人数", "4", "graduates_first_employed_west_northeast"),
        ("其中：A类:留在当地就业人数", "4", "graduates_first_employed_local"),
        ('"双师型"教师比例', "3", "dual_qualified_share"),
        ("双师型教师比例", "3", "dual_qualified_share"),
        ("知识产权项日数量", "4", "ip_projects"),
        ("毕业生入数", "1", "graduates"),
        ("聘请行业导师人数", "6", "industry_mentors"),
        ("国际技能大赛获奖数量", "5", "international_awards"),
        ("教职员工额定编制数", "6", "staff_quota"),
        ("职业技能等级证书（含职业资格证书） 获取人数", "6", "skill_certificates"),
        ("与企业共建开放型区域产教融合实践 中心数量", "6", "practice_centres"),
        ("⽣师⽐", "3", "student_teacher_ratio"),
        ("全日制在校生人數", "6", "students"),
        ("教職工總數（人）", "6", "staff"),
        ("毕业三年晋升占比", "1", "promoted_within_3_years_rate"),
        ("专任教师人数量", "6", "full_time_teachers"),
        ("专仟教帅总数", "6", "full_time_teachers"),
        ("枚企合作编写教材数", "3", "textbooks_school_enterprise"),
        ("其巾：升学人数", "1", "graduates_further_study"),
        ("l2 教职工总数", "6", "staff"),
        ("十、月收入", "1", "monthly_income"),
        ("4月收入", "1", "monthly_income"),
        ("25 年实习专项经费", "6", "internship_funds"),
        ("2.1 专业群数量", "3", "major_groups"),
        ("月收入/元", "1", "monthly_income"),
        ("生均教学科研仪器设备值（单位：元/生）", "3", "equipment_value_per_student"),
        ("聘请行业导师人数（入）", "6", "industry_mentors"),
        ("双师型教师比例（%）(%)", "3", "dual_qualified_share"),
    ],
)
def test_is_read(printed: str, form: str, code: str) -> None:
    assert read_label(printed, PACK, form).code == code


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("双师型专任教师总数", "6"),
        ("毕业生去向落实率", "1"),
        ("市级数量", "3"),
        ("学生体质测评优秀率", "6"),
        ("专利申请数量", "4"),
        ("自主创业人数", "1"),
        ("生均教学科研仪器设备台数", "3"),
        ("面向第产业就业人数", "1"),
        ("县级数量", "3"),
        ("兼职教师总数", "6"),
        ("教职工总支出", "6"),
        ("合计", "1"),
        ("人", "1"),
        ("", "1"),
    ],
)
def test_is_not_taken_for_what_it_resembles(printed: str, form: str) -> None:
    assert read_label(printed, PACK, form).code == ""


def test_misspelt_label_never_scores_like_an_exact_one() -> None:
    exact, misspelt = read_label("毕业生初次就业人数", PACK, "4"), read_label("毕业生初次就业入数", PACK, "4")
    assert exact.score > 0.95 > misspelt.score > 0.8


def test_name_at_home_in_two_forms_is_decided_by_the_title() -> None:
    assert read_label("专业数量", PACK, "3").code == "majors"
    assert read_label("专业数量", PACK, "5", after=["在国外开办学校数"]).code == "schools_abroad_majors"
    assert read_label("在校生数", PACK, "5", after=["中外合作办学专业数"]).code == "joint_programme_students"


def test_number_that_belongs_to_the_name_is_no_row_number() -> None:
    assert parse_label("3年晋升比例").text == "3年晋升比例"
    assert parse_label("2024年毕业生人数").text == "2024年毕业生人数"


def test_bracket_that_is_no_unit_stays() -> None:
    label = parse_label("职业技能等级证书（含职业资格证书）", lambda text: text == "人")
    assert (label.text, label.unit) == ("职业技能等级证书(含职业资格证书)", "")


def test_another_level_is_never_a_misprint() -> None:
    assert read_label("省级数量", PACK, "3", after=["专业教学资源库数"]).code == "resource_banks_provincial"
    assert read_label("区级数量", PACK, "3", after=["专业教学资源库数", "国家级数量"]).code == ""


def test_label_as_near_to_a_refused_one_needs_its_place() -> None:
    levels = ["专业教学资源库数", "国家级数量", "接入国家智慧教育平台数"]
    assert read_label("肖级数量", PACK, "3").code == ""
    found = read_label("肖级数量", PACK, "3", after=levels)
    assert found.code in ("resource_banks_provincial", "")
    assert found.score < 0.9
