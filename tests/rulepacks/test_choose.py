"""Which pack a report is read with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docextract.rulepacks.choose import LEAST_ROWS, choose_by_contents, choose_pack, no_pack, no_pack_notice
from docextract.rulepacks.load import available_packs, load_pack
from docextract.rulepacks.schema import Pack


def test_pack_is_chosen_by_title_and_the_reason_is_said() -> None:
    assert "zhongzhi/2024" in available_packs()
    pack, reason = choose_pack("江城市中等职业教育质量年度报告（2024 年度）", 2024)
    assert pack.id == "zhongzhi/2024"
    assert "中等职业教育质量" in reason


@pytest.mark.parametrize("title", ["某局政府信息公开工作年度报告", "江城区某局 2025 年部门预算", ""])
def test_title_that_no_pack_names_gets_none_and_says_so(title: str) -> None:
    pack, reason = choose_pack(title, 2023)
    assert (pack.id, pack.indicators, pack.forms, pack.relations) == ("", {}, (), ())
    assert "不相符" in reason
    assert "--rules" in no_pack_notice(reason).message


def test_year_outside_the_pack_is_said() -> None:
    assert "差" in choose_pack("江城市高等职业教育质量年度报告", 2020)[1]


def test_empty_pack_still_knows_units_and_blank_cells() -> None:
    assert no_pack().unit("万元") is not None
    assert no_pack().words.missing
    assert no_pack() is no_pack()


def rows_of(packs: str, rows: int, forms: int = 6) -> Callable[[Pack], dict[str, int]]:
    """As many rows in as many forms of the packs whose id begins so; none of others."""
    return lambda pack: {str(n): rows // forms for n in range(forms)} if pack.id.startswith(packs) else {}


def test_without_a_title_the_tables_decide() -> None:
    found = choose_by_contents("", 2024, rows_of("zhongzhi", 60))
    assert found is not None
    assert found[0] is load_pack("zhongzhi/2024")
    assert "60 行" in found[1]


def test_a_few_rows_or_a_single_form_in_common_are_not_enough() -> None:
    assert choose_by_contents("", 2024, rows_of("zhongzhi", LEAST_ROWS - 1, 1)) is None
    assert choose_by_contents("", 2024, rows_of("zhongzhi", 60, 1)) is None


def test_title_that_a_pack_refuses_is_not_overruled_by_its_tables() -> None:
    assert choose_by_contents("江城区某局部门预算", 2024, rows_of("zhongzhi", 60)) is None
