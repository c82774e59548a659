"""The command line: exit status, what goes to stdout and what to stderr, bad PDFs. The real workers read the files."""

from __future__ import annotations

import csv
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docextract.cli import call
from tests.builders import pdf_bytes

GOOD = pdf_bytes("Quality report 2024", "Students: 100")

BAD = {
    "empty.pdf": (b"", "pdf-empty"),
    "not-a-pdf.pdf": (b"PK\x03\x04 this is a Word file", "pdf-not-a-pdf"),
    "truncated.pdf": (GOOD[:60], "pdf-damaged"),
    "encrypted.pdf": (pdf_bytes("secret", encrypted=True), "pdf-encrypted"),
    "no-text.pdf": (pdf_bytes("", ""), "pdf-without-text"),
}


@pytest.fixture(autouse=True)
def _log_is_left_as_it_was() -> Iterator[None]:
    yield
    log = logging.getLogger("docextract")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    log.propagate = True


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(GOOD)
    return folder


def test_every_kind_of_bad_pdf_costs_one_row(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    assert call(["run", str(folder), "--out", str(tmp_path / "out"), "--jobs", "2"]) == 1
    lost = [row for row in rows(tmp_path / "out", "errors.csv") if row["level"] == "lost"]
    assert {row["report"]: row["error"] for row in lost} == {name: error for name, (_, error) in BAD.items()}
    assert all("请" in row["message"] for row in lost)  # every row says what to do
    assert (tmp_path / "out/reports/good.json").exists()
    assert "报告 1/6 份" in capsys.readouterr().out


def test_pdf_without_pages_is_not_taken_for_the_encrypted_one_before_it(tmp_path: Path) -> None:
    """PDFium refuses both and sets no error for the second: the first one's stays to be read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.pdf").write_bytes(pdf_bytes("secret", encrypted=True))
    (folder / "2.pdf").write_bytes(pdf_bytes())
    call(["run", str(folder), "--out", str(tmp_path / "out"), "--jobs", "1"])
    assert [row["error"] for row in rows(tmp_path / "out", "errors.csv")][1] in ("pdf-empty", "pdf-damaged")


def test_all_read_is_status_zero_and_stderr_is_silent(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["run", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().err == ""


def test_summary_in_english(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(["run", str(folder), "--out", str(tmp_path / "out"), "--lang", "en"])
    assert "1 of 1 reports" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "no-such-folder", "--out", "out"],
        ["run", ".", "--out", "out", "--jobs", "0"],
        ["run", ".", "--out", "out", "--jobs", "many"],
        ["run", ".", "--out", "out", "--rules", "no-such-pack"],
        ["walk"],
        ["show", "x.pdf"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_two_in_one_message(
    arguments: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert call(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err
    assert not (folder / "out").exists()


def test_refused_output_folder_is_status_two(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["run", str(folder), "--out", str(folder)]) == 2
    assert "run.json" in capsys.readouterr().err


def test_verbose_and_log_file_tell_what_happens(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log_file = tmp_path / "logs/run.log"
    call(["run", str(folder), "--out", str(tmp_path / "out"), "-v", "--log-file", str(log_file)])
    assert "good.pdf: done" in log_file.read_text("utf-8")
    assert "good.pdf: done" in capsys.readouterr().err


def test_traceback_goes_to_the_log_and_not_to_the_user(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log_file = tmp_path / "run.log"
    call(["run", str(tmp_path / "nothing"), "--out", str(tmp_path / "out"), "--log-file", str(log_file)])
    assert "Traceback" in log_file.read_text("utf-8")
    assert "Traceback" not in capsys.readouterr().err


def test_show_writes_a_picture_and_says_where(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert call(["show", "good.pdf", "--page", "2"]) == 0
    assert capsys.readouterr().out.strip() == "good-p2.png"
    assert (folder / "good-p2.png").read_bytes().startswith(b"\x89PNG")


def test_show_of_a_page_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["show", str(folder / "good.pdf"), "--page", "9"]) == 2
    assert "9" in capsys.readouterr().err


def test_show_of_a_bad_pdf_is_status_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.pdf").write_bytes(b"no")
    assert call(["show", str(tmp_path / "x.pdf"), "--page", "1"]) == 1
    assert "PDF" in capsys.readouterr().err


def test_chinese_reaches_a_console_that_lacks_it(folder: Path, tmp_path: Path) -> None:
    """A Western Windows console: question marks, but no crash."""
    command = [sys.executable, "-m", "docextract", "run", str(folder), "--out", str(tmp_path / "out")]
    environment = {"PYTHONIOENCODING": "cp1252", "PATH": "", "SYSTEMROOT": "C:\\Windows"}
    ended = subprocess.run(command, capture_output=True, env=environment, check=False, cwd=Path(__file__).parents[1])
    assert ended.returncode == 0, ended.stderr.decode()
    assert b"1/1" in ended.stdout


def test_names_with_blanks_and_chinese_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "输 入"
    (folder / "二〇二四 年").mkdir(parents=True)
    (folder / "二〇二四 年" / "江城 (终稿).PDF").write_bytes(GOOD)
    out = tmp_path / "结 果"
    assert call(["run", str(folder), "--out", str(out)]) == 0
    assert (out / "reports/二〇二四 年/江城 (终稿).json").exists()


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["--help"]) == 0
    told = capsys.readouterr().out
    assert "run" in told
    assert "show" in told


def test_mode_of_recognition_stands_in_run_json(folder: Path, tmp_path: Path) -> None:
    assert call(["run", str(folder), "--out", str(tmp_path / "out"), "--ocr", "no"]) == 0
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["options"]["ocr"] == "no"


def test_unknown_mode_of_recognition_is_wrong_usage(folder: Path, tmp_path: Path) -> None:
    assert call(["run", str(folder), "--out", str(tmp_path / "out"), "--ocr", "always"]) == 2


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["run"], "缺少参数“FOLDER”。", "Missing argument 'FOLDER'"),
        (["run", "."], "缺少选项“--out”。", "Missing option '--out'"),
        (["run", ".", "--out"], "选项“--out”的用法不对：它后面要写一个值。", "requires an argument"),
        (["run", ".", "--out", "out", "--verbose=3"], "它后面不写值。", "does not take a value"),
        (["run", ".", "again", "--out", "out"], "参数多了", "unexpected extra argument"),
        (["run", ".", "--out", "out", "--oct", "no"], "没有选项“--oct”，是不是“--ocr”", "No such option"),
        (["run", ".", "--out", "out", "--zzzzz"], "没有选项“--zzzzz”。", "No such option"),
        (["run", ".", "--out", "out", "--jobs", "many"], "“--jobs”的值不对：应为整数。", "not a valid integer"),
        (["run", ".", "--out", "out", "--ocr", "never"], "“--ocr”的值不对：可用 auto、yes、no。", "not one of"),
        (["show", "x.pdf", "--scale", "99"], "“--scale”的值不对：应在 0.2 到 8 之间。", "not in the range"),
        (["rules", "from-xlsx", "x.xlsx", "--out", "o"], "没有这个文件或文件夹", "does not exist"),
        (["walk"], "没有", "No such command"),
        (["rules", "chek"], "没有", "No such command"),
        (["show", "x.pdf"], "请给出 --page N", "Give --page N"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_chinese_and_in_english(
    arguments: list[str], zh: str, en: str, folder: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    assert call(arguments) == 2
    told = capsys.readouterr().err
    error = next(line for line in told.splitlines() if line.startswith("错误 Error: "))
    assert zh in error and en in error
    assert error.index(zh) < error.index(en)


def test_group_by_itself_shows_its_help_and_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    call(["rules"])
    printed = capsys.readouterr()
    assert "check" in printed.out + printed.err
    assert "错误 Error" not in printed.out + printed.err


def test_ignore_file_that_is_not_there_is_wrong_usage(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["run", str(folder), "--out", str(tmp_path / "out"), "--ignore", str(tmp_path / "no.yaml")]) == 2
    assert "no.yaml" in capsys.readouterr().err


def test_ignore_file_beside_the_reports_is_named_in_the_summary(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "ignore:\n  - {id: ratio-0123456789ab, reason: 已核实}\n"
    (folder / "docextract-ignore.yaml").write_text(text, encoding="utf-8")
    assert call(["run", str(folder), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "docextract-ignore.yaml 忽略 0 个问题" in said
    assert "docextract-ignore.yaml:2 (id ratio-0123456789ab)" in said
