"""Which tables are data tables, and which of them go on from one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.indicators.body import is_narrower
from docextract.indicators.candidates import find_candidates
from docextract.indicators.columns import Columns, read_columns, top_text
from docextract.indicators.panel_values import panel_form_of
from docextract.indicators.rows import FormRow, table_rows
from docextract.indicators.titles import form_of_title
from docextract.indicators.year_headers import plain_cell
from docextract.model.table import Table
from docextract.rulepacks.schema import Pack


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much of a table must bear the form's names before it is taken for a data table, by what its title says."""

    named_title: float = 0.3  # the form's own title
    near_title: float = 0.5  # garbled, or with other words around it
    without_title: float = 0.6
    least_rows: int = 4
    coverage_with_other_title: float = 0.5  # of the form's rows, when the title is another
    rows_of_mixed: int = 8  # of a table of its own title that picks rows from several forms, ...
    named_of_mixed: float = 0.9  # ... and of its rows that bear the forms' names letter for letter


@dataclass(frozen=True, slots=True)
class Piece:
    """A table that is a data table, or a part of one. `form` is "" when its title names none.

    `is_mixed`: it has its own title and picks rows from several forms, so that it is a walk by itself.
    """

    table: Table
    columns: Columns
    form: str
    rows: tuple[FormRow, ...]
    is_mixed: bool = False


def find_pieces(
    tables: Sequence[Table], report_year: int, pack: Pack, evidence: Evidence = Evidence()
) -> tuple[Piece, ...]:
    """The data tables, in the order given."""
    titled: list[Piece | None] = []
    for table in tables:
        like = titled[-1].columns if titled and titled[-1] else None
        titled.append(_titled_piece(table, like, report_year, pack, evidence))
    forms = {piece.form for piece in titled if piece}
    pieces: list[Piece] = []
    for number, table in enumerate(tables):
        before = pieces[-1] if pieces and number and pieces[-1].table is tables[number - 1] else None
        piece = titled[number] or _untitled_piece(table, before, forms, report_year, pack, evidence)
        if piece is not None:
            pieces.append(piece)
    return tuple(pieces)


def count_form_rows(tables: Sequence[Table], pack: Pack, report_year: int) -> dict[str, int]:
    """For each of the pack's forms (by id) how many rows of the report's tables are its rows; none of body tables."""
    shown = [table for table in tables if table.cells and not table.missing]
    panels = {table.id: found[0].id for table in shown if (found := panel_form_of(table, pack)) is not None}
    counts: dict[str, int] = {}
    for table in shown:
        if table.id in panels:
            form = panels[table.id]
            counts[form] = counts.get(form, 0) + len(table.cells) - table.header_rows
    for piece in find_pieces([table for table in shown if table.id not in panels], report_year, pack):
        for form, rows in _named(piece.rows, pack).items():
            counts[form] = max(counts.get(form, 0), rows)
    return counts


def join_pieces(pieces: Sequence[Piece]) -> tuple[tuple[FormRow, ...], ...]:
    """The rows of one walk through the form each: a piece without a title goes on from the piece before it."""
    walks: list[list[FormRow]] = []
    was_mixed = False
    for piece in pieces:
        if piece.form or piece.is_mixed or not walks or was_mixed:
            walks.append([])
        was_mixed = piece.is_mixed
        walks[-1].extend(piece.rows)
    return tuple(tuple(walk) for walk in walks if walk)


def _titled_piece(table: Table, like: Columns | None, report_year: int, pack: Pack, evidence: Evidence) -> Piece | None:
    match = form_of_title(table.title, pack) or form_of_title(top_text(table), pack)
    columns = read_columns(table, report_year, pack, like) if match else None
    if match is None or columns is None:
        return None
    rows = tuple(table_rows(table, columns, match.form, report_year, pack))
    wanted = evidence.named_title if match.score == 1.0 else evidence.near_title
    named = _named(rows, pack)
    n_form = sum(indicator.form == match.form for indicator in pack.indicators.values())
    n_named = named.get(match.form, 0)
    is_whole = match.score == 1.0 or n_named >= evidence.named_title * n_form
    # The first piece of a form cut after a few rows, its title garbled: it still ends as a form's does (情况表, 情况).
    is_whole |= match.score >= 0.85 and _ends_alike(table, pack.form(match.form).title) and n_named > 0.9 * len(rows)
    if not rows or not is_whole or n_named < wanted * len(rows):
        return None
    return Piece(table, columns, match.form, rows)


def _ends_alike(table: Table, title: str) -> bool:
    return plain_cell(table.title or top_text(table)).endswith(title[-1])


def _untitled_piece(
    table: Table, before: Piece | None, forms: set[str], report_year: int, pack: Pack, evidence: Evidence
) -> Piece | None:
    """A piece known by its rows: it goes on from the table before, or holds enough rows of a form not seen elsewhere."""
    columns = read_columns(table, report_year, pack, before.columns if before else None)
    if columns is None:
        return None
    rows = tuple(table_rows(table, columns, "", report_year, pack))
    named = _named(rows, pack)
    total = sum(bool(find_candidates(row, pack)) for row in rows)
    if not rows or not named or total < evidence.without_title * len(rows):
        return None
    if table.title and _is_mixed(table, columns, rows, pack, evidence):
        return Piece(table, columns, "", rows, is_mixed=True)
    goes_on = before is not None and not table.title and len(before.columns.years) == len(columns.years)
    if goes_on:
        return Piece(table, columns, "", rows)
    main = max(named, key=lambda form: (named[form], form))
    n_form = sum(indicator.form == main for indicator in pack.indicators.values())
    is_known = main in forms and total - named[main] < evidence.least_rows
    wanted = evidence.least_rows * (2 if columns.guessed_years else 1)
    if is_known or total < wanted or (columns.guessed_years and table.title):
        return None
    if table.title and named[main] < evidence.coverage_with_other_title * n_form:
        return None
    return Piece(table, columns, "", rows)


def _is_mixed(table: Table, columns: Columns, rows: Sequence[FormRow], pack: Pack, evidence: Evidence) -> bool:
    """True for the data tables of a report that arranges the forms' rows in its own way, under its own titles.

    They have the forms' columns (names, units, two years), and nearly all rows have the forms' names and units.
    """
    if columns.unit < 0 or len(columns.years) < 2 or columns.guessed_years or table.case:
        return False
    if len(rows) < evidence.rows_of_mixed or is_narrower(table.title, pack):
        return False
    sure = sum(any(c.method in ("exact", "alias", "position") for c in find_candidates(row, pack)) for row in rows)
    return sure >= evidence.named_of_mixed * len(rows)


def _named(rows: Sequence[FormRow], pack: Pack) -> dict[str, int]:
    """For each form the rows that could be its rows, misspelt ones too (a label of several forms counts for each)."""
    counts: dict[str, int] = {}
    for row in rows:
        for form in {pack.indicators[candidate.code].form for candidate in find_candidates(row, pack)}:
            counts[form] = counts.get(form, 0) + 1
    return counts
