"""Paragraphs that a page break, a picture or a table cut in two, joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docextract.model.flow import TextBlock
from docextract.structure.listed_titles import joined_blocks
from docextract.structure.piece import Piece, Role

SAME_SIZE_PT = 0.8
ENDED = re.compile(r"[。！？!?；;：:]['\"”’）)》]*$")
SKIPPED = (Role.PICTURE, Role.TABLE, Role.FIGURE_CAPTION, Role.TABLE_CAPTION, Role.NOTE, Role.FOOTNOTE)


def join_cut_paragraphs(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A text block that fills its last line goes on in the next one if that begins at the column's edge, in its style.

    Over a page break nothing may stand between but what floats (pictures, tables, their captions, footnotes). On one
    page only a paragraph that broke off in mid-sentence goes on after a picture.
    """
    out: list[Piece] = []
    for piece in pieces:
        host = _open_paragraph(out, piece)
        if host >= 0:
            before, block = out[host].text_block, piece.text_block
            if before is not None and block is not None:
                out[host] = replace(out[host], item=joined_blocks(before, block))
                continue
        out.append(piece)
    return tuple(out)


def _open_paragraph(out: Sequence[Piece], piece: Piece) -> int:
    """Index of the piece that `piece` continues, -1 if none."""
    block = piece.text_block
    if not piece.is_text or block is None or block.is_indented or block.is_centered:
        return -1
    for i in range(len(out) - 1, -1, -1):
        if out[i].role in SKIPPED:
            continue
        before = out[i].text_block
        if not out[i].is_text or before is None:
            return -1
        return i if _goes_on(before, block, has_between=i < len(out) - 1) else -1
    return -1


def _goes_on(before: TextBlock, block: TextBlock, has_between: bool) -> bool:
    last_page = before.lines[-1].page
    same_style = abs(before.size - block.size) < SAME_SIZE_PT and (before.frame is None) == (block.frame is None)
    if not same_style or block.page not in (last_page, last_page + 1):
        return False
    is_cut = not ENDED.search(before.text)
    if block.page == last_page:
        is_next_column = block.lines[0].bbox.bottom < before.lines[-1].bbox.top
        return (has_between or is_next_column) and is_cut and before.ends_full
    # A page's last line may be full and end a sentence; only an indent on the next page would show a new paragraph.
    return before.ends_full and (is_cut or before.is_indented)
