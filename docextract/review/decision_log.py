"""Who decided what, when and why: every entry as a row of CSV, undone ones too."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.outputs.language import Lang
from docextract.outputs.tables_csv import csv_head, csv_lines
from docextract.review.decision_sheets import state_word
from docextract.review.decisions import Decision

COLUMNS = (
    "at",
    "who",
    "report",
    "finding",
    "action",
    "decision",
    "note",
    "kind",
    "message",
    "suggested",
    "entry",
    "follows",
)


def log_bytes(entries: Sequence[Decision], lang: Lang = "zh") -> bytes:
    """The log as a CSV file like those of a run; times are UTC, entries come in the order in which they are given."""
    return csv_head(COLUMNS) + csv_lines([_row(entry, lang) for entry in entries])


def _row(entry: Decision, lang: Lang) -> list[str]:
    shown = entry.shown
    undo, decide = ("撤销", "决定") if lang == "zh" else ("undo", "decide")
    return [
        entry.at.isoformat(timespec="seconds"),
        entry.who,
        entry.report,
        entry.finding,
        undo if entry.is_undo else decide,
        state_word(entry.state, lang),
        entry.note,
        shown.kind,
        (shown.message_en if lang == "en" else "") or shown.message,
        shown.suggested,
        entry.id,
        " ".join(entry.follows),
    ]
