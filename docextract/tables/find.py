"""Tables of a page. Ruled ones: rules to edges, edges to lattices, lattices to grids; then those without full rules.

Each arrow is one function, so that any step can be drawn. A lattice with one cell is a frame drawn around text, no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docextract.model.block import Line
from docextract.model.flow import Grid
from docextract.model.geometry import BBox, Region
from docextract.model.page import Page, Rule
from docextract.tables.bands import find_banded
from docextract.tables.edges import Edge, crossing_groups, rules_to_edges
from docextract.tables.grid import Area, Lattice, lattice_areas
from docextract.tables.in_box import without_box
from docextract.tables.open_grid import region_to_grid
from docextract.tables.open_regions import OpenRegion, find_regions
from docextract.tables.segments import CELL_GAP_SHARE, CaptionSigns, ToLines, page_rows
from docextract.tables.shaded import cell_shades
from docextract.tables.side_by_side import side_by_side, without_beside
from docextract.tables.text_columns import find_text_tables
from docextract.tables.undrawn import SegmentsIn, holds_table, with_undrawn_walls
from docextract.text.repair import join_wrapped

PROSE_CHARS = 60  # a cell as long as a paragraph
CHART_FIELDS = 24  # a smaller net may be an empty form
CHART_FILLED_SHARE = 0.15
OVERHANG_PT = 8.0  # a rule that reaches this far beyond the outer vertical opens one more column


@dataclass(frozen=True, slots=True)
class PageTables:
    """What was found on one page. `frames` are boxes drawn around text; `used` the characters that stand in tables."""

    grids: tuple[Grid, ...]
    frames: tuple[BBox, ...]
    used: frozenset[int]


def find_tables(page: Page, to_lines: ToLines, signs: CaptionSigns) -> PageTables:
    """Grids from the page's rules, top to bottom; `to_lines` turns the characters of one cell into lines.

    `used` holds indices into `page.chars`.
    """
    grids: list[Grid] = []
    frames: list[BBox] = []
    used: set[int] = set()
    for drawn in rules_to_lattices(page.rules):
        lattice = _over_cut_text(drawn, page)
        areas = lattice_areas(lattice)
        inner = without_box(lattice, areas, lambda box: not any(box.holds_middle_of(c.bbox) for c in page.chars))
        if inner is not None:
            frames.append(lattice.bbox)
            lattice, areas = inner, lattice_areas(inner)
        is_table = len(areas) > 1 and len(lattice.xs) > 2 and len(lattice.ys) > 1
        if not is_table:
            boxed = _boxed_table(page, lattice, to_lines, signs)
            if boxed is None:
                frames.append(lattice.bbox)
            else:
                grids.append(boxed.grid)
                used.update(boxed.used)
            continue
        inside = [i for i, char in enumerate(page.chars) if lattice.bbox.grown(1).holds_middle_of(char.bbox)]
        segments_in = _segments_in(page, inside, to_lines)
        lattice, areas = with_undrawn_walls(lattice, areas, segments_in)
        if holds_table(lattice, areas, segments_in):  # read by its white below, with the drawn lines as help
            continue
        grid = _to_grid(page, lattice, areas, inside, to_lines)
        if _holds_prose(grid):
            frames.append(lattice.bbox)
        elif _holds_text(grid):
            grids.append(grid)
            used.update(inside)
    for found in _open_tables(page, used, to_lines, signs):
        grids.append(found.grid)
        used.update(found.used)
    grids.sort(key=lambda grid: (grid.regions[0].bbox.top, grid.regions[0].bbox.x0))
    return PageTables(tuple(grids), tuple(frames), frozenset(used))


def _over_cut_text(lattice: Lattice, page: Page) -> Lattice:
    """The lattice down to the foot of text that its last rule cuts: a page break drawn through a row's last line."""
    box = lattice.bbox
    feet = [
        char.bbox.bottom
        for char in page.chars
        if box.x0 < char.bbox.x_mid < box.x1 and char.bbox.top < box.bottom - 1 < char.bbox.y_mid and char.upright
    ]
    if not feet:
        return lattice
    return replace(lattice, ys=(*lattice.ys[:-1], max(feet)))


def _segments_in(page: Page, inside: Sequence[int], to_lines: ToLines) -> SegmentsIn:
    def segments(box: BBox) -> Sequence[Line]:
        chars = [page.chars[i] for i in inside if box.holds_middle_of(page.chars[i].bbox)]
        return [line for line in to_lines(chars, page.number, split_share=CELL_GAP_SHARE) if line.chars]

    return segments


def _holds_text(grid: Grid) -> bool:
    """True unless the grid is (nearly) empty: the net of lines behind a chart has labels in a few fields at most."""
    filled = sum(bool(cell) for row in grid.cells for cell in row)
    fields = len(set(grid.cell_boxes.values()))
    return filled > 0 and (fields < CHART_FIELDS or filled >= CHART_FILLED_SHARE * fields)


