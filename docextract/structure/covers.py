"""Cover pages: the document's, and those of reports bound in after the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docextract.model.flow import TextBlock
from docextract.structure.numbering import Scheme, split_number
from docextract.structure.piece import Piece, Role, marked
from docextract.structure.styles import Styles

MAX_COVER_CHARS = 220
MIN_PROSE_CHARS = 30  # a sentence of that length opens a chapter; a cover has a motto at most
LARGE_PT = 4.0  # above the body's size
DATE_OR_BODY = re.compile(
    r"^[\d〇○零一二三四五六七八九十]{2,4}\s*年(?:\s*[\d一二三四五六七八九十]{1,2}\s*月)?"
    r"|(?:局|厅|委员会|政府|学校|学院|中心|公司|集团)$"
)


def mark_covers(pieces: Sequence[Piece], body_size: float, styles: Styles) -> tuple[Piece, ...]:
    """Covers marked: page 1 if it holds large lines and no running text; a later page if it also names a report in
    large print and a date or a body on a line of its own.
    """
    if len({piece.item.page for piece in pieces}) < 2:
        return tuple(pieces)
    by_page: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_page.setdefault(piece.item.page, []).append(piece)
    covers = {page for page, found in by_page.items() if _is_cover(found, body_size, styles, is_first=page == 1)}
    return tuple(
        marked(piece, Role.COVER, why="large lines, no prose")
        if piece.item.page in covers and piece.role is Role.TEXT
        else piece
        for piece in pieces
    )


def _is_cover(pieces: Sequence[Piece], body_size: float, styles: Styles, is_first: bool) -> bool:
    blocks = [piece.text_block for piece in pieces if piece.text_block is not None]
    if sum(len(block.text) for block in blocks) > MAX_COVER_CHARS:
        return False
    has_large = any(block.size >= body_size + LARGE_PT for block in blocks)
    has_prose = any(len(block.text) >= MIN_PROSE_CHARS and block.text.endswith("。") for block in blocks)
    others = any(piece.role not in (Role.TEXT, Role.PICTURE) for piece in pieces)
    if not has_large or has_prose or others:
        return False
    return is_first or _is_inner_cover(blocks, body_size, styles)


def _is_inner_cover(blocks: Sequence[TextBlock], body_size: float, styles: Styles) -> bool:
    # A title over two lines may break within the words that name a report.
    large = "".join(b.text.strip() for b in blocks if b.size >= body_size + LARGE_PT)
    names_report = styles.names_report.search(large)
    has_imprint = any(
        DATE_OR_BODY.search(re.sub(r"\s+", "", b.text)) and not styles.names_report.search(b.text) for b in blocks
    )
    is_numbered = any(split_number(block.text, styles.schemes).scheme is not Scheme.NONE for block in blocks)
    return names_report is not None and has_imprint and not is_numbered
