"""Years and dates that cannot be meant.

**What it finds**: a date whose year is one digit off the year that the same sentence and the report speak of; a
school year other than the report's as the time of what is reported; a day after the report; a statistical year of the
wrong length; a day that no month has; a year that is compared with itself; a paragraph about 本年 that begins with another
year than the report's.
**Why it matters**: text taken over from last year's report, or a slip that makes an event impossible to place.
**Example**: 2014 年 6 月 15 日举办了 2024 年……联赛.
**Silent** when the sentence looks back (创建于, 自…以来, 批准), compares (比, 较, 与), or names the report's own year as well
(school years), for documents in quotation marks, and for dates after the report where the sentence plans (将, 计划, 力争,
…前), names the end of a term (合同期, 有效期), or speaks of what may be to come in a few years (交付, 竣工).
**Tolerance**: the report's school year and the calendar years in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.words.ahead import tells_ahead
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.patterns import QUOTED, compile_pattern
from docextract.text.periods import PeriodMention, find_periods

_QUOTED = compile_pattern(QUOTED)
_SENTENCE = compile_pattern(r"[^。！？]+[。！？]?")
_LOOKS_BACK = compile_pattern(
    r"创建|始建|创办|成立于|建于|建校|批准|以来|原名|前身|历年|往年|历史|上一学年|上学年|相比|较|比(?![赛武拼选例])|至今|连续"
    r"|[年月日][ ]*起"
)
_JOINS = compile_pattern(r"[ ]*(?:至|到|[-－—–~～]+)[ ]*")
# What follows a year that another is compared with; 与 2024 年预算数相比 compares with something else of the year.
_COMPARES = compile_pattern(r"度?[ ]*(?:相比)?[，,]?[ ]*(?:各|均|共|净)?(?:增加|减少|增长|下降|上升|提高|降低|持平)")
OLDEST_TEMPLATE = 5
# A report of 2024 is written until the winter after; a day in spring is told too early, a month two years later is as well.
FIRST_MONTH_TOO_LATE = 3
# A report with more dates behind it than this is of a later year than its cover seems to say.
MOST_LATE = 5
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@check("prose")
def dates(book: Book) -> Iterator[Verdict]:
    """Years and dates that can't be meant; see the module."""
    year = book.report.year
    late: list[Verdict] = []
    for block in book.report.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for match in _SENTENCE.finditer(block.text):
            sentence = match.group()
            names = [(m.start(), m.end()) for m in _QUOTED.finditer(sentence)]
            mentions = [m for m in find_periods(sentence, year) if not any(a <= m.start < b for a, b in names)]
            yield from _impossible_days(block, match.start(), sentence, mentions)
            if year:
                yield from _year_slips(block, match.start(), sentence, mentions, year)
                late += _after_the_report(block, match.start(), sentence, mentions, year)
                yield from _wrong_spans(block, match.start(), sentence, mentions, year)
                yield from _other_school_years(block, match.start(), sentence, mentions, year)
                yield from _compared_with_itself(block, match.start(), sentence, mentions, year)
        if year:
            yield from _old_year_at_head(block, year)
    if len(late) <= MOST_LATE:
        yield from late


def _impossible_days(block: Block, offset: int, sentence: str, mentions: list[PeriodMention]) -> Iterator[Verdict]:
    for mention in mentions:
        if mention.kind not in ("date", "month-day") or not mention.month:
            continue
        if mention.month > 12 or mention.day > _DAYS[mention.month - 1]:
            quote = sentence[mention.start : mention.end]
            message = Message(f"第 {block.page} 页的日期“{quote}”不存在", f"{quote} on page {block.page} is no date")
            yield _verdict(
                block, offset + mention.start, offset + mention.end, f"day|{quote}", message, Severity.MEDIUM, ""
            )


def _year_slips(
    block: Block, offset: int, sentence: str, mentions: list[PeriodMention], year: int
) -> Iterator[Verdict]:
    """A full date whose year has one digit wrong against another year of its sentence."""
    if _LOOKS_BACK.search(sentence):
        return
    near = {year, year - 1}
    others = {m.year for m in mentions if m.year in near}
    for mention in mentions:
        if mention.kind != "date" or mention.year in near or mention.year == year + 1:
            continue
        right = [other for other in sorted(others, reverse=True) if _one_digit_off(mention.year, other)]
        if not right:
            continue
        quote = sentence[mention.start : mention.end]
        message = Message(
            f"第 {block.page} 页写“{quote}”，同一句说的是 {right[0]} 年的事，年份疑为 {right[0]}",
            f"page {block.page} says {quote} in a sentence about {right[0]}: the year is probably {right[0]}",
        )
        end = max([mention.end, *(m.end for m in mentions if m.year == right[0])])
        stop = min(len(sentence), end + 12)
        yield _verdict(
            block, offset + mention.start, offset + stop, f"slip|{quote}", message, Severity.HIGH, str(right[0])
        )


def _after_the_report(
    block: Block, offset: int, sentence: str, mentions: list[PeriodMention], year: int
) -> Iterator[Verdict]:
    """A day told as past after any report of that year is out, or a month more than a year after it."""
    for mention in mentions:
        years = mention.year - year
        is_late = years > 1 or (years == 1 and mention.month >= FIRST_MONTH_TOO_LATE and mention.day > 0)
        if mention.kind != "date" or not mention.month or not is_late:
            continue
        if tells_ahead(sentence, mention.start, mention.end, years):
            continue
        quote = sentence[mention.start : mention.end]
        message = Message(
            f"第 {block.page} 页写“{quote}”的事，而本报告是 {year} 年度的，日期在报告之后",
            f"page {block.page} tells of {quote}, which is later than a report of {year} can know",
        )
        yield _verdict(
            block, offset + mention.start, offset + mention.end, f"late|{quote}", message, Severity.MEDIUM, ""
        )


