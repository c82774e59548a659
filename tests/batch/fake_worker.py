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
from docextract.batch.worker import Handle, Say, Task, Watch, serve
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
    watch = Watch(task, say)
    if "scan" in report:
        for page in (3, 4, 5):
            is_wanted = watch.is_wanted(page, page - 2, 3)
            if "bad-page" in report and page == 4 and is_wanted:
                time.sleep(600) if "stall" in report else os._exit(7)
            time.sleep(0.6 if is_wanted else 0.0)
        watch.is_wanted(0, 3, 3)
    if "hang" in report:
        time.sleep(600)
    if "crash" in report:
        os._exit(7)
    if "fault" in report:
        raise ValueError("we were wrong")
    if "memory" in report:
        raise MemoryError
    made = analysis(report)
    write_file(Path(task["bundle"]), bundle_bytes(bundle_of(watch.key, report, made)))
    say({"event": "done", "pid": os.getpid()})


if __name__ == "__main__":
    serve(prepare)
