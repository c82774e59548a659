"""A region without a full lattice to a grid: columns from white and shade, the header's levels, then the rows."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from docextract.model.flow import Grid
from docextract.model.geometry import BBox, Region
from docextract.model.table import CellRange
from docextract.tables.cut_columns import cut_at_bounds
from docextract.tables.head_cells import Head, HeadCell
from docextract.tables.head_lines import count_head_lines
from docextract.tables.open_cells import Band, Cell, to_cell
from docextract.tables.open_columns import Columns, find_columns
from docextract.tables.open_head import read_head
from docextract.tables.open_regions import OpenRegion
from docextract.tables.open_rows import body_bands, touching
from docextract.tables.segments import Row, ToLines
from docextract.text.repair import join_wrapped


def region_to_grid(region: OpenRegion, page: int, to_lines: ToLines) -> Grid | None:
    """The region's grid; None when its segments do not stand in at least two columns."""
    n_head = count_head_lines(region)
    columns = find_columns(region, n_head)
    if len(columns) < 2:
        return None
    head_cells = _cells(region.rows[:n_head], columns, page, to_lines)
    body_cells = [
        to_cell(cell.segment, (columns.at(cell.bbox.x_mid),)) if len(cell.columns) > 1 else cell
        for cell in _cells(region.rows[n_head:], columns, page, to_lines)
    ]
    head = read_head(head_cells, columns, region.edges)
    box = region.bbox
    body = body_bands(body_cells, len(columns), region.edges, box.x0, box.x1)
    bands = touching([*_head_bands(head), *body], [edge.at for edge in region.edges])
    return _to_grid(region, page, columns, head, bands)


def _cells(rows: Sequence[Row], columns: Columns, page: int, to_lines: ToLines) -> list[Cell]:
    return [
        to_cell(line, over)
        for row in rows
        for segment in row.segments
        for line, over in cut_at_bounds(segment, columns, page, to_lines)
    ]


def _head_bands(head: Head) -> list[Band]:
    """The header's rows; a row's height is that of the cells that stand in it alone."""
    bands = []
    for row in range(head.n_rows):
        own = [cell for cell in head.cells if (cell.row0, cell.row1) == (row, row + 1)]
        own = own or [cell for cell in head.cells if cell.row0 <= row < cell.row1]
        bands.append(Band((), min(c.top for c in own), max(c.bottom for c in own)))
    return bands


def _to_grid(region: OpenRegion, page: int, columns: Columns, head: Head, bands: Sequence[Band]) -> Grid:
    texts = [[""] * len(columns) for _ in bands]
    merges = []
    for cell in head.cells:
        texts[cell.row0][cell.column0] = join_wrapped(texts[cell.row0][cell.column0], _joined(cell.cells))
        merges += _merge(cell)
    for row, band in enumerate(bands):
        for column in {cell.column for cell in band.cells}:
            texts[row][column] = _joined([cell for cell in band.cells if cell.column == column])
        merges += [CellRange(row, c, row + count, c + 1) for c, count in band.tall.items() if count > 1]
    box = region.bbox
    edges = [min(box.x0, columns.stretches[0].x0), *columns.bounds, max(box.x1, columns.stretches[-1].x1)]
    frame = BBox(edges[0], min(box.top, bands[0].top), edges[-1], max(box.bottom, bands[-1].bottom))
    return Grid(
        regions=(Region(page, frame),),
        cells=tuple(tuple(row) for row in texts),
        merges=tuple(sorted(merges, key=lambda m: (m.row0, m.column0))),
        cell_boxes=_boxes(edges, bands, merges, page),
        column_edges=tuple(edges),
        is_ruled=False,
    )


def _merge(cell: HeadCell) -> list[CellRange]:
    if cell.row1 - cell.row0 == 1 and cell.column1 - cell.column0 == 1:
        return []
    return [CellRange(cell.row0, cell.column0, cell.row1, cell.column1)]


def _joined(cells: Sequence[Cell]) -> str:
    text = ""
    for cell in sorted(cells, key=lambda c: (round(c.baseline), c.bbox.x0)):
        text = join_wrapped(text, cell.segment.text)
    return text


def _boxes(
    edges: Sequence[float], bands: Sequence[Band], merges: Sequence[CellRange], page: int
) -> dict[tuple[int, int], tuple[Region, ...]]:
    boxes: dict[tuple[int, int], tuple[Region, ...]] = {}
    for row, band in enumerate(bands):
        for column, (x0, x1) in enumerate(itertools.pairwise(edges)):
            boxes[row, column] = (Region(page, BBox(x0, band.top, x1, band.bottom)),)
    for area in merges:
        box = BBox(edges[area.column0], bands[area.row0].top, edges[area.column1], bands[area.row1 - 1].bottom)
        for row in range(area.row0, area.row1):
            for column in range(area.column0, area.column1):
                boxes[row, column] = (Region(page, box),)
    return boxes
