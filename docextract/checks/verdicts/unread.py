"""What a report prints though we did not read it as what it is: a caption taken for a paragraph, or for a table's cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.text.patterns import compile_pattern

HEAD = 30  # characters of a block or cell in which its number stands
# What a sentence says behind a number: 表 1-6 所示…… names the table, it is no caption.
_SAID = compile_pattern(r"所示|所列|可见|可知|可以看出|显示|中(?!等|职|专)|的|，|。|是")
# And before it: 见表 1-6, 表 1 至表 6, （表 2）. A 附 is the caption's own.
_SPEAKS = compile_pattern(r"(?:[见如由从据在按和与及至、到（(]|参照|结合|根据)附?$")
_OUTSIDE = (BlockKind.TOC, BlockKind.COVER, BlockKind.FURNITURE)
_SECOND = compile_pattern(r"[ \u3000]+(?=附?表|图|案例)")


def caption_stands_unread(report: Report, word: str, number: str, apart: Collection[str] = ()) -> bool:
    """True when a block or cell begins like the caption of that number: the thing is there, and was not read as one.

    `number` is plain (2-1). `apart` are the ids of blocks that are not asked: captions that were read, a paragraph that
    speaks of the thing itself. Two pictures side by side may have their captions in one line.
    """
    mark = f"{word}{plain_number(number)}"
    heads = [text for block in report.blocks if block.id not in apart for text in _heads(block)]
    heads += [
        text
        for block in report.blocks
        if block.kind in (BlockKind.FIGURE, BlockKind.TABLE)
        for text in _SECOND.split(block.text)[1:]
    ]
    return any(_is_caption(text, mark) for text in (*heads, *_cells(report)))


def _is_caption(text: str, mark: str) -> bool:
    """True if the text begins with the mark, or has it behind something that was read into its line and does not speak of it."""
    start = plain_number(text[:HEAD])
    at = start.find(mark)
    rest = start[at + len(mark) :]
    is_own = not rest[:1].isdigit() and not rest.startswith("-") and not _SAID.match(rest)
    return at >= 0 and is_own and not _SPEAKS.search(start[:at])


def heading_stands_between(report: Report, first: str, second: str, numbers: Sequence[str]) -> bool:
    """True when between the blocks `first` and `second` something begins with one of the numbers behind the first of them.

    `numbers` are headings' (2., 3., 4.), the first of them that of `first`: where something else in between has it too,
    a list counts there by itself.
    """
    order = {block.id: index for index, block in enumerate(report.blocks)}
    start, end = order.get(first, -1), order.get(second, len(order))
    inside = report.blocks[start + 1 : end]
    ids = {block.id for block in inside}
    heads = [plain_number(text) for block in inside for text in _heads(block)]
    heads += [plain_number(text) for text in _cells(report, ids)]
    own, *lost = [plain_number(number) for number in numbers]
    is_list = any(_is_numbered(head, own) for head in heads)
    return not is_list and any(_is_numbered(head, number) for head in heads for number in lost)


def _is_numbered(text: str, number: str) -> bool:
    """True if the text begins with the number and the number ends there: 2.1 is not 2."""
    rest = text[len(number) :]
    return text.startswith(number) and not rest[:1].isdigit() and not (rest[:1] in "." and rest[1:2].isdigit())


def plain_number(text: str) -> str:
    """A number, or a text that begins with one, without blanks and with plain dashes: 表 1－6 as 表1-6."""
    return "".join("-" if char in "－—–" else char for char in text if not char.isspace())


def _heads(block: Block) -> Iterator[str]:
    """The beginning of a block of the body."""
    if block.text and block.kind not in _OUTSIDE:
        yield block.text[:HEAD]


def _cells(report: Report, blocks: Collection[str] | None = None) -> Iterator[str]:
    """The beginnings of the cells of all tables, or of those with their caption among the blocks."""
    for table in report.tables:
        if blocks is None or table.block in blocks:
            yield from (cell[:HEAD] for row in table.cells for cell in row if cell)
