"""How far a case reaches: what the page shows of it (frame, font, margins), and where body text goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.flow import Grid, Picture, TextBlock
from docextract.structure.heading_styles import style_key
from docextract.structure.piece import Piece, Role

LONG = 15  # characters: a shorter line outside the frame may be a source or a photographer's name
SLACK_SHARE = 0.2  # of the font size: side bearings
INDENT_SHARE = 2.2  # of the font size: a first line's indent
SET_IN_SHARE = 0.8  # of the font size, on both sides: less may be a page with other margins


@dataclass(frozen=True, slots=True)
class _Manner:
    """How text is set: in a frame, in which font, between which edges."""

    framed: bool
    font: str
    left: float
    right: float
    size: float
    is_wrapped: bool


def case_of_pieces(pieces: Sequence[Piece]) -> Mapping[int, int]:
    """For each piece inside a case the index of the case's title piece (the title itself included).

    A case ends at a heading or at the next case. Before that it ends where body text goes on, as far as the page shows
    it: outside the frame the case stood in, back in the font or between the margins that text had before the case.
    """
    inside: dict[int, int] = {}
    current = -1
    body: _Manner | None = None
    own: _Manner | None = None
    for i, piece in enumerate(pieces):
        if piece.role is Role.CASE_TITLE:
            current, own = i, None
        elif piece.role in (Role.HEADING, Role.LIST_TITLE, Role.COVER):
            current = -1
        elif piece.is_text and piece.text_block is not None and _is_long(piece.text_block):
            manner = _manner(piece.text_block)
            if current >= 0:
                if own is None or (manner.is_wrapped and not own.is_wrapped and not _has_left(own, body, manner)):
                    own = manner
                if _has_left(own, body, manner):
                    current = -1
            if current < 0:
                body = manner
        if current >= 0:
            inside[i] = current
    return inside


def plainly_in_case(pieces: Sequence[Piece]) -> tuple[bool, ...]:
    """For each piece whether it stands in a frame, or between a case's title and its last text in the case's manner.

    Numbered lines there part the case: they are no sections.
    """
    flags = [_frame(piece) is not None and piece.text_block is not None for piece in pieces]
    members: dict[int, list[int]] = {}
    for i, title in case_of_pieces(pieces).items():
        members.setdefault(title, []).append(i)
    body: _Manner | None = None
    for i, piece in enumerate(pieces):
        block = piece.text_block
        if piece.role is Role.CASE_TITLE:
            for j in _told(pieces, members.get(i, []), body):
                flags[j] = True
        elif piece.is_text and block is not None and _is_long(block) and not flags[i]:
            body = _manner(block)
    return tuple(flags)


def _told(pieces: Sequence[Piece], members: Sequence[int], body: _Manner | None) -> Sequence[int]:
    """Members of a case up to its last long text that is set unlike the body; none if the case is set like it."""
    last = 0
    for n, i in enumerate(members):
        block = pieces[i].text_block
        if body is None or block is None or not pieces[i].is_text or not _is_long(block):
            continue
        manner = _manner(block)
        if not (_has_own_font(manner, body) or _is_set_in(manner, body)):
            break
        last = n + 1
    return members[:last]


def _has_left(own: _Manner, body: _Manner | None, manner: _Manner) -> bool:
    if own.framed:
        return not manner.framed
    if body is None:
        return False
    if _has_own_font(own, body):
        return not _has_own_font(manner, body)
    return _is_set_in(own, body) and manner.left < _left_of(own)


def _left_of(own: _Manner) -> float:
    """Left of this a text is outside a case that is set in; a single line may be one that begins a paragraph."""
    return own.left - (SLACK_SHARE if own.is_wrapped else INDENT_SHARE) * own.size


def _has_own_font(manner: _Manner, body: _Manner) -> bool:
    return manner.font != body.font


def _is_set_in(manner: _Manner, body: _Manner) -> bool:
    """Set in on both sides; facing pages shift both edges one way."""
    room = SET_IN_SHARE * manner.size
    return manner.left - body.left > room and body.right - manner.right > room


def _manner(block: TextBlock) -> _Manner:
    return _Manner(
        framed=block.frame is not None,
        font=style_key(block)[1],
        left=min(line.bbox.x0 for line in block.lines),
        right=max(line.bbox.x1 for line in block.lines),
        size=block.size,
        is_wrapped=len(block.lines) > 1,
    )


def _frame(piece: Piece) -> object:
    return piece.item.frame if isinstance(piece.item, TextBlock | Grid | Picture) else None


def _is_long(block: TextBlock) -> bool:
    """A sentence is body text; a heading or a name is not."""
    return len(block.text) >= LONG and ("。" in block.text or len(block.lines) > 1)
