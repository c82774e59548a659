"""A rate of growth printed without its per cent sign.

**What it finds**: 增加 1193.20 万元，增长 13.95。 where the rate has lost its %.
**Why it matters**: read as it stands it is another amount of money, and no program reads it at all.
**Example**: 比上年减少 6.35 万元，下降 4.26，主要是……
**Silent** when a unit or a word follows the number, and when no amount stands right before it.
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.patterns import Match, compile_pattern

_BARE_RATE = compile_pattern(
    r"(?:增加|减少|增长|下降|降低|提高)[ ]*[\d,.]+[ ]*(?:亿|万)?元[ ]*[，,、][ ]*"
    r"(?P<quote>(?:同比)?(?:增长|下降|提高|降低|上升)(?:了)?[ ]*(?P<rate>\d+(?:\.\d+)?))[ ]*(?=[。，；、）])"
)


@check("prose")
def rate_without_unit(book: Book) -> Iterator[Verdict]:
    """Rates without their per cent sign; see the module."""
    for block in book.report.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            for match in _BARE_RATE.finditer(block.text):
                yield _verdict(block, match)


def _verdict(block: Block, match: Match) -> Verdict:
    start, end = match.span("quote")
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    quote, rate = match["quote"], match["rate"]
    return Verdict(
        check="rate_without_unit",
        key=key_of(match.group()),
        outcome="differs",
        kind=FindingKind.UNIT,
        severity=Severity.LOW,
        subject=quote,
        message=Message(
            f"第 {page} 页“{quote}”没有写单位，应为 {rate}%", f"{quote} on page {page} has no unit; probably {rate}%"
        ),
        evidence=(Evidence(SourceRef(page, bbox, block.id, start, end), quote, rate, ""),),
        suggested=f"{rate}%",
        score=0.9,
    )