def _wrong_spans(
    block: Block, offset: int, sentence: str, mentions: list[PeriodMention], year: int
) -> Iterator[Verdict]:
    """A school year from 1 September to 31 August that is not one year long, or not the report's."""
    for first, second in pairwise(mentions):
        days = (first.month, first.day, second.month, second.day)
        if (
            days != (9, 1, 8, 31)
            or not _JOINS.fullmatch(sentence[first.end : second.start])
            or not first.year * second.year
        ):
            continue
        if (first.year, second.year) == (year - 1, year):
            continue
        quote = sentence[first.start : second.end]
        message = Message(
            f"第 {block.page} 页的时段“{quote}”不是本报告的学年（{year - 1} 年 9 月 1 日至 {year} 年 8 月 31 日）",
            f"{quote} on page {block.page} is not the school year of this report (1 September {year - 1} to 31 August {year})",
        )
        right = f"{year - 1} 年 9 月 1 日至 {year} 年 8 月 31 日"
        yield _verdict(
            block, offset + first.start, offset + second.end, f"span|{quote}", message, Severity.MEDIUM, right
        )


def _one_digit_off(first: int, second: int) -> bool:
    """True for 2004 and 2024, 2014 and 2024; not for 2023 and 2024, which are both likely."""
    pairs = [(a, b) for a, b in zip(str(first), str(second), strict=False) if a != b]
    return len(pairs) == 1 and abs(first - second) >= 10


def _other_school_years(
    block: Block, offset: int, sentence: str, mentions: list[PeriodMention], year: int
) -> Iterator[Verdict]:
    """A single school year at the head of a sentence that is not the report's."""
    school_years = [m for m in mentions if m.kind == "school-year"]
    if len(school_years) != 1 or any(m.year == year for m in mentions) or _LOOKS_BACK.search(sentence):
        return
    mention = school_years[0]
    head = sentence[: mention.start].strip(" 在，")
    if mention.is_reference or len(head) > 2 or not 0 < year - mention.year <= 3:
        return
    quote = sentence[: mention.end].strip()
    start = offset + sentence.index(quote)
    message = Message(
        f"第 {block.page} 页写“{quote}”，不是本报告的年度（{year - 1}-{year} 学年），疑沿用旧稿",
        f"page {block.page} says {quote}, which is not the school year of this report ({year - 1}-{year}); taken over from an older one?",
    )
    yield _verdict(
        block,
        start,
        start + len(quote),
        f"school-year|{mention.year}|{sentence[mention.end : mention.end + 20]}",
        message,
        Severity.LOW,
        f"{year - 1}-{year} 学年",
    )


def _compared_with_itself(
    block: Block, offset: int, sentence: str, mentions: list[PeriodMention], year: int
) -> Iterator[Verdict]:
    """2023 年度支出 14 万元，比 2023 年减少 1 万元: one of the two is another year."""
    for first, second in pairwise(mentions):
        is_plain = first.kind == second.kind == "year" and not first.is_reference and second.is_reference
        if not is_plain or first.year != second.year or not _COMPARES.match(sentence, second.end):
            continue
        right = str(year if first.year != year else year - 1)
        quote = sentence[first.start : second.end]
        message = Message(
            f"第 {block.page} 页写“{quote}”，{first.year} 年不能与自己相比，{'前' if right == str(year) else '后'}一处年份疑为 {right}",
            f"{quote} on page {block.page} compares {first.year} with itself; one of the years is probably {right}",
        )
        start, end = offset + first.start, offset + second.end
        yield _verdict(block, start, end, f"itself|{quote}", message, Severity.MEDIUM, right)


def _old_year_at_head(block: Block, year: int) -> Iterator[Verdict]:
    """2022 年度……年初结余 0.00 万元，本年收入 630.00 万元 in a report of 2024: a paragraph that speaks of this year under an old one."""
    mentions = find_periods(block.text, year)
    if not mentions or mentions[0].kind != "year" or mentions[0].start > 1 or _LOOKS_BACK.search(block.text):
        return
    head = mentions[0]
    others = [
        m for m in mentions if m.kind not in ("current", "previous", "year") or m.kind == "year" and m.year != head.year
    ]
    # 当年 behind an old year is that year; 本年 and 今年 are the report's.
    is_now = any(block.text[m.start : m.end].startswith(("本年", "今年")) for m in mentions)
    if others or not is_now:
        return
    quote = block.text[head.start : head.end]
    if not quote.endswith("年度") or not 0 < year - head.year <= OLDEST_TEMPLATE:
        return
    message = Message(
        f"第 {block.page} 页这一段以“{quote}”开头，说的却是本年的数，而本报告是 {year} 年度的，疑沿用旧稿",
        f"a paragraph on page {block.page} tells of this year but begins with {quote} in a report of {year}; taken over from an older one?",
    )
    yield _verdict(
        block, head.start, min(len(block.text), head.end + 20), f"old-year|{block.text[:30]}", message, Severity.MEDIUM,
        f"{year} 年度",
    )  # fmt: skip


def _verdict(
    block: Block, start: int, end: int, key: str, message: Message, severity: Severity, suggested: str
) -> Verdict:
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    quote = block.text[start:end]
    evidence = Evidence(SourceRef(page, bbox, block.id, start, end), quote)
    what = FindingKind.DATE
    return Verdict(
        "dates", key_of(key), "differs", what, severity, quote[:20], message, (evidence,), suggested=suggested
    )
