"""A figure's caption that names something else than the text beside it.

**What it finds**: a workshop, school, firm or base in a caption whose name begins and ends as one in the text of the
same section, with other words in between.
**Why it matters**: one of the two names is wrong, and the picture may show something else.
**Example**: 图 3 林岚名师工作室送教 beside 林岚技能大师工作室.
**Silent** when the caption's name stands in the text of its section, when one name is a short form of the other, and
when the section names nothing of that sort.
**Tolerance**: blanks and quotation marks do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.numbered.items import Item, evidence_of_item
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

SAME_START = 3
_NAME = compile_pattern(
    r"(?<!\p{Han})\p{Han}{3,14}?(?P<sort>工作室|学校|学院|公司|基地|协会|联盟|共同体|联合体)(?!\p{Han}{0,2}(?:工作室))"
)


@check("structure", "prose")
def caption_against_text(book: Book) -> Iterator[Verdict]:
    """A caption that names something else than its section; see the module."""
    for figure in book.report.figures:
        item = Item("图", figure.number, figure.title, figure.page, figure.block)
        match = _NAME.search(compare_form(figure.title))
        if match is None:
            continue
        for block in _prose_of(book.report, figure.section):
            other = _rival(match.group(), match.group("sort"), book.report, figure.section, block)
            if other:
                yield _verdict(item, match.group(), block, other)


def _prose_of(report: Report, section: str) -> list[Block]:
    return [b for b in report.blocks if b.kind is BlockKind.PARAGRAPH and section and b.section == section]


def _rival(name: str, sort: str, report: Report, section: str, block: Block) -> str:
    """The name in the block that begins and ends like `name` and is another; "" when the section has `name` itself."""
    if any(name in compare_form(other.text) for other in _prose_of(report, section)):
        return ""
    for match in _NAME.finditer(compare_form(block.text)):
        other = match.group()
        same = match.group("sort") == sort and other[:SAME_START] == name[:SAME_START]
        if same and other != name and not _is_within(name, other) and not _is_within(other, name):
            return other
    return ""


def _is_within(short: str, long: str) -> bool:
    """True if the characters of `short` stand in `long` in that order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _verdict(item: Item, name: str, block: Block, other: str) -> Verdict:
    message = Message(
        f"{item.label}（第 {item.page} 页）写“{name}”，正文（第 {block.page} 页）写“{other}”",
        f"{item.label} (page {item.page}): the caption says {name}, the text (page {block.page}) {other}",
    )
    return Verdict(
        check="caption_against_text",
        key=key_of(name, other),
        outcome="differs",
        kind=FindingKind.CAPTION,
        severity=Severity.LOW,
        subject=name,
        message=message,
        evidence=(evidence_of_item(item), Evidence(SourceRef(block.page, block.bbox, block.id), other)),
        score=0.7,
    )
