"""A region without a full lattice to a grid: columns from the white between segments, rows from rules and baselines."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from docextract.model.block import Line
from docextract.model.flow import Grid
from docextract.model.geometry import BBox, Region
from docextract.model.table import CellRange
from docextract.tables.group_names import group_columns
from docextract.tables.open_cells import Band, Cell
from docextract.tables.open_columns import (
    Stretch,
    columns_of,
    covered_columns,
    spanning_segments,
    without_split_labels,
)
from docextract.tables.open_headers import with_parted_headers
from docextract.tables.open_regions import OpenRegion
from docextract.tables.open_rows import row_bands
from docextract.tables.segments import ToLines
from docextract.tables.serials import Serial, serial_ranges, to_merges
from docextract.text.repair import join_wrapped


def region_to_grid(region: OpenRegion, page: int, to_lines: ToLines) -> Grid | None:
    """The region's grid; None when its segments do not stand in at least two columns."""
    region = with_parted_headers(region, page, to_lines)
    segments = [segment for row in region.rows for segment in row.segments]
    spanning = spanning_segments(region)
    columns = columns_of([s for i, s in enumerate(segments) if i not in spanning])
    columns = without_split_labels(columns, region, spanning)
    if len(columns) < 2:
        return None
    groups = group_columns(region, columns, spanning)
    cells = [_cell(i, segment, columns, groups) for i, segment in enumerate(segments)]
    box = region.bbox
    bands = row_bands(cells, region.edges, box.x0, box.x1)
    texts = _texts(bands, len(columns))
    merges = [*_header_merges(bands), *_move_serials(texts, bands)]
    edges = _edges(columns, box)
    return Grid(
        regions=(
            Region(page, BBox(edges[0], min(box.top, bands[0].top), edges[-1], max(box.bottom, bands[-1].bottom))),
        ),
        cells=tuple(tuple(row) for row in texts),
        merges=tuple(sorted(merges, key=lambda m: (m.row0, m.column0))),
        cell_boxes=_boxes(edges, bands, merges, page),
        column_edges=tuple(edges),
        is_ruled=False,
    )


def _cell(index: int, segment: Line, columns: Sequence[Stretch], groups: Mapping[int, tuple[int, ...]]) -> Cell:
    if index in groups:
        return Cell(index, segment, groups[index], True)
    return Cell(index, segment, (covered_columns(segment, columns)[0],))


def _texts(bands: Sequence[Band], n_columns: int) -> list[list[str]]:
    texts = [[""] * n_columns for _ in bands]
    for row, band in enumerate(bands):
        for cell in sorted(band.cells, key=lambda c: (round(c.segment.bbox.y_mid), c.segment.bbox.x0)):
            column = cell.columns[0]
            texts[row][column] = join_wrapped(texts[row][column], cell.segment.text)
    return texts


def _header_merges(bands: Sequence[Band]) -> list[CellRange]:
    """Group names over their columns, and header cells that reach over both levels."""
    merges = []
    for row, band in enumerate(bands):
        merges += [
            CellRange(row, cell.columns[0], row + 1, cell.columns[-1] + 1)
            for cell in band.cells
            if cell.is_spanning and len(cell.columns) > 1
        ]
        merges += [CellRange(row, column, row + count, column + 1) for column, count in band.tall.items() if count > 1]
    return merges


def _move_serials(texts: list[list[str]], bands: Sequence[Band]) -> list[CellRange]:
    """Row numbers moved to the first row they govern (in place); returns the areas they span."""
    first_row = next((i for i, band in enumerate(bands) if not band.is_header), len(bands))
    in_first = [(row, c) for row in range(first_row, len(bands)) for c in bands[row].cells if c.columns == (0,)]
    blank = any(not texts[row][0] for row in range(first_row, len(bands)))
    if not blank or len(in_first) < 1 or any(not c.segment.text.strip().isdigit() for _, c in in_first):
        return []
    serials = [Serial(c.segment.text.strip(), c.segment.bbox.y_mid) for _, c in in_first]
    groups = serial_ranges(serials, [(band.top, band.bottom) for band in bands], first_row)
    if not groups:
        return []
    for row in range(first_row, len(bands)):
        texts[row][0] = ""
    for serial, start, _ in groups:
        texts[start][0] = serial.text
    return to_merges(groups)


def _edges(columns: Sequence[Stretch], box: BBox) -> list[float]:
    inner = [(a.x1 + b.x0) / 2 for a, b in itertools.pairwise(columns)]
    return [min(box.x0, columns[0].x0), *inner, max(box.x1, columns[-1].x1)]


def _boxes(
    edges: Sequence[float], bands: Sequence[Band], merges: Sequence[CellRange], page: int
) -> dict[tuple[int, int], tuple[Region, ...]]:
    boxes: dict[tuple[int, int], tuple[Region, ...]] = {}
    for row, band in enumerate(bands):
        for column in range(len(edges) - 1):
            boxes[row, column] = (Region(page, BBox(edges[column], band.top, edges[column + 1], band.bottom)),)
    for area in merges:
        box = BBox(edges[area.column0], bands[area.row0].top, edges[area.column1], bands[area.row1 - 1].bottom)
        for row in range(area.row0, area.row1):
            for column in range(area.column0, area.column1):
                boxes[row, column] = (Region(page, box),)
    return boxes
