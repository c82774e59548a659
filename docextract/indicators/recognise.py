"""Which tables are data tables, and which of them go on from one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.indicators.candidates import find_candidates
from docextract.indicators.columns import Columns, read_columns, top_text
from docextract.indicators.rows import FormRow, table_rows
from docextract.indicators.titles import form_of_title
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A table that is a data table, or a part of one. `form` is "" when its title names none."""

    table: Table
    columns: Columns
    form: str
    rows: tuple[FormRow, ...]


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


def join_pieces(pieces: Sequence[Piece]) -> tuple[tuple[FormRow, ...], ...]:
    """The rows of one walk through the form each: a piece without a title goes on from the piece before it."""
    walks: list[list[FormRow]] = []
    for piece in pieces:
        if piece.form or not walks:
            walks.append([])
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
    is_whole = match.score == 1.0 or named.get(match.form, 0) >= evidence.named_title * n_form
    if not rows or not is_whole or named.get(match.form, 0) < wanted * len(rows):
        return None
    return Piece(table, columns, match.form, rows)


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


def _named(rows: Sequence[FormRow], pack: Pack) -> dict[str, int]:
    """For each form the rows that could be its rows, misspelt ones too (a label of several forms counts for each)."""
    counts: dict[str, int] = {}
    for row in rows:
        for form in {pack.indicators[candidate.code].form for candidate in find_candidates(row, pack)}:
            counts[form] = counts.get(form, 0) + 1
    return counts
