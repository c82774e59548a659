"""Captions of figures and tables, and which picture or grid each belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from docextract.model.flow import TextBlock
from docextract.model.table import CaptionPosition
from docextract.structure.piece import Piece, Role, marked
from docextract.structure.styles import Styles

MAX_CAPTION = 70  # characters; longer texts tell, they do not name
# What a tie is worth: first of all that there is one, then nearness, then the document's habit (1).
MATCH_WORTH = 10.0
NEAR_WORTH = 6.0
FAR_PT = 30.0
BESIDE_OVERLAP_PT = 2.0


def mark_captions(pieces: Sequence[Piece], body_size: float, styles: Styles) -> tuple[Piece, ...]:
    """Numbered captions marked, and unnumbered titles right above a grid; lines like 单位：万元 become notes."""
    out: list[Piece] = []
    for i, piece in enumerate(pieces):
        block = piece.text_block
        if piece.is_text and block is not None:
            before = out[-1] if out else None
            after = pieces[i + 1] if i + 1 < len(pieces) else None
            caption = _caption(piece, block, before, after, body_size, styles)
            piece = caption or _note(piece, block, before, after, styles) or piece
        out.append(piece)
    return tuple(_number_lines_joined(out))


def _caption(
    piece: Piece, block: TextBlock, before: Piece | None, after: Piece | None, body_size: float, styles: Styles
) -> Piece | None:
    match = styles.caption.match(block.text.strip())
    if match is None or len(block.text) > MAX_CAPTION or re.search(r"[。；;，,]$", block.text.strip()):
        return None
    if styles.said_of_figure.match(match["title"]):
        return None
    is_figure = styles.is_figure(match["word"])
    thing = Role.PICTURE if is_figure else Role.TABLE
    is_beside = any(other is not None and other.role is thing for other in (before, after))
    stands_out = block.is_centered or block.size < body_size - 0.4 or block.is_bold or len(block.lines) == 1
    if not (is_beside or stands_out):
        return None
    number = styles.numbered(match["word"], match["number"])
    role = Role.FIGURE_CAPTION if is_figure else Role.TABLE_CAPTION
    return marked(piece, role, number, match["title"].strip(), "numbered caption")


def _note(piece: Piece, block: TextBlock, before: Piece | None, after: Piece | None, styles: Styles) -> Piece | None:
    near_table = any(other is not None and other.role in (Role.TABLE, Role.TABLE_CAPTION) for other in (before, after))
    if near_table and styles.note.match(block.text) and len(block.text) < 200:
        return marked(piece, Role.NOTE, title=block.text, why="unit or source of a table")
    return None


def _number_lines_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """A caption printed on two lines, number then title, as one caption."""
    out = list(pieces)
    for i, piece in enumerate(out[:-1]):
        after = out[i + 1]
        block, below = piece.text_block, after.text_block
        if piece.role not in (Role.TABLE_CAPTION, Role.FIGURE_CAPTION) or piece.title or not after.is_text:
            continue
        if block is None or below is None or below.page != block.page or len(below.text) > MAX_CAPTION:
            continue
        if (
            abs(below.size - block.size) < 0.8
            and below.is_centered == block.is_centered
            and not below.text.endswith("。")
        ):
            out[i] = replace(piece, title=below.text.strip())
            out[i + 1] = marked(after, Role.NOTE, why="second line of a caption")
    return out


@dataclass(frozen=True, slots=True)
class Captioned:
    """A grid or picture (index into the pieces) with its caption's index; position "none" and index -1 without one."""

    thing: int
    caption: int
    position: CaptionPosition


def tie_captions(pieces: Sequence[Piece], thing: Role, caption: Role) -> tuple[Captioned, ...]:
    """Every thing with at most one caption next to it, above, below or beside, so that as few as possible stay alone.

    Only notes may stand between. Where both sides would serve, the nearer one is taken (a caption is set close to what
    it names), then the document's habit: body tables may have their captions below and the appendix above.
    """
    things = [i for i, piece in enumerate(pieces) if piece.role is thing]
    sides = {i: (_neighbour(pieces, i, -1, caption), _neighbour(pieces, i, +1, caption)) for i in things}
    only_above = sum(above >= 0 > below for above, below in sides.values())
    only_below = sum(below >= 0 > above for above, below in sides.values())
    below_first = only_below > only_above or (only_below == only_above and thing is Role.PICTURE)

    def worth(i: int, caption_index: int, is_below: bool) -> float:
        gap = _gap_pt(pieces[i], pieces[caption_index], is_below)
        return MATCH_WORTH + NEAR_WORTH * (1 - min(gap, FAR_PT) / FAR_PT) + (is_below == below_first)

    return tuple(_told_beside(pieces, tie) for tie in _best_ties(things, sides, worth))


