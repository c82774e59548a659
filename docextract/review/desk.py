"""What the page's handlers share: the run as it is now, its pictures, the store of decisions. Read anew after a run."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from docextract.outputs.tables_csv import INDICATORS, VERDICTS
from docextract.review.pictures import Pictures
from docextract.review.run_index import ReportEntry, RunIndex, file_stamp, read_run, run_stamp
from docextract.review.spans import RowSpans, row_spans

KEPT_REPORTS = 16  # a report's JSON takes some megabytes in memory


@lru_cache(maxsize=KEPT_REPORTS)
def _report_json(path: Path, stamp: str) -> dict[str, Any]:  # noqa: ARG001 - the stamp tells runs apart
    data = json.loads(path.read_bytes())
    return data if isinstance(data, dict) else {}


@dataclass
class Desk:
    """The one mutable thing of the server. `index` follows the folder: after a new run it is read again."""

    out: Path
    pdfs: Path | None = None
    pictures: Pictures = field(default_factory=Pictures)
    _index: RunIndex | None = None
    _spans: dict[str, tuple[str, RowSpans]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def index(self) -> RunIndex:
        """The run as OUT has it now; while a run is on its way, the one before.

        Raises OutputError when there has been none at all.
        """
        stamp = run_stamp(self.out)
        with self._lock:
            if self._index is None or (self._index.stamp != stamp and _is_finished(self.out)):
                self._index = read_run(self.out, self.pdfs)
            return self._index

    def structure(self, entry: ReportEntry) -> dict[str, Any]:
        """The report's JSON; empty for a report that was not read."""
        if entry.json_path is None:
            return {}
        return _report_json(entry.json_path, self.index().stamp)

    def verdicts(self, report: str) -> list[dict[str, str]]:
        return self._rows(VERDICTS.name, report)

    def indicators(self, report: str) -> list[dict[str, str]]:
        return self._rows(INDICATORS.name, report)

    def _rows(self, name: str, report: str) -> list[dict[str, str]]:
        """The file may be replaced while we look, by a run that has not ended; then its spans are taken anew."""
        stamp = file_stamp(self.out / name)
        with self._lock:
            known = self._spans.get(name)
            if known is None or known[0] != stamp:
                known = (stamp, row_spans(self.out / name))
                self._spans[name] = known
        return known[1].rows(report)


def _is_finished(out: Path) -> bool:
    try:
        record = json.loads((out / "run.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and record.get("state") == "finished"
