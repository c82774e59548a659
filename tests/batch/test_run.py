"""A whole run: what is written, what a second run does, what is refused. The workers are fake (see fake_worker.py)."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from docextract.batch import store
from docextract.batch.runner import BatchOptions, Progress, run_with
from docextract.batch.store import CACHE_FOLDER
from docextract.errors import OutputError, SettingsError
from docextract.outputs.run_record import RunSummary
from docextract.outputs.tables_csv import FILES
from tests.builders import pdf_bytes

FAKE = (sys.executable, "-m", "tests.batch.fake_worker")


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf_bytes("text of " + name.encode("ascii", "replace").decode()))
    return folder


def run(folder: Path, out: Path, **options: Any) -> RunSummary:
    return run_with(folder, out, BatchOptions(**options), lambda _: None, FAKE)


def contents(out: Path, *, with_cache: bool = False) -> dict[str, bytes]:
    """All files but run.json."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json" and (with_cache or CACHE_FOLDER not in path.parts)
    }


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "in", "b.pdf", "a.pdf", "子/c.pdf")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_writes_the_files_of_the_contract_and_no_other(folder: Path, out: Path) -> None:
    run(folder, out)
    assert set(contents(out)) == {
        *(file.name for file in FILES),
        "review.xlsx",
        "reports/a.json",
        "reports/b.json",
        "reports/子/c.json",
    }


def test_rows_stand_in_order_of_names(folder: Path, out: Path) -> None:
    run(folder, out, jobs=3)
    assert [row["report"] for row in rows(out, "claims.csv")] == ["a.pdf", "b.pdf", "子/c.pdf"]


def test_same_bytes_with_one_worker_and_with_three(folder: Path, out: Path, tmp_path: Path) -> None:
    run(folder, out, jobs=1)
    run(folder, tmp_path / "other", jobs=3)
    assert contents(out, with_cache=True) == contents(tmp_path / "other", with_cache=True)


def test_crashed_file_costs_a_row_and_status_one(folder: Path, out: Path) -> None:
    make(folder, "crash.pdf")
    summary = run(folder, out)
    assert summary.exit_status == 1
    assert [(row["report"], row["level"], row["error"]) for row in rows(out, "errors.csv")] == [
        ("crash.pdf", "lost", "crashed")
    ]
    assert "另存" in rows(out, "errors.csv")[0]["message"]
    assert len(summary.read) == 3


def test_slow_file_is_stopped_and_tried_again_the_next_time(folder: Path, out: Path) -> None:
    make(folder, "hang.pdf")
    assert run(folder, out, timeout=1).errors[0][0] == "hang.pdf"
    summary = run(folder, out, timeout=1)
    assert [record.report for record in summary.reports if not record.is_unchanged] == ["hang.pdf"]


def test_limit_is_named_in_the_seconds_it_has(folder: Path, out: Path) -> None:
    make(folder, "hang.pdf")
    assert "0.5 秒" in run(folder, out, timeout=0.5).errors[-1][1]


def test_file_with_pages_left_out_for_want_of_time_is_read_and_tried_again(tmp_path: Path, out: Path) -> None:
    folder = make(tmp_path / "one", "scan.pdf")
    first = run(folder, out, timeout=1.6)  # 1.1 of it for recognition; the third page would begin after 1.2
    assert len(first.read) == 1
    assert not first.reports[0].is_unchanged
    again = run(folder, out, timeout=60)
    assert not again.reports[0].is_unchanged
    assert run(folder, out, timeout=60).reports[0].is_unchanged


def test_another_recogniser_or_none_reads_all_again(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, out)
    assert all(record.is_unchanged for record in run(folder, out).reports)
    assert not any(record.is_unchanged for record in run(folder, out, ocr="no").reports)
    monkeypatch.setattr(store, "versions", lambda: {"rapidocr": "99"})
    assert not any(record.is_unchanged for record in run(folder, out, ocr="no").reports)


def test_progress_tells_of_pages_that_are_recognised(tmp_path: Path, out: Path) -> None:
    folder, seen = make(tmp_path / "one", "scan.pdf"), list[Progress]()
    run_with(folder, out, BatchOptions(), seen.append, FAKE)
    assert seen[:2] == [Progress(0, 1, "scan.pdf", "recognising", page, 3) for page in (1, 2)]
    assert seen[-1] == Progress(1, 1, "scan.pdf", "read")


def test_fault_of_ours_is_said_to_be_ours(folder: Path, out: Path) -> None:
    make(folder, "fault.pdf")
    run(folder, out)
    assert rows(out, "errors.csv")[0]["error"] == "ValueError"


def test_second_run_reads_only_what_has_changed(folder: Path, out: Path) -> None:
    run(folder, out)
    before = contents(out)
    (folder / "a.pdf").write_bytes(pdf_bytes("changed"))
    summary = run(folder, out)
    assert [record.report for record in summary.reports if not record.is_unchanged] == ["a.pdf"]
    assert contents(out) == before  # the fake worker says the same of every file


def test_other_options_read_all_again(folder: Path, out: Path) -> None:
    run(folder, out)
    assert not any(record.is_unchanged for record in run(folder, out, reader="pdfplumber").reports)


def test_change_of_a_pack_or_of_what_it_extends_reads_all_again(folder: Path, out: Path, tmp_path: Path) -> None:
    base, own = tmp_path / "base" / "year.yaml", tmp_path / "own" / "year.yaml"
    for path, text in ((base, "pack: {name: 试}\n"), (own, "pack: {name: 次年, extends: base/year}\n")):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    run(folder, out, rules=str(own))
    assert all(record.is_unchanged for record in run(folder, out, rules=str(own)).reports)
    for path in (own, base):
        path.write_text(path.read_text("utf-8") + "structure: {cases: [专栏]}\n", encoding="utf-8")
        assert not any(record.is_unchanged for record in run(folder, out, rules=str(own)).reports)


