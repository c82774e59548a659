"""All that a run keeps of one report: what a worker hands over and what the cache holds, as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from docextract.model.analysis import Analysis
from docextract.model.notice import Notice
from docextract.outputs.plain import utf8
from docextract.outputs.report_json import report_object
from docextract.outputs.tables_csv import ERRORS, Rows, analysis_rows, notice_rows


@dataclass(frozen=True, slots=True)
class Bundle:
    """One report's outputs. `structure` is the contract's JSON object, None when the file was not read.

    `rows` has the rows of each CSV file by its name; `key` tells what the outputs depend on ("" is never kept).
    """

    key: str
    report: str
    structure: dict[str, Any] | None
    rows: Mapping[str, Rows]
    pack: str = ""
    pack_reason: str = ""
    pages: int = 0
    tables: int = 0
    lost: int = 0
    unsure: int = 0

    @property
    def failure(self) -> str:
        """Why the file was not read; "" if it was."""
        rows = self.rows.get(ERRORS.name, [])
        return "" if self.structure is not None or not rows else rows[0][ERRORS.place("message")]


def bundle_of(key: str, report: str, analysis: Analysis) -> Bundle:
    """The bundle of a report that was read."""
    levels = Counter(notice.level for notice in dict.fromkeys(analysis.notices))
    return Bundle(
        key=key,
        report=report,
        structure=report_object(analysis.report, analysis.pack_id),
        rows=analysis_rows(report, analysis),
        pack=analysis.pack_id,
        pack_reason=analysis.pack_reason,
        pages=analysis.report.page_count,
        tables=len(analysis.report.tables),
        lost=levels["lost"],
        unsure=levels["unsure"],
    )


def failed_bundle(key: str, report: str, notice: Notice) -> Bundle:
    """The bundle of a file that was not read."""
    return Bundle(key=key, report=report, structure=None, rows={ERRORS.name: notice_rows(report, [notice])}, lost=1)


def bundle_bytes(bundle: Bundle) -> bytes:
    return utf8(json.dumps(asdict(bundle), ensure_ascii=False))


def bundle_from_bytes(data: bytes) -> Bundle:
    """The bundle that `bundle_bytes` wrote; raises ValueError, TypeError or KeyError on anything else."""
    return Bundle(**json.loads(data))
