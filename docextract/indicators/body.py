"""The same indicators in tables of the running text: only by exact name or alias, and only where the table speaks of
the whole report. What is left out here costs a comparison; what is taken wrongly costs a false alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docextract.indicators.columns import count_header_rows, read_columns
from docextract.indicators.names import wording
from docextract.indicators.year_headers import header_year, plain_cell
from docextract.model.table import Table
from docextract.rulepacks.schema import Pack
from docextract.text.labels import Label, compare_form, parse_label
from docextract.text.repair import is_cjk

# A body table's row was read by its label alone, so it never counts as sure as a row of the form.
BODY_SCORE = 0.9


@dataclass(frozen=True, slots=True)
class BodyCell:
    """One value of an indicator in a body table; `unit` as printed, "" if nothing is."""

    table: Table
    row: int
    column: int
    year: int
    code: str
    method: str
    printed_label: str
    unit: str


def find_in_body(tables: Sequence[Table], report_year: int, pack: Pack) -> Iterator[BodyCell]:
    """The indicators in these tables, in reading order: names down the side and years across, or the other way round."""
    for table in tables:
        if table.cells and not table.case and not is_narrower(table.title, pack):
            cells = list(_names_down(table, report_year, pack)) or list(_years_down(table, report_year, pack))
            yield from cells


def is_narrower(text: str, pack: Pack) -> bool:
    """True when a title or label speaks of less than the report's issuer: one school, one group of majors, a plan.

    >>> from docextract.rulepacks.load import load_pack
    >>> is_narrower("近两年全市中职学校升学情况", load_pack()), is_narrower("各县区学校规模", load_pack())
    (False, True)
    """
    plain = compare_form(text)
    for word in sorted(pack.words.generic, key=len, reverse=True):
        plain = plain.removeprefix(word[1:]) if word.startswith("^") else plain.replace(word, "")
    return any(word in plain for word in pack.words.narrower)


@lru_cache(maxsize=8)
def _body_names(pack: Pack) -> dict[str, tuple[tuple[str, str], ...]]:
    """Label to (code, method), for labels that mean one indicator wherever they stand, or one printed in two units."""
    found: dict[str, list[tuple[str, str]]] = {}
    for indicator in pack.indicators.values():
        if indicator.only_in_place:
            continue
        for name in (*indicator.labels, *indicator.in_body):
            found.setdefault(wording(name, pack), []).append(
                (indicator.code, "exact" if name == indicator.name else "alias")
            )
    return {text: tuple(hits) for text, hits in found.items() if len({pack.path(code) for code, _ in hits}) == 1}


def _label(text: str, pack: Pack) -> Label:
    return parse_label(text, lambda unit: pack.unit(unit) is not None)


def _find(label: Label, unit: str, pack: Pack) -> tuple[str, str] | None:
    """The code and method for a label, unless its unit measures something else or does not tell which of two rows."""
    given = pack.unit(unit) if unit.strip("-—―/") else None
    hits = [
        hit
        for hit in _body_names(pack).get(label.text, ())
        if given is None or given.dimension == pack.units[pack.indicators[hit[0]].unit].dimension
    ]
    return hits[0] if len(hits) == 1 else None


def _names_down(table: Table, report_year: int, pack: Pack) -> Iterator[BodyCell]:
    columns = read_columns(table, report_year, pack)
    if columns is None or columns.guessed_years or len(columns.labels) > 1:
        return
    grid = table.filled()
    rows = range(columns.n_header, len(grid))
    labels = {row: _label(grid[row][columns.labels[0]], pack) for row in rows}
    if _has_groups(grid, rows, columns.labels[0], columns.serial):
        return
    units = {row: plain_cell(grid[row][columns.unit]) if columns.unit >= 0 else "" for row in rows}
    for row in rows[1:]:
        if not labels[row].text and units[row] not in ("", units[row - 1]):
            labels[row] = labels[row - 1]  # the second row of an indicator with two units
    hits = {row: _find(label, units[row] or label.unit, pack) for row, label in labels.items()}
    times = Counter(hit[0] if hit else label.text for hit, label in zip(hits.values(), labels.values(), strict=True))
    for row, label in labels.items():
        unit, hit = units[row] or label.unit, hits[row]
        if hit is None or times[hit[0]] > 1:
            continue
        for column, year in columns.years.items():
            yield BodyCell(table, row, column, year, *hit, label.printed, unit)


def _has_groups(grid: Sequence[Sequence[str]], rows: range, label: int, serial: int) -> bool:
    """True when words stand left of the labels: they say whose or which the rows are."""
    return any(any(map(is_cjk, grid[row][c])) for row in rows for c in range(label) if c != serial)


def _years_down(table: Table, report_year: int, pack: Pack) -> Iterator[BodyCell]:
    grid = table.filled()
    years = {row: year for row in range(len(grid)) if (year := header_year(grid[row][0], report_year, pack))}
    if not years or len(set(years.values())) < len(years):
        return
    n_header = min(years)
    if n_header == 0 or count_header_rows(grid, table.header_rows, report_year, pack) > n_header:
        return
    if len(years) < len(grid) - n_header:
        return
    printed = ["".join(dict.fromkeys(grid[row][c] for row in range(n_header))) for c in range(len(grid[0]))]
    heads = [plain_cell(text) for text in printed]
    times = Counter(_label(head, pack).text for head in heads)
    for row, year in years.items():
        for column in range(1, len(heads)):
            label = _label(heads[column], pack)
            hit = _find(label, label.unit, pack)
            if hit is not None and times[label.text] == 1:
                yield BodyCell(table, row, column, year, *hit, printed[column], label.unit)
