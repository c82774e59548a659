"""Cells to numbers, or to the reason why there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docextract.indicators.cell_values import read_cell
from docextract.model.indicator import ValueStatus
from docextract.rulepacks.load import load_pack


@pytest.mark.parametrize(
    ("raw", "wanted", "printed", "value", "decimals"),
    [
        ("33577", "人", "人", "33577", 0),
        ("33,577", "人", "人", "33577", 0),
        ("３３，５７７", "人", "名", "33577", 0),
        ("97.25%", "%", "%", "97.25", 2),
        ("97.25", "%", "", "97.25", 2),
        ("15.40", "%", "%", "15.40", 2),
        ("17.6:1", ":1", "——", "17.6", 1),
        ("17.6∶1", ":1", "——", "17.6", 1),
        ("1：17.6", ":1", ":", "17.6", 1),
        ("17.32", ":1", ":", "17.32", 2),
        ("171902200", "万元", "元", "17190.22", 4),
        ("1.5亿元", "万元", "万元", "15000", -3),
        ("5119.64元", "元", "元", "5119.64", 2),
        ("2.2", "Mbps", "Gbps", "2200", -2),
        ("1563↵9.33", "元/生", "元/生", "15639.33", 2),
        ("-3", "人", "人", "-3", 0),
        ("0", "万元", "元", "0.0000", 4),
    ],
)
def test_number_in_the_wanted_unit(raw: str, wanted: str, printed: str, value: str, decimals: int) -> None:
    cell = read_cell(raw.replace("↵", "\n"), wanted, printed, load_pack())
    assert (cell.value, cell.status) == (Decimal(value), ValueStatus.OK)
    assert cell.decimals == decimals


@pytest.mark.parametrize("raw", ["", " ", "-", "—", "——", "－", "/", "／", "无", "暂无", "…"])
def test_nothing_given_is_missing_and_not_zero(raw: str) -> None:
    assert read_cell(raw, "人", "人", load_pack()).status is ValueStatus.MISSING


@pytest.mark.parametrize("raw", ["仅高职填报", "仅高职填\n报", "仅高职\n填报", "（仅高职填报）", "不适用"])
def test_row_that_is_not_for_these_schools(raw: str) -> None:
    assert read_cell(raw, "人", "人", load_pack()).status is ValueStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("raw", "wanted"), [("约百人", "人"), ("12斤", "人"), ("3:2", ":1"), ("1.2.3", "人"), ("12:1", "人"), ("1O5", "人")]
)
def test_other_text_is_unreadable_and_never_guessed(raw: str, wanted: str) -> None:
    cell = read_cell(raw, wanted, wanted, load_pack())
    assert (cell.value, cell.status) == (None, ValueStatus.UNREADABLE)


def test_number_in_a_unit_that_does_not_fit_is_kept_and_doubted() -> None:
    cell = read_cell("12", "万元", "人", load_pack())
    assert (cell.value, cell.doubt) == (Decimal(12), "unit")


def test_unknown_printed_unit_changes_nothing() -> None:
    assert read_cell("12", "人", "箱", load_pack()).value == Decimal(12)
