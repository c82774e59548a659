"""The last step of a run: the bundles of all reports, in order of names, become the files of the contract."""

from __future__ import annotations

import filecmp
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docextract.batch.between import shared_report
from docextract.batch.bundle import Bundle, failed_bundle
from docextract.batch.folder import FolderListing
from docextract.batch.ignoring import mark_ignored
from docextract.batch.store import OutFolder, write_file, writing
from docextract.batch.weighing import by_severity, by_state, worst
from docextract.checks.between_reports.run import findings_between
from docextract.checks.between_reports.shared import SharedReport
from docextract.model.notice import Notice
from docextract.outputs.language import Lang, in_language
from docextract.outputs.report_json import json_bytes
from docextract.outputs.run_record import ReportRecord, RunSummary
from docextract.outputs.tables_csv import ERRORS, FILES, FINDINGS, INDICATORS, VERDICTS, Rows, csv_head, csv_lines
from docextract.outputs.workbook import free_review_name, workbook_bytes
from docextract.rulepacks.ignores import Ignore

# The workbook shows these; the other files only pass through, so that a thousand reports don't fill the memory.
WORKBOOK_FILES = (FINDINGS.name, INDICATORS.name, ERRORS.name)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants the results: in which language, which findings ignored (`today` ends entries), when to fail."""

    fail_on: str | None
    lang: Lang
    ignores: tuple[Ignore, ...]
    ignore_file: Path | None
    today: date


def assemble(
    store: OutFolder,
    listing: FolderListing,
    wishes: Wishes,
    *,
    unchanged: frozenset[str],
    clock: float,
    seconds: Mapping[str, float],
) -> RunSummary:
    """Writes everything but run.json. `clock` is the monotonic time at which the run began, `seconds` what each file took."""
    outputs = {file.report: file.output for file in listing.files}
    records: list[ReportRecord] = []
    errors: list[tuple[str, str]] = []
    rows: dict[str, Rows] = {name: [] for name in WORKBOOK_FILES}
    findings: dict[str, Rows] = {}
    shared: list[SharedReport] = []
    with _CsvFiles(store, wishes.lang) as files:
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
        for name, found in findings_between(shared).items():
            findings[name] = [*findings[name], *(FINDINGS.cells(name, finding) for finding in found)]
        findings, ignored = mark_ignored(findings, wishes.ignores, wishes.ignore_file, wishes.today)
        records = [_with_findings(record, findings[record.report]) for record in records]
        rows[FINDINGS.name] = [row for own in findings.values() for row in own]
        files.add_findings(rows[FINDINGS.name])
    removed = store.remove_others(record.output for record in records)
    review = free_review_name(store.path)
    shown = [in_language(name, rows[name], wishes.lang) for name in WORKBOOK_FILES]
    write_file(store.path / review, workbook_bytes(*shown, lang=wishes.lang))
    store.forget_others(outputs)
    return RunSummary(
        out=store.path,
        reports=tuple(records),
        worst=worst(findings),
        errors=tuple(errors),
        review_file=review,
        review_was_kept=review != "review.xlsx",
        fail_on=wishes.fail_on,
        seconds=time.monotonic() - clock,
        removed=removed,
        ignored=ignored,
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


def _with_findings(record: ReportRecord, found: Rows) -> ReportRecord:
    """The record with its findings counted, those between reports among them."""
    return replace(record, findings=by_severity(found), rows={**record.rows, FINDINGS.name: len(found)})


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
        findings={},
        lost=bundle.lost,
        unsure=bundle.unsure,
        is_unchanged=is_unchanged,
        seconds=seconds,
        title=structure.get("title", ""),
        issuer=structure.get("issuer", ""),
        level=structure.get("level", ""),
        year=structure.get("year", 0),
        numbers=by_state(bundle.rows.get(VERDICTS.name, [])),
    )


class _CsvFiles:
    """The CSV files, written beside the old ones and put in their place together when all reports are in."""

    def __init__(self, store: OutFolder, lang: Lang) -> None:
        self._store = store
        self._lang = lang
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
                stream.write(csv_lines(in_language(name, bundle.rows.get(name, []), self._lang)))

    def add_findings(self, rows: Rows) -> None:
        self._streams[FINDINGS.name].write(csv_lines(in_language(FINDINGS.name, rows, self._lang)))

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
