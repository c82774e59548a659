"""The name of another office where the report introduces itself.

**What it finds**: a sentence in which a report of this kind says who it is (…是县政府工作部门), with another name than the
issuer's in front.
**Why it matters**: the text was taken over from another office's or another place's report; what else was?
**Example**: 青河县水务局是县政府工作部门 in the final account of 柳河县水务局.
**Silent** when the pack states no such sentences, when the report names its issuer less often than the other office, for
parts of the issuer's name (县水务局, 水务局), and, but for 是…, for names that end otherwise than the issuer's
(its own institutions have duties too).
**Tolerance**: names are compared without blanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.patterns import Match, Pattern, compile_pattern
from docextract.text.word_patterns import any_name

_OFFICE_END = r"(?:局|厅|委|委员会|办公室|中心|院|所|站|队|会|部|馆)"
_OURS = compile_pattern(r"^(?:本|我|该|各|全|其|所属|下属|直属|局机关)")
ALIKE = 3  # characters at the end by which two offices are of one kind: 水务局
MIN_NAME = 5


@check("prose")
def name_of_another_office(book: Book) -> Iterator[Verdict]:
    """Another office's name in the issuer's own sentences; see the module."""
    introduces, issuer = book.pack.words.introduces, "".join(book.report.issuer.split())
    if not introduces or len(issuer) < MIN_NAME:
        return
    pattern = _pattern(introduces)
    text = "".join(block.text for block in book.report.blocks)
    for block in book.report.blocks:
        match = pattern.search(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if match is None or not _is_another(match, issuer):
            continue
        if text.count(issuer) > text.count(match["name"]):
            yield _verdict(block, match, book.report.issuer)


@lru_cache(maxsize=8)
def _pattern(introduces: tuple[str, ...]) -> Pattern:
    return compile_pattern(
        rf"(?:^|[。；])[ ]*(?P<name>\p{{Han}}{{3,24}}?{_OFFICE_END})(?P<said>{any_name(introduces)})"
    )


def _is_another(match: Match, issuer: str) -> bool:
    name = match["name"]
    if len(name) < MIN_NAME or name in issuer or issuer in name or _OURS.match(name):
        return False
    return match["said"].startswith("是") or name[-ALIKE:] == issuer[-ALIKE:]


def _verdict(block: Block, match: Match, issuer: str) -> Verdict:
    name, quote = match["name"], match["name"] + match["said"]
    message = Message(
        f"第 {block.page} 页写“{quote}”，而本报告是{issuer}的，疑套用别处的文字",
        f"page {block.page} says {quote}, but this is the report of {issuer}: taken over from another one?",
    )
    start, end = match.start("name"), match.end("said")
    return Verdict(
        check="name_of_another_office",
        key=key_of(name, match["said"]),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.MEDIUM,
        subject=name,
        message=message,
        evidence=(Evidence(SourceRef(block.page, block.bbox, block.id, start, end), quote),),
        suggested=issuer,
        score=0.9,
    )
