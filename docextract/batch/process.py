"""One worker process: started, given tasks, listened to under a time limit, and killed when it is late.

Processes are started as `python -m …` and talked to over pipes, not with multiprocessing: so the caller's script is not
imported again in each of them (it need not hide behind `if __name__ == "__main__"`), and Windows starts them as Linux
does.
"""

from __future__ import annotations

import json
import math
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

WORKER_COMMAND = (sys.executable, "-m", "docextract.batch.worker")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a worker may take for a file.

    Two clocks run: one for the whole file, which is given more as its pages are known and those among them that are to
    be recognised; and one for each page that is recognised, since a page that hangs must not cost hours.
    `fixed_s` replaces both.
    """

    base_s: float = 60.0
    per_page_s: float = 3.0
    per_recognised_page_s: float = 60.0  # two to four on a desk computer; an old one that does other work takes 30
    stalled_s: float = 300.0
    fixed_s: float | None = None
    start_s: float = 180.0  # loading the libraries from a slow disk
    files_a_worker: int = 100  # then a fresh process: PDFium and pdfminer keep some memory of each file

    def seconds(self, pages: int, recognised: int = 0) -> float:
        """Time for a file of that many pages, 0 if not known yet, of which `recognised` are pictures."""
        if self.fixed_s is not None:
            return self.fixed_s
        return self.base_s + self.per_page_s * pages + self.per_recognised_page_s * recognised


@dataclass(frozen=True, slots=True)
class Step:
    """A page that is about to be recognised: the `place`-th (from 1) of `total` in the report `name`."""

    name: str
    page: int
    place: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task. `detail` and `trace` are for people; `seconds` is how long it took.

    `kind` "stalled" is a page that took too long to be recognised, "timeout" the whole file. `page` is the page that was
    being recognised when the worker ended without an answer, else 0.
    """

    name: str
    kind: Literal["done", "failed", "timeout", "stalled", "crashed", "not-started"]
    error: str = ""
    detail: str = ""
    trace: str = ""
    seconds: float = 0.0
    page: int = 0


class _Ended(Exception):
    """The worker's stdout ended: it crashed, was killed, or could not start."""


class _Clocks:
    """The time limits of one task, which grow with what the worker says of it."""

    def __init__(self, limits: Limits, allowed: float) -> None:
        self._limits = limits
        self._began = time.monotonic()
        self._pages = 0
        self._stalls_at = math.inf
        self.allowed = allowed

    def hear(self, event: Mapping[str, Any]) -> None:
        """Takes in how many pages there are, how many of them are to be recognised, and that a page begins."""
        self._pages = event.get("pages", self._pages)
        self.allowed = self._limits.seconds(self._pages, event.get("recognised", 0))
        is_page = event.get("page") and self._limits.fixed_s is None
        self._stalls_at = time.monotonic() + self._limits.stalled_s if is_page else math.inf

    @property
    def until(self) -> float:
        return min(self._began + self.allowed, self._stalls_at)

    @property
    def is_stalled(self) -> bool:
        return self._stalls_at < self._began + self.allowed

    @property
    def passed(self) -> float:
        return time.monotonic() - self._began


class Worker:
    """One process and the thread that listens to it."""

    def __init__(self, command: Sequence[str], threads: int = 1) -> None:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=_environment(threads),
                start_new_session=sys.platform != "win32",  # Ctrl-C is for the parent, which then ends its workers
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._stderr.close()
            raise
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

    def run(self, task: Mapping[str, Any], limits: Limits, tell: Callable[[Step], None] = lambda _: None) -> Outcome:
        """Gives the worker a task and waits for its end; a worker that is late or gone is of no more use."""
        clocks = _Clocks(limits, limits.start_s)
        name, step = str(task["report"]), Step(str(task["report"]), 0, 0, 0)
        try:
            if not self.is_ready:
                self._next_event(clocks.until)
                self.is_ready = True
            clocks = _Clocks(limits, limits.seconds(0))
            self._send({**task, "seconds": limits.fixed_s})
            while (event := self._next_event(clocks.until))["event"] in ("pages", "recognising"):
                clocks.hear(event)
                step = Step(name, event.get("page", 0), event.get("place", 0), event.get("recognised", 0))
                if step.page:
                    tell(step)
        except queue.Empty:
            self.kill()
            kind: Literal["stalled", "timeout"] = "stalled" if clocks.is_stalled else "timeout"
            detail = f"{limits.stalled_s if clocks.is_stalled else clocks.allowed:g}"
            return Outcome(name, kind, kind, detail, self._last_words(), clocks.passed, step.page)
        except (_Ended, OSError):
            self.kill()
            words = self._last_words()
            if not self.is_ready:
                return Outcome(name, "not-started", "not-started", words.rpartition("\n")[2], words)
            status = str(self._process.wait())
            return Outcome(name, "crashed", "crashed", status, words, clocks.passed, step.page)
        self.files += 1
        seconds = clocks.passed
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


def _environment(threads: int = 1) -> dict[str, str]:
    """The parent's environment; the package is found, text is UTF-8 everywhere, and a worker uses so many cores."""
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONSAFEPATH": "1",  # a regex.py in the folder where the user stands is not ours
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": "1",
    }
