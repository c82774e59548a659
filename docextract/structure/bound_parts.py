"""Documents bound into one PDF: where each begins, and whose it is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from docextract.model.flow import Flow
from docextract.model.tree import Part, Section
from docextract.structure.context import block_id
from docextract.structure.identity import Identity, identify, names_document
from docextract.structure.numbering import Scheme, numbered_as, ordinal
from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles

LARGER_PT = 0.5  # than the chapters below it


def part_starts(pieces: Sequence[Piece], styles: Styles) -> tuple[int, ...]:
    """Indices of the pieces with which documents begin, 0 first; a cover or a title over the text begins a further one.

    A title begins a document if it names a report, is printed larger than the chapters below it, and the numbers of
    these begin again: a report's own title, repeated over its first chapter, has no chapters before it.
    """
    starts = [0]
    for i in range(1, len(pieces)):
        is_cover = pieces[i].role is Role.COVER and pieces[i].item.page > 1 and pieces[i - 1].role is not Role.COVER
        if is_cover or _is_title_of_another(pieces, starts[-1], i, styles):
            starts.append(i)
    return tuple(starts)


def _is_title_of_another(pieces: Sequence[Piece], start: int, index: int, styles: Styles) -> bool:
    piece = pieces[index]
    if piece.role is not Role.HEADING or piece.number or not names_document(piece.title, styles):
        return False
    if not any(_is_numbered(before, styles) for before in pieces[start:index]):
        return False
    below = next((after for after in pieces[index + 1 :] if _opens_chapter(after, styles)), None)
    if below is None or below.text_block is None or piece.text_block is None:
        return False
    begins_again = ordinal(below.number) == 1 if below.number else True
    return begins_again and piece.text_block.size >= below.text_block.size + LARGER_PT


def _is_numbered(piece: Piece, styles: Styles) -> bool:
    return piece.role is Role.HEADING and numbered_as(piece.number, styles.schemes).scheme is not Scheme.NONE


def _opens_chapter(piece: Piece, styles: Styles) -> bool:
    return piece.role is Role.HEADING and not styles.front.match(re.sub(r"\s+", "", piece.title))


def identities(pieces: Sequence[Piece], starts: Sequence[int], flow: Flow, styles: Styles) -> tuple[Identity, ...]:
    """Title, issuer, level and year of each document; nothing is taken over from the one that it is bound into."""
    found = []
    for a, b in itertools.pairwise((*starts, len(pieces))):
        pages = {region.page for piece in pieces[a:b] for region in piece.item.regions}
        furniture = [block for block in flow.furniture if block.page in pages]
        found.append(identify(pieces[a:b], furniture, styles))
    return tuple(found)


def make_parts(
    pieces: Sequence[Piece], starts: Sequence[int], found: Sequence[Identity], sections: Sequence[Section]
) -> tuple[Part, ...]:
    """One record a document, the first included; none for a PDF without anything."""
    if not pieces:
        return ()
    index_of = {block_id(i): i for i in range(len(pieces))}
    parts = []
    for (a, b), identity in zip(itertools.pairwise((*starts, len(pieces))), found, strict=True):
        own = (section.id for section in sections if a <= index_of[section.block] < b)
        parts.append(
            Part(
                title=identity.title,
                issuer=identity.issuer,
                level=identity.level,
                year=identity.year,
                page=pieces[a].item.page,
                section=next(own, ""),
                block=block_id(a),
            )
        )
    return tuple(parts)
