"""The CSV files of the contract: which columns they have and what stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from docextract.model.analysis import Analysis
from docextract.model.claim import Claim
from docextract.model.coverage import CoverageGap
from docextract.model.finding import Evidence, Finding, NumberVerdict
from docextract.model.indicator import IndicatorValue
from docextract.model.notice import Notice
from docextract.outputs.columns import Column, TableFile
from docextract.outputs.plain import bbox_list, guarded, utf8

Rows = list[list[str]]

# States of a finding: one that somebody has looked at and wants to see no more is kept and told apart.
OPEN = "open"
IGNORED = "ignored"


def _at_least_zero(number: int) -> int | None:
    """Rows and columns count from 0; -1 means none."""
    return number if number >= 0 else None


def _low(claim: Claim) -> Decimal | None:
    quantity = claim.quantity
    return quantity.low if quantity.is_bounded else quantity.value


def _high(claim: Claim) -> Decimal | None:
    quantity = claim.quantity
    return quantity.high if quantity.is_bounded else quantity.value


def evidence_object(evidence: Evidence) -> dict[str, object]:
    """One item of a finding's `evidence`, with the contract's keys."""
    return {
        "page": evidence.source.page,
        "bbox": bbox_list(evidence.source.bbox),
        "quote": evidence.quote,
        "value": evidence.value,
        "unit": evidence.unit,
        "period": evidence.period,
        "where": evidence.where,
    }


INDICATORS: TableFile[IndicatorValue] = TableFile(
    "indicators.csv",
    "指标",
    "report × indicator × year, the data tables first and in their order",
    (
        Column("report", "报告", "path of the PDF relative to the folder, with `/`", lambda report, _: report),
        Column("code", "指标代码", "canonical code; empty: the row fits no indicator", lambda _, v: v.code),
        Column("name", "指标名称", "canonical name", lambda _, v: v.name),
        Column(
            "path",
            "层级",
            "canonical names from the outermost parent, joined with ` > `",
            lambda _, v: " > ".join(v.path),
        ),
        Column("unit", "单位", "the rule pack's unit", lambda _, v: v.unit),
        Column("year", "年份", "the year in which the school year ends", lambda _, v: v.year or None, is_number=True),
        Column("value", "数值", "number in `unit`; empty unless `status` is ok", lambda _, v: v.value, is_number=True),
        Column(
            "status",
            "状态",
            "ok, not_applicable (仅高职填报), missing (`-`, blank) or unreadable",
            lambda _, v: v.status,
        ),
        Column("raw", "原文", "the cell as printed", lambda _, v: v.raw),
        Column("printed_label", "印刷名称", "the row's label as printed", lambda _, v: v.printed_label),
        Column("table", "表", "id of the table in the report's JSON", lambda _, v: v.table),
        Column(
            "row",
            "行",
            "row of the cell, from 0, header rows included",
            lambda _, v: _at_least_zero(v.source.row),
            is_number=True,
        ),
        Column(
            "column", "列", "column of the cell, from 0", lambda _, v: _at_least_zero(v.source.column), is_number=True
        ),
        Column("page", "页", "page of the cell, from 1", lambda _, v: v.source.page, is_number=True),
        Column(
            "bbox",
            "位置",
            "`[x0, top, x1, bottom]` of the cell in points, `[]` if unknown",
            lambda _, v: bbox_list(v.source.bbox),
        ),
        Column("score", "把握", "0 to 1: how well the row was recognised", lambda _, v: v.score, is_number=True),
        Column(
            "method",
            "识别方式",
            "how it was recognised: exact, alias, ending (人数 for 总数), fuzzy, position …; none: it was not",
            lambda _, v: v.method,
        ),
        Column("runner_up", "次选指标", "the next best code, empty if there is none", lambda _, v: v.runner_up),
        Column("runner_up_score", "次选把握", "0 to 1, of that", lambda _, v: v.runner_up_score, is_number=True),
        Column(
            "item", "科目编码", "code of the item that the value is of, in forms that list items", lambda _, v: v.item
        ),
    ),
)

CLAIMS: TableFile[Claim] = TableFile(
    "claims.csv",
    "正文数字",
    "number stated in prose, in reading order",
    (
        Column("report", "报告", "path of the PDF relative to the folder", lambda report, _: report),
        Column("block", "段落", "id of the block in the report's JSON", lambda _, c: c.source.block),
        Column("page", "页", "page of the number, from 1", lambda _, c: c.source.page, is_number=True),
        Column("bbox", "位置", "box of the quote in points", lambda _, c: bbox_list(c.source.bbox)),
        Column("quote", "原文", "the words as printed", lambda _, c: c.quote),
        Column("subject", "对象", "the noun that is counted", lambda _, c: c.subject),
        Column("code", "指标代码", "canonical code, empty if none", lambda _, c: c.code),
        Column("kind", "类别", "level, change, share, ratio, rank or list-count", lambda _, c: c.kind),
        Column("value", "数值", "number in `unit`", lambda _, c: c.quantity.value, is_number=True),
        Column(
            "low",
            "下限",
            "what 超过, 余, 以上 … make of the value; equal to it if plain; empty: open",
            lambda _, c: _low(c),
            is_number=True,
        ),
        Column(
            "high",
            "上限",
            "what 近, 不足 … make of the value; equal to it if plain; empty: open",
            lambda _, c: _high(c),
            is_number=True,
        ),
        Column("unit", "单位", "unit as printed", lambda _, c: c.quantity.unit),
        Column("period", "时期", "`2024`, `2023-2024` (school year), or empty", lambda _, c: c.period),
        Column("scope", "范围", "whose number it is; empty: the report's own issuer", lambda _, c: c.scope),
    ),
)

FINDINGS: TableFile[Finding] = TableFile(
    "findings.csv",
    "问题",
    "thing that a reviewer should look at",
    (
        Column("report", "报告", "path of the PDF relative to the folder", lambda report, _: report),
        Column("id", "编号", "the same in the next run, in another layout and in a corrected copy", lambda _, f: f.id),
        Column("kind", "种类", "see the kinds below", lambda _, f: f.kind),
        Column("severity", "严重程度", "high, medium or low, by consequence for the reader", lambda _, f: f.severity),
        Column("score", "把握", "0 to 1: how sure we are", lambda _, f: f.score, is_number=True),
        Column("subject", "对象", "what the finding is about", lambda _, f: f.subject),
        Column("code", "指标代码", "canonical code, empty if none", lambda _, f: f.code),
        Column(
            "message",
            "说明",
            "one plain sentence with the values in it, in the language of --lang",
            lambda _, f: f.message.zh,
        ),
        Column(
            "evidence",
            "证据",
            "JSON list of `{page, bbox, quote, value, unit, period, where}`",
            lambda _, f: [evidence_object(item) for item in f.evidence],
        ),
        Column(
            "suggested",
            "建议值",
            "the value that the rest of the report speaks for; empty: nothing decides",
            lambda _, f: f.suggested,
        ),
        Column("reason", "理由", "the arithmetic that says so, in the language of --lang", lambda _, f: f.reason.zh),
        Column(
            "related_reports",
            "相关报告",
            "JSON list of the other reports, empty if none",
            lambda _, f: list(f.related_reports) or None,
        ),
        Column("check", "检查项", "name of the check", lambda _, f: f.check),
        Column("message_en", "说明（英文）", "the message in English", lambda _, f: f.message.en),
        Column("reason_en", "理由（英文）", "the reason in English", lambda _, f: f.reason.en),
        Column("state", "状态", f"{OPEN}, or {IGNORED} by the ignore file", lambda _, f: OPEN),
        Column("ignored_because", "忽略理由", "the reason that the ignore file gives", lambda _, f: ""),
    ),
)

VERDICTS: TableFile[NumberVerdict] = TableFile(
    "verdicts.csv",
    "核对结果",
    "number of the report: what became of it",
    (
        Column("report", "报告", "path of the PDF relative to the folder", lambda report, _: report),
        Column("verdict", "结果", "confirmed, conflict, stated-once or not-checkable", lambda _, n: n.state),
        Column("block", "段落或表", "id of the block or table in the report's JSON", lambda _, n: n.source.block),
        Column(
            "row", "行", "row of the cell, empty in prose", lambda _, n: _at_least_zero(n.source.row), is_number=True
        ),
        Column(
            "column",
            "列",
            "column of the cell, empty in prose",
            lambda _, n: _at_least_zero(n.source.column),
            is_number=True,
        ),
        Column("page", "页", "page of the number, from 1", lambda _, n: n.source.page, is_number=True),
        Column("bbox", "位置", "box of the number in points", lambda _, n: bbox_list(n.source.bbox)),
        Column("quote", "原文", "the words as printed", lambda _, n: n.quote),
        Column("value", "数值", "the number as read", lambda _, n: n.value),
        Column("unit", "单位", "unit as printed", lambda _, n: n.unit),
        Column("subject", "对象", "what is counted", lambda _, n: n.subject),
        Column("code", "指标代码", "canonical code, empty if none", lambda _, n: n.code),
        Column("period", "时期", "year or school year", lambda _, n: n.period),
        Column("by", "依据", "what confirmed or contradicted it, or why that can't be told", lambda _, n: n.by),
        Column("check", "检查项", "name of the check that did; empty: none", lambda _, n: n.check),
        Column("by_en", "依据（英文）", "the same in English", lambda _, n: n.by_en),
    ),
)

ERRORS: TableFile[Notice] = TableFile(
    "errors.csv",
    "读取问题",
    "file or page that could not be read, or is doubted",
    (
        Column("report", "报告", "path of the PDF relative to the folder", lambda report, _: report),
        Column("page", "页", "page from 1; empty: the whole file", lambda _, n: n.page or None, is_number=True),
        Column("stage", "阶段", "where it happened", lambda _, n: n.stage),
        Column("level", "程度", "lost: not read at all; unsure: read, but a person should look", lambda _, n: n.level),
        Column("error", "错误", "a short word that stays the same", lambda _, n: n.error),
        Column("message", "说明", "what happened and what to do", lambda _, n: n.message),
    ),
)

COVERAGE: TableFile[CoverageGap] = TableFile(
    "coverage.csv",
    "缺漏",
    "row of a form that the report leaves empty, or row of its data tables that fits no indicator",
    (
        Column("report", "报告", "path of the PDF relative to the folder", lambda report, _: report),
        Column(
            "kind",
            "种类",
            "form-without-table, indicator-without-row, indicator-without-value (blank, `-`, unreadable) or "
            "row-without-indicator",
            lambda _, g: g.kind,
        ),
        Column("code", "指标代码", "canonical code, empty if the gap is none of an indicator", lambda _, g: g.code),
        Column("name", "指标名称", "canonical name", lambda _, g: g.name),
        Column("path", "层级", "canonical names from the outermost parent", lambda _, g: " > ".join(g.path)),
        Column("form", "数据表", "title of the form in the rule pack", lambda _, g: g.form),
        Column("printed_label", "印刷名称", "the row's label as printed", lambda _, g: g.printed_label),
        Column("table", "表", "id of the table in the report's JSON", lambda _, g: g.table),
        Column("row", "行", "row in the table, from 0", lambda _, g: _at_least_zero(g.row), is_number=True),
        Column("page", "页", "page of the row, from 1", lambda _, g: g.page or None, is_number=True),
        Column("runner_up", "最近指标", "the code that such a row came nearest to", lambda _, g: g.runner_up),
        Column(
            "runner_up_score", "最近把握", "0 to 1, of that", lambda _, g: g.runner_up_score or None, is_number=True
        ),
    ),
)

FILES = (INDICATORS, CLAIMS, FINDINGS, VERDICTS, ERRORS, COVERAGE)


def analysis_rows(name: str, analysis: Analysis) -> dict[str, Rows]:
    """One report's rows for each CSV file, by file name."""
    return {
        INDICATORS.name: [INDICATORS.cells(name, value) for value in analysis.indicators],
        CLAIMS.name: [CLAIMS.cells(name, claim) for claim in analysis.claims],
        FINDINGS.name: [FINDINGS.cells(name, finding) for finding in analysis.findings],
        VERDICTS.name: [VERDICTS.cells(name, number) for number in analysis.numbers],
        ERRORS.name: notice_rows(name, analysis.notices),
        COVERAGE.name: [COVERAGE.cells(name, gap) for gap in analysis.gaps],
    }


def notice_rows(name: str, notices: Iterable[Notice]) -> Rows:
    """Rows of errors.csv; the same notice is said once."""
    return [ERRORS.cells(name, notice) for notice in dict.fromkeys(notices)]


def csv_head(header: Sequence[str]) -> bytes:
    """How a CSV file begins: the byte-order mark, by which Excel knows UTF-8, and the names of the columns."""
    return b"\xef\xbb\xbf" + csv_lines([header])


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as lines of CSV: UTF-8, ended by a line feed; no formula gets through."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([guarded(cell).replace("\0", "") for cell in row] for row in rows)
    return utf8(buffer.getvalue())
