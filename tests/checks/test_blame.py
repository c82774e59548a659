"""One wrong number of a report is one finding, which names it."""

from __future__ import annotations

from typing import Any

from docextract.model.finding import Finding
from tests.checks.material import check_case


def numeric(case: dict[str, Any]) -> list[Finding]:
    return [f for f in check_case(case).findings if f.kind.value in ("arithmetic", "value-conflict", "subset", "unit")]


def test_number_that_breaks_a_mention_and_a_ratio_is_told_once() -> None:
    (finding,) = numeric(
        {
            "text": [
                "学校现有专任教师 150 人，全日制在校生 2400 人，生师比为 17.6:1。",
                "全日制在校生 2640 人，其中男生 1320 人、女生 1320 人。",
            ]
        }
    )
    assert finding.evidence[0].value == "2400"
    assert finding.suggested == "2640"
    assert "2400 改为 2640" in finding.reason.zh and "2640 for 2400" in finding.reason.en


def test_cell_of_a_row_and_a_column_is_told_once() -> None:
    (finding,) = numeric(
        {
            "tables": [
                {
                    "number": "2",
                    "title": "各系学生",
                    "cells": [
                        ["系", "一年级", "二年级", "合计"],
                        ["机电", "120", "131", "251"],
                        ["财经", "140", "97", "241"],
                        ["旅游", "88", "92", "180"],
                        ["合计", "348", "324", "672"],
                    ],
                }
            ]
        }
    )
    assert (finding.evidence[0].value, finding.suggested) == ("97", "101")
    assert {e.value for e in finding.evidence} >= {"241", "324"}


def test_two_values_said_once_each_decide_nothing() -> None:
    (finding,) = numeric({"text": ["学校有专任教师 1903 人。", "全校专任教师 1249 人。"]})
    assert finding.suggested == ""
    assert "不能判定" in finding.reason.zh


def test_two_wrong_numbers_are_two_findings() -> None:
    found = numeric(
        {
            "text": ["学校占地面积 12 万平方米（12000 平方米）。"],
            "tables": [
                {
                    "number": "2",
                    "title": "各系学生",
                    "cells": [
                        ["系", "一年级", "二年级", "合计"],
                        ["机电", "120", "131", "251"],
                        ["财经", "140", "97", "241"],
                    ],
                }
            ],
        }
    )
    assert len(found) == 2


def test_cell_that_jumped_is_likelier_than_the_cells_beside_it() -> None:
    """388 for 1388: any of the four may be wrong by the sum alone, but only one has moved since the year before."""
    (finding,) = numeric(
        {
            "data": {
                "graduates_employed_by_sector": {2023: "2580", 2024: "2615"},
                "graduates_employed_primary": {2023: "178", 2024: "181"},
                "graduates_employed_secondary": {2023: "1031", 2024: "1046"},
                "graduates_employed_tertiary": {2023: "1371", 2024: "388"},
            }
        }
    )
    assert (finding.evidence[0].value, finding.suggested) == ("388", "1388")
    assert "与另一年的数相近" in finding.reason.zh
