"""Characters to rows of segments: what stands side by side on one baseline with a cell's gap between."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from docextract.model.block import Line
from docextract.model.geometry import BBox, union_box
from docextract.model.page import Char

CELL_GAP_SHARE = 0.75  # of the font size: justified Chinese stays below, the padding of two cells above
NUMBER_GAP_SHARE = 0.3
BASELINE_SHARE = 0.3


class ToLines(Protocol):
    """Turns characters into lines, cut where a gap is wider than `split_share` font sizes."""

    def __call__(self, chars: Sequence[Char], page: int, split_share: float = ...) -> Sequence[Line]: ...


@dataclass(frozen=True, slots=True)
class CaptionSigns:
    """How captions begin: `any` those of figures, tables and cases, `table` those of tables alone."""

    any: re.Pattern[str]
    table: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Row:
    """Segments on one baseline, left to right. A table's row may be made of several of these."""

    segments: tuple[Line, ...]
    baseline: float
    signs: CaptionSigns

    @property
    def bbox(self) -> BBox:
        return union_box(segment.bbox for segment in self.segments)

    @property
    def size(self) -> float:
        return statistics.median(segment.size for segment in self.segments)

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def is_caption(self) -> bool:
        return self.signs.any.match(self.text) is not None

    @property
    def is_table_caption(self) -> bool:
        return self.signs.table.match(self.text) is not None

    @property
    def table_captions(self) -> tuple[Line, ...]:
        """Its segments that begin a table's caption: two tables side by side have one each."""
        return tuple(segment for segment in self.segments if self.signs.table.match(segment.text))


def page_rows(chars: Sequence[Char], page: int, to_lines: ToLines, signs: CaptionSigns) -> tuple[Row, ...]:
    """The page's rows from top to bottom."""
    lines = [line for line in to_lines(chars, page, split_share=CELL_GAP_SHARE) if line.chars]
    segments = [part for line in lines for part in _number_parts(line, page, to_lines)]
    placed = sorted(((baseline_of(segment), segment) for segment in segments), key=lambda pair: pair[0])
    rows: list[list[tuple[float, Line]]] = []
    for baseline, segment in placed:
        if rows and baseline - rows[-1][0][0] <= BASELINE_SHARE * segment.size:
            rows[-1].append((baseline, segment))
        else:
            rows.append([(baseline, segment)])
    return tuple(
        Row(tuple(sorted((s for _, s in row), key=lambda s: s.bbox.x0)), statistics.median(b for b, _ in row), signs)
        for row in rows
    )


def _number_parts(line: Line, page: int, to_lines: ToLines) -> Sequence[Line]:
    """The line cut between two numbers that stand apart: no number holds a blank, so they are two cells, however near."""
    chars = sorted(line.chars, key=lambda char: char.bbox.x0)
    cuts = [i for i in range(1, len(chars)) if _parts_numbers(chars, i, NUMBER_GAP_SHARE * line.size)]
    if not cuts:
        return [line]
    bounds = [0, *cuts, len(chars)]
    return [
        part for a, b in itertools.pairwise(bounds) for part in to_lines(chars[a:b], page, split_share=CELL_GAP_SHARE)
    ]


def _parts_numbers(chars: Sequence[Char], i: int, least_pt: float) -> bool:
    """True if the gap before character `i` lies between two numbers; a blank before three digits may group thousands."""
    left, right = chars[i - 1], chars[i]
    gap = right.bbox.x0 - left.bbox.x1
    if gap <= least_pt or left.text[-1] not in "0123456789%％" or not right.text[0].isdigit():
        return False
    after = "".join(char.text for char in chars[i : i + 4])
    is_group = after[:3].isdigit() and not after[3:4].isdigit() and gap < 2 * least_pt
    return not is_group


def baseline_of(segment: Line) -> float:
    """The y on which the segment's characters stand."""
    return statistics.median(char.baseline for char in segment.chars)
