"""Which column of a table is what: row number, label, unit, which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docextract.indicators.year_headers import header_year, plain_cell
from docextract.model.table import Table
from docextract.rulepacks.schema import Pack
from docextract.text.repair import is_cjk

Grid = Sequence[Sequence[str]]

_VALUE_LIKE = re.compile(r"^(?:[+-]?[\d,]+(?:\.\d+)?%?|[\d.]+:[\d.]+|[-—/]+)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns; -1 where there is no such column.

    `labels` are the columns that names stand in, left to right (two when groups and parts stand side by side). `years`
    gives the year of each value column. `n_header` rows at the top are header. `guessed_years` is True when no header
    names the years and their order was used (last year before this year).
    """

    labels: tuple[int, ...]
    unit: int
    serial: int
    years: Mapping[int, int]
    n_header: int
    guessed_years: bool = False


def read_columns(table: Table, report_year: int, pack: Pack, like: Columns | None = None) -> Columns | None:
    """The roles of the table's columns, or None when it has no label column or no value column.

    `like` are the roles of the table before, for a piece that goes on without a header. A table without any header and
    without `like` gets its roles from what its columns hold.
    """
    if not table.cells:
        return None
    grid = table.filled()
    n_header = count_header_rows(grid, table.header_rows, report_year, pack)
    if n_header == 0 and like is not None and _fits(grid, like):
        return Columns(like.labels, like.unit, like.serial, like.years, 0, like.guessed_years)
    header = grid[:n_header] or _later_header(grid, report_year, pack)
    heads = ["".join(dict.fromkeys(plain_cell(row[c]) for row in header)) for c in range(len(grid[0]))]
    body = grid[n_header:]
    unit = _named(heads, pack.columns.unit)
    serial = _named(heads, pack.columns.serial)
    unit = unit if unit >= 0 else _unit_by_contents(body, pack, serial)
    serial = serial if serial >= 0 else _serial_by_contents(body, unit)
    lowest = [_lowest(row[c] for row in header) for c in range(len(grid[0]))]
    years = _year_columns(heads, lowest, body, report_year, pack)
    taken = {unit, serial, *years, *(c for c, head in enumerate(heads) if head and head in pack.columns.extra)}
    labels = tuple(c for c, head in enumerate(heads) if head in pack.columns.label and c not in taken)
    labels = labels or _labels_by_contents(body, taken)
    guessed = not years and bool(report_year)
    if guessed and labels:
        years = _years_by_position(heads, body, {*taken, *labels}, report_year)
    return Columns(labels, unit, serial, years, n_header, guessed) if labels and years else None


def _fits(grid: Grid, like: Columns) -> bool:
    """True when the columns are there, and words stand where `like` has labels, something where it has values."""
    if len(grid[0]) <= max((*like.years, like.unit, *like.labels)):
        return False
    labels = _filled(grid, like.labels[-1])
    has_words = sum(map(_is_words, labels)) * 2 >= len(labels)
    return has_words and all(_filled(grid, column) for column in like.years)


def count_header_rows(grid: Grid, given: int, report_year: int, pack: Pack) -> int:
    """How many rows at the top are header: at least `given`, and more while rows only say header words or years.

    `given` is not believed when the first row holds no header word at all and numbers like a body row. A title in a row
    of its own above the header counts with it.
    """
    words = {*pack.columns.label, *pack.columns.unit, *pack.columns.serial}
    count = 0
    for number, row in enumerate(grid[:5]):
        cells = [plain_cell(cell) for cell in row]
        n_words = sum(cell in words or bool(header_year(cell, report_year, pack)) for cell in cells)
        n_values = sum(bool(_VALUE_LIKE.match(cell)) and not header_year(cell, report_year, pack) for cell in cells)
        if (n_words and n_words > n_values) or (number < given and n_values == 0):
            count = number + 1
        elif count or not _says_one_thing(row):
            break
    return count


def _later_header(grid: Grid, report_year: int, pack: Pack) -> Grid:
    """The first row further down that is a header with years, of a table that begins without one (cut at its page)."""
    for row in grid:
        years = sum(bool(header_year(cell, report_year, pack)) for cell in row)
        if years >= 2 and any(plain_cell(cell) in pack.columns.label for cell in row):
            return (row,)
    return ()


def top_text(table: Table) -> str:
    """The text of a first row that says one thing in all its cells: a title printed inside the table; "" if none."""
    grid = table.filled()
    return next((cell for cell in grid[0] if cell), "") if grid and _says_one_thing(grid[0]) else ""


