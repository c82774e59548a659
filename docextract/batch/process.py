"""One worker process: started, given tasks, listened to under a time limit, and killed when it is late.

Processes are started as `python -m …` and talked to over pipes, not with multiprocessing: so the caller's script is not
imported again in each of them (it need not hide behind `if __name__ == "__main__"`), and Windows starts them as Linux
does.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

WORKER_COMMAND = (sys.executable, "-m", "docextract.batch.worker")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a worker may take. `fixed_s` replaces the other two; None lets the time grow with the pages."""

    base_s: float = 60.0
    per_page_s: float = 3.0
    fixed_s: float | None = None
    start_s: float = 180.0  # loading the libraries from a slow disk
    files_a_worker: int = 100  # then a fresh process: PDFium and pdfminer keep some memory of each file

    def seconds(self, pages: int) -> float:
        """Time for a file of that many pages, 0 if not known yet."""
        return self.fixed_s if self.fixed_s is not None else self.base_s + self.per_page_s * pages


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task. `detail` and `trace` are for people; `seconds` is how long it took."""

    name: str
    kind: Literal["done", "failed", "timeout", "crashed", "not-started"]
    error: str = ""
    detail: str = ""
    trace: str = ""
    seconds: float = 0.0


class _Ended(Exception):
    """The worker's stdout ended: it crashed, was killed, or could not start."""


class Worker:
    """One process and the thread that listens to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env=_environment(),
            start_new_session=sys.platform != "win32",  # Ctrl-C is for the parent, which then ends its workers
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.files = 0
        self.is_ready = False

    def _listen(self) -> None:
        stdout = self._process.stdout
        for line in stdout or ():
            try:
                self._events.put(json.loads(line))
            except ValueError:
                break
        self._events.put(None)

    def _next_event(self, until: float) -> dict[str, Any]:
        """Raises queue.Empty when the time is over and _Ended when the worker is gone."""
        event = self._events.get(timeout=max(0.0, until - time.monotonic()))
        if event is None:
            raise _Ended
        return event

    def run(self, task: Mapping[str, Any], limits: Limits) -> Outcome:
        """Gives the worker a task and waits for its end; a worker that is late or gone is of no more use."""
        name = str(task["report"])
        began = time.monotonic()
        allowed = limits.start_s
        try:
            if not self.is_ready:
                self._next_event(began + allowed)
                self.is_ready = True
            began, allowed = time.monotonic(), limits.seconds(0)
            self._send({**task, "seconds": limits.seconds(10_000)})
            while (event := self._next_event(began + allowed))["event"] == "pages":
                allowed = limits.seconds(event["pages"])
        except queue.Empty:
            self.kill()
            return Outcome(name, "timeout", "timeout", f"{allowed:.0f}", self._last_words(), allowed)
        except (_Ended, OSError):
            self.kill()
            words = self._last_words()
            if not self.is_ready:
                return Outcome(name, "not-started", "not-started", words.rpartition("\n")[2], words)
            status = str(self._process.wait())
            return Outcome(name, "crashed", "crashed", status, words, time.monotonic() - began)
        self.files += 1
        seconds = time.monotonic() - began
        if event["event"] == "done":
            return Outcome(name, "done", seconds=seconds)
        if event["error"] == "MemoryError":
            self.kill()
        return Outcome(name, "failed", event["error"], event["message"], event["trace"], seconds)

    def _send(self, task: Mapping[str, Any]) -> None:
        stdin = self._process.stdin
        if stdin is None:
            raise _Ended
        stdin.write(json.dumps(task).encode("ascii") + b"\n")
        stdin.flush()

    def _last_words(self) -> str:
        """The end of what the process wrote to stderr."""
        self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, self._stderr.tell() - 4000))
        return self._stderr.read().decode("utf-8", "replace").strip()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Lets an idle worker end; kills a busy one."""
        try:
            if self._process.stdin:
                self._process.stdin.close()
            self._process.wait(timeout=0.2 if not self.is_ready else 5.0)
        except (OSError, subprocess.TimeoutExpired):
            self.kill()
        self._listener.join(timeout=5.0)
        if self._process.stdout and not self._listener.is_alive():
            self._process.stdout.close()
        self._stderr.close()


def _environment() -> dict[str, str]:
    """The parent's environment; the package is found, text is UTF-8 everywhere, and one worker uses one core."""
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONSAFEPATH": "1",  # a regex.py in the folder where the user stands is not ours
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
