"""A run with an ignore file: findings are kept and told apart, and count no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docextract.batch.ignoring import load_ignores, mark_ignored
from docextract.batch.weighing import by_severity, worst
from docextract.errors import RulesError, SettingsError
from docextract.model.finding import Severity
from docextract.outputs.tables_csv import FINDINGS, Rows
from tests.batch.test_run import make, rows, run
from tests.builders import finding

TODAY = date(2025, 6, 30)


def ignore_file(folder: Path, text: str) -> Path:
    path = folder / "docextract-ignore.yaml"
    path.write_text("ignore:\n" + text, encoding="utf-8")
    return path


def cells(name: str, *ids: str) -> Rows:
    return [FINDINGS.cells(name, finding(id=id)) for id in ids]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "in", "b.pdf", "a.pdf")


def test_ignored_finding_stays_with_its_reason(folder: Path, tmp_path: Path) -> None:
    ignore_file(folder, "  - {check: said_twice, report: a.pdf, reason: 已与学校核实}\n")
    summary = run(folder, tmp_path / "out")
    found = [row for row in rows(tmp_path / "out", "findings.csv") if row["check"] == "said_twice"]
    assert [(row["report"], row["state"], row["ignored_because"]) for row in found] == [
        ("a.pdf", "ignored", "已与学校核实"),
        ("b.pdf", "open", ""),
    ]
    assert summary.ignored.count == 1 and not summary.ignored.idle
    assert "a.pdf" not in {shown.report for shown in summary.worst if shown.severity == "high"}


def test_what_is_ignored_does_not_fail_a_run(folder: Path, tmp_path: Path) -> None:
    assert run(folder, tmp_path / "out", fail_on="high").exit_status == 1
    path = ignore_file(tmp_path, "  - {check: said_twice, reason: 已核实}\n")
    summary = run(folder, tmp_path / "out", fail_on="high", ignore=str(path))
    assert summary.exit_status == 0
    assert all(record.is_unchanged for record in summary.reports)  # nothing need be read again for it


def test_entry_that_no_finding_meets_is_named() -> None:
    path = Path("x.yaml")
    marked, told = mark_ignored({"a.pdf": cells("a.pdf", "f-1")}, (), path, TODAY)
    assert told.count == 0 and marked["a.pdf"][0][FINDINGS.place("state")] == "open"


def test_entries_idle_and_over_are_told_with_their_lines(tmp_path: Path) -> None:
    text = "  - {id: f-1, reason: 甲}\n  - {id: f-9, reason: 乙}\n  - {id: f-2, reason: 丙, until: 2025-06-29}\n"
    path = ignore_file(tmp_path, text)
    marked, told = mark_ignored({"a.pdf": cells("a.pdf", "f-1", "f-2")}, load_ignores(path), path, TODAY)
    assert [row[FINDINGS.place("state")] for row in marked["a.pdf"]] == ["ignored", "open"]
    assert told.idle == ("docextract-ignore.yaml:3 (id f-9)",)
    assert told.over == ("docextract-ignore.yaml:4 (id f-2)",)


def test_later_entry_holds_where_an_earlier_one_is_over(tmp_path: Path) -> None:
    path = ignore_file(tmp_path, "  - {id: f-1, reason: 甲, until: 2020-01-01}\n  - {check: said_twice, reason: 乙}\n")
    marked, _ = mark_ignored({"a.pdf": cells("a.pdf", "f-1")}, load_ignores(path), path, TODAY)
    assert marked["a.pdf"][0][FINDINGS.place("ignored_because")] == "乙"


def test_named_file_that_is_not_there_stops_the_run(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有这个文件"):
        run(folder, tmp_path / "out", ignore=str(tmp_path / "no.yaml"))
    assert not (tmp_path / "out").exists()


def test_faulty_file_stops_the_run_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    ignore_file(folder, "  - {check: said_twise, reason: 甲}\n")
    with pytest.raises(RulesError, match="said_twice"):
        run(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_worst_findings_are_the_gravest_then_the_surest() -> None:
    made = (
        finding(Severity.LOW, 1.0, "f-1"),
        finding(Severity.HIGH, 0.5, "f-2"),
        finding(Severity.HIGH, 0.9, "f-3"),
        finding(Severity.MEDIUM, 0.9, "f-4"),
    )
    found = [FINDINGS.cells("a.pdf", replace(each, subject=each.id)) for each in made]
    assert [(each.severity, each.score) for each in worst({"a.pdf": found})] == [
        ("high", 0.9),
        ("high", 0.5),
        ("medium", 0.9),
    ]
    assert by_severity(found) == {"low": 1, "high": 2, "medium": 1}
