"""Pages built by hand: characters in rows, rules around them."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.layout.lines import page_lines
from docextract.model.flow import Grid
from docextract.model.geometry import BBox
from docextract.model.page import Char, Page, Rule
from docextract.rulepacks.choose import structure_words
from docextract.tables.find import PageTables, find_tables
from docextract.tables.table_signs import caption_signs

SIZE = 10.0
SIGNS = caption_signs(structure_words(None))


def chars(text: str, x: float, baseline: float, size: float = SIZE) -> list[Char]:
    """Each character one em wide, digits and Latin half an em."""
    out = []
    for char in text:
        width = size / 2 if char.isascii() else size
        box = BBox(x, baseline - 0.85 * size, x + width, baseline + 0.15 * size)
        if char != " ":
            out.append(Char(char, box, "Song", size, baseline))
        x += width
    return out


def across(y: float, x0: float, x1: float) -> Rule:
    return Rule(BBox(x0, y, x1, y), 0.5)


def down(x: float, top: float, bottom: float) -> Rule:
    return Rule(BBox(x, top, x, bottom), 0.5)


def page(
    rows: Sequence[tuple[float, Sequence[tuple[float, str]]]], rules: Sequence[Rule] = (), number: int = 1
) -> Page:
    """`rows` gives baselines, and for each (x, text) pairs."""
    drawn = [char for baseline, cells in rows for x, text in cells for char in chars(text, x, baseline)]
    return Page(number, 595, 842, tuple(drawn), tuple(rules))


def tables_of(a_page: Page) -> PageTables:
    return find_tables(a_page, page_lines, SIGNS)


def only_grid(a_page: Page) -> Grid:
    (grid,) = tables_of(a_page).grids
    return grid
