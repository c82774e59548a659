"""案例: their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docextract.model.flow import TextBlock
from docextract.structure.piece import Piece, Role, marked
from docextract.structure.styles import CaseStyle

MAX_TITLE = 60
GAP_SHARE = 0.18  # of the font size: the white between a counter and a title that begins with a numeral too


def mark_cases(pieces: Sequence[Piece], body_size: float, style: CaseStyle) -> tuple[Piece, ...]:
    """Case titles marked; a number alone takes its title from the next block of the same style."""
    out: list[Piece] = list(pieces)
    listed = {_plain(p.title) for p in pieces if p.role is Role.LIST_ENTRY and style.named.match(p.title)}
    for i, piece in enumerate(out):
        block = piece.text_block
        if not piece.is_text or block is None or not _may_be_title(block, listed, body_size, style):
            continue
        match = style.title.match(_with_gap(block, style).strip())
        if match is None:
            continue
        number, title = (
            style.numbered(match["word"], match["number"] or ""),
            match["title"].strip().strip("】]").strip(),
        )
        if not title and i + 1 < len(out) and _is_title_line(block, out[i + 1]):
            title = out[i + 1].text_block.text.strip()  # type: ignore[union-attr]
            out[i + 1] = marked(out[i + 1], Role.NOTE, why="second line of a case title")
        if title or number:
            out[i] = marked(piece, Role.CASE_TITLE, number, title, "numbered case title")
    return tuple(out)


def _with_gap(block: TextBlock, style: CaseStyle) -> str:
    """The title with a blank where white after 案例一 shows that the counter ends: 案例一 一张草图, not 案例一体化."""
    line = block.lines[0]
    counted = style.counter.match(line.text)
    for i in range(counted.start("counter"), counted.end()) if counted is not None else ():
        here, after = (line.char_boxes[j] if j < len(line.char_boxes) else None for j in (i, i + 1))
        if here is not None and after is not None and after.x0 - here.x1 > GAP_SHARE * line.size:
            return f"{line.text[: i + 1]} {block.text[i + 1 :]}"
    return block.text


def _plain(text: str) -> str:
    return re.sub(r"[\s:：、.．]+", "", text)


def _may_be_title(block: TextBlock, listed: set[str], body_size: float, style: CaseStyle) -> bool:
    text = block.text.strip()
    if len(text) > MAX_TITLE or not style.title.match(text) or style.refused.match(text):
        return False
    if _plain(text) in listed:
        return True
    if re.search(r"[。；;，,]$", text):
        return False
    has_number = style.counted.match(text) is not None
    has_label = style.labelled.match(text) is not None and len(block.lines) == 1
    stands_out = block.is_bold or block.is_centered or block.frame is not None or block.size > body_size + 0.4
    return ((has_number or has_label) and (stands_out or not block.ends_full)) or (
        stands_out and style.loose.match(text) is not None
    )


def _is_title_line(title: TextBlock, after: Piece) -> bool:
    block = after.text_block
    return (
        after.is_text
        and block is not None
        and block.page == title.page
        and len(block.text) <= MAX_TITLE
        and abs(block.size - title.size) < 0.8
        and block.is_bold == title.is_bold
        and not block.text.rstrip().endswith("。")
    )