def _told_beside(pieces: Sequence[Piece], tie: Captioned) -> Captioned:
    """The tie as beside where the caption stands left or right of the thing at its height, in whatever order read."""
    if tie.caption < 0:
        return tie
    line = pieces[tie.caption].item.regions[0]
    is_beside = any(
        place.page == line.page
        and place.bbox.x_overlap(line.bbox) <= BESIDE_OVERLAP_PT
        and 2 * place.bbox.y_overlap(line.bbox) > line.bbox.height
        for place in pieces[tie.thing].item.regions
    )
    return replace(tie, position="beside") if is_beside else tie


def _gap_pt(thing: Piece, caption: Piece, is_below: bool) -> float:
    """Distance between a thing and its caption; FAR_PT when a page break parts them."""
    edge, line = thing.item.regions[-1 if is_below else 0], caption.item.regions[0]
    if edge.page != line.page:
        return FAR_PT
    return max(0.0, line.bbox.top - edge.bbox.bottom if is_below else edge.bbox.top - line.bbox.bottom)


def _best_ties(
    things: Sequence[int], sides: Mapping[int, tuple[int, int]], worth: Callable[[int, int, bool], float]
) -> tuple[Captioned, ...]:
    """The assignment of greatest worth, no caption given twice: things in order, each choosing above, below or none.

    A caption lies between two neighbours at most, so all that a choice must know of the past is the last caption taken.
    """
    # Best worth and choices so far, by the caption taken last (-1: none that a later thing could want).
    states: dict[int, tuple[float, tuple[Captioned, ...]]] = {-1: (0.0, ())}
    for i in things:
        above, below = sides[i]
        following: dict[int, tuple[float, tuple[Captioned, ...]]] = {}
        for taken, (total, chosen) in states.items():
            options = [(0.0, Captioned(i, -1, "none"))]
            if above >= 0 and above != taken:
                options.append((worth(i, above, False), Captioned(i, above, "above")))
            if below >= 0 and below != taken:
                options.append((worth(i, below, True), Captioned(i, below, "below")))
            for gain, tie in options:
                last = max(taken, tie.caption)
                if last not in following or following[last][0] < total + gain:
                    following[last] = (total + gain, (*chosen, tie))
        states = following
    return max(states.values(), key=lambda state: state[0])[1]


def _neighbour(pieces: Sequence[Piece], index: int, step: int, wanted: Role) -> int:
    """Index of the wanted caption next to a thing, looking over notes; -1 if something else stands there."""
    page_of_thing = pieces[index].item.regions[0].page if step < 0 else pieces[index].item.regions[-1].page
    stands_beside = _stands_beside_another(pieces, index)
    i = index + step
    while 0 <= i < len(pieces):
        piece = pieces[i]
        if stands_beside and _is_beside(
            pieces[index], piece
        ):  # the neighbour of two things side by side, or its caption
            i += step
            continue
        if piece.role is wanted:
            return i if abs(piece.item.page - page_of_thing) <= 1 else -1
        if piece.role not in (Role.NOTE, Role.FOOTNOTE):
            return -1
        i += step
    return -1


def _is_beside(thing: Piece, other: Piece) -> bool:
    """True if a caption or thing stands left or right of the thing, sharing no stretch of the page's width with it."""
    if other.role not in (Role.TABLE, Role.TABLE_CAPTION, Role.PICTURE, Role.FIGURE_CAPTION):
        return False
    own = [region.bbox for region in thing.item.regions if region.page == other.item.page]
    return bool(own) and all(box.x_overlap(other.item.regions[0].bbox) == 0.0 for box in own)


def _stands_beside_another(pieces: Sequence[Piece], index: int) -> bool:
    """True if a thing of the same kind stands left or right of it at the same height."""
    thing = pieces[index]
    place = thing.item.regions[0]
    others = (piece.item.regions[0] for i, piece in enumerate(pieces) if i != index and piece.role is thing.role)
    return any(
        other.page == place.page
        and other.bbox.x_overlap(place.bbox) == 0.0
        and 2 * other.bbox.y_overlap(place.bbox) > min(other.bbox.height, place.bbox.height)
        for other in others
    )
