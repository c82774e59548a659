"""Titles of tables that have no number: 收入支出决算总表, centred right above the grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docextract.model.flow import TextBlock
from docextract.structure.numbering import Scheme, split_number
from docextract.structure.piece import Piece, Role, marked
from docextract.structure.styles import Styles

MAX_TITLE = 40  # characters
MAX_GAP_PT = 60.0  # to the grid: room for a line with the unit, not for a paragraph
# Only texts that say themselves that they name a table. 情况, 统计 or 一览 at the end name sections as often.
NAMES_TABLE = re.compile(r"(?:表|一览|清单)\s*(?:[（(](?:续|[一二三四五六七八九十\d]{1,2})[)）])?$")
NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]+[、.．)）]|\d+(?:\.\d+)*[、.．\s])")
COUNTED = (Scheme.PART, Scheme.CHAPTER, Scheme.SECTION)


def mark_plain_captions(pieces: Sequence[Piece], styles: Styles) -> tuple[Piece, ...]:
    """Unnumbered titles right above a grid without another caption marked; only notes (单位：万元) may stand between.

    A title that bears a section's number stays what it is: it heads the section that the table fills.
    """
    out = list(pieces)
    for i, piece in enumerate(pieces):
        if piece.role is not Role.TABLE:
            continue
        if _has_caption_below(out, i):
            continue
        above = _first_above(out, i)
        # What forms print between title and grid, or above the title: who filled it in, and its filing mark.
        while above >= 0 and _is_form_line(out[above], styles):
            out[above] = marked(out[above], Role.NOTE, title=_text(out[above]), why="line of a form above its grid")
            above = _first_above(out, i)
        block = out[above].text_block if above >= 0 else None
        if block is not None and out[above].is_text and _names(block, piece, styles):
            out[above] = marked(
                out[above], Role.TABLE_CAPTION, "", block.text.strip(), "unnumbered title above a table"
            )
    return tuple(out)


def _first_above(pieces: Sequence[Piece], index: int) -> int:
    """Index of what stands above, notes left out; -1 at the beginning."""
    above = index - 1
    while above >= 0 and pieces[above].role is Role.NOTE:
        above -= 1
    return above


def _is_form_line(piece: Piece, styles: Styles) -> bool:
    return piece.is_text and len(_text(piece)) <= MAX_TITLE and styles.form_line.match(_text(piece)) is not None


def _text(piece: Piece) -> str:
    return piece.text_block.text.strip() if piece.text_block is not None else ""


def _has_caption_below(pieces: Sequence[Piece], index: int) -> bool:
    below = index + 1
    while below < len(pieces) and pieces[below].role is Role.NOTE:
        below += 1
    return below < len(pieces) and pieces[below].role is Role.TABLE_CAPTION and bool(pieces[below].number)


def _names(block: TextBlock, table: Piece, styles: Styles) -> bool:
    text = block.text.strip()
    place, grid = block.regions[-1], table.item.regions[0]
    return (
        place.page == grid.page
        and 0 <= grid.bbox.top - place.bbox.bottom <= MAX_GAP_PT
        and len(block.lines) <= 2
        and len(text) <= MAX_TITLE
        and (block.is_centered or _is_over_middle(block, table))
        and NAMES_TABLE.search(text) is not None
        and NUMBERED.match(text) is None
        and split_number(text, styles.schemes).scheme not in COUNTED
    )


def _is_over_middle(block: TextBlock, table: Piece) -> bool:
    """Centred over the grid, though not in its column of text."""
    place, grid = block.regions[-1].bbox, table.item.regions[0].bbox
    return abs(place.x_mid - grid.x_mid) <= 0.05 * grid.width and place.width < 0.7 * grid.width
