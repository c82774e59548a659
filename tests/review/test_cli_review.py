"""`docextract review` as it is called: what is refused, and that it serves what it says."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from docextract.cli import call
from docextract.outputs.run_record import PROGRAM, run_bytes
from docextract.outputs.tables_csv import FINDINGS, csv_head


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The outputs of a run that read nothing."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "run.json").write_bytes(run_bytes({"program": PROGRAM, "state": "finished", "reports": []}))
    (folder / FINDINGS.name).write_bytes(csv_head(FINDINGS.header))
    return folder


@pytest.mark.parametrize(
    "record", [None, b"{", b"[]", b'{"program": "docextract", "state": "unfinished", "reports": []}']
)
def test_folder_without_a_finished_run_is_refused(
    tmp_path: Path, record: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if record is not None:
        (tmp_path / "run.json").write_bytes(record)
    assert call(["review", str(tmp_path), "--no-browser"]) == 2
    assert "docextract run" in capsys.readouterr().err


def test_folder_of_pdfs_that_is_none_is_refused(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["review", str(out), "--pdfs", str(out / "nowhere"), "--no-browser"]) == 2
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.slow
def test_it_serves_at_the_address_that_it_prints_and_shows_the_password_it_made(out: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "docextract",
        "review",
        str(out),
        "--no-browser",
        "--port",
        "0",
        "--host",
        "0.0.0.0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(3)]
            port = lines[1].partition("http://")[2].partition("/")[0].rpartition(":")[2]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                assert answer.url.endswith("/login")
            assert len(lines[2].partition("Password: ")[2].strip()) >= 20
        finally:
            process.terminate()


def test_without_the_extra_it_says_what_to_install(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert call(["review", str(out), "--no-browser"]) == 2
    assert 'pip install "docextract[review]"' in capsys.readouterr().err
