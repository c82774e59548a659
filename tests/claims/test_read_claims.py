"""Small sentences and the claims they make."""

from __future__ import annotations

import pytest

from docextract.claims.read import read_claims
from docextract.model.claim import Claim, ClaimKind
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material


def claims_of(text: str, *, school: bool = False, case: str = "") -> tuple[Claim, ...]:
    paragraph = {"text": text, "case": case} if case else text
    return read_claims(Material({"text": [paragraph], "school": school}).report(), load_pack())


@pytest.mark.parametrize(
    ("text", "quote", "subject", "value", "unit"),
    [
        ("学校现有专任教师 150 人。", "专任教师 150 人", "专任教师", "150", "人"),
        ("共斩获 3 个一等奖、8 个二等奖。", "3 个一等奖", "一等奖", "3", "个"),
        ("与七所大专院校共12 个专业合作。", "七所大专院校", "大专院校", "7", "所"),
        ("生师比为 17.6:1。", "生师比为 17.6:1", "生师比", "17.6", ":1"),
        ("师生比 1 : 14.25。", "师生比 1 : 14.25", "师生比", "14.25", ":1"),
        ("教学仪器设备资产值为 3120.5 万元。", "教学仪器设备资产值为 3120.5 万元", "教学仪器设备资产值", "3120.5", "万元"),
        ("留在本市就业 2.45 万人。", "", "留在本市就业", "24500", "人"),
        ("两项重要的教学成果项目完成。", "两项重要的教学成果项目", "教学成果项目", "2", "项"),
        ("就业学生（含升学）980 人。", "就业学生（含升学）980 人", "就业学生（含升学）", "980", "人"),
        ("女生占三成。", "", "女生", "30", "%"),
    ],
)  # fmt: skip
def test_subject_number_and_unit(text: str, quote: str, subject: str, value: str, unit: str) -> None:
    claim = claims_of(text)[0]
    assert (claim.subject, str(claim.quantity.value), claim.quantity.unit) == (subject, value, unit)
    assert quote in ("", claim.quote)


@pytest.mark.parametrize(
    "text",
    [
        "落实“1269”行动计划。",
        "（江教职〔2022〕5 号）",
        "2024 年 4 月 2 日下午 14:30 举行。",
        "见表 2-1、图 3 所示。",
        "5G 网络与 7S 管理，1+X 证书。",
        "电话 0750-1234567。",
        "学习党的二十大和二十届三中全会精神。",
        "第 3 届技能节，第十二次会议。",
        "《行动计划（2024—2027 年）》",
        "2012人", # a year is told from a number by what follows
    ],
)  # fmt: skip
def test_what_states_nothing_is_no_claim(text: str) -> None:
    found = claims_of(text)
    assert [c.quote for c in found] == (["2012人"] if text == "2012人" else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("专任教师 150 人。", "full_time_teachers"),
        ("全市中职学校全日制在校生 2400 人。", "students"),
        ("江城市有教职员工总数 180 人。", "staff"),
        ("美育专任教师数 12 人。", "arts_teachers"),
        ("“双师型”教师共 90 名，占专任教师比例 60%。", ""),
        ("思政课专任教师 9 人。", "ideology_teachers"),
        ("外聘专任教师 9 人。", ""),
        ("新增专业教学资源库 3 个。", ""),
        ("专任教师 150 元。", ""),
    ],
)
def test_code_only_when_the_subject_is_the_indicator(text: str, code: str) -> None:
    assert claims_of(text)[0].code == code


def test_share_is_linked_with_its_base() -> None:
    share = claims_of("“双师型”教师共 90 名，占专任教师比例 60%。")[1]
    assert (share.kind, share.base, share.code) == (ClaimKind.SHARE, "专任教师", "dual_qualified_share")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2023-2024 学年，在校生 10 人。毕业生 3 人。", ["2023-2024", "2023-2024"]),
        ("2023 年在校生 10 人，2024 年在校生 12 人。", ["2023", "2024"]),
        ("师生比 1:14.2；与 2021 年的 1:14.9 和 2022 年的 1:14.6 相比稳定。", ["2024", "2021", "2022"]),
        ("近三年，共调整 31 个专业。", [""]),
        ("去年在校生 10 人。", ["2023"]),
        ("在校生 12 人，比 2023 年增加 2 人。", ["2024", "2024"]),
        ("2024 年 5 月 6 日，选出 10 名学员。", [""]),
        ("截至 2024 年 8 月，在校生 12 人。", ["2024"]),
    ],
)
def test_period(text: str, periods: list[str]) -> None:
    assert [claim.period for claim in claims_of(text)] == periods


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("在校生数增加 12 人。", ClaimKind.CHANGE, 1),
        ("在校生数比上年减少了 12 人。", ClaimKind.CHANGE, -1),
        ("在校生数增加到 12 人。", ClaimKind.LEVEL, 0),
        ("新增实训室 12 间。", ClaimKind.LEVEL, 0),
        ("合格率比上年高出 1.5 个百分点。", ClaimKind.CHANGE, 1),
        ("占毕业生总数的 45%。", ClaimKind.SHARE, 0),
        ("数控、园林、幼教 3 个专业招生。", ClaimKind.LIST_COUNT, 0),
    ],
)
def test_kind(text: str, kind: ClaimKind, direction: int) -> None:
    claim = claims_of(text)[0]
    assert (claim.kind, claim.direction) == (kind, direction)


