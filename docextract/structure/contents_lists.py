"""目录, 表目录, 图目录, 案例目录: titles and entries."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from docextract.model.flow import Grid, TextBlock
from docextract.structure.contents_grid import grid_entries
from docextract.structure.pages_beside import pages_beside
from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles
from docextract.text.repair import join_wrapped

LEADER_TAIL = re.compile(r"\s*(?:[.．·…⋯‥。_\-—]\s*){2,}\s*(?P<page>\d{1,4}|[IVXLivxl]{1,7})?\s*$")
PAGE_TAIL = re.compile(r"(?<=[^\d\s.\-年第])\s*(?P<page>\d{1,3}|[IVXLivxl]{1,5})\s*$")
PAREN_TAIL = re.compile(r"\s*[（(]\s*(?P<page>\d{1,3})\s*[)）]\s*$")  # 一、基本情况（1）
SAME_SIZE_PT = 0.8
MAX_ENTRY_LINES = 3
MAX_TITLE = 60  # of an entry without page number
MAX_ENTRY_CHARS = 120  # without the leader dots, which may be as many again
FIRST_HALF = "first half of a wrapped entry"
REST = "second half of a wrapped entry, its page beside the first"
PAGE_OF_ENTRY = "page of the entry beside it"
NUMBER_START = re.compile(r"^\s*(?:\d|第|附|[（(一二三四五六七八九十]+[、)）])")
ENTRY_START = re.compile(r"^\s*(?:\d|第|附|[（(一二三])")
REST_STEP_SHARE = 2.2  # of the font size, from foot to foot


def mark_contents_lists(pieces: Sequence[Piece], styles: Styles) -> tuple[Piece, ...]:
    """List titles and their entries marked; a list ends with the first block that is no entry.

    Entries with leader dots before any title count as 目录. An entry broken over two lines has its page on the second.
    """
    out: list[Piece] = []
    current = ""
    said_later = _last_places(pieces)
    numbers = pages_beside(pieces)
    list_page, page_is_list = 0, False
    for i, piece in enumerate(pieces):
        block = piece.text_block
        if current and isinstance(piece.item, Grid) and (rows := grid_entries(piece.item)):
            out.extend(replace(row, list=current) for row in rows)
            continue
        if not piece.is_text or block is None:
            out.append(piece)
            continue
        if current and (beside := _with_page_beside(pieces, i, numbers)) is not None:
            out.append(replace(beside, list=current))
            continue
        plain = re.sub(r"\s+", "", block.text)
        if styles.list_title.match(plain):
            current = plain
            list_page = piece.item.page
            page_is_list = _is_list_page(pieces[i + 1 :], list_page)
            out.append(replace(piece, role=Role.LIST_TITLE, title=plain, list=plain))
            continue
        entry = _entry(block)
        if entry is not None and (current or _has_leader(block)):
            out.append(replace(entry, list=current or "目录"))
            continue
        if current and _is_rest(block, out[-1] if out else None, styles):
            out.append(replace(piece, role=Role.LIST_ENTRY, title=block.text, list=current, why=REST))
            continue
        if current and piece.item.page == list_page + 1:
            list_page, page_is_list = piece.item.page, _is_tail_page(pieces[i:], said_later, i)
        # A list without page numbers: its titles come again as headings, or fill a page that has nothing else.
        if current and (said_later.get(plain, 0) > i or (piece.item.page == list_page and page_is_list)):
            out.append(replace(piece, role=Role.LIST_ENTRY, title=block.text.strip(), list=current))
            continue
        if current and _is_first_half(block, pieces[i + 1 :], styles):
            out.append(replace(piece, role=Role.LIST_ENTRY, title=block.text, list=current, why=FIRST_HALF))
            continue
        if current and not _resumes(pieces[i + 1 :]):
            current = ""
        out.append(piece)
    return tuple(_with_halves_joined(out))


def _with_page_beside(pieces: Sequence[Piece], index: int, numbers: Mapping[int, int]) -> Piece | None:
    """The piece as an entry with the page that stands beside it, or as that page, which is no entry; None if neither."""
    piece, block = pieces[index], pieces[index].text_block
    number = pieces[numbers[index]].text_block if index in numbers else None
    if block is not None and number is not None and len(block.text) <= MAX_ENTRY_CHARS:
        return replace(piece, role=Role.LIST_ENTRY, title=block.text.strip(), printed_page=number.text.strip())
    if index in numbers.values():
        return replace(piece, role=Role.LIST_ENTRY, why=PAGE_OF_ENTRY)
    return None


def _last_places(pieces: Sequence[Piece]) -> dict[str, int]:
    """For each text (blanks left out) the index of the last block that says it."""
    return {
        re.sub(r"\s+", "", piece.text_block.text): i for i, piece in enumerate(pieces) if piece.text_block is not None
    }


def _is_list_page(following: Sequence[Piece], page: int) -> bool:
    """True if the rest of the page is several short lines and no sentence."""
    texts = [p.text_block.text for p in following if p.item.page == page and p.text_block is not None]
    others = any(p.item.page == page and p.text_block is None for p in following)
    return len(texts) >= 3 and not others and all(map(_is_short_line, texts))


def _is_tail_page(rest: Sequence[Piece], said_later: Mapping[str, int], index: int) -> bool:
    """True for a page right after a list that holds only short lines, half of which at least are said again later.

    A list's last titles may be worded otherwise in the text. `rest` begins with the page's first piece, at `index`.
    """
    page = rest[0].item.page
    on_page = list(itertools.takewhile(lambda piece: piece.item.page == page, rest))
    texts = [piece.text_block.text for piece in on_page if piece.text_block is not None]
    if len(texts) < len(on_page) or not all(map(_is_short_line, texts)):
        return False
    again = sum(said_later.get(re.sub(r"\s+", "", text), 0) >= index + len(on_page) for text in texts)
    return 2 * again >= len(texts)


def _is_short_line(text: str) -> bool:
    return len(text) <= MAX_TITLE and not text.rstrip().endswith(("。", "；"))


def _has_leader(block: TextBlock) -> bool:
    match = LEADER_TAIL.search(block.text)
    return match is not None and bool(match["page"])


def _entry(block: TextBlock) -> Piece | None:
    """The block as a list entry, None if it does not look like one."""
    match = LEADER_TAIL.search(block.text)
    if len(block.lines) > MAX_ENTRY_LINES or (match.start() if match else len(block.text)) > MAX_ENTRY_CHARS:
        return None
    if match is None or not match["page"]:
        match = PAGE_TAIL.search(block.text) or PAREN_TAIL.search(block.text)
        if match is None or len(block.lines) > 1 or block.text.rstrip().endswith("。"):
            return None
    text = block.text[: match.start()].strip()
    return Piece(block, Role.LIST_ENTRY, title=text, printed_page=match["page"]) if text else None


def _is_first_half(block: TextBlock, following: Sequence[Piece], styles: Styles) -> bool:
    """A wrapped entry: no page itself, but the next block is an entry that begins in small letters of a number."""
    if not block.ends_full or len(block.text) > 80 or not following:
        return False
    after = following[0].text_block
    return (
        after is not None
        and _has_leader(after)
        and not ENTRY_START.match(after.text)
        and not styles.entry_word.match(after.text)
    )


def _is_rest(block: TextBlock, before: Piece | None, styles: Styles) -> bool:
    """The end of an entry that left no room for leader dots: right below, no further left, without number or page."""
    entry = before.text_block if before is not None and before.role is Role.LIST_ENTRY else None
    if entry is None or before is None or not before.printed_page or LEADER_TAIL.search(entry.text):
        return False
    first, rest = entry.lines[-1], block.lines[0]
    return (
        entry.ends_full
        and len(block.lines) == 1
        and abs(entry.size - block.size) < SAME_SIZE_PT
        and 0 < rest.bbox.bottom - first.bbox.bottom <= REST_STEP_SHARE * block.size
        and first.bbox.x0 - block.size < rest.bbox.x0
        and rest.bbox.x1 < first.bbox.x1
        and not block.text.rstrip().endswith("。")
        and not NUMBER_START.match(block.text)
        and not styles.entry_word.match(block.text)
    )


def _resumes(following: Sequence[Piece]) -> bool:
    """True if entries with leaders go on right after this block: it was a subtitle within the list."""
    for piece in following[:1]:
        block = piece.text_block
        return block is not None and _has_leader(block)
    return False


def _with_halves_joined(pieces: Sequence[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        if piece.role is Role.LIST_ENTRY and before is not None and before.why == FIRST_HALF:
            out.append(replace(piece, title=before.title + piece.title))
            out[-2] = replace(before, title="")
        elif piece.why == REST and before is not None:
            out[-1] = replace(before, title=join_wrapped(before.title, piece.title))
            out.append(replace(piece, title=""))
        else:
            out.append(piece)
    return out
