"""A worker that does what the file's name says: `python -m tests.batch.fake_worker`.

It speaks the real protocol (docextract.batch.worker.serve), but reads no PDF: so that hanging, crashing and failing
can be had for a file.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from docextract.batch.bundle import bundle_bytes, bundle_of
from docextract.batch.store import write_file
from docextract.batch.worker import Handle, Say, Task, serve
from tests.builders import analysis


def prepare() -> Handle:
    if "FAKE_WORKER_BROKEN" in os.environ:
        raise ImportError("no such library")
    return handle


def handle(task: Task, say: Say) -> None:
    report = task["report"]
    sys.stdout.write("noise that a library prints to stdout\n")
    os.write(1, b"noise of a C library\n")
    say({"event": "pages", "pages": 5})
    if "hang" in report:
        time.sleep(600)
    if "crash" in report:
        os._exit(7)
    if "fault" in report:
        raise ValueError("we were wrong")
    if "memory" in report:
        raise MemoryError
    made = analysis(report)
    write_file(Path(task["bundle"]), bundle_bytes(bundle_of(task["key"], report, made)))
    say({"event": "done", "pid": os.getpid()})


if __name__ == "__main__":
    serve(prepare)