def _holds_prose(grid: Grid) -> bool:
    """True for a box of one or two columns in which whole paragraphs stand: a case in two columns, under its title."""
    filled = [cell for row in grid.cells for cell in row if cell]
    long = [cell for cell in filled if len(cell) >= PROSE_CHARS and cell.rstrip().endswith(("。", "！", "”", "）"))]
    return grid.n_columns <= 2 and len(grid.cells) <= 3 and len(long) >= 2 and 2 * len(long) >= len(filled)


@dataclass(frozen=True, slots=True)
class _Found:
    grid: Grid
    used: frozenset[int]


def _open_tables(page: Page, used: set[int], to_lines: ToLines, signs: CaptionSigns) -> list[_Found]:
    """Tables without a full lattice (three-line, shaded, no rules at all) among the characters that are still free."""
    free = [i for i, char in enumerate(page.chars) if i not in used and char.upright]
    rows = page_rows([page.chars[i] for i in free], page.number, to_lines, signs)
    shades = cell_shades(page.fills)
    edges = [edge for edge in rules_to_edges([*page.rules, *shades.rules]) if edge.is_horizontal]
    found = []
    rows = without_beside(rows, edges)
    banded = find_banded(shades.cells, rows)
    regions = (
        region
        for part in side_by_side(rows, edges)
        for region in find_regions(*part, shades.cells, (*banded, *find_text_tables(*part)))
    )
    for region in regions:
        grid = region_to_grid(region, page.number, to_lines)
        if grid is not None:
            box = grid.regions[0].bbox.grown(0.5)
            found.append(_Found(grid, frozenset(i for i in free if box.holds_middle_of(page.chars[i].bbox))))
    return found


def _boxed_table(page: Page, lattice: Lattice, to_lines: ToLines, signs: CaptionSigns) -> _Found | None:
    """The table in a box whose only inner rule lies under a header of several names; None for any other box."""
    if len(lattice.ys) < 3 or len(lattice.xs) != 2:
        return None
    inside = [i for i, char in enumerate(page.chars) if lattice.bbox.holds_middle_of(char.bbox)]
    rows = page_rows([page.chars[i] for i in inside], page.number, to_lines, signs)
    head = [row for row in rows if row.baseline < lattice.ys[1]]
    body = [row for row in rows if row.baseline >= lattice.ys[1]]
    columns = max((len(row.segments) for row in head), default=0)
    if columns < 2 or sum(len(row.segments) > 1 for row in body) < 2:
        return None
    box = lattice.bbox
    region = OpenRegion(rows, tuple(Edge(True, y, box.x0, box.x1) for y in lattice.ys))
    grid = region_to_grid(region, page.number, to_lines)
    if grid is None or grid.n_columns < columns:
        return None
    return _Found(grid, frozenset(inside))


def rules_to_lattices(rules: Iterable[Rule]) -> list[Lattice]:
    """Groups of crossing edges that enclose at least one cell."""
    edges = rules_to_edges(rules)
    lattices = []
    for group in crossing_groups(edges):
        lattice = _to_lattice(group)
        if lattice is not None:
            lattices.append(lattice)
    return lattices


def _to_lattice(group: Sequence[Edge]) -> Lattice | None:
    horizontal = [edge for edge in group if edge.is_horizontal]
    vertical = [edge for edge in group if not edge.is_horizontal]
    xs = sorted({edge.at for edge in vertical})
    ys = sorted({edge.at for edge in horizontal})
    if not xs or len(ys) < 2:
        return None
    left, right = min(edge.start for edge in horizontal), max(edge.end for edge in horizontal)
    if xs[0] - left > OVERHANG_PT:
        xs.insert(0, left)
    if right - xs[-1] > OVERHANG_PT:
        xs.append(right)
    if len(xs) < 2:
        return None
    return Lattice(
        tuple(xs),
        tuple(ys),
        tuple((edge.at, edge.start, edge.end) for edge in horizontal),
        tuple((edge.at, edge.start, edge.end) for edge in vertical),
    )


def _to_grid(page: Page, lattice: Lattice, areas: Sequence[Area], inside: Sequence[int], to_lines: ToLines) -> Grid:
    cells = [[""] * (len(lattice.xs) - 1) for _ in range(len(lattice.ys) - 1)]
    boxes = {}
    for area in areas:
        box = lattice.area_box(area)
        chars = [page.chars[i] for i in inside if box.holds_middle_of(page.chars[i].bbox)]
        text = ""
        for line in to_lines(chars, page.number):
            text = join_wrapped(text, line.text)
        cells[area.row0][area.column0] = text
        for row in range(area.row0, area.row1):
            for column in range(area.column0, area.column1):
                boxes[row, column] = (Region(page.number, box),)
    return Grid(
        regions=(Region(page.number, lattice.bbox),),
        cells=tuple(tuple(row) for row in cells),
        merges=tuple(area for area in areas if area.row1 - area.row0 > 1 or area.column1 - area.column0 > 1),
        cell_boxes=boxes,
        column_edges=lattice.xs,
    )
