"""Forms whose columns are indicators, as offices in different places print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docextract.indicators import extract_indicators
from docextract.model.indicator import IndicatorValue
from docextract.model.table import Table
from docextract.rulepacks.load import load_pack
from tests.indicators.tables import make_table

PACK = load_pack("juesuan/2024")


def values_of(*tables: Table) -> tuple[IndicatorValue, ...]:
    return extract_indicators(tables, PACK, 2024)[0]


def read(*tables: Table) -> dict[tuple[str, str], str]:
    """Printed values by code and item ("" for totals), those without a code by their label; blank cells are left out."""
    found: dict[tuple[str, str], str] = {}
    for value in values_of(*tables):
        if value.raw.strip():
            key = (value.code, value.item if value.code else f"{value.printed_label} {value.source.column}")
            assert key not in found, f"{key} twice"
            found[key] = value.raw
    return found


TOTALS = "收入支出决算总表"


def test_row_numbers_and_column_numbers_are_no_values() -> None:
    table = make_table(
        """
        收入 | 收入 | 收入 | 支出 | 支出 | 支出
        项目 | 行次 | 金额 | 项目 | 行次 | 金额
        栏次 | | 1 | 栏次 | | 2
        一、一般公共预算财政拨款收入 | 1 | 1,200.50 | 一、一般公共服务支出 | 32 | 900.00
        二、政府性基金预算财政拨款收入 | 2 | 30.00 | 二、外交支出 | 33 |
        八、其他收入 | 8 | 4.50 | 八、社会保障和就业支出 | 39 | 310.00
         | 9 | | | 40 |
        本年收入合计 | 27 | 1,235.00 | 本年支出合计 | 58 | 1,210.00
        使用非财政拨款结余（含专用结余） | 28 | 5.00 | 结余分配 | 59 | 0.00
        年初结转和结余 | 29 | 20.00 | 年末结转和结余 | 60 | 50.00
         | 30 | | | 61 |
        总计 | 31 | 1,260.00 | 总计 | 62 | 1,260.00
        """,
        TOTALS,
        header_rows=2,
    )
    assert read(table) == {
        ("income_general", ""): "1,200.50",
        ("spent", "201"): "900.00",
        ("income_fund", ""): "30.00",
        ("income_other", ""): "4.50",
        ("spent", "208"): "310.00",
        ("income", ""): "1,235.00",
        ("spent", ""): "1,210.00",
        ("surplus_used", ""): "5.00",
        ("surplus_distributed", ""): "0.00",
        ("carried_in", ""): "20.00",
        ("carried_out", ""): "50.00",
        ("in_total", ""): "1,260.00",
        ("out_total", ""): "1,260.00",
    }


@pytest.mark.parametrize("header_rows", [1, 2, 3])
def test_column_numbers_may_belong_to_the_header_or_not(header_rows: int) -> None:
    table = make_table(
        """
        收入 | 收入 | 收入 | 支出 | 支出 | 支出
        项目 | 行次 | 决算数 | 项目 | 行次 | 决算数
        栏次 | | 1 | 栏次 | | 2
        一、一般公共预算财政拨款收入 | 1 | 12.50 | 一、一般公共服务支出 | 32 | 9.00
        本年收入合计 | 27 | 12.50 | 本年支出合计 | 58 | 9.00
        """,
        TOTALS,
        header_rows=header_rows,
    )
    assert read(table) == {
        ("income_general", ""): "12.50",
        ("spent", "201"): "9.00",
        ("income", ""): "12.50",
        ("spent", ""): "9.00",
    }


def test_budget_columns_beside_the_final_ones_have_their_own_codes() -> None:
    table = make_table(
        """
        收入 | | | | 支出 | | |
        项目 | 行次 | 年初预算数 | 决算数 | 项目 | 行次 | 年初预算数 | 决算数
        一、一般公共预算财政拨款收入 | 1 | 11.00 | 12.50 | 一、一般公共服务支出 | 32 | 11.00 | 12.40
        本年收入合计 | 27 | 11.00 | 12.50 | 本年支出合计 | 58 | 11.00 | 12.40
        总计 | 31 | 11.00 | 12.50 | 总计 | 62 | 11.00 | 12.50
        """,
        TOTALS,
        header_rows=2,
        merges=[(0, 0, 1, 4), (0, 4, 1, 8)],
    )
    found = read(table)
    assert found["income", ""] == "12.50"
    assert found["spent", ""] == "12.40"
    assert found["spent", "201"] == "12.40"
    assert found["income_budget", ""] == found["spent_budget", ""] == "11.00"
    assert found["spent_budget", "201"] == "11.00"
    assert found["in_total", ""] == found["out_total", ""] == "12.50"


def test_year_budget_and_adjusted_budget_columns_are_kept_apart() -> None:
    table = make_table(
        """
        收入 | | | | 支出 | | | |
        项目 | 年初预算数 | 全年预算数 | 决算数 | 项目 | 年初预算数 | 全年预算数 | 决算数
        一、一般公共预算财政拨款收入 | 10.00 | 11.00 | 12.50 | 一、一般公共服务支出 | 10.00 | 11.00 | 12.40
        本年收入合计 | 10.00 | 11.00 | 12.50 | 本年支出合计 | 10.00 | 11.00 | 12.40
        """.replace("| | | |\n", "| | |\n"),
        TOTALS,
        header_rows=2,
        merges=[(0, 0, 1, 4), (0, 4, 1, 8)],
    )
    found = read(table)
    assert (found["spent_budget", ""], found["spent_adjusted", ""], found["spent", ""]) == ("10.00", "11.00", "12.40")
    assert (found["income_budget", ""], found["income_adjusted", ""], found["income", ""]) == (
        "10.00",
        "11.00",
        "12.50",
    )


BY_ITEM = """
    项目 | | | | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
    支出功能分类科目编码 | | | 科目名称 | | | | | | |
    类 | 款 | 项 | | | | | | | |
    栏次 | | | | 1 | 2 | 3 | 4 | 5 | 6 | 7
    合计 | | | | 10.00 | 8.00 | 0.00 | 1.50 | 0.00 | 0.00 | 0.50
    {rows}