def test_last_pdf_gone_leaves_no_outputs_of_it(folder: Path, out: Path) -> None:
    run(folder, out)
    for path in list(folder.rglob("*")):
        if path.suffix.lower() == ".pdf":
            path.unlink()
    assert run(folder, out).reports == ()
    assert list((out / "reports").rglob("*.json")) == []


def test_outputs_of_a_vanished_pdf_are_removed(folder: Path, out: Path) -> None:
    run(folder, out)
    (folder / "子/c.pdf").unlink()
    summary = run(folder, out)
    assert summary.removed == ("reports/子/c.json",)
    assert not (out / "reports/子").exists()
    assert {row["report"] for row in rows(out, "claims.csv")} == {"a.pdf", "b.pdf"}


def test_report_that_turned_bad_loses_its_json(folder: Path, out: Path) -> None:
    run(folder, out)
    (folder / "a.pdf").rename(folder / "a-crash.pdf")
    run(folder, out)
    assert not (out / "reports/a.json").exists()


def test_foreign_file_in_reports_is_left_alone(folder: Path, out: Path) -> None:
    run(folder, out)
    (out / "reports/mine.json").write_text("{}")
    run(folder, out)
    assert (out / "reports/mine.json").exists()


def test_edited_run_record_removes_nothing_outside(folder: Path, out: Path, tmp_path: Path) -> None:
    run(folder, out)
    precious = tmp_path / "precious.json"
    precious.write_text("{}")
    record = json.loads((out / "run.json").read_text("utf-8"))
    record["reports"].append({"output": "../precious.json"})
    (out / "run.json").write_text(json.dumps(record))
    run(folder, out)
    assert precious.exists()


def test_folder_that_is_not_ours_is_refused(folder: Path, out: Path) -> None:
    out.mkdir()
    (out / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputError, match="不是空的"):
        run(folder, out)
    assert [path.name for path in out.iterdir()] == ["thesis.doc"]


def test_run_json_of_another_program_does_not_make_it_ours(folder: Path, out: Path) -> None:
    out.mkdir()
    (out / "run.json").write_text('{"program": "another", "reports": []}')
    with pytest.raises(OutputError):
        run(folder, out)


def test_input_folder_as_output_is_refused(folder: Path) -> None:
    with pytest.raises(OutputError):
        run(folder, folder)


def test_empty_folder_with_litter_is_taken(folder: Path, out: Path) -> None:
    out.mkdir()
    (out / ".DS_Store").write_bytes(b"")
    run(folder, out)


def test_output_inside_input_is_not_read(folder: Path) -> None:
    for _ in range(2):
        summary = run(folder, folder / "out")
    assert len(summary.reports) == 3


def test_interrupted_run_leaves_a_folder_that_is_ours(folder: Path, out: Path) -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_with(folder, out, BatchOptions(), stop, FAKE)
    assert sum(record.is_unchanged for record in run(folder, out).reports) >= 1


def test_collision_of_names_loses_no_report(tmp_path: Path, out: Path) -> None:
    folder = make(tmp_path / "in", "a.pdf", "a.PDF")
    if len(list(folder.iterdir())) < 2:
        pytest.skip("this file system does not tell cases apart")
    run(folder, out)
    assert {"reports/a.json", "reports/a~2.json"} <= set(contents(out))


def test_unreadable_cache_is_read_anew(folder: Path, out: Path) -> None:
    run(folder, out)
    before = contents(out)
    for path in (out / CACHE_FOLDER).iterdir():
        path.write_text("{}")
    assert not any(record.is_unchanged for record in run(folder, out).reports)
    assert contents(out) == before


def test_progress_counts_to_the_end(folder: Path, out: Path) -> None:
    seen: list[Progress] = []
    run_with(folder, out, BatchOptions(), seen.append, FAKE)
    assert [step.done for step in seen] == [1, 2, 3]
    assert {step.total for step in seen} == {3}


def test_fail_on_a_severity_that_is_there(folder: Path, out: Path) -> None:
    assert run(folder, out).exit_status == 0
    assert run(folder, out, fail_on="high").exit_status == 1


@pytest.mark.parametrize(
    "wrong",
    [{"jobs": 0}, {"timeout": -1.0}, {"fail_on": "severe"}, {"reader": "acrobat"}],
    ids=lambda wrong: str(wrong),
)
def test_options_that_mean_nothing_are_refused_before_anything_is_written(
    folder: Path, out: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(SettingsError):
        run(folder, out, **wrong)
    assert not out.exists()


def test_run_record_says_what_was_used(folder: Path, out: Path) -> None:
    run(folder, out, jobs=2)
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert record["state"] == "finished"
    assert record["options"]["jobs"] == 2
    assert record["reports"][0]["pack"] == "zhongzhi/2024"
    assert record["versions"]["docextract"]
    # One of each of the three, and once that they have one issuer and year.
    assert record["counts"]["findings"] == {"high": 3, "medium": 0, "low": 1}


def test_files_of_one_issuer_and_year_are_named_once_as_one_report(folder: Path, out: Path) -> None:
    summary = run(folder, out)
    (found,) = [row for row in rows(out, "findings.csv") if row["check"] == "same_report"]
    named = [found["report"], *json.loads(found["related_reports"])]
    assert named == sorted(record.report for record in summary.reports)
