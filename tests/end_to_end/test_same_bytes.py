"""The same input gives the same bytes, whatever the number of workers, the order of files, the locale or the hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docextract.batch.store import CACHE_FOLDER

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = ("yunting-2024.word", "yunting-2024.web", "xiqiao-2024.press", "liuxi-2024.press")

pytestmark = pytest.mark.slow


def run(folder: Path, out: Path, *, jobs: int, **environment: str) -> dict[str, bytes]:
    """What a run of its own process writes, but for the record of the run."""
    command = [sys.executable, "-m", "docextract", "run", str(folder), "--out", str(out), "--jobs", str(jobs)]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    subprocess.run(command, env=inherited | environment, check=True, capture_output=True)
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and CACHE_FOLDER not in p.parts and p.name != "run.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def folder_of(names: tuple[str, ...], folder: Path) -> Path:
    """A folder into which the PDFs were put in that order."""
    folder.mkdir()
    for name in names:
        shutil.copy(CORPUS / name.rpartition(".")[0] / f"{name}.pdf", folder)
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    home = tmp_path_factory.mktemp("first")
    return run(folder_of(NAMES, home / "in"), home / "out", jobs=1, LC_ALL="C", PYTHONHASHSEED="0")


@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8"])
def test_workers_file_order_locale_and_hash_seed_change_nothing(
    first: dict[str, bytes], locale: str, tmp_path: Path
) -> None:
    folder = folder_of(NAMES[::-1], tmp_path / "in")
    again = run(folder, tmp_path / "out", jobs=2, LC_ALL=locale, PYTHONHASHSEED="1")
    assert {"findings.csv", "verdicts.csv", "indicators.csv", "claims.csv", "review.xlsx"} <= again.keys()
    assert [name for name in first.keys() | again.keys() if first.get(name) != again.get(name)] == []