"""
BY_ITEM_MERGES = [(0, 0, 1, 4), (1, 0, 2, 3), (1, 3, 3, 4), *((0, c, 3, c + 1) for c in range(4, 11))]
ITEM_VALUES = "10.00 | 8.00 | | 1.50 | | | 0.50"


@pytest.mark.parametrize(
    "rows",
    [
        # The whole code in the first of three columns.
        """201 | | | 一般公共服务支出 | V
        20106 | | | 财政事务 | V
        2010601 | | | 行政运行 | V""",
        # Each level in its own column, the levels above repeated.
        """201 | | | 一般公共服务支出 | V
        201 | 06 | | 财政事务 | V
        201 | 06 | 01 | 行政运行 | V""",
        # Each level in its own column, only the row's own level printed.
        """201 | | | 一般公共服务支出 | V
         | 06 | | 财政事务 | V
         | | 01 | 行政运行 | V""",
        # Codes parted by blanks.
        """201 | | | 一般公共服务支出 | V
        201 06 | | | 财政事务 | V
        201 06 01 | | | 行政运行 | V""",
    ],
)
@pytest.mark.parametrize("header_rows", [3, 4])
def test_codes_may_stand_in_one_column_or_in_three(rows: str, header_rows: int) -> None:
    text = BY_ITEM.format(rows=rows.replace("V", ITEM_VALUES))
    table = make_table(text, "收入决算表", header_rows=header_rows, merges=BY_ITEM_MERGES)
    found = read(table)
    assert found["income", ""] == "10.00"
    assert found["income_other", ""] == "0.50"
    for item in ("201", "20106", "2010601"):
        assert found["income", item] == "10.00"
        assert found["fiscal_income", item] == "8.00"
        assert found["income_business", item] == "1.50"
    assert {code for code, _ in found} == {"income", "fiscal_income", "income_superior", "income_business",
        "income_operating", "income_affiliated", "income_other"}  # fmt: skip


def test_code_and_name_in_one_cell() -> None:
    table = make_table(
        """
        项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
        合计 | 5.00 | 3.00 | 2.00 | | |
        201 一般公共服务支出 | 5.00 | 3.00 | 2.00 | | |
        20106 财政事务 | 5.00 | 3.00 | 2.00 | | |
        2010601 行政运行 | 5.00 | 3.00 | 2.00 | | |
        """,
        "支出决算表",
    )
    values = [value for value in values_of(table) if value.code == "spent"]
    assert [(v.item, v.item_name) for v in values] == [
        ("", ""), ("201", "一般公共服务支出"), ("20106", "财政事务"), ("2010601", "行政运行")
    ]  # fmt: skip


def test_business_income_with_its_education_fees_inside() -> None:
    table = make_table(
        """
        项目 | | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | | 经营收入 | 附属单位上缴收入 | 其他收入
        科目编码 | 科目名称 | | | | 小计 | 其中：教育收费 | | |
        合计 | | 9.00 | 5.00 | | 4.00 | 3.00 | | |
        205 | 教育支出 | 9.00 | 5.00 | | 4.00 | 3.00 | | |
        """,
        "收入决算表",
        header_rows=2,
        merges=[(0, 0, 1, 2), (0, 5, 1, 7), *((0, c, 2, c + 1) for c in (2, 3, 4, 7, 8, 9)), (2, 0, 3, 2)],
    )
    found = read(table)
    assert found["income_business", ""] == found["income_business", "205"] == "4.00"
    assert found["income_fees", "205"] == "3.00"


FISCAL = """
    收入 | | | 支出 | | | | |
    项目 | 行次 | 金额 | 项目 | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
    栏次 | | 1 | 栏次 | | 2 | 3 | 4 | 5
    一、一般公共预算财政拨款 | 1 | 12.00 | 一、一般公共服务支出 | 33 | 9.00 | 9.00 | |
    二、政府性基金预算财政拨款 | 2 | 3.00 | 十一、城乡社区支出 | 43 | 3.50 | | 3.50 |
    三、国有资本经营预算财政拨款 | 3 | | 二十三、其他支出 | 55 | | | |
    本年收入合计 | 27 | 15.00 | 本年支出合计 | 59 | 12.50 | 9.00 | 3.50 |
    年初财政拨款结转和结余 | 28 | 1.00 | 年末财政拨款结转和结余 | 60 | 3.50 | 3.00 | 0.50 |
    一般公共预算财政拨款 | 29 | 0.00 | | 61 | | | |
    政府性基金预算财政拨款 | 30 | 1.00 | | 62 | | | |
    国有资本经营预算财政拨款 | 31 | | | 63 | | | |
    总计 | 32 | 16.00 | 总计 | 64 | 16.00 | 12.00 | 4.00 |
