"""A heading printed on two centred lines far apart, joined again where the contents list has it as one title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docextract.model.flow import TextBlock
from docextract.structure.heading_styles import style_key
from docextract.structure.piece import Piece, Role
from docextract.text.repair import wrap_blank

MAX_HALF = 60  # characters


def join_listed_titles(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Two blocks that follow each other in one style and make a title of the contents list are one block.

    第三部分 江城市档案局 2024 年度部门决算 over 情况说明: lines so far apart that each could be a heading of its own.
    """
    listed = {_plain(piece.title) for piece in pieces if piece.role is Role.LIST_ENTRY}
    out: list[Piece] = []
    for piece in pieces:
        before, block = (out[-1].text_block if out and out[-1].is_text else None), piece.text_block
        if before is not None and block is not None and piece.is_text and _make_title(before, block, listed):
            out[-1] = replace(out[-1], item=joined_blocks(before, block))
        else:
            out.append(piece)
    return tuple(out)


def _make_title(first: TextBlock, second: TextBlock, listed: set[str]) -> bool:
    if len(first.text) > MAX_HALF or len(second.text) > MAX_HALF or first.page != second.page:
        return False
    halves = _plain(first.text), _plain(second.text)
    return style_key(first) == style_key(second) and "".join(halves) in listed and not listed.issuperset(halves)


def _plain(text: str) -> str:
    return re.sub(r"[\s:：、.．]+", "", text)


def joined_blocks(first: TextBlock, second: TextBlock) -> TextBlock:
    """The blocks as one that begins like the first and ends like the second."""
    blank = wrap_blank(first.text, second.text)
    return replace(
        first,
        lines=(*first.lines, *second.lines),
        text=first.text + blank + second.text,
        places=(*first.places, *([None] * len(blank)), *second.places),
        ends_full=second.ends_full,
    )
