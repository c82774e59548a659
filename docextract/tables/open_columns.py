"""Columns of a table without vertical rules: stretches of x with white on both sides in every row of the body."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.block import Line
from docextract.model.page import Char
from docextract.tables.headers import VALUE, YEAR
from docextract.tables.open_regions import OpenRegion
from docextract.tables.segments import Row, baseline_of

MIN_WHITE_PT = 2.0  # narrower white between two columns is chance
# White between two columns that all rows leave, in font sizes. Less than between two cells of one row, as no row alone
# need prove it: a row number stands close to its label.
WHITE_SHARE = 0.4
NUMBER_WHITE_SHARE = 0.15  # between two digits: a number has no white in it
MIN_ROWS = 3  # fewer rows prove no narrow white
SAME_LINE_SHARE = 0.8
MAX_ROW_DIGITS = 3
MAX_UNIT_CHARS = 4
MOST_SHARE = 0.8  # of the rows: beside some row number stands the last character of a wrapped label


@dataclass(frozen=True, slots=True)
class Stretch:
    """A column's content from x0 to x1."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """`stretches` hold the text, left to right; `bounds` lie between them, one fewer."""

    stretches: tuple[Stretch, ...]
    bounds: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.stretches)

    def at(self, x: float) -> int:
        """Index of the column in which x lies."""
        return sum(x > bound for bound in self.bounds)


def find_columns(region: OpenRegion, n_head: int) -> Columns:
    """The region's columns; its first `n_head` lines are the header, whose group names reach over several."""
    if region.walls:
        stretches = tuple(Stretch(a, b) for a, b in itertools.pairwise(region.walls))
        return Columns(stretches, region.walls[1:-1])
    body = region.rows[n_head:] or region.rows
    found = _without_chance_white(columns_of(_runs(body)), body)
    found = _with_header_only(found, region.rows[:n_head])
    found = _without_split_labels(found, region.rows[:n_head], body)
    found = _without_split_units(found, region.rows[:n_head], body)
    found = _widened(found, region.rows[:n_head])
    return Columns(tuple(found), tuple((a.x1 + b.x0) / 2 for a, b in itertools.pairwise(found)))


