"""Pages of the run's PDFs as pictures: drawn once, kept in memory, refused when the file is not the one that was read."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from docextract.errors import DocextractError
from docextract.pdf.render import page_jpeg, page_sizes
from docextract.review.run_index import ReportEntry

SCALES = (1.0, 2.0, 3.0)  # pixels a point: an overview, reading, a close look or a sharp screen
MAX_BYTES = 192 * 2**20  # some 800 pages

Sizes = tuple[tuple[float, float], ...]


class PictureMissing(Exception):
    """There is no picture; the argument is a key of `words.WORDS` that says why."""


class Pictures:
    """Draws pages. PDFium allows one thread at a time, hence a lock; another guards the memory, so that a picture that is
    kept never waits for one that is drawn. The sizes and digests of files are kept too.

    `draw` is what draws a page; tests put a slow or counted one in its place.
    """

    def __init__(self, draw: Callable[[Path, int, float], bytes] = page_jpeg) -> None:
        self._draw = draw
        self._pdfium = Lock()
        self._memory = Lock()
        self._kept: OrderedDict[tuple[str, int, float], bytes] = OrderedDict()
        self._bytes = 0
        self._known: dict[Path, tuple[tuple[int, int], str, Sizes]] = {}

    def sizes(self, entry: ReportEntry) -> Sizes:
        """Width and height of each page in points as displayed.

        Raises PictureMissing when the PDF is not there, can't be opened, or is not the one that the run read.
        """
        if entry.pdf is None:
            raise PictureMissing("pdf_missing")
        try:
            status = entry.pdf.stat()
            mark = (status.st_mtime_ns, status.st_size)
            known = self._known.get(entry.pdf)
            if known is None or known[0] != mark:
                known = (mark, _digest(entry.pdf), self._measure(entry.pdf))
                self._known[entry.pdf] = known
        except OSError as error:
            raise PictureMissing("pdf_missing") from error
        if known[1] != entry.sha256:
            raise PictureMissing("pdf_changed")
        if not known[2]:
            raise PictureMissing("pdf_unreadable")
        return known[2]

    def _measure(self, path: Path) -> Sizes:
        with self._pdfium:
            try:
                return page_sizes(path)
            except DocextractError:
                return ()

    def jpeg(self, entry: ReportEntry, page: int, scale: float) -> bytes:
        """The picture of a page (from 1). Raises PictureMissing as `sizes` does, and for a page that is not there."""
        if not 1 <= page <= len(self.sizes(entry)) or scale not in SCALES or entry.pdf is None:
            raise PictureMissing("page_missing")
        key = (entry.sha256, page, scale)
        if (kept := self._look_up(key)) is not None:
            return kept
        with self._pdfium:
            if (kept := self._look_up(key)) is not None:
                return kept  # somebody else had it drawn while we waited
            try:
                data = self._draw(entry.pdf, page, scale)
            except (DocextractError, OSError) as error:
                raise PictureMissing("pdf_unreadable") from error
            self._keep(key, data)
            return data

    def _look_up(self, key: tuple[str, int, float]) -> bytes | None:
        with self._memory:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: tuple[str, int, float], data: bytes) -> None:
        with self._memory:
            self._kept[key] = data
            self._bytes += len(data)
            while self._bytes > MAX_BYTES:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