"""


@pytest.mark.parametrize("header_rows", [2, 3])
def test_fiscal_totals_by_budget(header_rows: int) -> None:
    table = make_table(FISCAL, "财政拨款收入支出决算总表", header_rows=header_rows, merges=[(0, 0, 1, 3), (0, 3, 1, 9)])
    found = read(table)
    assert found["income_general", ""] == "12.00"
    assert found["fiscal_income", ""] == "15.00"
    assert (found["fiscal_spent", ""], found["general_spent", ""], found["fund_spent", ""]) == ("12.50", "9.00", "3.50")
    assert (found["fiscal_spent", "212"], found["fund_spent", "212"]) == ("3.50", "3.50")
    assert found["fiscal_carried_in", ""] == "1.00"
    assert (found["general_carried_in", ""], found["fund_carried_in", ""]) == ("0.00", "1.00")
    assert (found["fiscal_carried_out", ""], found["general_carried_out", ""]) == ("3.50", "3.00")
    assert found["fund_carried_out", ""] == "0.50"
    assert (found["fiscal_out_total", ""], found["general_out_total", ""]) == ("16.00", "12.00")
    assert found["fund_out_total", ""] == "4.00"
    assert not [code for code, _ in found if not code]


@pytest.mark.parametrize(
    "text, merges",
    [
        (
            """
            项目 | | 本年支出 | |
            功能分类科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出
            栏次 | | 1 | 2 | 3
            合计 | | 5.00 | 3.00 | 2.00
            201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00
            """,
            [(0, 0, 1, 2), (0, 2, 1, 5), (2, 0, 3, 2), (3, 0, 4, 2)],
        ),
        (
            """
            科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
             | 合计 | 5.00 | 3.00 | 2.00
            201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00
            """,
            [],
        ),
        (
            """
            项目 | | 年初预算数 | 决算数 | |
            科目编码 | 科目名称 | | 合计 | 基本支出 | 项目支出
            合计 | | 4.50 | 5.00 | 3.00 | 2.00
            201 | 一般公共服务支出 | 4.50 | 5.00 | 3.00 | 2.00
            """,
            [(0, 0, 1, 2), (0, 2, 2, 3), (0, 3, 1, 6), (2, 0, 3, 2)],
        ),
    ],
)
def test_general_budget_by_item(text: str, merges: list[tuple[int, int, int, int]]) -> None:
    header_rows = 1 if not merges else 2
    table = make_table(text, "一般公共预算财政拨款支出决算表", header_rows=header_rows, merges=merges)
    found = read(table)
    for item in ("", "201"):
        assert found["general_spent", item] == "5.00"
        assert found["general_basic", item] == "3.00"
        assert found["general_project", item] == "2.00"


def test_economic_items_in_three_panels_with_a_merged_sum() -> None:
    table = make_table(
        """
        人员经费 | | | 公用经费 | | | | |
        科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
        301 | 工资福利支出 | 50.00 | 302 | 商品和服务支出 | 9.00 | 307 | 债务利息及费用支出 | 0.00
        30101 | 基本工资 | 30.00 | 30201 | 办公费 | 4.00 | 30701 | 国内债务付息 | 0.00
        30102 | 津贴补贴 | 20.00 | 30202 | 印刷费 | 5.00 | 310 | 资本性支出 | 1.00
         | | | | | | 31002 | 办公设备购置 | 1.00
        人员经费合计 | | 50.00 | 公用经费合计 | | | | | 10.00
        """,
        "一般公共预算财政拨款基本支出决算明细表",
        header_rows=2,
        merges=[(0, 0, 1, 3), (0, 3, 1, 9), (6, 0, 7, 2), (6, 3, 7, 8)],
    )
    found = read(table)
    assert (found["personnel", ""], found["public_cost", ""]) == ("50.00", "10.00")
    assert found["general_basic_lines", "30701"] == "0.00"
    assert found["general_basic_lines", "31002"] == "1.00"
    assert len(found) == 12


def test_economic_items_with_columns_for_personnel_and_public_cost() -> None:
    table = make_table(
        """
        经济分类科目编码 | 科目名称 | 本年一般公共预算财政拨款基本支出 | |
         | | 合计 | 人员经费 | 公用经费
        合计 | | 60.00 | 50.00 | 10.00
        301 | 工资福利支出 | 50.00 | 50.00 |
        30101 | 基本工资 | 50.00 | 50.00 |
        302 | 商品和服务支出 | 10.00 | | 10.00
        """,
        "一般公共预算财政拨款基本支出决算表",
        header_rows=2,
        merges=[(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 1, 5), (2, 0, 3, 2)],
    )
    found = read(table)
    assert (found["general_basic", ""], found["personnel", ""], found["public_cost", ""]) == ("60.00", "50.00", "10.00")
    assert found["general_basic", "301"] == found["personnel", "30101"] == "50.00"
    assert found["public_cost", "302"] == "10.00"


THREE_PUBLIC = {
    "three_public_budget": "9.00",
    "abroad_budget": "1.00",
    "vehicles_budget": "6.00",
    "vehicle_purchase_budget": "2.00",
    "vehicle_running_budget": "4.00",
    "reception_budget": "2.00",
    "three_public": "8.00",
    "abroad": "0.90",
    "vehicles": "5.90",
    "vehicle_purchase": "1.95",
    "vehicle_running": "3.95",
    "reception": "1.20",
}


@pytest.mark.parametrize("header_rows", [3, 4])
@pytest.mark.parametrize("first", ["预算数", "年初预算数", "全年预算数"])
def test_three_public_budget_and_final_side_by_side(first: str, header_rows: int) -> None:
    values = " | ".join(THREE_PUBLIC.values())
    table = make_table(
        f"""
        {first} | | | | | | 决算数 | | | | |
        合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | | | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | | | 公务接待费
         | | 小计 | 公务用车购置费 | 公务用车运行维护费 | | | | 小计 | 公务用车购置费 | 公务用车运行维护费 |
        1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
        {values}
        """,
        "财政拨款“三公”经费支出决算表",
        header_rows=header_rows,
        merges=[
            (0, 0, 1, 6), (0, 6, 1, 12), (1, 0, 3, 1), (1, 1, 3, 2), (1, 2, 2, 5), (1, 5, 3, 6),
            (1, 6, 3, 7), (1, 7, 3, 8), (1, 8, 2, 11), (1, 11, 3, 12),
        ],
    )  # fmt: skip
    assert read(table) == {(code, ""): value for code, value in THREE_PUBLIC.items()}


def test_three_public_as_rows_with_budget_and_final_columns() -> None:
    table = make_table(
        """
        项目 | 行次 | 年初预算数 | 全年预算数 | 决算数
        栏次 | | 1 | 2 | 3
        一、“三公”经费支出 | 1 | — | — | —
        （一）支出合计 | 2 | 9.00 | 8.50 | 8.00
        1．因公出国（境）费 | 3 | 1.00 | 1.00 | 0.90
        2．公务用车购置及运行维护费 | 4 | 6.00 | 6.00 | 5.90
        （1）公务用车购置费 | 5 | 2.00 | 2.00 | 1.95
        （2）公务用车运行维护费 | 6 | 4.00 | 4.00 | 3.95
        3．公务接待费 | 7 | 2.00 | 1.50 | 1.20
        （1）国内接待费 | 8 | — | — | 1.20
        """,
        "一般公共预算财政拨款“三公”经费支出决算表",
    )
    found = read(table)
    for code, value in THREE_PUBLIC.items():
        assert found[code, ""] == value
    assert found["three_public_adjusted", ""] == "8.50"


def test_three_public_rows_of_one_unit_below_the_units_name() -> None:
    values = " | ".join(list(THREE_PUBLIC.values())[6:])
    table = make_table(
        f"""
        单位名称 | 合计 | 因公出国（境）费用 | 公务用车购置及运行维护费 | | | 公务接待费
         | | | 小计 | 公务用车购置费 | 公务用车运行维护费 |
        柳溪县水务局 | {values}
        """,
        "“三公”经费支出决算表",
        header_rows=2,
        merges=[(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 2, 3), (0, 3, 1, 6), (0, 6, 2, 7)],
    )
    found = read(table)
    assert {code: value for (code, _), value in found.items()} == {
        code: value for code, value in THREE_PUBLIC.items() if not code.endswith("_budget")
    }


@pytest.mark.parametrize("sub", ["小计", "合计"])
def test_government_funds(sub: str) -> None:
    table = make_table(
        f"""
        项目 | | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余
        科目编码 | 科目名称 | | | {sub} | 基本支出 | 项目支出 |
        栏次 | | 1 | 2 | 3 | 4 | 5 | 6
        合计 | | 1.00 | 3.00 | 3.50 | | 3.50 | 0.50
        212 | 城乡社区支出 | 1.00 | 3.00 | 3.50 | | 3.50 | 0.50
        21208 | 国有土地使用权出让收入安排的支出 | 1.00 | 3.00 | 3.50 | | 3.50 | 0.50
        """,
        "政府性基金预算财政拨款收入支出决算表",
        header_rows=2,
        merges=[(0, 0, 1, 2), (0, 4, 1, 7), (0, 2, 2, 3), (0, 3, 2, 4), (0, 7, 2, 8), (2, 0, 3, 2), (3, 0, 4, 2)],
    )
    found = read(table)
    for item in ("", "212", "21208"):
        assert found["fund_carried_in", item] == "1.00"
        assert found["income_fund", item] == "3.00"
        assert found["fund_spent", item] == "3.50"
        assert found["fund_project", item] == "3.50"
        assert found["fund_carried_out", item] == "0.50"


def test_sum_in_the_row_of_the_lower_headers() -> None:
    """A template that sets 合计 beside the lower headers: the sums of the other columns are values all the same."""
    table = make_table(
        """
        项目 | | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余
        科目编码 | 科目名称 | | | | | |
        合计 | | 1.00 | 3.00 | 合计 | 基本支出 | 项目支出 | 0.50
        212 | 城乡社区支出 | 1.00 | 3.00 | 3.50 | | 3.50 | 0.50
        """,
        "政府性基金预算财政拨款收入支出决算表",
        header_rows=3,
        merges=[(0, 0, 1, 2), (0, 4, 2, 7), (0, 2, 2, 3), (0, 3, 2, 4), (0, 7, 2, 8), (2, 0, 3, 2)],
    )
    found = read(table)
    assert (found["fund_spent", "212"], found["fund_carried_in", "212"]) == ("3.50", "1.00")
    assert found["fund_carried_out", ""] == "0.50"


@pytest.mark.parametrize("top", ["本年支出", ""])
def test_state_capital(top: str) -> None:
    table = make_table(
        f"""
        项目 | | {top or "合计"} | {"" if top else "基本支出"} | {"" if top else "项目支出"}
        科目编码 | 科目名称 | {"合计" if top else ""} | {"基本支出" if top else ""} | {"项目支出" if top else ""}
        栏次 | | 1 | 2 | 3
        合计 | | 7.00 | | 7.00
        223 | 国有资本经营预算支出 | 7.00 | | 7.00
        """,
        "国有资本经营预算财政拨款支出决算表",
        header_rows=2,
        merges=[(0, 0, 1, 2), (0, 2, 1, 5)] if top else [(0, 0, 1, 2), *((0, c, 2, c + 1) for c in (2, 3, 4))],
    )
    found = read(table)
    for item in ("", "223"):
        assert found["capital_spent", item] == found["capital_project", item] == "7.00"


@pytest.mark.parametrize(
    "title",
    [
        "公开05表 一般公共预算财政拨款支出决算表",
        "附表5 柳溪县水务局2024年度一般公共预算财政拨款支出决算表",
        "五、一般公共预算财政拨款支出决算表（公开05表）",
        "2024年度部门一般公共预算财政拨款支出决算表",
        "Z05 一般公共预算财政拨款支出决算表",
        "",
    ],
)
def test_titles_with_names_and_filing_marks(title: str) -> None:
    table = make_table(
        """
        功能分类科目编码 | 科目名称 | 本年支出 | |
         | | 小计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00
        """,
        title,
        header_rows=2,
        merges=[(0, 0, 2, 1), (0, 1, 2, 2), (0, 2, 1, 5)],
    )
    assert read(table)["general_spent", "201"] == "5.00"


def test_yuan_becomes_ten_thousand_yuan() -> None:
    table = make_table(
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 12,345.60 | 12,345.60 | 0.00
        """,
        "一般公共预算财政拨款支出决算表（金额单位：元）",
    )
    values = {value.code: value.value for value in values_of(table)}
    assert values["general_spent"] == Decimal("1.234560")


def test_dash_cells_are_missing_and_blank_rows_say_nothing() -> None:
    table = make_table(
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 5.00 | 5.00 | —
         | | | |
        … | … | | |
        注：本表反映部门本年度一般公共预算财政拨款支出情况。 | | | |
        """,
        "一般公共预算财政拨款支出决算表",
        merges=[(4, 0, 5, 5)],
    )
    values = values_of(table)
    assert [(v.code, v.item, v.status.value) for v in values] == [
        ("general_spent", "201", "ok"), ("general_basic", "201", "ok"), ("general_project", "201", "missing")
    ]  # fmt: skip
