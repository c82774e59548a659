"""Styles that a document keeps for titles: known by font, weight or size alone, where headings have no number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from docextract.model.flow import Flow, TextBlock
from docextract.structure.piece import Piece, Role

StyleKey = tuple[float, str, bool]

MIN_TITLES = 3  # two bold lines may be two emphasised sentences
MIN_LARGER_TITLES = 2  # but nobody prints a sentence larger
LARGER_PT = 0.9
TITLE_SHARE = 0.8  # of the blocks in a style; a style with more running text than that is no heading style
MAX_TITLE = 32
MAX_LARGER_TITLE = 60
TEXT_CHARS = 40  # a block this long is running text
SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")


def style_key(block: TextBlock) -> StyleKey:
    """What makes blocks of one kind alike: size to half a point, font (without the subset's mark), weight."""
    return round(block.size * 2) / 2, SUBSET_PREFIX.sub("", block.font), block.is_bold


def set_apart_styles(pieces: Sequence[Piece], in_case: Sequence[bool], flow: Flow) -> frozenset[StyleKey]:
    """Styles other than the body's, of its size or larger, in which nearly all blocks read as titles over text.

    A title is short, has no closing mark, and running text or another title follows; names under photographs are
    followed or preceded by pictures.
    """
    body = SUBSET_PREFIX.sub("", flow.body_font)
    verdicts: dict[StyleKey, list[bool]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        block = piece.text_block
        if block is None or not piece.is_text or in_case[i]:
            continue
        key = style_key(block)
        if key[0] >= flow.body_size - 0.6 and (key[2] or key[1] != body or key[0] >= flow.body_size + LARGER_PT):
            longest = MAX_LARGER_TITLE if key[0] >= flow.body_size + LARGER_PT else MAX_TITLE
            is_title = len(block.text.strip()) <= longest and _is_title_over_text(
                block, pieces[i - 1] if i else None, pieces[i + 1 : i + 2]
            )
            verdicts[key].append(is_title)
    return frozenset(
        key
        for key, found in verdicts.items()
        if sum(found) >= (MIN_LARGER_TITLES if key[0] >= flow.body_size + LARGER_PT else MIN_TITLES)
        and sum(found) >= TITLE_SHARE * len(found)
    )


def _is_title_over_text(block: TextBlock, before: Piece | None, following: Sequence[Piece]) -> bool:
    text = block.text.strip()
    if re.search(r"[。；;，,！!:：]$", text) or block.ends_full or not following:
        return False
    if before is not None and before.role is Role.PICTURE:
        return False
    after = following[0].text_block
    return following[0].is_text and after is not None and (len(after.text) >= TEXT_CHARS or _differs(after, block))


def _differs(after: TextBlock, block: TextBlock) -> bool:
    return style_key(after) != style_key(block)
