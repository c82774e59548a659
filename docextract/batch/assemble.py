"""The last step of a run: the bundles of all reports, in order of names, become the files of the contract."""

from __future__ import annotations

import filecmp
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from docextract.batch.between import shared_report
from docextract.batch.bundle import WORST_SHOWN, Bundle, failed_bundle, worst_finding
from docextract.batch.folder import FolderListing
from docextract.batch.store import OutFolder, write_file, writing
from docextract.checks.between_reports.run import findings_between
from docextract.checks.between_reports.shared import SharedReport
from docextract.model.finding import Finding, Severity
from docextract.model.notice import Notice
from docextract.outputs.report_json import json_bytes
from docextract.outputs.run_record import ReportRecord, RunSummary, WorstFinding
from docextract.outputs.tables_csv import ERRORS, FILES, FINDINGS, INDICATORS, Rows, csv_head, csv_lines
from docextract.outputs.workbook import free_review_name, workbook_bytes

# The workbook shows these; the other files only pass through, so that a thousand reports don't fill the memory.
WORKBOOK_FILES = (FINDINGS.name, INDICATORS.name, ERRORS.name)


def assemble(
    store: OutFolder,
    listing: FolderListing,
    *,
    unchanged: frozenset[str],
    fail_on: str | None,
    clock: float,
    seconds: Mapping[str, float],
) -> RunSummary:
    """Writes everything but run.json. `clock` is the monotonic time at which the run began, `seconds` what each file took."""
    outputs = {file.report: file.output for file in listing.files}
    records: list[ReportRecord] = []
    worst: list[WorstFinding] = []
    errors: list[tuple[str, str]] = []
    rows: dict[str, Rows] = {name: [] for name in WORKBOOK_FILES}
    findings: dict[str, Rows] = {}
    shared: list[SharedReport] = []
    with _CsvFiles(store) as files:
        for bundle in _bundles(store, listing):
            files.add(bundle)
            for name in (INDICATORS.name, ERRORS.name):
                rows[name] += bundle.rows.get(name, [])
            findings[bundle.report] = bundle.rows.get(FINDINGS.name, [])
            shared += filter(None, [shared_report(bundle)])
            output = outputs[bundle.report] if bundle.structure is not None else ""
            if bundle.structure is not None:
                write_file(store.path / output, json_bytes(bundle.structure))
            if bundle.failure:
                errors.append((bundle.report, bundle.failure))
            took = seconds.get(bundle.report, 0.0)
            records.append(_record(bundle, output, is_unchanged=bundle.report in unchanged, seconds=took))
            worst = _worst([*worst, *bundle.worst])
        for name, found in findings_between(shared).items():
            findings[name] = [*findings[name], *(FINDINGS.cells(name, finding) for finding in found)]
            worst = _worst([*worst, *(worst_finding(name, finding) for finding in found)])
            records = [with_findings(record, found) if record.report == name else record for record in records]
        rows[FINDINGS.name] = [row for own in findings.values() for row in own]
        files.add_findings(rows[FINDINGS.name])
    removed = store.remove_others(record.output for record in records)
    review = free_review_name(store.path)
    write_file(store.path / review, workbook_bytes(*(rows[name] for name in WORKBOOK_FILES)))
    store.forget_others(outputs)
    return RunSummary(
        out=store.path,
        reports=tuple(records),
        worst=tuple(worst),
        errors=tuple(errors),
        review_file=review,
        review_was_kept=review != "review.xlsx",
        fail_on=fail_on,
        seconds=time.monotonic() - clock,
        removed=removed,
    )


def _bundles(store: OutFolder, listing: FolderListing) -> Iterator[Bundle]:
    """In order of names, those of subfolders that could not be opened among them."""
    unopened = dict(listing.notices)
    for name in sorted({file.report for file in listing.files} | set(unopened)):
        if name in unopened:
            yield failed_bundle("", name, unopened[name])
        else:
            yield store.bundle(name) or failed_bundle("", name, _vanished(name))


def _vanished(name: str) -> Notice:
    text = (
        f"{name}：读取结果在缓存中丢失（磁盘已满或被清理）；请重新运行。"
        " Its results are gone from the cache (disk full, or cleaned up); run again."
    )
    return Notice("batch", "lost", 0, "results-vanished", text)


def with_findings(record: ReportRecord, found: Sequence[Finding]) -> ReportRecord:
    """The record with the findings between reports counted in."""
    counts = Counter(record.findings) + Counter(finding.severity.value for finding in found)
    rows = {**record.rows, FINDINGS.name: record.rows.get(FINDINGS.name, 0) + len(found)}
    return replace(record, findings=dict(counts), rows=rows)


def _record(bundle: Bundle, output: str, *, is_unchanged: bool, seconds: float) -> ReportRecord:
    structure = bundle.structure or {}
    return ReportRecord(
        report=bundle.report,
        sha256=structure.get("sha256", ""),
        output=output,
        pack=bundle.pack,
        pack_reason=bundle.pack_reason,
        pages=bundle.pages,
        tables=bundle.tables,
        rows={file.name: len(bundle.rows.get(file.name, [])) for file in FILES},
        findings=bundle.findings or {},
        lost=bundle.lost,
        unsure=bundle.unsure,
        is_unchanged=is_unchanged,
        seconds=seconds,
        title=structure.get("title", ""),
        issuer=structure.get("issuer", ""),
        level=structure.get("level", ""),
        year=structure.get("year", 0),
    )


def _worst(findings: list[WorstFinding]) -> list[WorstFinding]:
    """The few to show: the most severe, then the surest, then in order of reports (sorting keeps it)."""
    order = [severity.value for severity in Severity]
    return sorted(findings, key=lambda finding: (order.index(finding.severity), -finding.score))[:WORST_SHOWN]


class _CsvFiles:
    """The CSV files, written beside the old ones and put in their place together when all reports are in."""

    def __init__(self, store: OutFolder) -> None:
        self._store = store
        self._stack = ExitStack()

    def __enter__(self) -> _CsvFiles:
        self._store.cache.mkdir(parents=True, exist_ok=True)
        self._streams = {file.name: self._stack.enter_context(self._part(file.name).open("wb")) for file in FILES}
        for file in FILES:
            self._streams[file.name].write(csv_head(file.header))
        return self

    def add(self, bundle: Bundle) -> None:
        """The rows of one report, but for its findings: those between reports are not known yet."""
        for name, stream in self._streams.items():
            if name != FINDINGS.name:
                stream.write(csv_lines(bundle.rows.get(name, [])))

    def add_findings(self, rows: Rows) -> None:
        self._streams[FINDINGS.name].write(csv_lines(rows))

    def __exit__(self, kind: object, *_: object) -> None:
        self._stack.close()
        for name in self._streams:
            part, target = self._part(name), self._store.path / name
            if kind is None and not (target.is_file() and filecmp.cmp(part, target, shallow=False)):
                with writing(target):
                    part.replace(target)
            part.unlink(missing_ok=True)

    def _part(self, name: str) -> Path:
        return self._store.cache / f"{name}.part"
