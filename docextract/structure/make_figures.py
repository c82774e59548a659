"""Figures of the tree: one a caption, with its picture if one was found, and one a picture without caption."""

from __future__ import annotations

from collections.abc import Mapping

from docextract.model.notice import Notice
from docextract.model.tree import Figure
from docextract.structure.captions import Captioned
from docextract.structure.context import Context, block_id
from docextract.structure.piece import Piece, Role


def make_figures(context: Context, ties: Mapping[int, Captioned]) -> tuple[tuple[Figure, ...], tuple[Notice, ...]]:
    """Figures in reading order, and a notice for each caption without picture; `ties` by the picture's index."""
    by_caption = {tie.caption: tie.thing for tie in ties.values() if tie.caption >= 0}
    figures: list[Figure] = []
    notices = []
    for i, piece in enumerate(context.pieces):
        if piece.role is Role.FIGURE_CAPTION:
            picture = context.pieces[by_caption[i]].item if i in by_caption else None
            if picture is None:
                notices.append(_no_picture(piece))
            box = (picture or piece.item).regions[0].bbox
        elif piece.role is Role.PICTURE and ties[i].caption < 0 and not _shares_caption(context, ties, i):
            box = piece.item.regions[0].bbox
        else:
            continue
        figures.append(
            Figure(
                id=f"f{len(figures) + 1}",
                number=piece.number,
                title=piece.title,
                page=piece.item.page,
                bbox=box,
                section=context.section_of[i],
                has_caption=piece.role is Role.FIGURE_CAPTION,
                block=block_id(i),
            )
        )
    return tuple(figures), tuple(notices)


def _shares_caption(context: Context, ties: Mapping[int, Captioned], index: int) -> bool:
    """A picture right before one with a caption shares it: two photographs over one line."""
    after = context.pieces[index + 1] if index + 1 < len(context.pieces) else None
    if after is None or after.role is not Role.PICTURE or after.item.page != context.pieces[index].item.page:
        return False
    return ties[index + 1].caption >= 0 or _shares_caption(context, ties, index + 1)


def _no_picture(piece: Piece) -> Notice:
    page = piece.item.page
    name = f"图 {piece.number}".strip()
    return Notice(
        "structure",
        "unsure",
        page,
        "caption-without-picture",
        f"第 {page} 页有“{name}”的标题，但没有找到对应的图片。 The caption of figure {piece.number} has no picture near it.",
    )
