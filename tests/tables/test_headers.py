"""How many rows are header."""

from __future__ import annotations

import pytest

from docextract.model.table import CellRange
from docextract.tables.headers import count_header_rows


def test_row_of_words_is_a_header() -> None:
    assert count_header_rows([["指标", "单位", "2023年"], ["教师", "人", "12"]], []) == 1


def test_row_of_years_is_a_header() -> None:
    assert count_header_rows([["", "2023", "2024"], ["教师", "12", "13"]], []) == 1


def test_table_that_begins_with_values_has_none() -> None:
    assert count_header_rows([["教师", "12", "13"], ["学生", "90", "95"]], []) == 0


def test_group_names_over_columns_ask_for_a_second_row() -> None:
    cells = [["年度", "第一产业", ""], ["", "人数", "占比"], ["2023", "60", "13.67"]]
    assert count_header_rows(cells, [CellRange(0, 0, 2, 1), CellRange(0, 1, 1, 3)]) == 2


def test_merged_row_numbers_below_add_no_header_row() -> None:
    cells = [["序号", "指标", "2024年"], ["1", "教师", "12"], ["", "其中：专任", "10"]]
    assert count_header_rows(cells, [CellRange(1, 0, 3, 1)]) == 1


def test_header_never_takes_the_last_row() -> None:
    cells = [["甲", "乙"], ["丙", "丁"]]
    assert count_header_rows(cells, [CellRange(0, 0, 2, 1)]) == 1


@pytest.mark.parametrize(
    "numbers, expected",
    [
        (["栏次", "", "1", "栏次", "", "2"], 2),
        (["1", "2", "3", "4", "5", "6"], 2),
        (["一、收入", "1", "12.5", "一、支出", "32", "9"], 1),
        (["甲", "1", "2", "乙", "3", "4"], 1),
    ],
)
def test_row_that_numbers_the_columns_belongs_to_the_header(numbers: list[str], expected: int) -> None:
    cells = [
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        numbers,
        ["本年收入合计", "27", "12.5", "本年支出合计", "58", "9"],
    ]
    assert count_header_rows(cells, []) == expected
