"""Rows of the CSV files in the language that the user reads; both languages stay in the columns of their own."""

from __future__ import annotations

import json
from typing import Literal

from docextract.outputs.plain import json_text
from docextract.outputs.tables_csv import FINDINGS, VERDICTS, Rows
from docextract.text.places import where_in_english

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

# Column of a file, and the column that holds the same in English.
_IN_ENGLISH = {
    FINDINGS.name: (("message", "message_en"), ("reason", "reason_en")),
    VERDICTS.name: (("by", "by_en"),),
}


def in_language(file: str, rows: Rows, lang: Lang) -> Rows:
    """The rows as they are for "zh"; for "en" what people read in English, where there is any, and the places in words."""
    columns = _IN_ENGLISH.get(file, ())
    if lang == "zh" or not columns:
        return rows
    table = FINDINGS if file == FINDINGS.name else VERDICTS
    places = [(table.place(name), table.place(english)) for name, english in columns]
    evidence = FINDINGS.place("evidence") if file == FINDINGS.name else -1
    result = []
    for row in rows:
        told = [*row]
        for at, english in places:
            told[at] = row[english] or row[at]
        if evidence >= 0:
            told[evidence] = _evidence_in_english(row[evidence])
        result.append(told)
    return result


def _evidence_in_english(cell: str) -> str:
    items = json.loads(cell or "[]")
    return json_text([item | {"where": where_in_english(item["where"])} for item in items]) if items else cell
