"""Titles of tables with nothing under them.

**What it finds**: table titles (appendix tables above all) without a table.
**Why it matters**: the form requires the tables; without them nothing of the report can be checked against its data.
**Example**: 附表 1 … and 附表 2 … on two otherwise empty pages.
**Silent** when a table of the same number stands elsewhere in the report, and when a picture without a caption of its
own stands under the title: the table is there, as a picture; when short lines with numbers stand under it, cells of a
table that was not read as one; and when a line under the title says that there is nothing to put into it
(本部门没有此项支出，故本表无数据).
**Tolerance**: none. All such titles are one finding: they have one cause.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.required_parts import says_none
from docextract.checks.verdicts.saying import key_of
from docextract.model.block import BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern

_NUMBER = compile_pattern(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
# So many numbers without a full stop, in one of so many paragraphs, are the cells of a table.
CELLS = 6
BLOCKS_BEHIND = 3
CELL = 12  # characters of a cell that stands as a paragraph of its own
_STOPS = ("。", "；", "：", "，")


@check("structure")
def missing_content(book: Book) -> Iterator[Verdict]:
    """Table titles with nothing under them; see the module."""
    there = {(table.number, table.title) for table in book.report.tables}
    empty = [
        table
        for table in book.report.missing_tables
        if (table.number, table.title) not in there
        and not _stands_over_picture(book, table)
        and not _says_why(book, table)
        and not _stands_over_cells(book, table)
    ]
    if not empty:
        return
    titles = [table.caption for table in empty]
    message = Message(
        f"{'、'.join(titles[:8])}{'等' if len(titles) > 8 else ''} 共 {len(titles)} 张表只有标题，没有内容（第 {empty[0].page} 页起）",
        f"{', '.join(titles[:8])}{' …' if len(titles) > 8 else ''}: {len(titles)} table title(s) with nothing under them, "
        f"from page {empty[0].page}",
    )
    evidence = tuple(
        Evidence(SourceRef(t.page, t.regions[0].bbox, t.block), t.caption, where=t.caption) for t in empty[:8]
    )
    unread = any(_is_followed_by_cells(book, table) for table in empty)
    yield Verdict(
        "missing_content",
        key_of(*titles),
        "differs",
        FindingKind.MISSING,
        Severity.MEDIUM if unread else Severity.HIGH,
        titles[0],
        message,
        evidence,
        score=0.5 if unread else 1.0,
    )


def _stands_over_picture(book: Book, table: Table) -> bool:
    blocks = book.report.blocks
    place = next((i for i, block in enumerate(blocks) if block.id == table.block), len(blocks))
    behind = next((block for block in blocks[place + 1 :] if block.kind is not BlockKind.FURNITURE), None)
    named = {figure.block for figure in book.report.figures if figure.has_caption}
    return behind is not None and behind.kind is BlockKind.FIGURE and behind.id not in named


def _stands_over_cells(book: Book, table: Table) -> bool:
    """True when the next three paragraphs are as short as cells, end no clause, and one of them has a number."""
    blocks = [block for block in book.report.blocks if block.kind is not BlockKind.FURNITURE]
    place = next((i for i, block in enumerate(blocks) if block.id == table.block), len(blocks))
    behind = blocks[place + 1 : place + 1 + BLOCKS_BEHIND]
    cells = [b for b in behind if b.kind is BlockKind.PARAGRAPH and len(b.text) <= CELL and not b.text.endswith(_STOPS)]
    return len(cells) == BLOCKS_BEHIND and any(_NUMBER.search(block.text) for block in cells)


def _says_why(book: Book, table: Table) -> bool:
    """True when one of the next paragraphs, before another table or heading, says that the form has nothing to show."""
    blocks = book.report.blocks
    place = next((i for i, block in enumerate(blocks) if block.id == table.block), len(blocks))
    for block in blocks[place + 1 : place + 1 + BLOCKS_BEHIND]:
        if block.kind in (BlockKind.TABLE, BlockKind.HEADING, BlockKind.FIGURE):
            return False
        if says_none(block.text) and "表" in block.text:
            return True
    return False


def _is_followed_by_cells(book: Book, table: Table) -> bool:
    """True when numbers without sentences stand behind the title: a table that was not read as one, not a missing one."""
    blocks = book.report.blocks
    place = next((i for i, block in enumerate(blocks) if block.id == table.block), len(blocks))
    behind = [block for block in blocks[place + 1 : place + 1 + BLOCKS_BEHIND] if block.kind is BlockKind.PARAGRAPH]
    return any(len(_NUMBER.findall(block.text)) >= CELLS and "。" not in block.text for block in behind)
