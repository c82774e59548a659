"""Lines to text blocks: which lines belong together, and what their place on the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docextract.layout.columns import Column, Columns
from docextract.layout.openings import Openings
from docextract.model.block import Line
from docextract.model.flow import TextBlock
from docextract.model.geometry import BBox, Region
from docextract.text.repair import wrap_blank

SAME_SIZE_PT = 0.8
INDENT_SHARE = 1.2  # of the font size: less is the side bearing of a bracket or quote
CENTER_SHARE = 1.2
APART_SHARE = 1.0  # of the font size: a rest of two characters ends where the indented line above it begins
SHORT_SHARE = 1.6  # of the font size: a line that ends this far from the edge was ended on purpose
PITCH_SHARE = 1.5  # of the usual pitch: a wider step is a space between paragraphs
OWN_STEP_SHARE = 1.4  # of the steps inside the paragraph so far; less happens where a line holds a taller font
INDENT_CHARS = 2.0  # of a first line
CLOSED = re.compile(r"[。！？；：]['\"”’）)》]*$")
ENDED_STEP_SHARE = 1.25  # the same after a full stop: paragraphs without indent are told by a little white alone
LEADER = re.compile(r"(?:[.．·…⋯‥]\s*){4,}\s*(?:\d+|[IVXivx]+)?\s*$")
FIRST_TOKEN = re.compile(r"^[A-Za-z0-9.%+\-—–:/]+[，。、；：）”》]?|^.[，。、；：）”》]?")


def lines_to_blocks(
    lines: Sequence[tuple[Line, BBox | None]], columns: Columns, openings: Openings
) -> Iterator[TextBlock]:
    """`lines` of one page in reading order, each with its frame; yields blocks in the same order, no line lost."""
    group: list[Line] = []
    group_frame: BBox | None = None
    for line, frame in lines:
        if group and (
            frame != group_frame
            or breaks_between(group, line, columns.of(group[-1], frame), columns.of(line, frame), openings)
        ):
            yield to_block(group, group_frame, columns.of(group[0], group_frame))
            group = []
        group.append(line)
        group_frame = frame
    if group:
        yield to_block(group, group_frame, columns.of(group[0], group_frame))


def breaks_between(group: Sequence[Line], line: Line, before: Column, column: Column, openings: Openings) -> bool:
    """True if `line` begins a new block after the lines of `group`; each end has its column.

    The two differ where text goes on below a picture that it stood beside.
    """
    last = group[-1]
    if LEADER.search(last.text) or abs(last.size - line.size) > SAME_SIZE_PT:
        return True
    # A heading, caption or case title in another font is never the rest of a paragraph.
    if openings.any.match(line.text) and (line.font != last.font or line.is_bold != last.is_bold):
        return True
    step = line.bbox.bottom - last.bbox.bottom
    usual_step = column.pitch * max(1.0, line.size / column.size)  # a heading over two lines is set wider than the body
    if step > PITCH_SHARE * usual_step and step > PITCH_SHARE * line.size * 1.2:
        return True
    own_share = ENDED_STEP_SHARE if last.text.endswith("。") else OWN_STEP_SHARE
    if len(group) > 1 and step > own_share * (last.bbox.bottom - group[0].bbox.bottom) / (len(group) - 1):
        return True
    if _is_all_bold(line) and not last.is_bold and last.text.endswith("。") and _is_short(line, None, column):
        return True  # a title in the body's font; a bold sentence inside a paragraph runs on to the edge
    if step < 0.5 * line.size:  # beside the last line, not under it
        return True
    is_apart = line.bbox.x0 > last.bbox.x1 or line.bbox.x1 < last.bbox.x0 - APART_SHARE * line.size
    if before == column and is_apart:  # below, but past its end: rows of texts side by side
        return True
    if _is_centered(last, before) and _is_centered(line, column):
        return _is_short(last, line, before, slack=6.0) or last.is_bold != line.is_bold
    if _is_title_rest(group, line, column, openings) or (len(group) == 1 and _is_under_indent(last, line)):
        return False
    if _is_indented(line, column) and not (_is_indented(last, before) and len(group) > 1):
        return True
    return _is_short(last, line, before)


def _is_all_bold(line: Line) -> bool:
    return line.is_bold and all(char.is_bold for char in line.chars)


def _is_title_rest(group: Sequence[Line], line: Line, column: Column, openings: Openings) -> bool:
    """A long centered title: its first line fills the column, what is left stands centered below it, in one style.

    Only bold lines and captions: a paragraph's short last line followed by a centered one would look the same.
    """
    last = group[-1]
    is_full = not _is_short(last, line, column) and not _is_indented(last, column)
    same_style = last.font == line.font and last.is_bold == line.is_bold
    is_title = line.is_bold or openings.caption.match(group[0].text) is not None
    return is_full and same_style and is_title and _is_centered(line, column) and not last.text.endswith("。")


def _is_under_indent(first: Line, line: Line) -> bool:
    """True for the second line of a paragraph set in on both sides: it begins two characters left of the first one.

    Too few lines to measure such margins. The first broke off in mid-sentence, the second is not longer.
    """
    same_style = first.font == line.font and first.is_bold == line.is_bold
    set_back = first.bbox.x0 - line.bbox.x0
    return (
        same_style
        and abs(set_back - INDENT_CHARS * line.size) < 0.3 * line.size
        and line.bbox.x1 <= first.bbox.x1 + 0.5 * line.size
        and not CLOSED.search(first.text)
        and CLOSED.search(line.text) is not None
    )


def to_block(lines: Sequence[Line], frame: BBox | None, column: Column) -> TextBlock:
    """The lines as one block: texts joined, style of the most part."""
    text, places = join_lines(lines)
    longest = max(lines, key=lambda line: len(line.text))
    ink = sum(len(line.text) for line in lines)
    return TextBlock(
        lines=tuple(lines),
        text=text,
        places=places,
        size=longest.size,
        font=longest.font,
        is_bold=2 * sum(len(line.text) for line in lines if line.is_bold) > ink,
        is_indented=_is_indented(lines[0], column),
        is_centered=all(_is_centered(line, column) for line in lines),
        ends_full=not _is_short(lines[-1], None, column),
        frame=frame,
    )


def join_lines(lines: Sequence[Line]) -> tuple[str, tuple[Region | None, ...]]:
    """One text from wrapped lines with the place of each character."""
    text = ""
    places: list[Region | None] = []
    for line in lines:
        blank = wrap_blank(text, line.text)
        text += blank + line.text
        places.extend([None] * len(blank))
        places.extend(Region(line.page, box) if box is not None else None for box in line.char_boxes)
    return text, tuple(places)


def _is_indented(line: Line, column: Column) -> bool:
    return line.bbox.x0 - column.left > INDENT_SHARE * line.size


def _is_centered(line: Line, column: Column) -> bool:
    left, right = line.bbox.x0 - column.left, column.right - line.bbox.x1
    return min(left, right) > 0.5 * line.size and abs(left - right) < CENTER_SHARE * line.size


def _is_short(line: Line, after: Line | None, column: Column, slack: float = SHORT_SHARE) -> bool:
    """True if the line ends before the edge although what follows would have fitted in part.

    A long number or Latin word goes to the next line whole and leaves a gap of its own width.
    """
    room = column.right - line.bbox.x1
    token = 0.0
    match = FIRST_TOKEN.match(after.text) if after is not None else None
    if match and after is not None:
        token = max(0.0, match.end() - 1) * after.size * 0.6
    return room > slack * line.size + token
