"""White below a case that is set like the body: wider than what stands between paragraphs elsewhere."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence

from docextract.model.flow import TextBlock
from docextract.structure.piece import Piece, Role

WIDER_SHARE = 0.8  # of the font size, more than the usual gap
MIN_PIECES = 3  # from the title to a paragraph that may be no longer of the case
MIN_GAPS = 3  # fewer say nothing of what is usual


def usual_gap(pieces: Sequence[Piece]) -> float | None:
    """Median white between paragraphs that follow each other on a page; None if there are too few."""
    gaps = [gap for a, b in itertools.pairwise(pieces) if (gap := _gap(a, b)) is not None]
    return statistics.median(gaps) if len(gaps) >= MIN_GAPS else None


def stands_off(pieces: Sequence[Piece], title: int, index: int, usual: float | None) -> bool:
    """True if the paragraph at `index` is the only one up to the next title that is set off from the one above it.

    A case with white between its own paragraphs shows nothing by it; nor does the second paragraph of a case, since
    nothing tells how a first one and a second stand to each other there.
    """
    if usual is None or index < title + MIN_PIECES:
        return False
    ends = (i for i in range(title + 1, len(pieces)) if pieces[i].role in (Role.HEADING, Role.CASE_TITLE))
    wide = [
        i
        for i in range(title + 2, next(ends, len(pieces)))
        if (gap := _gap(pieces[i - 1], pieces[i])) is not None and gap > usual + WIDER_SHARE * _size(pieces[i])
    ]
    return wide == [index]


def _size(piece: Piece) -> float:
    return piece.text_block.size if piece.text_block is not None else 0.0


def _gap(above: Piece, below: Piece) -> float | None:
    """White between two paragraphs of the open page, None where they do not follow each other there."""
    a, b = above.text_block, below.text_block
    if not (above.is_text and below.is_text) or a is None or b is None or a.frame is not None or b.frame is not None:
        return None
    return _white(a, b)


def _white(above: TextBlock, below: TextBlock) -> float | None:
    # Texts side by side, or in another column, are not below each other.
    last, first = above.lines[-1], below.lines[0]
    white = first.bbox.top - last.bbox.bottom
    return white if last.page == first.page and white >= 0 else None
