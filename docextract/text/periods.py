"""Years and dates in prose: where they stand and which report year they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docextract.text.patterns import CLASSIFIER, GAP, MAGNITUDE, MEASURE, PERCENT, compile_pattern

PeriodKind = Literal["year", "school-year", "previous", "current", "span", "date", "month-day"]


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as printed, characters `start` to `end` (half open).

    `year` is the year in which the school year ends that a plain year names in these reports (2024 年, 2024 年度 and
    2023-2024 学年 are 2024), 0 for spans of years (近三年, 2021-2024 年), dates without a year and 上年 when the report's
    year is unknown. `is_reference` is True after 比, 较, 与, 同: the period that something is compared with.
    """

    start: int
    end: int
    kind: PeriodKind
    year: int
    month: int = 0
    day: int = 0
    is_reference: bool = False


_YEAR = r"(?<!\d)(?P<{name}>(?:19|20)\d{{2}})(?!\d)"
# 2023-2024 学年, 2023—2024 学年度, 2023 至 2024 学年
_SCHOOL_YEAR = (
    _YEAR.format(name="from_year")
    + rf"{GAP}年?{GAP}[-－—–~～至]+{GAP}"
    + r"(?P<to_year>(?:19|20)\d{2})"
    + rf"{GAP}(?P<word>学年度?|年度|年|级)?"
)
# 2024 年 6 月 15 日, 2024年9月, 2024.6.15
_DATE = (
    _YEAR.format(name="date_year")
    + rf"{GAP}年{GAP}(?P<month>\d{{1,2}}){GAP}月(?:份|底|初|中旬)?(?:{GAP}(?P<day>\d{{1,2}}){GAP}日)?"
)
_MONTH_DAY = rf"(?<!\d)(?P<only_month>\d{{1,2}}){GAP}月(?:份|底|初|中旬)?(?:{GAP}(?P<only_day>\d{{1,2}}){GAP}日)?"
_PLAIN_YEAR = (
    _YEAR.format(name="plain_year")
    + rf"{GAP}(?:年度|学年|年|届)(?!级)(?P<autumn>{GAP}(?:秋|下半年|[年]?底|[年]?末|冬))?"
)
# 2024 我校毕业生 (年 is missing): only where a clause begins, and never before a unit.
_BARE_YEAR = (
    r"(?<=^|[。，；：（(])"
    + _YEAR.format(name="bare_year")
    + rf"(?={GAP}\p{{Han}})(?!{GAP}(?:{CLASSIFIER}|{MEASURE}|{PERCENT}|{MAGNITUDE}|余|多))"
)
_SPAN = rf"近{GAP}(?:[一二两三四五六七八九十]+|\d+){GAP}(?:个学)?年来?|(?:[二三四五六七八九十两]+|\d+){GAP}年来|“十[一二三四五]五”(?:以来|期间)?|自{GAP}\d{{4}}{GAP}年(?:以来|起|开始)?"
_PREVIOUS = r"上一?学?年度?(?!级)(?:同期)?|上一?届|去年(?:同期)?|前一?年|上一轮"
_CURRENT = r"本年度?|本学年度?|今年|当年|该年度?"
_DAYS = rf"(?<!\d)\d{{1,2}}{GAP}日"

_PERIOD = compile_pattern(
    "|".join(
        f"(?P<{name}>{piece})"
        for name, piece in (
            ("span", _SPAN),
            ("school", _SCHOOL_YEAR),
            ("date", _DATE),
            ("plain", _PLAIN_YEAR),
            ("month_day", _MONTH_DAY),
            ("bare", _BARE_YEAR),
            ("previous", _PREVIOUS),
            ("current", _CURRENT),
            ("days", _DAYS),
        )
    )
)
_REFERENCE_BEFORE = compile_pattern(r"(?:相比较?于?|相较于?|比较|同比|比|较|与|同|跟|和)[ ]*$")
_WORD_BEFORE = 6


def find_periods(text: str, report_year: int) -> tuple[PeriodMention, ...]:
    """The periods in a text, in order, read against the report's year (0 if unknown).

    >>> [(p.kind, p.year) for p in find_periods("2023-2024 学年比上年增加 3 人，2024 年 6 月 15 日", 2024)]
    [('school-year', 2024), ('previous', 2023), ('date', 2024)]
    >>> find_periods("与 2021 年的 1:15 相比", 2024)[0].is_reference
    True
    """
    found = []
    for match in _PERIOD.finditer(text):
        kind, year = _kind_and_year(match.groupdict(), report_year)
        month = int(match.group("month") or match.group("only_month") or 0)
        day = int(match.group("day") or match.group("only_day") or 0)
        before = text[max(0, match.start() - _WORD_BEFORE) : match.start()]
        is_reference = bool(_REFERENCE_BEFORE.search(before))
        found.append(PeriodMention(match.start(), match.end(), kind, year, month, day, is_reference))
    return tuple(found)


def _kind_and_year(groups: dict[str, str | None], report_year: int) -> tuple[PeriodKind, int]:
    if groups["span"]:
        return "span", 0
    if groups["school"]:
        first, last = int(groups["from_year"] or 0), int(groups["to_year"] or 0)
        if last == first + 1 and groups["word"] in ("学年", "学年度", "年度"):
            return "school-year", last
        return "span", 0
    if groups["date"]:
        return "date", int(groups["date_year"] or 0)
    if groups["plain"] and groups["autumn"] and int(groups["plain_year"] or 0) == report_year - 1:
        # The autumn before falls into the report's own school year: neither last year's value nor this year's.
        return "date", report_year - 1
    if groups["plain"]:
        return "year", int(groups["plain_year"] or 0)
    if groups["bare"]:
        return "year", int(groups["bare_year"] or 0)
    if groups["previous"]:
        return "previous", report_year - 1 if report_year else 0
    if groups["current"]:
        return "current", report_year
    return "month-day", 0


def period_year(text: str, report_year: int = 0) -> int:
    """The report year that a label such as a column header names; 0 when it names none.

    >>> [period_year(t, 2024) for t in ("2023 年", "2022—2023学年", "2024", "上年", "指标")]
    [2023, 2023, 2024, 2023, 0]
    """
    bare = text.strip()
    if bare.isdigit() and len(bare) == 4 and bare[:2] in ("19", "20"):
        return int(bare)
    mentions = [m for m in find_periods(text, report_year) if m.kind in ("year", "school-year", "previous", "current")]
    return mentions[0].year if len(mentions) == 1 else 0
