"""What a run says to people when it ends."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from docextract.model.finding import Severity
from docextract.outputs.run_record import RunSummary, WorstFinding
from docextract.outputs.tables_csv import CLAIMS, ERRORS, FINDINGS, INDICATORS

Lang = Literal["zh", "en"]

ERRORS_SHOWN = 5

WORDS = {
    "zh": {
        "reports": "报告 {read}/{files} 份（未变 {unchanged}），{pages} 页，用时 {seconds:.1f} 秒",
        "counts": "表格 {tables} · 指标 {indicators} · 正文数字 {claims} · 问题 {findings}（高 {high}，中 {medium}，低 {low}）",
        "worst": "最该先看的问题：",
        "where": "第 {page} 页",
        "no_findings": "没有发现问题。",
        "errors": "未读取：文件 {files} 个，文件和页共 {lost} 处；存疑 {unsure} 处（详见 errors.csv）",
        "more": "…… 其余 {more} 个见 errors.csv",
        "removed": "已删除 {count} 份不复存在的报告的结果。",
        "kept": "review.xlsx 里已有人填写决定，未改动；新结果写在 {name}。",
        "files": "结果文件夹：{out}",
        "start": "先看 {review}（问题、指标、读取问题），或 findings.csv、indicators.csv。",
    },
    "en": {
        "reports": "{read} of {files} reports ({unchanged} unchanged), {pages} pages, {seconds:.1f} s",
        "counts": "{tables} tables · {indicators} indicator values · {claims} numbers in prose · "
        "{findings} findings ({high} high, {medium} medium, {low} low)",
        "worst": "Look at these first:",
        "where": "page {page}",
        "no_findings": "No findings.",
        "errors": "Not read: {files} files, {lost} files and pages in all; in doubt: {unsure} (see errors.csv)",
        "more": "… {more} more in errors.csv",
        "removed": "Removed the outputs of {count} reports that are gone.",
        "kept": "Somebody has filled in decisions in review.xlsx: it was left alone, the new one is {name}.",
        "files": "Results are in {out}",
        "start": "Begin with {review} (findings, indicators, problems), or findings.csv and indicators.csv.",
    },
}


def summary_text(summary: RunSummary, lang: Lang = "zh") -> str:
    """Several lines for people: counts, the worst findings in words, what was not read, where the files are."""
    words = WORDS[lang]
    counts = [words["reports"].format(**_report_counts(summary)), words["counts"].format(**_row_counts(summary))]
    parts = [counts, _finding_lines(summary, lang), _error_lines(summary, words), _file_lines(summary, words)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _report_counts(summary: RunSummary) -> dict[str, float]:
    return {
        "read": len(summary.read),
        "files": len(summary.reports),
        "unchanged": sum(record.is_unchanged for record in summary.reports),
        "pages": sum(record.pages for record in summary.reports),
        "seconds": summary.seconds,
    }


def _row_counts(summary: RunSummary) -> dict[str, int]:
    return {
        "tables": sum(record.tables for record in summary.reports),
        "indicators": summary.rows.get(INDICATORS.name, 0),
        "claims": summary.rows.get(CLAIMS.name, 0),
        "findings": summary.rows.get(FINDINGS.name, 0),
        **{severity.value: summary.findings(severity) for severity in Severity},
    }


def _finding_lines(summary: RunSummary, lang: Lang) -> list[str]:
    if not summary.worst:
        return [WORDS[lang]["no_findings"]] if summary.read else []
    lines = [_finding_line(number, finding, lang) for number, finding in enumerate(summary.worst, start=1)]
    return [WORDS[lang]["worst"], *lines]


def _finding_line(number: int, finding: WorstFinding, lang: Lang) -> str:
    message = finding.message if lang == "zh" else finding.message_en or finding.message
    places = (", " if lang == "en" else "、").join(WORDS[lang]["where"].format(page=page) for page in finding.pages)
    return f"  {number}. [{finding.severity}] {finding.report} {places}\n     {message}"


def _file_lines(summary: RunSummary, words: dict[str, str]) -> list[str]:
    lines = [words["files"].format(out=summary.out), words["start"].format(review=summary.review_file)]
    if summary.review_was_kept:
        lines.append(words["kept"].format(name=summary.review_file))
    if summary.removed:
        lines.append(words["removed"].format(count=len(summary.removed)))
    return lines


def _error_lines(summary: RunSummary, words: dict[str, str]) -> list[str]:
    if not summary.rows.get(ERRORS.name):
        return []
    unsure = sum(record.unsure for record in summary.reports)
    lines = [words["errors"].format(files=len(summary.errors), lost=summary.lost, unsure=unsure)]
    for report, message in summary.errors[:ERRORS_SHOWN]:
        lines.append(f"  {report}: {message.removeprefix(PurePosixPath(report).name + '：')}")
    if len(summary.errors) > ERRORS_SHOWN:
        lines.append("  " + words["more"].format(more=len(summary.errors) - ERRORS_SHOWN))
    return lines
