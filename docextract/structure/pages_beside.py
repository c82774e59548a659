"""Page numbers of a contents list that stand so far from their titles that layout read them as texts of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from docextract.model.flow import TextBlock
from docextract.structure.piece import Piece

PAGE = re.compile(r"^(?:\d{1,4}|[IVXLivxl]{1,7})$")
LEAST_OVERLAP = 0.5  # of the number's height


def pages_beside(pieces: Sequence[Piece]) -> Mapping[int, int]:
    """For the index of a title that of the page number on its line, right of it: `表 1-1 各校规模`, white, `3`.

    A number belongs to one title: the one nearest to its left.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if piece.is_text:
            by_page[piece.item.page].append(i)
    found: dict[int, int] = {}
    for members in by_page.values():
        for number in members:
            block = pieces[number].text_block
            if block is None or len(block.lines) > 1 or not PAGE.match(block.text.strip()):
                continue
            beside = [i for i in members if i != number and _stands_beside(pieces[i].text_block, block)]
            if beside:
                found.setdefault(max(beside, key=lambda i: pieces[i].item.regions[0].bbox.x1), number)
    return found


def _stands_beside(title: TextBlock | None, number: TextBlock) -> bool:
    if title is None or PAGE.match(title.text.strip()):
        return False
    box = number.lines[0].bbox
    return any(
        line.bbox.x1 <= box.x0 and line.bbox.y_overlap(box) >= LEAST_OVERLAP * box.height for line in title.lines
    )
