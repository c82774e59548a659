"""The wide table of a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from docextract.errors import OutputError, SettingsError
from docextract.outputs.panel import REPORT_COLUMNS, read_panel, write_panel
from docextract.outputs.tables_csv import INDICATORS, csv_head, csv_lines


def row(report: str, code: str, year: int, value: str, **other: str) -> list[str]:
    cells = {"report": report, "code": code, "year": str(year), "value": value, "status": "ok" if value else "missing"}
    cells |= {"name": f"名{code}", "path": f"层 > 名{code}", "unit": "人"} | other
    return [cells.get(name, "") for name in INDICATORS.header]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    rows = [
        row("乙.pdf", "students", 2024, "120"),
        row("乙.pdf", "students", 2024, "999"),  # found again in a table of the body
        row("甲 校.pdf", "students", 2023, "80.5"),
        row("甲 校.pdf", "students", 2024, "90"),
        row("甲 校.pdf", "teachers", 2024, ""),
        row("甲 校.pdf", "", 2024, "7"),  # fits no indicator
        row("甲 校.pdf", "spent", 2024, "5", item="205"),
    ]
    (tmp_path / INDICATORS.name).write_bytes(csv_head(INDICATORS.header) + csv_lines(rows))
    entry = {
        "report": "甲 校.pdf",
        "title": "=甲校报告",
        "issuer": "甲校",
        "level": "school",
        "year": 2024,
        "pack": "p",
    }
    (tmp_path / "run.json").write_text(json.dumps({"reports": [entry]}), "utf-8")
    return tmp_path


def test_has_a_row_for_each_report_and_year_and_a_column_for_each_code(out: Path) -> None:
    frame = read_panel(out).frame()
    assert list(frame.columns) == [*REPORT_COLUMNS, "students", "teachers"]
    assert frame[["report", "year"]].values.tolist() == [["乙.pdf", 2024], ["甲 校.pdf", 2023], ["甲 校.pdf", 2024]]
    assert frame["students"].tolist() == [120.0, 80.5, 90.0]
    assert frame["teachers"].isna().all() and frame["issuer"].tolist() == ["", "甲校", "甲校"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_every_format_holds_the_same_numbers(out: Path, ending: str) -> None:
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    target = out / f"面板{ending}"
    panel = read_panel(out)
    write_panel(panel, target)
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": pd.read_csv,
        ".xlsx": pd.read_excel,
        ".parquet": pd.read_parquet,
    }
    assert readers[ending](target)["students"].tolist() == panel.frame()["students"].tolist()


def test_same_panel_gives_the_same_bytes(out: Path) -> None:
    panel = read_panel(out)
    for name in ("a.xlsx", "b.xlsx"):
        write_panel(panel, out / name)
    assert (out / "a.xlsx").read_bytes() == (out / "b.xlsx").read_bytes()


def test_text_that_looks_like_a_formula_stays_text(out: Path) -> None:
    write_panel(read_panel(out), out / "a.xlsx")
    assert load_workbook(out / "a.xlsx")["面板 panel"]["B4"].data_type == "s"


def test_columns_are_explained_beside_the_file(out: Path) -> None:
    write_panel(read_panel(out), out / "panel.csv")
    assert "students,名students,层 > 名students,人" in (out / "panel.columns.csv").read_text("utf-8-sig")


def test_other_endings_and_other_folders_are_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.parquet"):
        write_panel(read_panel(out), out / "panel.txt")
    with pytest.raises(OutputError, match="docextract run"):
        read_panel(tmp_path / "nothing")


def test_run_record_of_another_program_is_refused_in_words(out: Path) -> None:
    (out / "run.json").write_text("[]", "utf-8")
    with pytest.raises(OutputError, match="没有 docextract run 的结果") as raised:
        read_panel(out)
    assert "Errno" not in str(raised.value)
