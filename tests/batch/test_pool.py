"""Workers that hang, crash or fail cost their file and nothing else."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from docextract.batch.pool import run_tasks
from docextract.batch.process import Limits, Outcome, Step, Worker

FAKE = (sys.executable, "-m", "tests.batch.fake_worker")
QUICK = Limits(base_s=1.0, per_page_s=0.2)  # the fake worker says 5 pages: two seconds


def tasks(folder: Path, *names: str) -> list[dict[str, Any]]:
    return [{"report": name, "key": "k", "bundle": str(folder / f"{name}.json")} for name in names]


def outcomes(folder: Path, *names: str, jobs: int = 1, limits: Limits = QUICK) -> dict[str, Outcome]:
    found = run_tasks(tasks(folder, *names), jobs=jobs, limits=limits, command=FAKE)
    return {outcome.name: outcome for outcome in found if isinstance(outcome, Outcome)}


def kinds(found: dict[str, Outcome]) -> dict[str, str]:
    return {name: outcome.kind for name, outcome in found.items()}


def test_hanging_worker_is_killed_and_the_rest_is_read(tmp_path: Path) -> None:
    began = time.monotonic()
    found = outcomes(tmp_path, "a", "hang", "b")
    assert kinds(found) == {"a": "done", "hang": "timeout", "b": "done"}
    assert found["hang"].detail == "2"  # 1 s and 0.2 s for each of 5 pages
    assert time.monotonic() - began < 60


def test_pages_to_recognise_are_given_more_time(tmp_path: Path) -> None:
    """The fake worker takes nearly two seconds for three pages of five."""
    short = Limits(base_s=0.5, per_page_s=0.01, per_recognised_page_s=20.0)
    assert kinds(outcomes(tmp_path, "scan", limits=short)) == {"scan": "done"}
    assert kinds(outcomes(tmp_path, "scan", limits=Limits(fixed_s=0.5))) == {"scan": "timeout"}


def test_steps_tell_which_page_is_recognised(tmp_path: Path) -> None:
    found = list(run_tasks(tasks(tmp_path, "scan"), jobs=1, limits=Limits(), command=FAKE))
    assert found[:3] == [Step("scan", page, page - 2, 3) for page in (3, 4, 5)]
    assert isinstance(found[-1], Outcome)


@pytest.mark.parametrize("name", ["scan-bad-page", "scan-bad-page-stall"])
def test_page_that_ends_its_worker_costs_that_page(name: str, tmp_path: Path) -> None:
    limits = Limits(stalled_s=2.0)
    assert kinds(outcomes(tmp_path, name, "b", limits=limits)) == {name: "done", "b": "done"}


def test_crashed_worker_is_replaced(tmp_path: Path) -> None:
    found = outcomes(tmp_path, "a", "crash", "b")
    assert kinds(found) == {"a": "done", "crash": "crashed", "b": "done"}
    assert found["crash"].detail == "7"


def test_fault_of_ours_carries_its_traceback(tmp_path: Path) -> None:
    found = outcomes(tmp_path, "fault", "b")
    assert kinds(found) == {"fault": "failed", "b": "done"}
    assert found["fault"].error == "ValueError"
    assert "we were wrong" in found["fault"].trace


def test_out_of_memory_costs_one_file(tmp_path: Path) -> None:
    found = outcomes(tmp_path, "memory", "b")
    assert kinds(found) == {"memory": "failed", "b": "done"}
    assert found["memory"].error == "MemoryError"


def test_several_workers_do_all_tasks_once(tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(6)]
    found = list(run_tasks(tasks(tmp_path, *names), jobs=3, limits=QUICK, command=FAKE))
    assert sorted(outcome.name for outcome in found) == names


def test_no_tasks_start_no_worker() -> None:
    assert list(run_tasks([], jobs=4, limits=QUICK, command=("does-not-exist",))) == []


def test_worker_that_cannot_start_is_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_WORKER_BROKEN", "1")
    found = outcomes(tmp_path, "a")
    assert found["a"].kind == "not-started"
    assert found["a"].detail == "ImportError: no such library"


def test_command_that_is_not_there_is_raised_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(run_tasks(tasks(tmp_path, "a"), jobs=1, limits=QUICK, command=("does-not-exist",)))


def test_closing_early_ends_busy_workers(tmp_path: Path) -> None:
    began = time.monotonic()
    running = run_tasks(tasks(tmp_path, "a", "hang"), jobs=1, limits=Limits(fixed_s=300), command=FAKE)
    next(running)
    running.close()
    assert time.monotonic() - began < 60


def test_a_worker_is_used_again_and_then_replaced(tmp_path: Path) -> None:
    worker = Worker(FAKE)
    try:
        for name in ("a", "b"):
            assert worker.run(tasks(tmp_path, name)[0], QUICK).kind == "done"
        assert worker.files == 2
    finally:
        worker.stop()
    assert not worker.is_alive


def test_fixed_limit_replaces_the_growing_one() -> None:
    assert Limits().seconds(20) == 120
    assert Limits().seconds(20, recognised=2) == 240
    assert Limits(fixed_s=7).seconds(20, recognised=2) == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a limit that works")
def test_worker_may_not_take_all_memory() -> None:
    greedy = "from docextract.batch.worker import limit_memory; limit_memory(2**31); bytearray(2**32)"
    ended = subprocess.run([sys.executable, "-c", greedy], capture_output=True, text=True, check=False)
    assert "MemoryError" in ended.stderr
