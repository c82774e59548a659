"""How far a case reaches: what the page shows of it (frame, font, margins), and where body text goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from docextract.model.flow import Grid, Picture, TextBlock
from docextract.model.geometry import BBox
from docextract.structure.case_gap import stands_off, usual_gap
from docextract.structure.case_manner import Manner, body_after, has_left, has_own_font, is_like, is_set_in, manner_of
from docextract.structure.case_sense import resumes_body
from docextract.structure.numbering import Scheme, split_number
from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles

MAX_BAND = 40  # characters of a heading on a shaded band
MAX_NUMBERED_BAND = 60  # the same of one with a number, which may go over a second line
MAX_BAND_LINES = 2
LONG = 15  # characters: a shorter line outside the frame may be a source or a photographer's name


def case_of_pieces(pieces: Sequence[Piece], styles: Styles) -> Mapping[int, int]:
    """For each piece inside a case the index of the case's title piece (the title itself included).

    A case ends at a heading or at the next case. Before that it ends where body text goes on, as far as the page shows
    it: outside the frame the case stood in, back in the font, size or spacing or between the margins that text had
    before the case. Where the case is set like the body, only white below it or what a later paragraph says can tell.
    """
    inside: dict[int, int] = {}
    current = -1
    body: Manner | None = None
    own: Manner | None = None
    usual = usual_gap(pieces)
    for i, piece in enumerate(pieces):
        if piece.role is Role.CASE_TITLE:
            current, own = i, None
        elif piece.role in (Role.HEADING, Role.LIST_TITLE, Role.COVER):
            current = -1
        elif piece.is_text and piece.text_block is not None and _is_long(piece.text_block):
            manner = manner_of(piece.text_block)
            if current >= 0:
                is_first = own is None
                if own is None or (manner.is_wrapped and not own.is_wrapped and not has_left(own, body, manner)):
                    own = manner
                says_so = (
                    not is_first
                    and is_like(own, body)
                    and (resumes_body(pieces, current, i, styles) or stands_off(pieces, current, i, usual))
                )
                if says_so or has_left(own, body, manner):
                    current = -1
            if current < 0:
                body = body_after(body, manner)
        if current >= 0:
            inside[i] = current
    return inside


def plainly_in_case(pieces: Sequence[Piece], styles: Styles) -> tuple[bool, ...]:
    """For each piece whether it stands in a frame, or between a case's title and its last text in the case's manner.

    Numbered lines there part the case: they are no sections. A frame around one short line is the ground of a heading.
    """
    held = Counter((piece.item.page, frame) for piece in pieces if (frame := _frame(piece)) is not None)
    flags = [_is_boxed(piece, held, styles) for piece in pieces]
    members: dict[int, list[int]] = {}
    for i, title in case_of_pieces(pieces, styles).items():
        members.setdefault(title, []).append(i)
    body: Manner | None = None
    for i, piece in enumerate(pieces):
        block = piece.text_block
        if piece.role is Role.CASE_TITLE:
            for j in _told(pieces, members.get(i, []), body):
                flags[j] = True
        elif piece.is_text and block is not None and _is_long(block) and not flags[i]:
            body = body_after(body, manner_of(block))
    return tuple(flags)


def _is_boxed(piece: Piece, held: Counter[tuple[int, BBox]], styles: Styles) -> bool:
    block, frame = piece.text_block, _frame(piece)
    if block is None or frame is None:
        return False
    if held[block.page, frame] > 1 or "。" in block.text:
        return True
    # A bar beside a heading, or a band behind it, is as high as its lines.
    if split_number(block.text, styles.schemes).scheme is not Scheme.NONE and len(block.lines) <= MAX_BAND_LINES:
        return len(block.text) > MAX_NUMBERED_BAND
    return _is_long(block) or len(block.text) > MAX_BAND


def _told(pieces: Sequence[Piece], members: Sequence[int], body: Manner | None) -> Sequence[int]:
    """Members of a case up to its last long text that is set unlike the body; none if the case is set like it."""
    last = 0
    for n, i in enumerate(members):
        block = pieces[i].text_block
        if body is None or block is None or not pieces[i].is_text or not _is_long(block):
            continue
        manner = manner_of(block)
        if not (has_own_font(manner, body) or is_set_in(manner, body)):
            break
        last = n + 1
    return members[:last]


def _frame(piece: Piece) -> BBox | None:
    return piece.item.frame if isinstance(piece.item, TextBlock | Grid | Picture) else None


def _is_long(block: TextBlock) -> bool:
    """A sentence is body text; a heading or a name is not."""
    return len(block.text) >= LONG and ("。" in block.text or len(block.lines) > 1)
