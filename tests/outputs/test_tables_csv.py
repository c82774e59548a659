"""The CSV files: columns, how values are printed, what Excel makes of them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from docextract.model.indicator import ValueStatus
from docextract.model.notice import Notice
from docextract.model.quantity import Quantity
from docextract.outputs.tables_csv import (
    CLAIMS,
    ERRORS,
    FILES,
    FINDINGS,
    INDICATORS,
    analysis_rows,
    csv_head,
    csv_lines,
    notice_rows,
)
from tests.builders import analysis, claim, finding, indicator

CONTRACT = {
    "indicators.csv": "report, code, name, path, unit, year, value, status, raw, printed_label, table, row, column, page, "
    "bbox, score, method",
    "claims.csv": "report, block, page, bbox, quote, subject, code, kind, value, low, high, unit, period, scope",
    "findings.csv": "report, id, kind, severity, score, subject, code, message, evidence, suggested, reason, "
    "related_reports",
    "errors.csv": "report, page, stage, level, error, message",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_begin_with_those_of_the_contract(name: str) -> None:
    file = next(file for file in FILES if file.name == name)
    wanted = CONTRACT[name].split(", ")
    assert file.header[: len(wanted)] == wanted


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_column_name_comes_twice(file: object) -> None:
    header = next(known for known in FILES if known is file).header
    assert len(set(header)) == len(header)


def indicator_cell(column: str, **changes: object) -> str:
    return INDICATORS.cells("甲.pdf", replace(indicator(), **changes))[INDICATORS.place(column)]  # type: ignore[arg-type]


def test_large_value_has_no_exponent() -> None:
    assert indicator_cell("value", value=Decimal("1.2E+7")) == "12000000"


def test_printed_decimals_stay() -> None:
    assert indicator_cell("value", value=Decimal("17.60")) == "17.60"


def test_missing_value_is_empty() -> None:
    assert indicator_cell("value", value=None, status=ValueStatus.MISSING) == ""
    assert indicator_cell("status", value=None, status=ValueStatus.MISSING) == "missing"


def test_path_is_joined_from_the_outermost_parent() -> None:
    assert indicator_cell("path") == "学生 > 在校生数"


def test_box_is_a_json_list() -> None:
    assert json.loads(indicator_cell("bbox")) == [72.0, 100.0, 200.13, 112.0]


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (Quantity(Decimal(100), "人"), "100", "100"),
        (Quantity(Decimal(100), "人", low=Decimal(100), is_bounded=True), "100", ""),
        (Quantity(Decimal(100), "人", high=Decimal(100), is_bounded=True), "", "100"),
    ],
    ids=["plain", "more-than", "nearly"],
)
def test_open_bound_is_empty(quantity: Quantity, low: str, high: str) -> None:
    cells = CLAIMS.cells("甲.pdf", claim(quantity))
    assert (cells[CLAIMS.place("low")], cells[CLAIMS.place("high")]) == (low, high)


def test_evidence_has_the_keys_of_the_contract() -> None:
    evidence = json.loads(FINDINGS.cells("甲.pdf", finding())[FINDINGS.place("evidence")])
    assert [list(item) for item in evidence] == [["page", "bbox", "quote", "value", "unit", "period", "where"]]


def test_no_related_report_is_an_empty_cell() -> None:
    assert FINDINGS.cells("甲.pdf", finding())[FINDINGS.place("related_reports")] == ""


def test_whole_file_has_no_page() -> None:
    assert ERRORS.cells("甲.pdf", Notice("pdf", "lost", 0, "pdf-empty", "空"))[ERRORS.place("page")] == ""


def test_same_notice_is_said_once() -> None:
    notice = Notice("pdf", "unsure", 2, "page-garbled", "看一下")
    assert len(notice_rows("甲.pdf", [notice, notice])) == 1


def test_rows_carry_the_name_they_are_given() -> None:
    rows = analysis_rows("子/江城.pdf", analysis())
    assert {row[0] for name in rows for row in rows[name]} == {"子/江城.pdf"}


def test_file_opens_right_in_excel() -> None:
    data = csv_head(["说明"]) + csv_lines([["甲,乙\n丙"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [["说明"], ["甲,乙\n丙"]]


@pytest.mark.parametrize("text", ["=1+1", "+86", "@here", "\tx"])
def test_formula_gets_an_apostrophe(text: str) -> None:
    assert next(csv.reader(io.StringIO(csv_lines([[text]]).decode()))) == ["'" + text]


@pytest.mark.parametrize("text", ["-", "——", "-3.5", "17.6:1", "甲=乙"])
def test_other_text_stays_as_printed(text: str) -> None:
    assert csv_lines([[text]]).decode() == text + "\n"
