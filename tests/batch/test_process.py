"""How a worker process is started: the same on every system, from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docextract.batch.process import _environment


def test_package_is_found_before_what_the_user_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "mine")
    paths = _environment()["PYTHONPATH"].split(os.pathsep)
    assert (Path(paths[0]) / "docextract" / "batch").is_dir()
    assert paths[1:] == ["mine"]


def test_text_is_utf8_whatever_the_system_says() -> None:
    assert _environment()["PYTHONUTF8"] == "1"


def test_file_of_the_users_folder_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    command = [sys.executable, "-m", "docextract.batch.worker"]
    ended = subprocess.run(command, cwd=tmp_path, env=_environment(), input=b"", capture_output=True, check=False)
    assert ended.stdout == b'{"event": "ready"}\n', ended.stderr.decode()


def test_script_without_main_guard_runs_once(tmp_path: Path) -> None:
    """With multiprocessing each worker would run the script again."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/x.pdf").write_bytes(b"no PDF")
    script = tmp_path / "script.py"
    script.write_text("import docextract as dx\nprint('ran', dx.run('in', 'out').exit_status)\n")
    ended = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=_environment(), capture_output=True, text=True, check=False
    )
    assert ended.stdout == "ran 1\n", ended.stderr
