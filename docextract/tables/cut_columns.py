"""Lines of a table without vertical rules cut where two columns meet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from docextract.model.block import Line
from docextract.model.page import Char
from docextract.tables.open_columns import Columns, inked
from docextract.tables.segments import ToLines

CUT_REACH_SHARE = 3.0  # of the font size: so far into a column the name of its neighbour may reach
CUT_SHARE = 0.12  # of the font size: letters of one word stand closer
BLANK_SHARE = 0.35  # of the font size: typesetters put such white between a digit and a Chinese character
WHOLE = 1000.0  # font sizes: a gap at which no line is cut


def cut_at_bounds(segment: Line, columns: Columns, page: int, to_lines: ToLines) -> list[tuple[Line, tuple[int, ...]]]:
    """The segment's parts with the columns each stands over, cut where white lies at a bound between two columns.

    A bound that runs through a word cuts nothing: such a part stands over several columns.
    """
    chars = inked(segment)
    cuts = [0]
    for i, (a, b) in enumerate(itertools.pairwise(columns.stretches)):
        if segment.bbox.x0 < columns.bounds[i] < segment.bbox.x1:
            reach = CUT_REACH_SHARE * segment.size
            cut = _cut_near(chars, columns.bounds[i], max(a.middle, a.x1 - reach), min(b.middle, b.x0 + reach))
            if cut > cuts[-1]:
                cuts.append(cut)
    parts = [chars[a:b] for a, b in itertools.pairwise([*cuts, len(chars)])]
    lines = [segment] if len(parts) == 1 else [x for part in parts for x in to_lines(part, page, split_share=WHOLE)]
    return [(line, _columns_under(line, columns)) for line in lines]


def _columns_under(line: Line, columns: Columns) -> tuple[int, ...]:
    """The columns whose bounds the line crosses by more than a little."""
    reach = 0.3 * line.size
    first, last = columns.at(line.bbox.x0 + reach), columns.at(line.bbox.x1 - reach)
    if first >= last:
        return (columns.at(line.bbox.x_mid),)
    return tuple(range(first, last + 1))


def _cut_near(chars: Sequence[Char], bound: float, left: float, right: float) -> int:
    """Index of the character before which the gap lies that best parts two columns: wide and near their bound.

    0 if there is none between `left` and `right`.
    """
    best, where = float("-inf"), 0
    for i, (a, b) in enumerate(itertools.pairwise(chars), start=1):
        gap, middle = b.bbox.x0 - a.bbox.x1, (a.bbox.x1 + b.bbox.x0) / 2
        is_blank = a.text[-1].isdigit() != b.text[0].isdigit() and gap <= BLANK_SHARE * a.size and _is_word(a, b)
        if not left < middle < right or gap <= CUT_SHARE * a.size or is_blank:
            continue
        score = gap - 0.5 * abs(middle - bound)
        if score > best:
            best, where = score, i
    return where


def _is_word(a: Char, b: Char) -> bool:
    """True if neither is a mark: a bracket or comma ends a name."""
    return a.text[-1].isalnum() and b.text[0].isalnum()
