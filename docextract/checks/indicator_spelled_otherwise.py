"""An indicator that the text calls by its name but for one character.

**What it finds**: a number of the text that stands in a data table too, under a name that is one slip off the one in the
table's row.
**Why it matters**: who looks for the indicator under the text's name does not find it, or takes it for another.
**Example**: 专业教学资源数为 21 个 where the table has 专业教学资源库数, 21.
**Silent** when the values differ (that is a conflict), for names of fewer than six characters, when the text's name is
another indicator's, for what may be put in or left out (总, 的, 市), and for the words in which a count ends (数, 总数, 人数).
**Tolerance**: blanks, quotation marks and width do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import evidence_of, key_of
from docextract.checks.words.word_slips import slip_between
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.labels import compare_form, parse_label, plain_ending

MIN_NAME = 6
MIN_BEFORE = 3


@check("claims", "indicators")
def indicator_spelled_otherwise(book: Book) -> Iterator[Verdict]:
    """Indicators called by a name that is one slip off; see the module."""
    names = {plain_ending(compare_form(indicator.name)) for indicator in book.pack.indicators.values()}
    rows: dict[str, list[Fact]] = {}
    for fact in book.facts:
        if fact.origin == "data-table" and fact.code:
            rows.setdefault(fact.code, []).append(fact)
    seen: set[tuple[str, str]] = set()
    for fact in book.facts:
        if fact.claim is None or fact.kind is not ClaimKind.LEVEL or fact.owner:
            continue
        row = next((row for row in rows.get(fact.code, ()) if row.value == fact.value and row.year == fact.year), None)
        name = _other_name(fact, row, names) if row is not None else ""
        if row is not None and name and (name, row.code) not in seen:
            seen.add((name, row.code))
            yield _verdict(fact, row, name)


def _other_name(fact: Fact, row: Fact, names: set[str]) -> str:
    """The end of the text's subject that is one slip off the row's name; "" when there is none."""
    right = plain_ending(parse_label(row.subject).text)
    said = plain_ending(compare_form(fact.subject))
    if len(right) < MIN_NAME or said.endswith(right):
        return ""
    for length in (len(right) - 1, len(right), len(right) + 1):
        name = said[-length:]
        slip = slip_between(right, name)
        if slip is not None and slip.is_possible and slip.before >= MIN_BEFORE and slip.after and name not in names:
            return name
    return ""


def _verdict(fact: Fact, row: Fact, name: str) -> Verdict:
    return Verdict(
        check="indicator_spelled_otherwise",
        key=key_of(row.code, name),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW,
        subject=fact.subject,
        message=Message(
            f"正文（第 {fact.source.page} 页）写“{fact.subject}”{fact.shown}，"
            f"数据表（第 {row.source.page} 页）同一数值的指标是“{row.subject}”",
            f"the text (page {fact.source.page}) calls {fact.subject} what the data table (page {row.source.page}) calls "
            f"{row.subject} ({fact.shown})",
        ),
        evidence=(evidence_of(fact), evidence_of(row)),
        code=row.code,
        suggested=row.subject,
        reason=Message(f"两处都是 {row.shown}", f"both are {row.shown}"),
        score=0.8,
    )
