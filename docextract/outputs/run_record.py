"""run.json: what was run, with what, on what, and what came out."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from docextract.model.finding import Severity
from docextract.outputs.plain import utf8

RUN_FILE = "run.json"
PROGRAM = "docextract"
LIBRARIES = (
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "spacy",
    "regex",
    "rapidfuzz",
    "pandas",
    "openpyxl",
    "rapidocr",
    "onnxruntime",
)


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """What became of one PDF.

    `output` is its JSON relative to OUT, "" if it was not read; `rows` counts its rows in each CSV file, `findings` its
    findings by severity, ignored ones left out; `numbers` its numbers by what became of them; `lost` and `unsure` its
    pages or files in errors.csv. `seconds` is 0 if unchanged. `title`, `issuer`, `level` and `year` are those of the
    report's JSON; "" and 0 if it was not read.
    """

    report: str
    sha256: str
    output: str
    pack: str
    pack_reason: str
    pages: int
    tables: int
    rows: Mapping[str, int]
    findings: Mapping[str, int]
    lost: int
    unsure: int
    is_unchanged: bool
    seconds: float
    title: str = ""
    issuer: str = ""
    level: str = ""
    year: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorstFinding:
    """A finding as the closing summary shows it."""

    report: str
    severity: str
    kind: str
    message: str
    message_en: str
    pages: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class IgnoredFindings:
    """What the ignore file did: `count` findings are ignored by it.

    `idle` names entries that no finding meets (they can go), `over` those that would ignore one, but whose last day has
    passed; each with its line. `file` is "" when there is none.
    """

    file: str = ""
    count: int = 0
    idle: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did. `out` is the folder, `review_file` the workbook written in it (see `review_was_kept`).

    `review_was_kept`: review.xlsx held decisions, so that a new workbook was written beside it. `errors` has
    (report, message) for each file that was not read. `exit_status` is 0 (all read), or 1: a file or page was left out
    or, with `fail_on`, there is a finding at least that severe.
    """

    out: Path
    reports: tuple[ReportRecord, ...]
    worst: tuple[WorstFinding, ...]
    errors: tuple[tuple[str, str], ...]
    review_file: str
    review_was_kept: bool
    fail_on: str | None
    seconds: float
    removed: tuple[str, ...] = field(default=())
    ignored: IgnoredFindings = field(default=IgnoredFindings())

    @property
    def read(self) -> tuple[ReportRecord, ...]:
        """The reports that were read."""
        return tuple(record for record in self.reports if record.output)

    @property
    def lost(self) -> int:
        """Files and pages that were left out."""
        return sum(record.lost for record in self.reports)

    def findings(self, severity: Severity) -> int:
        """How many findings of exactly that severity there are."""
        return sum(record.findings.get(severity.value, 0) for record in self.reports)

    @property
    def numbers(self) -> dict[str, int]:
        """Numbers of the reports by what became of them: confirmed, conflict, stated-once, not-checkable."""
        counts: Counter[str] = Counter()
        for record in self.reports:
            counts.update(record.numbers)
        return dict(counts)

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each CSV file, by file name."""
        counts: Counter[str] = Counter()
        for record in self.reports:
            counts.update(record.rows)
        return dict(counts)

    @property
    def exit_status(self) -> int:
        if self.lost:
            return 1
        if self.fail_on is None:
            return 0
        order = list(Severity)
        severe = order[: order.index(Severity(self.fail_on)) + 1]
        return 1 if any(self.findings(severity) for severity in severe) else 0


def versions() -> dict[str, str]:
    """Versions of Python, docextract and the libraries that results depend on."""
    found = {"python": platform.python_version()}
    for name in (PROGRAM, *LIBRARIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def unfinished_object(options: Mapping[str, object], earlier: Sequence[str]) -> dict[str, object]:
    """run.json while a run goes on: it marks the folder as ours and still names the report files of the run before."""
    reports = [{"output": output} for output in earlier]
    return {"program": PROGRAM, "state": "unfinished", "options": dict(options), "reports": reports}


def run_object(summary: RunSummary, options: Mapping[str, object], started: str, folder: str = "") -> dict[str, object]:
    """run.json of a finished run; `started` is a time in ISO 8601, `folder` where the PDFs are (see `folder_from`)."""
    return {
        "program": PROGRAM,
        "state": "finished",
        "folder": folder,
        "started": started,
        "seconds": round(summary.seconds, 2),
        "exit_status": summary.exit_status,
        "versions": versions(),
        "options": dict(options),
        "counts": {
            "files": len(summary.reports),
            "reports": len(summary.read),
            "unchanged": sum(record.is_unchanged for record in summary.reports),
            "pages": sum(record.pages for record in summary.reports),
            "tables": sum(record.tables for record in summary.reports),
            "rows": summary.rows,
            "findings": {severity.value: summary.findings(severity) for severity in Severity},
            "ignored": summary.ignored.count,
            "numbers": dict(sorted(summary.numbers.items())),
            "lost": summary.lost,
            "unsure": sum(record.unsure for record in summary.reports),
        },
        "ignore": {
            "file": summary.ignored.file,
            "idle": list(summary.ignored.idle),
            "over": list(summary.ignored.over),
        },
        "review_file": summary.review_file,
        "removed": list(summary.removed),
        "reports": [_record_object(record) for record in summary.reports],
    }


def _record_object(record: ReportRecord) -> dict[str, object]:
    return {
        "report": record.report,
        "sha256": record.sha256,
        "output": record.output,
        "title": record.title,
        "issuer": record.issuer,
        "level": record.level,
        "year": record.year,
        "pack": record.pack,
        "pack_reason": record.pack_reason,
        "pages": record.pages,
        "unchanged": record.is_unchanged,
        "seconds": round(record.seconds, 2),
    }


def folder_from(out: Path, folder: Path) -> str:
    """The folder of PDFs as seen from OUT, with `/`, so that both can be moved together; absolute if on another drive."""
    try:
        return Path(os.path.relpath(folder.resolve(), out.resolve())).as_posix()
    except ValueError:
        return folder.resolve().as_posix()


def run_bytes(data: Mapping[str, object]) -> bytes:
    return utf8(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def earlier_outputs(data: object) -> Sequence[str] | None:
    """The report files that the run.json of an earlier run names; None if it is not a run.json of ours."""
    if not isinstance(data, dict) or data.get("program") != PROGRAM or not isinstance(data.get("reports"), list):
        return None
    return [
        record["output"]
        for record in data["reports"]
        if isinstance(record, dict) and isinstance(record.get("output"), str) and record["output"]
    ]
