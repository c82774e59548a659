"""Walls that a table leaves out although its cells stand apart: columns below a ruled header, rows without lines."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from docextract.model.block import Line
from docextract.model.geometry import BBox
from docextract.tables.grid import Area, Lattice
from docextract.tables.headers import VALUE
from docextract.tables.segments import baseline_of

SegmentsIn = Callable[[BBox], Sequence[Line]]

MIN_ALIKE = 2  # areas that part at the same columns: one alone may be a sentence with a wide blank
MIN_ROWS = 3  # baselines shared by the columns of one drawn row
CROSSING_PT = 2.0
SAME_BASELINE_SHARE = 0.3


def with_undrawn_walls(
    lattice: Lattice, areas: Sequence[Area], segments_in: SegmentsIn
) -> tuple[Lattice, tuple[Area, ...]]:
    """The lattice and its cells with the missing walls put in; `segments_in` gives the texts inside a box."""
    return _with_rows(lattice, _with_columns(lattice, areas, segments_in), segments_in)


def _with_columns(lattice: Lattice, areas: Sequence[Area], segments_in: SegmentsIn) -> tuple[Area, ...]:
    """Areas over several columns parted where most areas of their width hold texts that each keep to one column."""
    spans: dict[tuple[int, int], list[Area]] = {}
    for area in areas:
        if area.column1 - area.column0 > 1:
            spans.setdefault((area.column0, area.column1), []).append(area)
    parted: set[Area] = set()
    for alike in spans.values():
        kinds = {area: _kind(lattice, area, segments_in) for area in alike}
        apart = [area for area, kind in kinds.items() if kind == "apart"]
        if len(apart) >= MIN_ALIKE and 2 * len(apart) >= len(alike):
            parted.update(area for area, kind in kinds.items() if kind != "across")
    out = []
    for area in areas:
        if area in parted:
            out += [replace(area, column0=c, column1=c + 1) for c in range(area.column0, area.column1)]
        else:
            out.append(area)
    return tuple(sorted(out, key=lambda area: (area.row0, area.column0)))


def _kind(lattice: Lattice, area: Area, segments_in: SegmentsIn) -> str:
    """ "apart": several texts, each within one column; "across": one over a column's edge; "alone": at most one text."""
    segments = segments_in(lattice.area_box(area))
    for segment in segments:
        for x in lattice.xs[area.column0 + 1 : area.column1]:
            if segment.bbox.x0 < x - CROSSING_PT and segment.bbox.x1 > x + CROSSING_PT:
                return "across"
    return "apart" if len(segments) > 1 else "alone"


def _with_rows(lattice: Lattice, areas: Sequence[Area], segments_in: SegmentsIn) -> tuple[Lattice, tuple[Area, ...]]:
    """Drawn rows that hold many printed ones parted between their baselines."""
    ys: list[float] = [lattice.ys[0]]
    new_row: list[int] = [0]
    for row, (_, bottom) in enumerate(itertools.pairwise(lattice.ys)):
        ys += _row_cuts(lattice, row, areas, segments_in)
        ys.append(bottom)
        new_row.append(len(ys) - 1)
    if len(ys) == len(lattice.ys):
        return lattice, tuple(areas)
    out = []
    for area in areas:
        first, last = new_row[area.row0], new_row[area.row1]
        if area.row1 - area.row0 == 1 and last - first > 1:
            out += [replace(area, row0=r, row1=r + 1) for r in range(first, last)]
        else:
            out.append(replace(area, row0=first, row1=last))
    return replace(lattice, ys=tuple(ys)), tuple(sorted(out, key=lambda area: (area.row0, area.column0)))


def _row_cuts(lattice: Lattice, row: int, areas: Sequence[Area], segments_in: SegmentsIn) -> list[float]:
    """Where a drawn row parts: between the baselines of a column of numbers that other columns share; [] if nowhere.

    Wrapped words in two cells stand on shared baselines too, so only a column that holds nothing but values tells.
    """
    own = [area for area in areas if area.row0 == row and area.row1 == row + 1]
    columns = [sorted(segments_in(lattice.area_box(area)), key=baseline_of) for area in own]
    values = [c for c in columns if len(c) >= MIN_ROWS and all(VALUE.match(s.text.strip()) for s in c)]
    if not values or len(columns) < 2:
        return []
    longest = _one_a_baseline(max(values, key=len))
    baselines = [baseline_of(segment) for segment in longest]
    near = SAME_BASELINE_SHARE * longest[0].size
    for column in columns:
        on_line = sum(any(abs(baseline_of(s) - b) <= near for b in baselines) for s in column)
        if column[:1] != longest[:1] and on_line >= MIN_ROWS and on_line == len(column):
            tops = [segment.bbox.top for segment in longest]
            feet = [segment.bbox.bottom for segment in longest]
            return [(foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False)]
    return []


def _one_a_baseline(column: Sequence[Line]) -> list[Line]:
    """The first text on each baseline of a column (sorted by baseline)."""
    kept: list[Line] = []
    for segment in column:
        if not kept or baseline_of(segment) - baseline_of(kept[-1]) > SAME_BASELINE_SHARE * segment.size:
            kept.append(segment)
    return kept


def holds_table(lattice: Lattice, areas: Sequence[Area], segments_in: SegmentsIn) -> bool:
    """True if some cell holds texts side by side on several baselines: the drawn lines are not the table's columns."""
    for area in areas:
        segments = sorted(segments_in(lattice.area_box(area)), key=baseline_of)
        beside = len(segments) - len(_one_a_baseline(segments))
        values = sum(bool(VALUE.match(segment.text.strip())) for segment in segments)
        if beside >= MIN_ROWS and 2 * values >= len(segments):
            return True
    return False
