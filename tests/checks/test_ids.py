"""A finding keeps its id, so that a reviewer's decision stays with it: other blanks, other text around it, another layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docextract.pipeline import analyse
from tests.checks.material import check_case

CORPUS = Path(__file__).resolve().parents[2] / "corpus"

CASE: dict[str, Any] = {
    "text": [
        "学校现有专任教师 150 人，全日制在校生 2400 人，生师比 18.2:1。",
        "专任教师总数为 120 人。公用经费支出减少 5.78 万元，下降 0.13，主要是会议减少。",
        "近两年规模见表 3-5。",
    ],
    "tables": [
        {
            "number": "1-1",
            "title": "2024 年 规模",
            "cells": [["学校", "2024 年"], ["甲校", "10"], ["乙校", "20"], ["合计", "33"]],
        }
    ],
    "data": {"full_time_teachers": {2023: 148, 2024: 150}, "students": {2024: 2400}},
}


def ids(case: dict[str, Any]) -> set[str]:
    return {finding.id for finding in check_case(case).findings}


def without_blanks(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [without_blanks(each) for each in value]
    return {key: without_blanks(each) for key, each in value.items()} if isinstance(value, dict) else value


def test_blanks_of_typesetting_change_no_id() -> None:
    other = {**without_blanks({key: CASE[key] for key in ("text", "tables")}), "data": CASE["data"]}
    assert len(ids(CASE)) >= 4
    assert ids(other) == ids(CASE)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_unrelated_paragraph_changes_no_id(place: int) -> None:
    text = [*CASE["text"][:place], "校园里种了 300 株桂花，秋天满校都是香气。", *CASE["text"][place:]]
    assert ids({**CASE, "text": text}) == ids(CASE)


@pytest.mark.slow
@pytest.mark.parametrize("document", ["lanchuan-2024", "songyi-2024"])
def test_two_layouts_of_a_report_have_the_same_ids(document: str) -> None:
    first, second = (
        {finding.id for finding in analyse(CORPUS / document / f"{document}.{layout}.pdf").findings}
        for layout in ("word", "press")
    )
    assert first and first == second
