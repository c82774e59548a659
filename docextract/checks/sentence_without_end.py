"""A paragraph that ends without a full stop.

**What it finds**: a paragraph of whole sentences, the last of which has no mark at its end.
**Why it matters**: something may be cut off behind it; where nothing is, a full stop is missing in print.
**Example**: 学校建成实训室 6 间。实训条件得到改善 as the end of a section.
**Silent** for paragraphs with neither a full stop nor two commas in them (lines of a list, captions read as text), where the
last line is full to the margin or what follows stands on its own (a picture, a table: then the sentence goes on behind it),
where it ends in the middle (在, 的, 并), and when a document does so again and again (its way to set lists).
**Tolerance**: any closing mark is an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.words.writing import is_han
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef

MIN_LENGTH = 40
MIN_COMMAS = 2
# A document that leaves out more full stops than this has a manner, not misprints.
MANNER = 4
SHOWN = 30
# A last line that ends so many points before the longest one was ended by its author.
SHORT_PT = 24.0
_UNFINISHED = "的在和与及或并为对从向把被将以等是了"
_GOES_ON = (BlockKind.FIGURE, BlockKind.TABLE, BlockKind.FOOTNOTE)


@check("prose")
def sentence_without_end(book: Book) -> Iterator[Verdict]:
    """Paragraphs without a full stop; see the module."""
    blocks = [block for block in book.report.blocks if block.kind is not BlockKind.FURNITURE]
    found = [block for index, block in enumerate(blocks) if _is_open(block, blocks[index + 1 : index + 2])]
    if len(found) <= MANNER:
        for block in found:
            yield _verdict(block)


def _is_open(block: Block, behind: Sequence[Block]) -> bool:
    text = block.text.rstrip()
    if (
        block.kind is not BlockKind.PARAGRAPH
        or len(text) < MIN_LENGTH
        or not is_han(text[-1])
        or text[-1] in _UNFINISHED
    ):
        return False
    if "。" not in text and text.count("，") < MIN_COMMAS:
        return False
    return bool(behind) and behind[0].kind not in _GOES_ON and _is_last_line_short(block)


def _is_last_line_short(block: Block) -> bool:
    """True when the paragraph was ended there by its author; also when no places are known."""
    lines = block.line_regions()
    return not lines or (len(lines) > 1 and lines[-1].bbox.x1 < max(line.bbox.x1 for line in lines) - SHORT_PT)


def _verdict(block: Block) -> Verdict:
    end = len(block.text.rstrip())
    start = max(end - SHOWN, *(block.text.rfind(mark, 0, end) + 1 for mark in "。；"))
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    quote = block.text[start:end]
    return Verdict(
        check="sentence_without_end",
        key=key_of(quote),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW,
        subject=quote,
        message=Message(
            f"“{quote}”（第 {page} 页）段末没有句号", f"the paragraph on page {page} ends without a full stop: {quote}"
        ),
        evidence=(Evidence(SourceRef(page, bbox, block.id, start, end), quote),),
        suggested=f"{quote}。",
        score=0.7,
    )
