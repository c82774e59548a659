"""What stands in an opinion's template for each `{{name}}`: names in Chinese and English, values in the opinion's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docextract.outputs.language import Lang
from docextract.review.opinion_points import Group, Opinion, Point
from docextract.review.opinion_words import (
    advice,
    basis,
    date_words,
    kind_word,
    numbers_checked,
    numeral,
    overview,
    quoted,
    sentence,
    severity_word,
)

# A text of several lines becomes a paragraph a line; True and False keep or drop the paragraph that the name stands in.
Value = str | bool
Fields = Mapping[str, Value]

# English name: Chinese name. A dot: the paragraph or table row repeats for each kind or point.
NAMES: Mapping[str, str] = {
    "report": "报告",
    "issuer": "单位",
    "year": "年度",
    "file": "文件",
    "pages": "页数",
    "count": "问题数",
    "overview": "概况",
    "checked": "核对",
    "basis": "依据",
    "advice": "建议",
    "office": "审核单位",
    "date": "日期",
    "if any": "有问题",
    "if none": "无问题",
    "kind.number": "类别.序号",
    "kind.name": "类别.名称",
    "kind.count": "类别.条数",
    "point.number": "问题.序号",
    "point.message": "问题.说明",
    "point.severity": "问题.程度",
    "point.kind": "问题.类别",
    "point.quotes": "问题.原文",
    "point.arithmetic": "问题.核算",
    "point.suggested": "问题.建议值",
    "point.note": "问题.备注",
    "point.id": "问题.编号",
    "point.state": "问题.状态",
}
_UNKNOWN_ISSUER = {"zh": "报告编制单位", "en": "Issuer of the report"}
_UNKNOWN_OFFICE = {"zh": "（审核单位）", "en": "(reviewing office)"}


@dataclass(frozen=True, slots=True)
class GroupFields:
    """A kind's fields and those of its points."""

    own: Fields
    points: tuple[Fields, ...]


@dataclass(frozen=True, slots=True)
class OpinionFields:
    """All values by name, Chinese and English names alike."""

    own: Fields
    groups: tuple[GroupFields, ...]


def opinion_fields(opinion: Opinion, lang: Lang, *, office: str = "", day: date) -> OpinionFields:
    """The values for a report's opinion, sent by `office` on that day."""
    entry, has_points = opinion.entry, bool(opinion.points)
    own: dict[str, Value] = {
        "report": entry.title,
        "issuer": entry.issuer or _UNKNOWN_ISSUER[lang],
        "year": str(entry.year or ""),
        "file": entry.report,
        "pages": str(entry.n_pages),
        "count": str(len(opinion.points)),
        "overview": overview(opinion, lang),
        "checked": numbers_checked(opinion, lang),
        "basis": basis(opinion, lang),
        "advice": "\n".join(advice(opinion, lang)),
        "office": office or _UNKNOWN_OFFICE[lang],
        "date": date_words(day, lang),
        "if any": has_points,
        "if none": not has_points,
    }
    groups = tuple(_group(number, group, opinion, lang) for number, group in enumerate(opinion.groups, 1))
    return OpinionFields(_both_names(own), groups)


def _group(number: int, group: Group, opinion: Opinion, lang: Lang) -> GroupFields:
    own: dict[str, Value] = {
        "kind.number": str(number) if lang == "en" else numeral(number),
        "kind.name": kind_word(group.kind, lang),
        "kind.count": str(len(group.points)),
    }
    return GroupFields(_both_names(own), tuple(_point(point, opinion, lang) for point in group.points))


def _point(point: Point, opinion: Opinion, lang: Lang) -> Fields:
    own: dict[str, Value] = {
        "point.number": str(point.number),
        "point.message": sentence(point.told("message", lang), lang),
        "point.severity": severity_word(point.severity, lang),
        "point.kind": kind_word(point.kind, lang),
        "point.quotes": "\n".join(quoted(opinion, point, lang)),
        "point.arithmetic": point.told("reason", lang),
        "point.suggested": point.found.row["suggested"],
        "point.note": point.note,
        "point.id": point.found.id,
        "point.state": point.state.en if lang == "en" else point.state.zh,
    }
    return _both_names(own)


def _both_names(fields: Fields) -> Fields:
    return {**fields, **{NAMES[name]: value for name, value in fields.items()}}
