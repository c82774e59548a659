"""What OUT holds, read once: its reports under addresses of our own, its findings, and where the PDFs are.

No path ever comes from a request: reports are addressed by a digest of their names, and what is read from disk are the
files that run.json and the folder's listing name.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docextract.batch.folder import list_pdfs
from docextract.errors import OutputError, SettingsError
from docextract.outputs.run_record import PROGRAM, RUN_FILE
from docextract.outputs.tables_csv import IGNORED
from docextract.review.decisions import Identity, ReportFinding
from docextract.review.run_findings import finding_of_row, reading_findings, run_reports

ADDRESS_DIGITS = 12


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report of the run. `address` names it in requests; `json_path` and `pdf` are None when there is no such file."""

    address: str
    report: str
    title: str
    issuer: str
    level: str
    year: int
    sha256: str
    n_pages: int
    json_path: Path | None
    pdf: Path | None


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence: the report and page it is on; `bbox` is None where the whole page is meant."""

    report: str
    page: int
    bbox: tuple[float, float, float, float] | None
    quote: str
    value: str
    unit: str
    period: str
    where: str


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A row of findings.csv with its report's address and its evidence taken apart; `row` has the columns as they are.

    `finding` is what the store of decisions knows it by.
    """

    address: str
    row: Mapping[str, str]
    places: tuple[Place, ...]
    finding: ReportFinding

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def report(self) -> str:
        return self.finding.report

    @property
    def is_ignored(self) -> bool:
        """True when the ignore file of the run left it out."""
        return self.row.get("state") == IGNORED

    @property
    def page(self) -> int:
        """Where it begins: the first evidence's page; 0 when there is none."""
        return self.places[0].page if self.places else 0


@dataclass(frozen=True)
class RunIndex:
    """A run as the reviewer's page sees it; `stamp` changes with every run. `identities` tell reports that were renamed."""

    out: Path
    stamp: str
    reports: tuple[ReportEntry, ...]
    findings: tuple[FindingEntry, ...]
    identities: Mapping[str, Identity]

    @cached_property
    def by_address(self) -> Mapping[str, ReportEntry]:
        return {entry.address: entry for entry in self.reports}

    @cached_property
    def by_name(self) -> Mapping[str, ReportEntry]:
        return {entry.report: entry for entry in self.reports}

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], FindingEntry]:
        """Findings by address of the report and id; of two alike in a broken file, the first."""
        return {(found.address, found.id): found for found in reversed(self.findings)}

    def findings_of(self, report: str) -> tuple[FindingEntry, ...]:
        return tuple(found for found in self.findings if found.report == report)

    def counts(self) -> Counter[str]:
        return Counter(found.report for found in self.findings)


def read_run(out: Path, pdfs: Path | None = None) -> RunIndex:
    """Reads run.json and findings.csv. `pdfs` overrides the folder of PDFs that run.json names.

    Raises OutputError when `out` holds no finished run or its files were damaged, SettingsError when `pdfs` is no folder with PDFs.
    """
    record = run_record(out)
    files = _pdf_files(out, record, pdfs)
    reports = tuple(_entry(out, each, files) for each in record["reports"] if isinstance(each, dict))
    addresses = {entry.report: entry.address for entry in reports}
    identities = run_reports(out)
    with reading_findings(out) as rows:
        findings = tuple(
            _finding(addresses[row["report"]], row, identities[row["report"]])
            for row in rows
            if row["report"] in addresses
        )
    return RunIndex(out, run_stamp(out), reports, findings, identities)


def run_stamp(out: Path) -> str:
    """Changes whenever a run has written OUT anew."""
    return file_stamp(out / RUN_FILE)


def file_stamp(path: Path) -> str:
    """Changes with every writing of the file; "" when it is not there."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


def run_record(out: Path) -> dict[str, Any]:
    """run.json of a finished run; raises OutputError when there is none."""
    try:
        record = json.loads((out / RUN_FILE).read_bytes())
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict) or record.get("program") != PROGRAM or record.get("state") != "finished":
        raise OutputError(
            f"{out}：这里没有 docextract run 的完整结果（{RUN_FILE}），请先运行 docextract run。"
            " There are no outputs of a finished run; run docextract first."
        )
    return record


def address_of(report: str) -> str:
    """How a report is named in addresses: the same in every run, and no path.

    >>> address_of("江城/a.pdf")
    '3f0cc450f059'
    """
    return hashlib.sha256(report.encode()).hexdigest()[:ADDRESS_DIGITS]


def _pdf_files(out: Path, record: Mapping[str, Any], pdfs: Path | None) -> Mapping[str, Path]:
    """The PDFs by report name; none when the folder is unknown or gone (then a word stands in place of pictures)."""
    named = record.get("folder")
    if pdfs is None and not (isinstance(named, str) and named):
        return {}
    folder = pdfs if pdfs is not None else (out / str(named))
    try:
        return {file.report: file.path for file in list_pdfs(folder.resolve(), out).files}
    except SettingsError:
        if pdfs is not None:
            raise
        return {}


def _entry(out: Path, each: Mapping[str, Any], files: Mapping[str, Path]) -> ReportEntry:
    report = str(each.get("report", ""))
    return ReportEntry(
        address=address_of(report),
        report=report,
        title=str(each.get("title") or report),
        issuer=str(each.get("issuer", "")),
        level=str(each.get("level", "")),
        year=int(each.get("year") or 0),
        sha256=str(each.get("sha256", "")),
        n_pages=int(each.get("pages") or 0),
        json_path=_inside(out, str(each.get("output", ""))),
        pdf=files.get(report),
    )


def _inside(out: Path, name: str) -> Path | None:
    """A report's JSON; run.json can be edited by anyone, so nothing outside OUT/reports is ever opened."""
    if not name:
        return None
    path = (out / name).resolve()
    return path if path.is_relative_to((out / "reports").resolve()) and path.is_file() else None


def _finding(address: str, row: Mapping[str, str], identity: Identity) -> FindingEntry:
    related = json.loads(row.get("related_reports") or "[]")
    evidence = json.loads(row.get("evidence") or "[]")
    places = tuple(_place(row["report"], related, item) for item in evidence)
    return FindingEntry(address, row, places, finding_of_row(row, identity))


def _place(report: str, related: list[str], item: Mapping[str, Any]) -> Place:
    """Evidence of another report says so at the beginning of its `where`."""
    where = str(item.get("where", ""))
    own = next((name for name in related if where == name or where.startswith(f"{name}，")), report)
    box = item.get("bbox") or []
    return Place(
        report=own,
        page=int(item.get("page") or 0),
        bbox=(float(box[0]), float(box[1]), float(box[2]), float(box[3])) if len(box) == 4 else None,
        quote=str(item.get("quote", "")),
        value=str(item.get("value", "")),
        unit=str(item.get("unit", "")),
        period=str(item.get("period", "")),
        where=where,
    )
