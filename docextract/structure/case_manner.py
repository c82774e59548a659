"""How text is set, and whether a paragraph is set like a case or like the body around it."""

from __future__ import annotations

import itertools
import statistics
from dataclasses import dataclass, replace

from docextract.model.flow import TextBlock
from docextract.structure.heading_styles import style_key

SLACK_SHARE = 0.2  # of the font size: side bearings
INDENT_SHARE = 2.2  # of the font size: a first line's indent
SET_IN_SHARE = 0.8  # of the font size, on both sides: less may be a page with other margins
OTHER_SIZE_PT = 0.9
# Of the body's distance from line to line; a line with Latin letters may stand a tenth wider than one without.
OTHER_PITCH_SHARE = 0.15
MIN_STEPS = 2
SAME_STEP_PT = 0.6


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is set: in a frame, in which font, between which edges.

    `pitch` is the distance from line to line, None where it is not one for all lines, or for fewer than three;
    `is_indented` tells of the first one.
    """

    framed: bool
    font: str
    left: float
    right: float
    size: float
    is_wrapped: bool
    pitch: float | None
    is_indented: bool


def manner_of(block: TextBlock) -> Manner:
    """How the block is set."""
    feet = [line.bbox.bottom for line in block.lines]
    # A paragraph that goes on over the page, or in the next column, has one step that is no line spacing.
    steps = [b - a for a, b in itertools.pairwise(feet) if 0 < b - a < 4 * block.size]
    left = min(line.bbox.x0 for line in block.lines)
    is_wrapped = len(block.lines) > 1
    return Manner(
        framed=block.frame is not None,
        font=style_key(block)[1],
        left=left,
        right=max(line.bbox.x1 for line in block.lines),
        size=block.size,
        is_wrapped=is_wrapped,
        pitch=statistics.median(steps) if len(steps) >= MIN_STEPS and max(steps) - min(steps) <= SAME_STEP_PT else None,
        is_indented=block.lines[0].bbox.x0 - left > block.size if is_wrapped else block.is_indented,
    )


def body_after(body: Manner | None, manner: Manner) -> Manner:
    """How the body is set after one more paragraph of it; a single line in its style says nothing of its left edge."""
    if body is None or manner.is_wrapped or not body.is_wrapped or body.framed is not manner.framed:
        return manner
    if has_own_font(manner, body) or has_own_size(manner, body):
        return manner
    return replace(body, left=min(body.left, manner.left), right=max(body.right, manner.right))


def has_left(own: Manner, body: Manner | None, manner: Manner) -> bool:
    """True if a paragraph is set like the body again and not like the case, by what tells the two apart."""
    if own.framed:
        return not manner.framed
    if body is None:
        return False
    if has_own_font(own, body):
        return not has_own_font(manner, body)
    if has_own_size(own, body):
        return not has_own_size(manner, body)
    if is_set_in(own, body):
        return manner.left < _left_of(own)
    if _has_own_indent(own, body):
        return manner.is_indented is body.is_indented
    return _has_own_pitch(own, body) and manner.pitch is not None and not _has_own_pitch(manner, body)


def is_like(own: Manner, body: Manner | None) -> bool:
    """True if nothing that the page shows tells the case from the body."""
    if own.framed or body is None:
        return False
    return not (
        has_own_font(own, body)
        or has_own_size(own, body)
        or is_set_in(own, body)
        or _has_own_indent(own, body)
        or _has_own_pitch(own, body)
    )


def _left_of(own: Manner) -> float:
    """Left of this a text is outside a case that is set in; a single line may be one that begins a paragraph."""
    return own.left - (SLACK_SHARE if own.is_wrapped else INDENT_SHARE) * own.size


def has_own_font(manner: Manner, body: Manner) -> bool:
    return manner.font != body.font


def has_own_size(manner: Manner, body: Manner) -> bool:
    return abs(manner.size - body.size) >= OTHER_SIZE_PT


def _has_own_indent(manner: Manner, body: Manner) -> bool:
    return manner.is_wrapped and body.is_wrapped and manner.is_indented is not body.is_indented


def _has_own_pitch(manner: Manner, body: Manner) -> bool:
    if manner.pitch is None or body.pitch is None:
        return False
    return abs(manner.pitch - body.pitch) > OTHER_PITCH_SHARE * body.pitch


def is_set_in(manner: Manner, body: Manner) -> bool:
    """Set in on both sides; facing pages shift both edges one way."""
    room = SET_IN_SHARE * manner.size
    return manner.left - body.left > room and body.right - manner.right > room
