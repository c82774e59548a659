"""What a report prints though we did not read it as what it is: a caption taken for a paragraph, or for a table's cell."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.text.patterns import compile_pattern

HEAD = 30  # characters of a block or cell in which its number stands
# What a sentence says behind a number: 表 1-6 所示…… names the table, it is no caption.
_SAID = compile_pattern(r"所示|所列|可见|可知|可以看出|显示|中(?!等|职|专)|的|，|。|是")


def caption_stands_unread(report: Report, word: str, number: str, pointer: str = "") -> bool:
    """True when a block or cell begins like the caption of that number: the thing is there, and was not read as one.

    `number` is plain (2-1). `pointer` is the id of a block that is not asked, because it speaks of the thing itself.
    """
    mark = f"{word}{plain_number(number)}"
    for text in printed_heads(report, pointer):
        start = plain_number(text).removeprefix("附")
        rest = start[len(mark) :]
        if start.startswith(mark) and not rest[:1].isdigit() and not rest.startswith("-") and not _SAID.match(rest):
            return True
    return False


def plain_number(text: str) -> str:
    """A number, or a text that begins with one, without blanks and with plain dashes: 表 1－6 as 表1-6."""
    return "".join("-" if char in "－—–" else char for char in text if not char.isspace())


def printed_heads(report: Report, pointer: str = "") -> Iterator[str]:
    """The beginnings of all blocks but one, lists and running lines left out, and of all cells."""
    outside = (BlockKind.TOC, BlockKind.COVER, BlockKind.FURNITURE)
    for block in report.blocks:
        if block.text and block.kind not in outside and block.id != pointer:
            yield block.text[:HEAD]
    for table in report.tables:
        yield from (cell[:HEAD] for row in table.cells for cell in row if cell)