def columns_of(runs: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of x that some run covers, left to right, with white between them."""
    columns: list[Stretch] = []
    for run in sorted(runs, key=lambda r: r.x0):
        if columns and run.x0 - columns[-1].x1 < MIN_WHITE_PT:
            columns[-1] = Stretch(columns[-1].x0, max(columns[-1].x1, run.x1))
        else:
            columns.append(Stretch(run.x0, run.x1))
    return columns


def _runs(rows: Sequence[Row]) -> list[Stretch]:
    """The rows' text cut at every gap that may lie between two columns."""
    is_sure = len(rows) < MIN_ROWS
    runs = []
    for row in rows:
        for segment in row.segments:
            chars = inked(segment)
            if is_sure or not chars:
                runs.append(Stretch(segment.bbox.x0, segment.bbox.x1))
                continue
            start = chars[0]
            for left, right in itertools.pairwise(chars):
                if _may_part(left, right):
                    runs.append(Stretch(start.bbox.x0, left.bbox.x1))
                    start = right
            runs.append(Stretch(start.bbox.x0, chars[-1].bbox.x1))
    return runs


def inked(segment: Line) -> list[Char]:
    return sorted((char for char in segment.chars if char.text.strip()), key=lambda char: char.bbox.x0)


def _may_part(left: Char, right: Char) -> bool:
    gap = right.bbox.x0 - left.bbox.x1
    if left.text[-1].isdigit() and right.text[0].isdigit():
        return gap > NUMBER_WHITE_SHARE * left.size
    return gap > WHITE_SHARE * left.size


def _without_chance_white(columns: Sequence[Stretch], body: Sequence[Row]) -> list[Stretch]:
    """Columns joined over narrow white that only chance made: a blank at one place of all rows, as in 2023 年.

    Narrow white parts two columns if as many rows leave more there, if row numbers stand left of it, or if numbers
    stand on both sides.
    """
    out = list(columns[:1])
    for column in columns[1:]:
        x0, x1 = out[-1].x1, column.x0
        sides = [side for row in body for s in row.segments if (side := _sides(s, (x0 + x1) / 2)) is not None]
        apart = sum(_stand_apart(row, out[-1], column) for row in body)
        two = sum(_are_two(left, right) for left, right in sides)
        if len(sides) > apart and two < MOST_SHARE * len(sides):
            out[-1] = Stretch(out[-1].x0, column.x1)
        else:
            out.append(column)
    return out


def _stand_apart(row: Row, left: Stretch, right: Stretch) -> bool:
    """True if the row has one text in each column and none over both."""
    over = [
        (s.bbox.x0 < left.x1 and s.bbox.x1 > left.x0, s.bbox.x0 < right.x1 and s.bbox.x1 > right.x0)
        for s in row.segments
    ]
    return (True, False) in over and (False, True) in over


def _sides(segment: Line, x: float) -> tuple[str, str] | None:
    """The segment's text left and right of x; None unless it stands on both sides."""
    if not segment.bbox.x0 < x < segment.bbox.x1:
        return None
    chars = inked(segment)
    left = "".join(char.text for char in chars if char.bbox.x_mid < x)
    right = "".join(char.text for char in chars if char.bbox.x_mid >= x)
    return (left, right) if left and right else None


def _are_two(left: str, right: str) -> bool:
    """True for a row number before a text, and for two numbers."""
    is_row_number = left.isdigit() and len(left) <= MAX_ROW_DIGITS and len(right) > 1
    return is_row_number or (left[-1].isdigit() and right[0].isdigit())


def _with_header_only(columns: list[Stretch], head: Sequence[Row]) -> list[Stretch]:
    """Columns with nothing but a name: names of the header that stand over none and have no name below them."""
    segments = [segment for row in head for segment in row.segments]
    for segment in segments:
        box = segment.bbox
        if any(min(c.x1, box.x1) - max(c.x0, box.x0) > 0 for c in columns):
            continue
        left = max((c.x0 for c in columns if c.x1 <= box.x0), default=None)
        right = min((c.x1 for c in columns if c.x0 >= box.x1), default=None)
        below = (s for s in segments if baseline_of(s) > baseline_of(segment) + SAME_LINE_SHARE * segment.size)
        is_group = left is not None and right is not None and any(left < s.bbox.x_mid < right for s in below)
        if not is_group:
            columns = columns_of([*columns, Stretch(box.x0, box.x1)])
    return columns


def _without_split_labels(columns: Sequence[Stretch], head: Sequence[Row], body: Sequence[Row]) -> list[Stretch]:
    """Columns with those joined that are one: a header centered over labels that all end left of it.

    Such a pair shows as a column with nothing but its header beside a column without one.
    """
    # A centered name may reach just over the end of the numbers set at the left of its column.
    covered = [_covered(s, columns) or _touched(s, columns) for row in head for s in row.segments]
    in_head = {over[0] for over in covered if len(over) == 1}
    in_body = {i for row in body for s in row.segments for i in _covered(s, columns)}
    out: list[Stretch] = []
    lone = (False, False)  # whether the last column has a name only, or texts only
    for i, column in enumerate(columns):
        own = (i in in_head, i in in_body)
        if out and {lone, own} == {(True, False), (False, True)}:
            out[-1] = Stretch(out[-1].x0, column.x1)
            lone = (True, True)
        else:
            out.append(column)
            lone = own
    return out


def _without_split_units(columns: Sequence[Stretch], head: Sequence[Row], body: Sequence[Row]) -> list[Stretch]:
    """Columns with those joined that hold the units of some rows each, as 人 set in the middle and % at the side.

    No row has a text in both, and one of them has no name.
    """
    in_head = {over[0] for row in head for s in row.segments if len(over := _covered(s, columns)) == 1}
    texts: list[dict[int, str]] = [{} for _ in columns]
    for n, row in enumerate(body):
        for segment in row.segments:
            for i in _covered(segment, columns):
                texts[i][n] = segment.text.strip()
    out = list(columns[:1])
    for i in range(1, len(columns)):
        pair = (texts[i - 1], texts[i])
        are_units = all(
            t == "%" or (len(t) <= MAX_UNIT_CHARS and not VALUE.match(t)) for own in pair for t in own.values()
        )
        is_near = columns[i].x0 - columns[i - 1].x1 < (body[0].size if body else 0.0)
        is_one_name = len({i - 1, i} & in_head) == 1
        if all(pair) and is_near and is_one_name and are_units and not pair[0].keys() & pair[1].keys():
            out[-1] = Stretch(out[-1].x0, columns[i].x1)
        else:
            out.append(columns[i])
    return out


def _widened(columns: Sequence[Stretch], head: Sequence[Row]) -> list[Stretch]:
    """Columns as wide as their names: a long name over short numbers must not reach over the bound."""
    out = list(columns)
    for segment in (segment for row in reversed(head) for segment in row.segments):
        box = segment.bbox
        under = [i for i, c in enumerate(out) if min(c.x1, box.x1) > max(c.x0, box.x0)]
        if len(under) != 1:
            continue
        i = under[0]
        wide = Stretch(min(out[i].x0, box.x0), max(out[i].x1, box.x1))
        before = out[i - 1].x1 if i else float("-inf")
        after = out[i + 1].x0 if i + 1 < len(out) else float("inf")
        if before + MIN_WHITE_PT <= wide.x0 and wide.x1 + MIN_WHITE_PT <= after:
            out[i] = wide
    return out


def _covered(segment: Line, columns: Sequence[Stretch]) -> list[int]:
    box = segment.bbox
    return [
        i
        for i, column in enumerate(columns)
        if min(column.x1, box.x1) - max(column.x0, box.x0) > 0.3 * min(column.x1 - column.x0, box.width)
    ]


def _touched(segment: Line, columns: Sequence[Stretch]) -> list[int]:
    return [i for i, column in enumerate(columns) if segment.bbox.x0 < column.x1 and segment.bbox.x1 > column.x0]


def has_value(row: Row) -> bool:
    """True if some segment is a number; years name columns."""
    return any(VALUE.match(s.text.strip()) and not YEAR.match(s.text.strip()) for s in row.segments)
