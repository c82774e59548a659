"""review.xlsx: what people see, and that nothing they wrote is lost."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from docextract.outputs.tables_csv import ERRORS, FINDINGS, INDICATORS
from docextract.outputs.workbook import (
    DECISION_COLUMNS,
    FINDINGS_SHEET,
    IGNORED_SHEET,
    INDICATORS_SHEET,
    PROBLEMS_SHEET,
    free_review_name,
    has_decisions,
    workbook_bytes,
)
from tests.builders import finding, indicator


def book_bytes() -> bytes:
    findings = [FINDINGS.cells("甲.pdf", finding())]
    values = [INDICATORS.cells(name, indicator(year=year)) for name in ("甲.pdf", "乙.pdf") for year in (2024, 2023)]
    return workbook_bytes(findings, values, [["甲.pdf", "2", "pdf", "unsure", "page-garbled", "看一下"]])


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def decide(path: Path, column: str, text: str) -> None:
    book = load_workbook(path)
    sheet = book[FINDINGS_SHEET]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    sheet.cell(2, place, text)
    book.save(path)


def test_same_rows_give_the_same_bytes_at_another_time() -> None:
    before = book_bytes()
    time.sleep(2.1)  # ZIP counts in steps of two seconds
    assert book_bytes() == before


def test_three_sheets() -> None:
    assert opened(book_bytes()).sheetnames == [FINDINGS_SHEET, INDICATORS_SHEET, PROBLEMS_SHEET]


def test_reports_are_rows_and_years_stand_side_by_side() -> None:
    sheet = opened(book_bytes())[INDICATORS_SHEET]
    assert [cell.value for cell in sheet[3]] == ["年份", "2023", "2024"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)] == [
        ["甲.pdf", 100, 100],
        ["乙.pdf", 100, 100],
    ]


def test_of_a_value_found_twice_the_first_counts() -> None:
    rows = [INDICATORS.cells("甲.pdf", indicator(value=value)) for value in ("100", "999")]
    assert opened(workbook_bytes([], rows, []))[INDICATORS_SHEET].cell(5, 2).value == 100


def test_formula_in_printed_text_stays_text() -> None:
    row = FINDINGS.cells("甲.pdf", finding())
    row[FINDINGS.place("subject")] = '=HYPERLINK("x")'
    sheet = opened(workbook_bytes([row], [], []))[FINDINGS_SHEET]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("=HYP"))
    assert cell.data_type == "s"


def test_control_character_does_not_stop_the_writing() -> None:
    opened(workbook_bytes([], [], [["甲\x0b.pdf", "", "pdf", "lost", "x", "坏\x00字"]]))


def test_untouched_workbook_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").write_bytes(book_bytes())
    assert free_review_name(tmp_path) == "review.xlsx"


@pytest.mark.parametrize("column", DECISION_COLUMNS)
def test_workbook_with_decisions_is_kept(tmp_path: Path, column: str) -> None:
    path = tmp_path / "review.xlsx"
    path.write_bytes(book_bytes())
    decide(path, column, "已核实")
    assert has_decisions(path)
    assert free_review_name(tmp_path) == "review.new.xlsx"


def test_second_workbook_with_decisions_is_kept_too(tmp_path: Path) -> None:
    for name in ("review.xlsx", "review.new.xlsx"):
        (tmp_path / name).write_bytes(book_bytes())
        decide(tmp_path / name, DECISION_COLUMNS[0], "驳回")
    assert free_review_name(tmp_path) == "review.new-2.xlsx"


def test_workbook_that_cannot_be_opened_is_kept(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").write_bytes(b"half a workbook")
    assert free_review_name(tmp_path) == "review.new.xlsx"


def test_english_workbook_has_english_names_and_its_decisions_count(tmp_path: Path) -> None:
    row = FINDINGS.cells("甲.pdf", finding())
    path = tmp_path / "review.xlsx"
    path.write_bytes(workbook_bytes([row], [], [], lang="en"))
    book = load_workbook(path)
    assert book.sheetnames == ["findings", "indicators", "problems"]
    header = [str(cell.value) for cell in book["findings"][1]]
    assert header[-2:] == ["decision", "note"]
    assert all(name.isascii() for name in header)
    assert not has_decisions(path)
    book["findings"].cell(2, len(header), "checked")
    book.save(path)
    assert has_decisions(path)


def test_ignored_findings_stand_on_a_sheet_of_their_own() -> None:
    row = FINDINGS.cells("甲.pdf", finding())
    row[FINDINGS.place("state")], row[FINDINGS.place("ignored_because")] = "ignored", "已核实"
    book = opened(workbook_bytes([row, FINDINGS.cells("乙.pdf", finding())], [], []))
    assert book.sheetnames[-1] == IGNORED_SHEET
    assert [cell.value for cell in book[IGNORED_SHEET][2]][:2] == ["甲.pdf", "已核实"]
    assert [row[0].value for row in book[FINDINGS_SHEET].iter_rows(min_row=2)] == ["乙.pdf"]


def test_problem_rows_are_those_of_errors_csv() -> None:
    sheet = opened(book_bytes())[PROBLEMS_SHEET]
    assert sheet.max_column == len(ERRORS.columns)
    assert sheet.cell(2, 2).value == 2
