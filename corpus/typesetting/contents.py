"""Entries of the printed lists of contents, the same for every layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .source import (
    Beside,
    Block,
    Case,
    Document,
    Figure,
    FigureRow,
    Heading,
    MissingTable,
    Part,
    Table,
    TableRow,
    Toc,
    caption_text,
    heading_text,
)


@dataclass(frozen=True)
class Entry:
    """`key` is what page numbers are looked up by: the listed block's place in `flat_blocks`."""

    text: str
    level: int
    key: int


def flat_blocks(document: Document) -> list[Block]:
    """Blocks in reading order; a case is followed by its body, a row of figures or tables by what stands in it."""
    out: list[Block] = []
    for block in document.blocks:
        out.append(block)
        if isinstance(block, Case):
            out.extend(block.body)
        elif isinstance(block, FigureRow):
            out.extend(block.figures)
        elif isinstance(block, TableRow):
            out.extend(block.tables)
        elif isinstance(block, Beside):
            out.extend(block.in_order())
    return out


def entries(document: Document, toc: Toc) -> list[Entry]:
    return list(_entries(document, toc))


def _entries(document: Document, toc: Toc) -> Iterator[Entry]:
    """The lists stand in the first of the bound documents and list nothing of the others."""
    for key, block in enumerate(flat_blocks(document)):
        match block:
            case Part():
                return
            case Heading() if toc.of == "headings" and block.level <= toc.depth:
                yield Entry(heading_text(block.number, block.toc_title), block.level, key)
            case Table() | MissingTable() if toc.of == "tables" and block.title:
                yield Entry(caption_text(block.number, block.title), 1, key)
            case Figure() if toc.of == "figures" and block.caption != "none":
                yield Entry(caption_text(block.number, block.title), 1, key)
            case Case() if toc.of == "cases":
                yield Entry(caption_text(block.number, block.title), 1, key)
