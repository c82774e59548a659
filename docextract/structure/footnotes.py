"""脚注: small text at the foot of a page that begins with a mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docextract.structure.piece import Piece, Role, marked

MARK = re.compile(r"^(?P<mark>[①-⑳❶-❿*※†]|\[\d{1,2}\]|〔\d{1,2}〕|\d{1,2}(?=[\s\u4e00-\u9fff《“]))\s*(?P<text>\S.*)$")
SMALLER_PT = 0.9
RAISED_SIZE_SHARE = 0.75  # of the line's size
FOOT_SHARE = 0.55  # of the page's height: a footnote begins below this


def mark_footnotes(pieces: Sequence[Piece], body_size: float, page_heights: Mapping[int, float]) -> tuple[Piece, ...]:
    """Marked blocks in smaller print that end a page, followed there by nothing but others of their kind."""
    out = list(pieces)
    raised = _raised_marks(pieces)
    last_of_page: dict[int, int] = {}
    for i, piece in enumerate(out):
        last_of_page[piece.item.regions[-1].page] = i
    for page, last in last_of_page.items():
        for i in range(last, -1, -1):
            piece = out[i]
            block = piece.text_block
            if block is None or not piece.is_text or block.page != page:
                break
            if block.size > body_size - SMALLER_PT or block.regions[0].bbox.top < FOOT_SHARE * page_heights[page]:
                break
            match = MARK.match(block.text.strip())
            if match is None or block.frame is not None:
                break
            is_number = match["mark"].isascii() and match["mark"].isdigit()  # Python takes ① for a digit
            if is_number and (page, match["mark"]) not in raised:  # "5 月 18 日" begins with a number too
                break
            out[i] = marked(piece, Role.FOOTNOTE, match["mark"], match["text"].strip(), "small print with a mark")
    return tuple(out)


def _raised_marks(pieces: Sequence[Piece]) -> set[tuple[int, str]]:
    """(page, digits) of small raised numbers in the text: what a footnote with that number must answer to."""
    found: set[tuple[int, str]] = set()
    for piece in pieces:
        block = piece.text_block
        for line in block.lines if block is not None else ():
            raised = [c.text for c in line.chars if c.size <= RAISED_SIZE_SHARE * line.size and c.text.isdigit()]
            found.add((line.page, "".join(raised)))
    return found
