"""Rows in the user's language."""

from __future__ import annotations

import json
from dataclasses import replace

from docextract.outputs.language import in_language
from docextract.outputs.tables_csv import FINDINGS, INDICATORS, VERDICTS
from tests.builders import analysis, finding, indicator


def test_chinese_rows_are_as_they_were_made() -> None:
    rows = [FINDINGS.cells("甲.pdf", finding())]
    assert in_language(FINDINGS.name, rows, "zh") is rows


def test_english_findings_speak_english_and_quote_chinese() -> None:
    made = finding()
    made = replace(made, evidence=(replace(made.evidence[0], where="表 6 落实政策表，专任教师，2024 年"),))
    (row,) = in_language(FINDINGS.name, [FINDINGS.cells("甲.pdf", made)], "en")
    assert row[FINDINGS.place("message")] == "students are 100 here and 90 there"
    (evidence,) = json.loads(row[FINDINGS.place("evidence")])
    assert evidence["where"] == "表 6 落实政策表, 专任教师, 2024"
    assert evidence["quote"] == "在校生100人"


def test_english_verdicts_say_why_in_english() -> None:
    (number,) = analysis().numbers
    row = VERDICTS.cells("甲.pdf", replace(number, by="未填报", by_en="left empty"))
    (told,) = in_language(VERDICTS.name, [row], "en")
    assert told[VERDICTS.place("by")] == "left empty"


def test_what_has_no_english_stays() -> None:
    (number,) = analysis().numbers
    (told,) = in_language(VERDICTS.name, [VERDICTS.cells("甲.pdf", number)], "en")
    assert told[VERDICTS.place("by")] == "f-1"
    rows = [INDICATORS.cells("甲.pdf", indicator())]
    assert in_language(INDICATORS.name, rows, "en") is rows