def _says_one_thing(row: Sequence[str]) -> bool:
    return len({plain_cell(cell) for cell in row} - {""}) == 1 and len(row) > 1


def is_header_row(row: Sequence[str], columns: Columns, report_year: int, pack: Pack) -> bool:
    """True for a header printed again among the rows: every year column holds a year, or a header word the label."""
    years = [header_year(row[c], report_year, pack) for c in columns.years]
    label = plain_cell(row[columns.labels[-1]])
    return all(years) and (not label or label in pack.columns.label or bool(header_year(label, report_year, pack)))


def _named(heads: Sequence[str], words: Sequence[str]) -> int:
    return next((c for c, head in enumerate(heads) if head in words), -1)


def _filled(body: Grid, column: int) -> list[str]:
    return [cell for row in body if (cell := plain_cell(row[column]))]


def _share(cells: Sequence[str], fits: Sequence[bool]) -> float:
    return sum(fits) / len(cells) if cells else 0.0


def _unit_by_contents(body: Grid, pack: Pack, serial: int) -> int:
    for column in range(len(body[0]) if body else 0):
        cells = _filled(body, column)
        units = [pack.unit(cell) is not None and not _is_blank_mark(cell) for cell in cells]
        if column != serial and sum(units) >= 2 and _share(cells, units) > 0.6:
            return column
    return -1


def _is_blank_mark(cell: str) -> bool:
    return not cell.strip("-—―/")


def _serial_by_contents(body: Grid, unit: int) -> int:
    """The first column, when it holds only small whole numbers, and these never fall or stand before the names."""
    if not body or unit == 0:
        return -1
    cells = _filled(body, 0)
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) <= 2]
    rising = all(a <= b for a, b in pairwise(numbers))
    names = _filled(body, 1) if len(body[0]) > 1 else []
    before_names = _share(names, [_is_words(name) for name in names]) > 0.7
    return 0 if cells and len(numbers) == len(cells) and (rising or before_names) else -1


def _is_words(cell: str) -> bool:
    return sum(map(is_cjk, cell)) >= 2


def _labels_by_contents(body: Grid, taken: set[int]) -> tuple[int, ...]:
    """The leftmost column in which most filled cells are Chinese words."""
    for column in range(len(body[0]) if body else 0):
        cells = _filled(body, column)
        words = [_is_words(cell) for cell in cells]
        if column not in taken and cells and _share(cells, words) > 0.7:
            return (column,)
    return ()


def _lowest(cells: Iterable[str]) -> str:
    """The last filled cell of a column's header: what stands under a group's name."""
    return next((cell for cell in reversed(list(cells)) if cell.strip()), "")


def _year_columns(
    heads: Sequence[str], lowest: Sequence[str], body: Grid, report_year: int, pack: Pack
) -> dict[int, int]:
    """Value columns by their header; of several columns with one year the one that holds most.

    The whole header names the year (2024 年), or its lowest level does under a group's name (满意度 over 2024 年). A
    year over an empty column belongs to the values beside it (a column too many from a doubled rule).
    """
    found: dict[int, int] = {}
    for column, (head, low) in enumerate(zip(heads, lowest, strict=True)):
        if year := header_year(head, report_year, pack) or header_year(low, report_year, pack):
            found[column] = year
    best: dict[int, int] = {}
    for column, year in found.items():
        if year not in best or len(_filled(body, column)) > len(_filled(body, best[year])):
            best[year] = column
    result: dict[int, int] = {}
    for year, column in best.items():
        if not _filled(body, column):
            beside = [c for c in (column + 1, column - 1) if 0 <= c < len(heads) and not heads[c] and c not in found]
            column = next((c for c in beside if _holds_values(body, c)), column)
        result[column] = year
    return dict(sorted(result.items()))


def _holds_values(body: Grid, column: int) -> bool:
    cells = _filled(body, column)
    return bool(cells) and _share(cells, [bool(_VALUE_LIKE.match(cell)) for cell in cells]) > 0.6


def _years_by_position(heads: Sequence[str], body: Grid, taken: set[int], report_year: int) -> dict[int, int]:
    """Two value columns without years are last year and this year, as every form prints them."""
    values = [c for c in range(len(heads)) if c not in taken and _holds_values(body, c)]
    return {values[0]: report_year - 1, values[1]: report_year} if len(values) == 2 else {}
