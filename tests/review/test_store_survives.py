"""What a store has acknowledged stays, whatever happens to the process, and processes do not write over each other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from docextract.review.store import open_store
from docextract.review.store_sql import SqlStore

ROOT = Path(__file__).resolve().parents[2]


def reviewer(place: str, who: str, how_many: int, *, same: bool) -> subprocess.Popen[str]:
    code = [sys.executable, "-m", "tests.review.deciding", place, who, str(how_many), str(int(same))]
    return subprocess.Popen(
        code, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )


def test_what_was_acknowledged_is_there_after_kill_9(place: str) -> None:
    acknowledged: list[str] = []
    for wanted in (1, 17, 40):
        with reviewer(place, f"审{wanted}", 100_000, same=False) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(wanted)]
            process.kill()  # SIGKILL: nothing can be tidied up
            lines += process.stdout.readlines()  # acknowledged before the signal came
        acknowledged += [line.split()[0] for line in lines if line.endswith("\n")]
        with open_store(place) as store:
            kept = [entry.finding for entry in store.all_entries()]
        assert len(kept) >= len(acknowledged)
        assert set(acknowledged) <= set(kept)
        for finding in set(acknowledged):
            assert kept.count(finding) >= acknowledged.count(finding)


def test_a_commit_waits_for_the_disk(place: str) -> None:
    store = open_store(place)
    assert isinstance(store, SqlStore)
    with store, store._engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3  # EXTRA
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_two_processes_on_one_finding_write_one_history(place: str) -> None:
    with open_store(place):
        pass
    processes = [reviewer(place, who, 25, same=True) for who in ("甲", "乙")]
    told = [process.communicate(timeout=120)[0].split()[1::2] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(int(number) for numbers in told for number in numbers) == list(range(1, 51))
    with open_store(place) as store:
        history = store.history("江城.pdf", "one")
        assert not store.standing("江城.pdf", "one").conflict
    assert len(history) == 50
    # each one followed exactly the one before it: nobody decided on a state that he had not seen
    assert [one.follows for one in history[1:]] == [(one.id,) for one in history[:-1]]
