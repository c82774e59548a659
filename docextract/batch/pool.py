"""Tasks in, one outcome a task out, over several worker processes, whatever becomes of a worker."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Mapping, Sequence
from typing import Any

from docextract.batch.process import WORKER_COMMAND, Limits, Outcome, Worker


def run_tasks(
    tasks: Sequence[Mapping[str, Any]], *, jobs: int, limits: Limits, command: Sequence[str] = WORKER_COMMAND
) -> Generator[Outcome, None, None]:
    """One outcome a task, in the order in which they end. Closing the iterator ends all workers.

    A task has the keys that the worker wants, "report" among them. A file whose worker crashed after other files is
    tried once more in a fresh one: the crash may have been their fault.
    """
    waiting: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    outcomes: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
    slots = [_Slot(waiting, outcomes, limits, command) for _ in range(min(jobs, len(tasks)))]
    for slot in slots:
        slot.start()
    try:
        for _ in tasks:
            outcome = outcomes.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
    finally:
        for slot in slots:
            slot.end()


class _Slot(threading.Thread):
    """Takes tasks one by one and keeps a worker for them."""

    def __init__(
        self,
        waiting: queue.SimpleQueue[Mapping[str, Any]],
        outcomes: queue.SimpleQueue[Outcome | BaseException],
        limits: Limits,
        command: Sequence[str],
    ) -> None:
        super().__init__(daemon=True)
        self._waiting = waiting
        self._outcomes = outcomes
        self._limits = limits
        self._command = command
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
        outcome = worker.run(task, self._limits)
        if outcome.kind == "crashed" and had_files and not self._is_ending:
            outcome = self._fresh_or_idle_worker().run(task, self._limits)
        return outcome

    def _fresh_or_idle_worker(self) -> Worker:
        worker = self._worker
        if worker is not None and worker.is_alive and worker.files < self._limits.files_a_worker:
            return worker
        if worker is not None:
            worker.stop()
        self._worker = Worker(self._command)
        return self._worker

    def end(self) -> None:
        """Ends the slot's worker if it is still at work."""
        self._is_ending = True
        worker = self._worker
        if self.is_alive() and worker is not None:
            worker.kill()
        self.join(timeout=10)
