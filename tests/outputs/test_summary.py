"""What a run says when it ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docextract.outputs.language import Lang
from docextract.outputs.run_record import (
    IgnoredFindings,
    ReportRecord,
    RunSummary,
    WorstFinding,
    earlier_outputs,
    run_object,
)
from docextract.outputs.summary import summary_text

RECORD = ReportRecord(
    report="江城.pdf",
    sha256="0" * 64,
    output="reports/江城.json",
    pack="zhongzhi/2024",
    pack_reason="",
    pages=5,
    tables=2,
    rows={"indicators.csv": 7, "claims.csv": 3, "findings.csv": 4, "errors.csv": 1},
    findings={"high": 1, "low": 3},
    lost=0,
    unsure=1,
    is_unchanged=False,
    seconds=1.0,
)
WORST = WorstFinding("江城.pdf", "high", "subset", "部分 12 大于整体 10", "part 12 exceeds whole 10", (3, 9), 0.9)
SUMMARY = RunSummary(Path("out"), (RECORD,), (WORST,), (), "review.xlsx", False, None, 2.0)


def test_chinese_summary_has_counts_and_the_worst_finding() -> None:
    text = summary_text(SUMMARY)
    assert "报告 1/1 份" in text
    assert "表格 2 · 指标 7 · 正文数字 3 · 问题 4（高 1，中 0，低 3）" in text
    assert "江城.pdf 第 3 页、第 9 页\n     部分 12 大于整体 10" in text


def test_english_summary_is_english() -> None:
    text = summary_text(SUMMARY, "en")
    assert "1 of 1 reports" in text
    assert "page 3, page 9\n     part 12 exceeds whole 10" in text


def test_summary_says_how_much_was_checked() -> None:
    record = replace(RECORD, numbers={"confirmed": 5, "conflict": 2, "stated-once": 3, "not-checkable": 4})
    text = summary_text(replace(SUMMARY, reports=(record,)))
    assert "14 个数中，5 个与别处或算式相符，2 个有矛盾，3 个全文只写一次，其余 4 个无从核对" in text
    assert "of 14 numbers 5 agree" in summary_text(replace(SUMMARY, reports=(record,)), "en")


@pytest.mark.parametrize(("lang", "words"), [("zh", "忽略 2 个问题"), ("en", "2 findings are ignored")])
def test_summary_says_what_was_ignored(lang: Lang, words: str) -> None:
    ignored = IgnoredFindings("in/docextract-ignore.yaml", 2, ("x.yaml:7 (id f-9)",), ("x.yaml:9 (id f-2)",))
    text = summary_text(replace(SUMMARY, ignored=ignored), lang)
    assert words in text and "in/docextract-ignore.yaml" in text
    assert "x.yaml:7 (id f-9)" in text and "x.yaml:9 (id f-2)" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_files_that_were_not_read_are_named_with_what_to_do(lang: Lang) -> None:
    lost = replace(RECORD, report="空.pdf", output="", lost=1)
    text = summary_text(replace(SUMMARY, reports=(lost,), errors=(("空.pdf", "文件为空，请重新下载"),)), lang)
    assert "空.pdf: 文件为空，请重新下载" in text


def test_kept_workbook_is_said() -> None:
    text = summary_text(replace(SUMMARY, review_file="review.new.xlsx", review_was_kept=True))
    assert "新结果写在 review.new.xlsx" in text


@pytest.mark.parametrize(
    ("fail_on", "lost", "status"), [(None, 0, 0), (None, 1, 1), ("high", 0, 1), ("medium", 0, 1), ("low", 0, 1)]
)
def test_exit_status(fail_on: str | None, lost: int, status: int) -> None:
    record = replace(RECORD, lost=lost)
    assert replace(SUMMARY, reports=(record,), fail_on=fail_on).exit_status == status


def test_only_low_findings_do_not_fail_on_high() -> None:
    record = replace(RECORD, findings={"low": 3})
    assert replace(SUMMARY, reports=(record,), fail_on="high").exit_status == 0


def test_run_record_names_the_outputs_for_the_next_run() -> None:
    assert earlier_outputs(run_object(SUMMARY, {}, "2024-01-01T00:00:00+00:00")) == ["reports/江城.json"]


@pytest.mark.parametrize("data", [None, [], {}, {"program": "other", "reports": []}, {"program": "docextract"}])
def test_run_record_of_another_program_is_not_ours(data: object) -> None:
    assert earlier_outputs(data) is None
