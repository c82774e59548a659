"""Levels of headings: from their numbers where those say it, else from style and order of appearance."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docextract.model.flow import TextBlock
from docextract.structure.heading_styles import StyleKey, style_key
from docextract.structure.numbering import Scheme, numbered_as, ordinal
from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles

SAME_SIZE_PT = 0.6
TOP_SCHEMES = (Scheme.PART, Scheme.CHAPTER)


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose section is still open."""

    level: int
    scheme: Scheme
    depth: int
    style: StyleKey


def with_levels(
    pieces: Sequence[Piece], starts: Sequence[int], titles: Sequence[str], styles: Styles
) -> tuple[Piece, ...]:
    """Every heading with its level (1 = chapter).

    `starts` are the pieces with which the documents bound in the file begin: each has levels of its own. `titles` are
    theirs: repeated as a heading, a title is level 1.
    """
    bounds = itertools.pairwise((*starts, len(pieces)))
    return tuple(
        piece
        for (a, b), title in zip(bounds, titles, strict=True)
        for piece in _levels_of_one(pieces[a:b], title, styles)
    )


def _levels_of_one(pieces: Sequence[Piece], title: str, styles: Styles) -> list[Piece]:
    has_decimals = any(_scheme(piece, styles) is Scheme.DECIMAL for piece in pieces)
    stack: list[_Open] = []
    known: dict[StyleKey, int] = {}  # levels of unnumbered headings by style
    before_section = _before_section(pieces, styles)
    out = []
    for i, piece in enumerate(pieces):
        if piece.role is Role.HEADING and piece.text_block is not None:
            opened = _open(piece, piece.text_block, stack, known, has_decimals, title, styles)
            if i in before_section and _steps_over_section(opened, stack):
                opened = replace(opened, level=opened.level + 1)
            # The document's own title, printed over its first chapter, holds no chapters: they are level 1 beside it.
            is_title = opened.scheme is Scheme.NONE and _same_words(piece.title, title)
            stack = [] if is_title else [*(item for item in stack if item.level < opened.level), opened]
            if opened.scheme is Scheme.NONE:
                known.setdefault(opened.style, opened.level)
            piece = replace(piece, level=opened.level)
        out.append(piece)
    return out


def _scheme(piece: Piece, styles: Styles) -> Scheme:
    """How a heading is numbered; NONE for any other piece."""
    return numbered_as(piece.number, styles.schemes).scheme if piece.role is Role.HEADING else Scheme.NONE


def _before_section(pieces: Sequence[Piece], styles: Styles) -> frozenset[int]:
    """Indices of headings that stand before a 第一节 of their own chapter."""
    found: set[int] = set()
    is_before = False
    for i in reversed(range(len(pieces))):
        scheme = _scheme(pieces[i], styles)
        if scheme is Scheme.SECTION or scheme in TOP_SCHEMES:
            is_before = scheme is Scheme.SECTION
        elif is_before:
            found.add(i)
    return frozenset(found)


def _steps_over_section(opened: _Open, stack: Sequence[_Open]) -> bool:
    """True for a 一、 right under 第三章 where 第一节 is what a chapter is parted into: it is set a level too deep."""
    is_numbered = opened.scheme in ORDER[ORDER.index(Scheme.SECTION) + 1 :]
    return is_numbered and bool(stack) and stack[-1].scheme in TOP_SCHEMES and opened.level == stack[-1].level + 1


def _open(
    piece: Piece,
    block: TextBlock,
    stack: Sequence[_Open],
    known: Mapping[StyleKey, int],
    has_decimals: bool,
    title: str,
    styles: Styles,
) -> _Open:
    numbered = numbered_as(piece.number, styles.schemes)
    scheme, depth = numbered.scheme, numbered.depth
    style = style_key(block)
    begins = ordinal(piece.number) == 1
    level = _level(scheme, depth, style, stack, has_decimals, begins)
    if scheme is Scheme.NONE:
        is_top = bool(title) and _same_words(piece.title, title)
        if is_top or styles.front.match(re.sub(r"\s+", "", piece.title)):
            level = 1
        else:
            same_style = [item.level for item in stack if _holds_unnumbered_beside(item, style)]
            level = same_style[-1] if same_style else known.get(style, level)
    return _Open(level, scheme, depth, style)


