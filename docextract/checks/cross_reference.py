"""A reference in the text to a table, figure or case that is not there.

**What it finds**: 见表 1-6, 如图 3 所示, 详见案例 4-2 where the report has no such number.
**Why it matters**: the promised data is missing, or another table is meant.
**Example**: 见表 3-1 in a report whose tables are 表 1-1 to 表 2-2.
**Silent** when the report has no numbered thing of that sort at all (then we did not find them, or they are
pictures), when a block that was not read as a caption begins with the number (表 6 办学条件), when the reference speaks
of an attachment (附件) or stands in a quoted title, and when a number matches with 附 in front.
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.numbering import Item, cases, figures, tables
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.verdicts.unread import caption_stands_unread
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.patterns import GAP, compile_pattern

_NUMBER = rf"(?P<number>\d+(?:{GAP}[-－—–.]{GAP}\d+)*)"
_POINTER = compile_pattern(
    rf"(?:见|参见|详见|参阅|如|由|从){GAP}(?P<word>附?表|图|案例){GAP}{_NUMBER}"
    rf"|(?P<word2>附?表|图|案例){GAP}(?P<number2>\d+(?:{GAP}[-－—–.]{GAP}\d+)*){GAP}(?:所示|可见|可知|可以看出|显示|所列)"
)


@check("structure", "prose")
def cross_reference(book: Book) -> Iterator[Verdict]:
    """References that lead nowhere; see the module."""
    report = book.report
    known = {"图": figures(report), "表": tables(report), "案例": cases(report)}
    for block in report.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE):
            continue
        for match in _POINTER.finditer(block.text):
            word = (match.group("word") or match.group("word2")).removeprefix("附")
            number = match.group("number") or match.group("number2")
            items = known[word]
            is_there = any(_plain(item.number) == _plain(number) for item in items)
            if items and (is_there or not caption_stands_unread(report, word, number, block.id)):
                yield _verdict(block, match.start(), match.end(), word, number, items)


def _verdict(block: Block, start: int, end: int, word: str, number: str, items: list[Item]) -> Verdict:
    target = next((item for item in items if _plain(item.number) == _plain(number)), None)
    places = block.locate(start, end)
    source = SourceRef(
        places[0].page if places else block.page, places[0].bbox if places else block.bbox, block.id, start, end
    )
    quote = block.text[start:end]
    shown = "、".join(item.number for item in items[:12])
    if target is not None:
        message = Message(f"“{quote}”所指的{target.label}存在", f"{quote} points to {target.label}")
    else:
        message = Message(
            f"第 {source.page} 页写“{quote}”，但报告中没有{word} {number}（有{word} {shown}）",
            f"page {source.page} says {quote}, but there is no {word} {number} (there are {word} {shown.replace('、', ', ')})",
        )
    return Verdict(
        "cross_reference",
        key_of(word, _plain(number)),
        "agrees" if target else "differs",
        FindingKind.CROSS_REFERENCE,
        Severity.HIGH,
        f"{word} {number}",
        message,
        (Evidence(source, quote),),
    )


def _plain(number: str) -> str:
    """2 - 1, 2－1 and 附表 2-1 as 2-1."""
    return "".join("-" if char in "－—–" else char for char in number if char.isdigit() or char in "-－—–.")
