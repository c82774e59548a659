"""The worker process: `python -m docextract.batch.worker` reads tasks from stdin and answers on stdout.

One JSON object a line both ways. It says {"event": "ready"} once its libraries are loaded; a task is {"path", "report",
"key", "bundle", "rules", "reader", "ocr", "also", "without", "seconds"}, where `without` lists pages not to recognise and
`seconds` is the user's own limit or null. The answers to it are {"event": "pages", "pages": n} as soon as the number of
pages is known; {"event": "recognising", "page", "place", "recognised"} before each page that is read from its picture,
`recognised` pages in all, and once with page 0 after the last; then {"event": "done"} when the bundle is written, or
{"event": "failed", "error", "message", "trace"} for a fault of our own.
"""

from __future__ import annotations

import faulthandler
import json
import math
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

# A PDF of 60 pages takes some 300 MB; a bomb takes all there is. Address space, so loaded libraries count too.
MEMORY_LIMIT = 6 * 1024**3
# The parent ends a worker that is late; this is for the day when the parent itself was killed.
ORPHAN_S = 3600
# Of the user's own limit: then no further page is recognised, so that the pages read by then come out.
RECOGNITION_SHARE = 0.7

Task = dict[str, Any]
Say = Callable[[dict[str, object]], None]
Handle = Callable[[Task, Say], None]


def serve(prepare: Callable[[], Handle]) -> None:
    """Answers tasks until stdin ends. Whatever libraries print to stdout goes to stderr."""
    limit_memory(MEMORY_LIMIT)
    answers = take_over_stdout()

    def say(message: dict[str, object]) -> None:
        answers.write(json.dumps(message).encode("ascii") + b"\n")
        answers.flush()

    handle = prepare()
    say({"event": "ready"})
    for line in sys.stdin.buffer:
        task = json.loads(line)
        alarm_orphan(task.get("seconds") or math.inf)
        try:
            handle(task, say)
        except MemoryError as error:
            say(_failure(error))
            return  # what is left of the heap is not to be trusted
        except Exception as error:  # noqa: BLE001 - one file's fault must not end the run; it is reported
            say(_failure(error))
        finally:
            faulthandler.cancel_dump_traceback_later()


def take_over_stdout() -> BinaryIO:
    """The real stdout; descriptor 1 becomes a copy of stderr, for C libraries too."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def limit_memory(size: int) -> None:
    """Caps this process's address space, on Linux only: elsewhere there is no such limit that works."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


class Watch:
    """Tells the parent of each page that is recognised; says no to pages to leave out, and when time runs short."""

    def __init__(self, task: Task, say: Say) -> None:
        self._seconds = task.get("seconds") or math.inf
        self._ends = time.monotonic() + RECOGNITION_SHARE * self._seconds
        self._without = frozenset(task.get("without", ()))
        self._say = say
        self._key = str(task["key"])
        self._has_refused = False

    @property
    def key(self) -> str:
        """The key to keep the outputs under; "" when pages were left out, so that they are tried again the next time."""
        return "" if self._has_refused else self._key

    def is_wanted(self, page: int, place: int, total: int) -> bool:
        alarm_orphan(self._seconds)
        self._say({"event": "recognising", "page": page, "place": place, "recognised": total})
        says_yes = page not in self._without and time.monotonic() < self._ends
        self._has_refused |= not says_yes
        return says_yes


def alarm_orphan(seconds: float) -> None:
    """Ends this process, should the parent be gone, some time from now."""
    faulthandler.dump_traceback_later((0 if math.isinf(seconds) else seconds) + ORPHAN_S, exit=True)


def _failure(error: Exception) -> dict[str, object]:
    trace = "".join(traceback.format_exception(error))
    return {"event": "failed", "error": type(error).__name__, "message": str(error), "trace": trace}


def prepare() -> Handle:
    """Loads the pipeline, once a process, and gives the function that reads one file."""
    from docextract.batch.bundle import Bundle, bundle_bytes, bundle_of, failed_bundle
    from docextract.batch.store import write_file
    from docextract.errors import PdfError
    from docextract.model.notice import Notice
    from docextract.pdf.read import count_pages
    from docextract.pipeline import analyse

    def read_one(task: Task, say: Say) -> Bundle:
        path, report, watch = Path(task["path"]), task["report"], Watch(task, say)
        try:
            say({"event": "pages", "pages": count_pages(path)})
            analysis = analyse(
                path,
                name=report,
                rules=task["rules"],
                reader=task["reader"],
                ocr=task["ocr"],
                also=task["also"],
                is_wanted=watch.is_wanted,
            )
        except PdfError as error:
            return failed_bundle(watch.key, report, Notice("pdf", "lost", 0, error.code, str(error)))
        return bundle_of(watch.key, report, analysis)

    def handle(task: Task, say: Say) -> None:
        write_file(Path(task["bundle"]), bundle_bytes(read_one(task, say)))
        say({"event": "done"})

    return handle


if __name__ == "__main__":
    serve(prepare)