def _same_words(a: str, b: str) -> bool:
    def plain(text: str) -> str:
        return "".join(c for c in text if c.isalnum())

    return bool(plain(a)) and plain(a) == plain(b)


def _level(
    scheme: Scheme, depth: int, style: StyleKey, stack: Sequence[_Open], has_decimals: bool, begins: bool
) -> int:
    if scheme in TOP_SCHEMES:
        parts = [item for item in stack if item.scheme is Scheme.PART]
        return parts[-1].level + 1 if scheme is Scheme.CHAPTER and parts else 1
    if scheme is Scheme.SECTION and (tops := [item for item in stack if item.scheme in TOP_SCHEMES]):
        return tops[-1].level + 1  # also after a 一、 that stands before the first section
    if scheme is Scheme.DECIMAL:
        return _decimal_level(depth, stack)
    if scheme in (Scheme.ONE_DOT, Scheme.BARE) and has_decimals:
        return _decimal_level(1, stack)
    for item in reversed(stack):  # the same kind of number continues its own row
        if scheme is not Scheme.NONE and item.scheme is scheme and _alike(item.style, style):
            return item.level
    return _style_level(scheme, style, stack, begins)


def _decimal_level(depth: int, stack: Sequence[_Open]) -> int:
    """1.2.3 lies at its depth, one deeper for every 第一部分 around it, below a decimal that is open anyway."""
    for item in reversed(stack):
        own = item.depth if item.scheme is Scheme.DECIMAL else item.scheme in (Scheme.ONE_DOT, Scheme.BARE)
        if own:
            return max(1, item.level + depth - own)
    chapters = [item for item in stack if item.scheme in (Scheme.CHAPTER, Scheme.CN_COMMA)]
    if chapters and depth > 1:  # 第一章, then 1.1: the first part of the number is the chapter's
        return chapters[-1].level + depth - 1
    parts = [item for item in stack if item.scheme is Scheme.PART]
    if parts:  # 第一部分, then 1 and 1.1; or 1.1 at once, where the part is what the 1 counts
        return parts[-1].level + max(1, depth - 1) if depth > 1 else parts[-1].level + 1
    return depth


def _style_level(scheme: Scheme, style: StyleKey, stack: Sequence[_Open], begins: bool) -> int:
    """Below the last open heading that is printed larger, or beside one printed alike.

    A numbered heading goes below an unnumbered one of its own size (前言, then 一、) but never beside another scheme that
    is open: 一、 （一） 1. each open a level even where they share one style. A scheme that is not open and `begins` (its
    number is a first one) goes below any numbered heading of its size: 1.1 may hold 一、 as well as the other way round.
    """
    for item in reversed(stack):
        if item.style[0] > style[0] + SAME_SIZE_PT:
            return item.level + 1
        if abs(item.style[0] - style[0]) <= SAME_SIZE_PT:
            if scheme is Scheme.NONE:
                return item.level if _holds_unnumbered_beside(item, style) else item.level + 1
            is_first = begins and item.scheme is not Scheme.NONE
            if item.scheme is not scheme and (is_first or _is_deeper(scheme, item.scheme, style, item)):
                return item.level + 1
    return 1


def _holds_unnumbered_beside(item: _Open, style: StyleKey) -> bool:
    return item.style == style and (item.scheme is Scheme.NONE or item.level == 1)


ORDER = (
    Scheme.NONE,
    Scheme.SECTION,
    Scheme.ARTICLE,
    Scheme.CN_COMMA,
    Scheme.CN_PAREN,
    Scheme.DECIMAL,
    Scheme.BARE,
    Scheme.ONE_DOT,
    Scheme.WORD,
    Scheme.ONE_PAREN,
)


def _is_deeper(scheme: Scheme, outer: Scheme, style: StyleKey, item: _Open) -> bool:
    """True if `scheme` usually stands below `outer`; an unnumbered heading holds others only if it is set apart."""
    if outer is Scheme.NONE:
        return not _alike(item.style, style)
    if outer in TOP_SCHEMES:
        return True
    return ORDER.index(scheme) > ORDER.index(outer)


def _alike(a: StyleKey, b: StyleKey) -> bool:
    return abs(a[0] - b[0]) <= SAME_SIZE_PT and a[2] == b[2]