def test_scope_is_the_case_the_school_or_the_issuer() -> None:
    assert claims_of("该专业有教师 9 人。", case="c0")[0].scope == "该专业"
    assert claims_of("选出 10 名学员。", case="c0")[0].scope == "c0"
    assert claims_of("江城一职有教师 9 人。")[0].scope == "江城一职"
    assert claims_of("江城中专有教师 9 人。", school=True)[0].scope == ""
    assert claims_of("全市有教师 9 人。")[0].scope == ""


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("近 50 家企业", "45", "50"),
        ("2300 多名师生", "2300", "2400"),
        ("超过 1000 小时", "1000", None),
        ("500 名以上学员", "500", None),
    ],
)
def test_bounds(text: str, low: str, high: str | None) -> None:
    quantity = claims_of(text + "参加。")[0].quantity
    assert quantity.low is not None
    assert (quantity.low, quantity.high) == (
        type(quantity.low)(low),
        None if high is None else type(quantity.low)(high),
    )


def test_every_quote_stands_where_the_source_points() -> None:
    text = "2024 年我校毕业生 1000 人，其中升学 430 人，占毕业生总数的 43%，比上年增加 55 人。"
    report = Material({"text": [text]}).report()
    for claim in read_claims(report, load_pack()):
        block = report.block(claim.source.block)
        assert block.text[claim.source.start : claim.source.end] == claim.quote


@pytest.mark.parametrize(
    ("text", "place", "subject", "period"),
    [
        ("课外育人满意度最低，为 91.73%。", 0, "课外育人满意度", "2024"),
        ("有效率 97.26%。", 0, "有效率", "2024"),
        ("2023 年秋季报到 886 人。毕业生 894 人。", 1, "毕业生", "2024"),
        ("在校生由 2754 人降至 2698 人。", 0, "在校生", ""),
        ("在校生由 2754 人降至 2698 人。", 1, "在校生", "2024"),
        ("体质测评合格率 93.61%，上年同期 92.74%。", 1, "体质测评合格率", "2023"),
        ("在线精品课程 64 门、4920 学时。", 1, "在线精品课程", "2024"),
        ("专业布点 126 个，比上年新增 9 个。", 1, "专业布点", "2024"),
    ],
)  # fmt: skip
def test_subject_and_period_across_clauses(text: str, place: int, subject: str, period: str) -> None:
    claim = claims_of(text)[place]
    assert (claim.subject, claim.period) == (subject, period)


def test_those_who_did_are_not_all_there_are() -> None:
    assert [claim.code for claim in claims_of("2024 届毕业生 894 人中，876 人落实去向。")] == ["graduates", ""]


def test_a_site_owns_its_area_and_an_average_is_somebody_elses() -> None:
    assert claims_of("职教园区一期主体完工，建筑面积 9.6 万平方米。")[0].scope == "职教园区一期"
    assert claims_of("升学率比全县平均水平（61.5%）高。")[0].scope == "elsewhere"


@pytest.mark.parametrize(
    ("text", "code", "period"),
    [
        # 收入合计 alone is the income of all kinds; so is 收入总额 that of the year with what was carried in.
        ("2024年度财政拨款本年收入合计 12.30 万元。", "fiscal_income", "2024"),
        ("本年收入总额 12.30 万元。", "income", "2024"),
        ("本年收入合计 12.30 万元。", "income", "2024"),
        ("本年收入 12.30 万元。", "", "2024"),  # of which income: its section says
        ("上年收入合计 12.30 万元。", "income", "2023"),
    ],
)  # fmt: skip
def test_this_year_within_a_name_is_a_part_of_it(text: str, code: str, period: str) -> None:
    report = Material({"text": [text]}).report()
    (claim,) = read_claims(report, load_pack("juesuan/2024"))
    assert (claim.code, claim.period) == (code, period)


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("思政课专任教师 34 人，与在校生（11248 人）之比为 1:331。", "11248", "在校生"),
        ("智能制造类 4560 元、现代服务类 3720 元。", "3720", "现代服务类"),
        ("护理专业 376 人，规模最小的是园林技术专业，只有 58 人。", "58", "园林技术专业"),
        ("对全校 96 个教学班实行巡查制度。", "96", "教学班"),
    ],
)
def test_subject_that_stands_in_the_clause_before_or_ends_at_a_verb(text: str, value: str, subject: str) -> None:
    assert [c.subject for c in claims_of(text) if str(c.quantity.value) == value] == [subject]


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("公用经费由 2023 年的 1034 万元降为 948 万元。", "948", "2024"),
        ("自主创业人数 14 人，较去年翻了一番，去年为 7 人；对口就业率 82.6%。", "82.6", "2024"),
        ("自主创业人数 14 人，较去年翻了一番，去年为 7 人，就业 434 人。", "434", ""),
    ],
)
def test_year_put_in_for_comparison_ends_with_its_own_number(text: str, value: str, period: str) -> None:
    assert [c.period for c in claims_of(text) if str(c.quantity.value) == value] == [period]


def test_what_a_sum_fell_to_is_no_change() -> None:
    kinds = {str(c.quantity.value): c.kind for c in claims_of("公用经费由上年的 1034 万元降为 948 万元，降幅为 8.3%。")}
    assert kinds["948"] is ClaimKind.LEVEL
    assert kinds["8.3"] is ClaimKind.CHANGE


def test_numbers_behind_the_schools_of_one_kind_are_theirs() -> None:
    text = "全市学校 23 所，在校生 41200 人；其中公办学校 17 所，在校生 33540 人；民办学校 6 所，在校生 7660 人。"
    assert [c.scope for c in claims_of(text)] == ["", "", "", "公办学校", "", "民办学校"]


def test_two_numbers_of_one_subject_are_two_places() -> None:
    old, change = claims_of("授权专利总数比上年的 41 项增加 13 项。")
    assert old.source.start != change.source.start
