"""Whole runs with real workers over the corpus, and over outside reports where there are some."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

import docextract as dx
from docextract.batch.store import CACHE_FOLDER
from docextract.evaluate import below_baseline, evaluate
from docextract.outputs.tables_csv import INDICATORS

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SCHEMA = json.loads(files("docextract.outputs").joinpath("schemas/report.schema.json").read_text("utf-8"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    assert dx.run(CORPUS, folder, jobs=1).exit_status == 0
    return folder


@pytest.fixture(scope="module")
def report() -> dx.Report:
    return dx.read(next(iter(sorted(CORPUS.rglob("*.pdf")))))


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in written(out) if path.name != "run.json"}


def written(out: Path) -> Iterator[Path]:
    return (path for path in sorted(out.rglob("*")) if path.is_file() and CACHE_FOLDER not in path.parts)


def check_against_schema(out: Path) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    reports = list((out / "reports").rglob("*.json"))
    assert reports
    for path in reports:
        faults = [error.message for error in validator.iter_errors(json.loads(path.read_text("utf-8")))]
        assert not faults, path.name


def test_no_stage_falls_below_its_recorded_figures(out: Path) -> None:
    recorded = json.loads((CORPUS / "baseline.json").read_text("utf-8"))
    assert below_baseline(evaluate(out, CORPUS), recorded) == []


def test_same_bytes_with_one_worker_and_with_two_in_another_locale(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("LC_ALL", "C")
    dx.run(CORPUS, tmp_path, jobs=2)
    assert contents(tmp_path) == contents(out)


def test_second_run_reads_nothing(out: Path) -> None:
    assert all(record.is_unchanged for record in dx.run(CORPUS, out).reports)


def test_reports_fit_the_schema(out: Path) -> None:
    check_against_schema(out)


def test_outside_reports_fit_the_schema(reports_folder: Path, tmp_path: Path) -> None:
    summary = dx.run(reports_folder / "pdf", tmp_path)
    assert summary.read
    check_against_schema(tmp_path)


def test_extract_gives_the_columns_of_the_file(report: dx.Report) -> None:
    frame = dx.extract(report)
    assert list(frame.columns) == INDICATORS.header
    assert frame["value"].dtype == float
    assert frame["value"].notna().equals(frame["status"] == "ok")


def test_table_gives_a_frame(report: dx.Report) -> None:
    table = report.tables[0]
    assert table.frame().shape == (len(table.cells) - table.header_rows, table.n_columns)


def test_check_gives_findings_with_evidence(report: dx.Report) -> None:
    findings = dx.check(report)
    assert findings
    assert all(finding.message.zh and finding.message.en and finding.evidence for finding in findings)


def test_draw_gives_a_picture_that_differs_from_the_page(report: dx.Report) -> None:
    path = CORPUS / report.file if (CORPUS / report.file).exists() else next(CORPUS.rglob(report.file))
    picture = dx.draw(path, report.tables[0].page, scale=1.0)
    assert picture.mode == "RGB"
    assert (0, 120, 90) in {colour for _, colour in picture.getcolors(10**7) or []}


def test_read_of_a_missing_file_says_so() -> None:
    with pytest.raises(dx.PdfMissing, match="找不到"):
        dx.read("no-such.pdf")
