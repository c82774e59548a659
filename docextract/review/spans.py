"""Where each report's rows lie in a CSV file of a run, so that one report is read without the other 299."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docextract.outputs.plain import FORMULA_START

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RowSpans:
    """A CSV file of a run, its header, and for each report the (start, end) of its rows in bytes."""

    path: Path
    header: tuple[str, ...]
    spans: Mapping[str, tuple[tuple[int, int], ...]]

    def rows(self, report: str) -> list[dict[str, str]]:
        """The report's rows in their order; none when the file has changed under us or holds none of it."""
        found: list[dict[str, str]] = []
        if report not in self.spans:
            return found  # the file may not be there at all
        with self.path.open("rb") as stream:
            for start, end in self.spans.get(report, ()):
                stream.seek(start)
                text = io.StringIO(stream.read(end - start).decode("utf-8"), newline="")
                found.extend(_row(self.header, cells) for cells in csv.reader(text))
        return found


def row_spans(path: Path) -> RowSpans:
    """Passes the file once; its first column must be the report. A file that is not there has no rows."""
    if not path.is_file():
        return RowSpans(path, (), {})
    spans: dict[str, list[tuple[int, int]]] = {}
    with path.open("rb") as stream:
        reader = csv.reader(lines := _Lines(stream.readline))
        header = tuple(next(reader, ()))
        start = lines.end
        for cells in reader:
            end, own = lines.end, spans.setdefault(cells[0] if cells else "", [])
            if own and own[-1][1] == start:
                own[-1] = (own[-1][0], end)
            else:
                own.append((start, end))
            start = end
    return RowSpans(path, header, {report: tuple(own) for report, own in spans.items()})


def csv_rows(path: Path) -> list[dict[str, str]]:
    """All rows of a small file; none when it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        header = tuple(next(reader, ()))
        return [_row(header, cells) for cells in reader]


class _Lines:
    """Lines of a file one by one; `end` is where the last one ended, which csv.reader itself can't tell."""

    def __init__(self, readline: Callable[[], bytes]) -> None:
        self._readline = readline
        self.end = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._readline()
        if not line:
            raise StopIteration
        self.end += len(line)
        return line.removeprefix(BOM).decode("utf-8")


def _row(header: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    return dict(zip(header, map(_unguarded, cells), strict=False))


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and FORMULA_START.match(cell[1:]) else cell
