"""The rows of a filled-in workbook in which something stands, or everything that is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from docextract.errors import DecisionsError
from docextract.outputs.decision_workbook import FilledRow, FilledSheet
from docextract.review.decision_sheets import CHOICES, SheetRecord, record_of
from docextract.review.decisions import Identity, Key, ReportFinding, Shown, State
from docextract.review.fingerprint import fingerprint
from docextract.review.plain_words import MAX_NOTE, plain_note, without_control

WANTED = ("report", "id", "message", "decision", "note")
_ID = re.compile(r"[a-z][a-z0-9_]*-[0-9a-f]{6,}")
# Where something stands is another page in another layout; the rest of a message tells findings apart.
_PAGES = re.compile(r"第 ?\d+ ?页(?:和第 ?\d+ ?页)*起?|pages? \d+(?:(?:, | and )\d+)*")
_WORDS = {
    word: state
    for state, more in {
        State.CONFIRMED: ("确认", "确认问题", "属实"),
        State.DISMISSED: ("误报", "dismissed"),
        State.UNSURE: ("待核实", "待核", "unsure"),
        State.OPEN: ("未处理", "open"),
    }.items()
    for word in (state.value, state.zh, state.en, *more)
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A row with something in it: `state` is None for a note without a decision; `record` None in a run's review.xlsx."""

    finding: ReportFinding
    state: State | None
    note: str
    record: SheetRecord | None


def decided_rows(
    sheet: FilledSheet, findings: Mapping[Key, ReportFinding], reports: Mapping[str, Identity]
) -> tuple[Decided, ...]:
    """The rows in which something stands; raises DecisionsError with all faults."""
    missing = [name for name in WANTED if name not in sheet.columns]
    if missing:
        zh = f"{sheet.file}：工作表“{sheet.title}”缺少列 {'、'.join(missing)}；请用原来的表，不要改动表头。"
        raise DecisionsError([f"{zh} The columns {', '.join(missing)} are not there; leave the header as it was."])
    faults: list[str] = []
    records = _records(sheet, faults)
    result: dict[Key, tuple[FilledRow, Decided]] = {}
    for row in sheet.rows:
        decision, note = row.cells.get("decision", ""), plain_note(row.cells.get("note", "")[:MAX_NOTE])
        if not decision and not note:
            continue
        found = _faults(sheet, row, records)
        faults += found
        if found:
            continue
        record = records.get((row.cells["report"], row.cells["id"])) if records else None
        finding = _finding_of(record) if record else _finding_shown(row, findings, reports)
        one = Decided(finding, _WORDS[_plain(decision)] if decision else None, note, record)
        earlier = result.setdefault(finding.key, (row, one))
        if (earlier[1].state, earlier[1].note) != (one.state, one.note):
            faults.append(
                f"{sheet.place(row.number, 'decision')}：与第 {earlier[0].number} 行是同一个问题，决定或备注却不同；请留下一行。"
                f" Row {earlier[0].number} decides the same finding otherwise; leave one of them."
            )
    if faults:
        raise DecisionsError(
            [*faults, "没有写入任何决定；请改好再试。 Nothing was taken in; mend the file and try again."]
        )
    return tuple(one for _, one in result.values())


def _records(sheet: FilledSheet, faults: list[str]) -> dict[Key, SheetRecord]:
    result = {}
    for texts in sheet.records:
        try:
            record = record_of(texts[2])
            result[record.key] = record
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            faults.append(
                f"{sheet.file}：隐藏的记录被改动，读不出来；请重新导出。 The hidden record was changed; export again."
            )
            break
    return result


def _faults(sheet: FilledSheet, row: FilledRow, records: Mapping[Key, SheetRecord]) -> list[str]:
    """What is wrong with a row in which something stands."""
    faults = []
    for name in ("decision", "note"):
        if name in row.formulas:
            faults.append(
                f"{sheet.place(row.number, name)}：“{row.cells[name][:60]}”是公式，应为文字。 This is a formula, not text."
            )
    decision = row.cells.get("decision", "")
    if decision and "decision" not in row.formulas and _plain(decision) not in _WORDS:
        zh, en = ("、".join(state.zh for state in CHOICES), ", ".join(state.en for state in CHOICES))
        faults.append(
            f"{sheet.place(row.number, 'decision')}：“{decision[:60]}”不是决定；应为 {zh}。 Not a decision; use {en}."
        )
    length = len(row.cells.get("note", ""))
    if length > MAX_NOTE:
        faults.append(
            f"{sheet.place(row.number, 'note')}：备注有 {length} 字，至多 {MAX_NOTE} 字。 The note is longer than {MAX_NOTE}."
        )
    key = row.cells.get("report", ""), row.cells.get("id", "")
    if key not in records if records else not (key[0] and _ID.fullmatch(key[1])):
        faults.append(
            f"{sheet.place(row.number, 'id')}：报告“{key[0][:60]}”、编号“{key[1][:60]}”不是原来的；请恢复报告名和编号。"
            " Report and id are not those that were written; put them back."
        )
    return faults


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _finding_of(record: SheetRecord) -> ReportFinding:
    said = fingerprint(record.check, record.shown)
    return ReportFinding(record.report, record.finding, record.check, record.identity, record.shown, said)


def _finding_shown(
    row: FilledRow, findings: Mapping[Key, ReportFinding], reports: Mapping[str, Identity]
) -> ReportFinding:
    """The finding of the run if the row says the same; else what the row says, which an earlier run has written."""
    report, id = row.cells["report"], row.cells["id"]
    now = findings.get((report, id))
    message = row.cells.get("message", "")
    if now is not None and _without_pages(message) in map(_without_pages, (now.shown.message, now.shown.message_en)):
        return now
    kind, severity, subject = (row.cells.get(name, "") for name in ("kind", "severity", "subject"))
    told = {name: row.cells.get(name, "") for name in ("suggested", "reason")}
    shown = Shown(kind, severity, subject, message, "", (), **told)
    check = id.rpartition("-")[0]
    return ReportFinding(report, id, check, reports.get(report, Identity()), shown, fingerprint(check, shown))


def _without_pages(message: str) -> str:
    return "".join(_PAGES.sub("", without_control(message)).split())[:1000]
