"""Row numbers printed once for several rows, in the middle of their height: which rows each one governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.table import CellRange

MIDDLE_SHARE = 0.4  # of a row's height: a number this near to the middle of its rows stands in it


@dataclass(frozen=True, slots=True)
class Serial:
    """A row number and the y of its middle."""

    text: str
    middle: float


def serial_ranges(
    serials: Sequence[Serial], rows: Sequence[tuple[float, float]], first_row: int
) -> list[tuple[Serial, int, int]]:
    """(serial, first row, row after the last) for each; `rows` are (top, bottom), `first_row` the first of the body.

    Numbers stand in the vertical middle of the rows they govern. The groups follow each other without gap down to the
    last row; rows before the first group (a piece that began on the page before) may stay without number. Where no such
    reading fits, the last group may be cut by the page's end, its number anywhere in it. Empty when that fails too.
    """
    for is_cut in (False, True):
        for start in range(first_row, len(rows)):
            found = _groups_from(start, serials, rows, is_cut)
            if found is not None:
                return found
    return []


def _groups_from(
    start: int, serials: Sequence[Serial], rows: Sequence[tuple[float, float]], is_cut: bool
) -> list[tuple[Serial, int, int]] | None:
    found = []
    for i, serial in enumerate(serials):
        if is_cut and i == len(serials) - 1 and start < len(rows) and rows[start][0] <= serial.middle:
            end: int | None = len(rows)
        else:
            end = _end_of_group(start, serial.middle, rows)
        if end is None:
            return None
        found.append((serial, start, end))
        start = end
    return found if start == len(rows) else None


def _end_of_group(start: int, middle: float, rows: Sequence[tuple[float, float]]) -> int | None:
    for end in range(start + 1, len(rows) + 1):
        center = (rows[start][0] + rows[end - 1][1]) / 2
        height = (rows[end - 1][1] - rows[start][0]) / (end - start)
        if abs(center - middle) <= MIDDLE_SHARE * height / 2:
            return end
        if center > middle + height:
            return None
    return None


def to_merges(groups: Sequence[tuple[Serial, int, int]], column: int = 0) -> list[CellRange]:
    """Merged areas of the groups that govern more than one row."""
    return [CellRange(start, column, end, column + 1) for _, start, end in groups if end - start > 1]
