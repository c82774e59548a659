"""Tasks in, one outcome a task out, over several worker processes, whatever becomes of a worker."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Generator, Mapping, Sequence
from typing import Any

from docextract.batch.process import WORKER_COMMAND, Limits, Outcome, Step, Worker


def run_tasks(
    tasks: Sequence[Mapping[str, Any]], *, jobs: int, limits: Limits, command: Sequence[str] = WORKER_COMMAND
) -> Generator[Outcome | Step, None, None]:
    """One outcome a task, in the order in which they end; before it a step for each page that is recognised.

    Closing the iterator ends all workers. A task has the keys that the worker wants, "report" among them. A file whose
    worker crashed after other files is tried once more in a fresh one: the crash may have been their fault. One whose
    worker ended over a page that it was recognising is tried once more without that page.
    """
    waiting: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    outcomes: queue.SimpleQueue[Outcome | Step | BaseException] = queue.SimpleQueue()
    jobs = min(jobs, len(tasks))
    threads = max(1, (os.cpu_count() or 1) // max(1, jobs))
    slots = [_Slot(waiting, outcomes, limits, command, threads) for _ in range(jobs)]
    for slot in slots:
        slot.start()
    try:
        n_ended = 0
        while n_ended < len(tasks):
            outcome = outcomes.get()
            if isinstance(outcome, BaseException):
                raise outcome
            n_ended += isinstance(outcome, Outcome)
            yield outcome
    finally:
        for slot in slots:
            slot.end()


class _Slot(threading.Thread):
    """Takes tasks one by one and keeps a worker for them."""

    def __init__(
        self,
        waiting: queue.SimpleQueue[Mapping[str, Any]],
        outcomes: queue.SimpleQueue[Outcome | Step | BaseException],
        limits: Limits,
        command: Sequence[str],
        threads: int,
    ) -> None:
        super().__init__(daemon=True)
        self._waiting = waiting
        self._outcomes = outcomes
        self._limits = limits
        self._command = command
        self._threads = threads
        self._worker: Worker | None = None
        self._is_ending = False

    def run(self) -> None:
        try:
            while not self._is_ending:
                self._outcomes.put(self._run_one(self._waiting.get_nowait()))
        except queue.Empty:
            pass
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits, else it would wait for ever
            self._outcomes.put(error)
        finally:
            if self._worker is not None:
                self._worker.stop()

    def _run_one(self, task: Mapping[str, Any]) -> Outcome:
        worker = self._fresh_or_idle_worker()
        had_files = worker.files > 0
        outcome = worker.run(task, self._limits, self._outcomes.put)
        if outcome.page and outcome.kind in ("crashed", "stalled") and not self._is_ending:
            task = {**task, "without": [outcome.page]}
        elif outcome.kind != "crashed" or not had_files or self._is_ending:
            return outcome
        return self._fresh_or_idle_worker().run(task, self._limits, self._outcomes.put)

    def _fresh_or_idle_worker(self) -> Worker:
        worker = self._worker
        if worker is not None and worker.is_alive and worker.files < self._limits.files_a_worker:
            return worker
        if worker is not None:
            worker.stop()
        self._worker = Worker(self._command, self._threads)
        return self._worker

    def end(self) -> None:
        """Ends the slot's worker if it is still at work."""
        self._is_ending = True
        worker = self._worker
        if self.is_alive() and worker is not None:
            worker.kill()
        self.join(timeout=10)
