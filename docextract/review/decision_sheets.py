"""Findings and decisions as rows of a workbook for people who live in Excel; `filled_sheets.py` reads it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from docextract.outputs.decision_workbook import DecisionRow, decision_workbook_bytes
from docextract.outputs.language import Lang
from docextract.outputs.workbook import FINDINGS_SHEET
from docextract.review.carry_over import Carried, CarriedOver
from docextract.review.decisions import Decision, Identity, Key, Shown, ShownPlace, Standing, State

CHOICES = (State.CONFIRMED, State.DISMISSED, State.UNSURE)
HEADS = {
    "report": "报告",
    "severity": "严重程度",
    "kind": "种类",
    "subject": "对象",
    "message": "说明",
    "page": "页",
    "evidence": "证据",
    "suggested": "建议值",
    "reason": "理由",
    "decision": "决定",
    "note": "备注",
    "earlier": "此前",
    "who": "审核人",
    "at": "时间",
    "id": "编号",
}


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """What a row was when it was written, kept hidden in the workbook.

    `basis` are the ids of the decisions that it shows, so that the reader knows what the reviewer had before them.
    """

    report: str
    finding: str
    check: str
    identity: Identity
    shown: Shown
    basis: tuple[str, ...]
    state: State
    note: str

    @property
    def key(self) -> Key:
        return self.report, self.finding


def decision_sheet_bytes(over: CarriedOver, lang: Lang = "zh") -> bytes:
    """The workbook of all findings of a run with their decisions, those that are gone at its end."""
    heads = {name: f"{zh} {name}" if lang == "zh" else name for name, zh in HEADS.items()}
    rows = [_row(carried, lang) for carried in over.findings.values()]
    rows += [_gone_row(standing.last, standing, lang) for standing in over.gone if standing.last]
    name = FINDINGS_SHEET if lang == "zh" else FINDINGS_SHEET.rpartition(" ")[2]
    return decision_workbook_bytes(heads, rows, [state_word(state, lang) for state in CHOICES], sheet_name=name)


def state_word(state: State, lang: Lang) -> str:
    return state.zh if lang == "zh" else state.en


def _row(carried: Carried, lang: Lang) -> DecisionRow:
    finding, standing = carried.finding, carried.standing
    is_kept = carried.before is None
    note = standing.note if is_kept else ""
    basis = tuple(entry.id for entry in standing.ends) if is_kept else ()
    record = SheetRecord(
        finding.report, finding.id, finding.check, finding.identity, finding.shown, basis, carried.state, note
    )
    earlier = "" if is_kept or standing.last is None else _earlier(standing.last, standing, lang)
    return _written(record, standing.last if is_kept else None, earlier, lang)


def _gone_row(last: Decision, standing: Standing, lang: Lang) -> DecisionRow:
    """A finding that this run does not have any more: its decision stays, and the row says so."""
    basis = tuple(entry.id for entry in standing.ends)
    record = SheetRecord(
        last.report, last.finding, last.check, last.identity, last.shown, basis, standing.state, standing.note
    )
    earlier = "本次运行中已没有这个问题" if lang == "zh" else "this run does not have this finding any more"
    return _written(record, last, earlier, lang)


def _earlier(last: Decision, standing: Standing, lang: Lang) -> str:
    """What was decided before the finding changed."""
    state, day = state_word(standing.state, lang), last.at.date()
    zh, en = (
        f"{state}（{last.who}，{day}），内容已变，请重新决定",
        f"{state} ({last.who}, {day}), it has changed, decide again",
    )
    return "\n".join(filter(None, [zh if lang == "zh" else en, standing.note, last.shown.message]))


def _written(record: SheetRecord, last: Decision | None, earlier: str, lang: Lang) -> DecisionRow:
    shown = record.shown
    cells = {
        "report": record.report,
        "severity": shown.severity,
        "kind": shown.kind,
        "subject": shown.subject,
        "message": shown.message,
        "page": ("、" if lang == "zh" else ", ").join(dict.fromkeys(str(place.page) for place in shown.places)),
        "evidence": "\n".join(_evidence(shown.places, lang)),
        "suggested": shown.suggested,
        "reason": shown.reason,
        "decision": "" if record.state is State.OPEN else state_word(record.state, lang),
        "note": record.note,
        "earlier": earlier,
        "who": last.who if last else "",
        "at": last.at.isoformat(" ", "minutes") if last else "",
        "id": record.finding,
    }
    return DecisionRow(cells, (record.report, record.finding, record_text(record)))


def _evidence(places: tuple[ShownPlace, ...], lang: Lang) -> Iterator[str]:
    for place in places:
        page = f"第 {place.page} 页" if lang == "zh" else f"page {place.page}"
        yield f"{page} {place.where}{'：' if lang == 'zh' else ': '}{place.quote}"


def record_text(record: SheetRecord) -> str:
    """The record as JSON in ASCII: no character in it can be refused by a workbook."""
    return json.dumps(asdict(record), ensure_ascii=True, separators=(",", ":"))


def record_of(text: str) -> SheetRecord:
    """The record that `record_text` wrote; raises ValueError, TypeError or KeyError on anything else."""
    kept = json.loads(text)
    shown = kept["shown"]
    made = SheetRecord(**(kept | {"identity": Identity(**kept["identity"]), "shown": Shown(**shown)}))
    places = tuple(ShownPlace(**place) for place in shown["places"])
    return replace(
        made, shown=replace(made.shown, places=places), basis=tuple(kept["basis"]), state=State(kept["state"])
    )
