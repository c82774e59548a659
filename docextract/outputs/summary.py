"""What a run says to people when it ends."""

from __future__ import annotations

from pathlib import PurePosixPath

from docextract.model.finding import Severity
from docextract.outputs.language import Lang
from docextract.outputs.run_record import RunSummary, WorstFinding
from docextract.outputs.tables_csv import CLAIMS, ERRORS, INDICATORS

ERRORS_SHOWN = 5

WORDS = {
    "zh": {
        "reports": "报告 {read}/{files} 份（未变 {unchanged}），{pages} 页，用时 {seconds:.1f} 秒",
        "counts": "表格 {tables} · 指标 {indicators} · 正文数字 {claims} · 问题 {findings}（高 {high}，中 {medium}，低 {low}）",
        "checked": "核对：{total} 个数中，{confirmed} 个与别处或算式相符，{conflict} 个有矛盾，{once} 个全文只写一次，"
        "其余 {rest} 个无从核对（年份、编号、未填报，或没有可比的数），逐个见 verdicts.csv",
        "worst": "最该先看的问题：",
        "ignored": "按 {file} 忽略 {count} 个问题，未计入以上各数（findings.csv 里 state 为 ignored）。",
        "idle": "忽略文件里没有对应问题的条目，可以删去：{entries}",
        "over": "忽略文件里已过期的条目，其问题重新列出：{entries}",
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
        "checked": "Checked: of {total} numbers {confirmed} agree with other places or calculations, {conflict} are in "
        "conflict, {once} are stated once; the other {rest} can't be checked (years, codes, blanks, or nothing to compare "
        "with), each in verdicts.csv",
        "worst": "Look at these first:",
        "ignored": "{count} findings are ignored by {file} and not counted above (state ignored in findings.csv).",
        "idle": "Entries of the ignore file that no finding meets; they can go: {entries}",
        "over": "Entries of the ignore file whose last day has passed; their findings are shown again: {entries}",
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
    counts += _checked_lines(summary, words)
    parts = [
        counts,
        _finding_lines(summary, lang),
        _ignored_lines(summary, words),
        _error_lines(summary, words),
        _file_lines(summary, words),
    ]
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
        "findings": sum(summary.findings(severity) for severity in Severity),
        **{severity.value: summary.findings(severity) for severity in Severity},
    }


def _checked_lines(summary: RunSummary, words: dict[str, str]) -> list[str]:
    numbers = summary.numbers
    if not numbers:
        return []
    told = {"confirmed": numbers.get("confirmed", 0), "conflict": numbers.get("conflict", 0)}
    once, total = numbers.get("stated-once", 0), sum(numbers.values())
    rest = total - once - sum(told.values())
    return [words["checked"].format(total=total, once=once, rest=rest, **told)]


def _ignored_lines(summary: RunSummary, words: dict[str, str]) -> list[str]:
    ignored = summary.ignored
    lines = [words["ignored"].format(file=ignored.file, count=ignored.count)] if ignored.file else []
    comma = "、" if words is WORDS["zh"] else ", "
    for key, entries in (("idle", ignored.idle), ("over", ignored.over)):
        if entries:
            lines.append(words[key].format(entries=comma.join(entries)))
    return lines


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
