"""Forms whose columns are indicators and whose rows are items: which grid column holds what.

Final accounts and budgets are printed so: 支出决算表 has one row an item (208 社会保障和就业支出) and the columns 本年支出合计,
基本支出, 项目支出. A grid may hold several panels side by side (收入 left, 支出 right), each with its own label columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.indicators.panel_heads import (
    Head,
    column_heads,
    header_end,
    holds_codes,
    is_head,
    parts_of,
    stands_under,
)
from docextract.model.table import Table
from docextract.rulepacks.records import Form, Measure, Panel

LEAST_MEASURES = 3  # of a grid without a title, before its columns alone name the form
MOST_HEADER_ROWS = 6  # seen: five, with a line above all columns and one of column numbers


@dataclass(frozen=True, slots=True)
class PlacedPanel:
    """A panel found in a grid: `labels` and `codes` are the columns that name the row, `measures` column and code.

    `body` is the first row below the header; a row of column numbers may still stand there.
    """

    panel: Panel
    codes: tuple[int, ...]
    labels: tuple[int, ...]
    measures: tuple[tuple[int, str], ...]
    body: int = 0


def place_panels(table: Table, form: Form) -> tuple[PlacedPanel, ...]:
    """The form's panels in the grid, left to right; empty when no column bears a measure's header.

    How many rows the header has is decided by the form: as few as give the most whole panels. What the table's reading
    took for a header may lack its lowest line or end with the first sums.
    """
    best: tuple[PlacedPanel, ...] = ()
    for rows in range(1, min(MOST_HEADER_ROWS, len(table.cells)) + 1):
        found = _place(table, form, rows)
        if _worth(found) > _worth(best):
            best = found
    return best


def _worth(placed: Sequence[PlacedPanel]) -> tuple[int, int]:
    """How many measures have a column: in panels of which no column is missing, then in all."""
    whole = [
        panel for panel in placed if {m.code for m in panel.panel.measures if not m.optional} <= _measures_of([panel])
    ]
    return len(_measures_of(whole)), len(_measures_of(placed))


def _measures_of(placed: Sequence[PlacedPanel]) -> set[str]:
    """The measures that have a column; one that comes again in a further panel counts once."""
    return {code for panel in placed for _, code in panel.measures}


def _place(table: Table, form: Form, header_rows: int) -> tuple[PlacedPanel, ...]:
    heads = column_heads(table, header_rows)
    placed: list[PlacedPanel] = []
    start = 0
    for panel, group in _groups(heads, form):
        columns = [column for column, _ in group]
        before = range(start, min(columns))
        body = header_end(table, columns, header_rows)
        naming = column_heads(table, body)
        codes = tuple(c for c in before if holds_codes(table, c, naming[c], body))
        labels = tuple(c for c in before if c not in codes)
        placed.append(PlacedPanel(panel, codes, labels, tuple(group), body))
        start = max(columns) + 1
    return tuple(placed)


def form_by_columns(table: Table, forms: Sequence[Form]) -> Form | None:
    """The one form whose panels the grid's columns make up; None if there is none, or more than one.

    A panel counts only if none of its columns is missing but those that may be.
    """
    found = []
    for form in forms:
        placed = place_panels(table, form)
        codes = _measures_of(placed)
        wanted = {m.code for panel in placed for m in panel.panel.measures if not m.optional}
        if len(wanted) >= LEAST_MEASURES and wanted <= codes:
            found.append((len(wanted), form))
    best = [form for wanted, form in found if wanted == max(w for w, _ in found)]
    return best[0] if len(best) == 1 else None


def _groups(heads: Sequence[Head], form: Form) -> Iterator[tuple[Panel, list[tuple[int, str]]]]:
    """Runs of value columns, each with its panel; a measure that comes again begins a new run."""
    open_panel: Panel | None = None
    group: list[tuple[int, str]] = []
    for column, head in enumerate(heads):
        hit = measure_of(head, form, open_panel)
        if hit is None:
            continue
        panel, measure = hit
        if group and (panel is not open_panel or any(code == measure.code for _, code in group)):
            if open_panel is not None:
                yield open_panel, group
            group = []
        open_panel = panel
        group.append((column, measure.code))
    if open_panel is not None and group:
        yield open_panel, group


def measure_of(head: Head, form: Form, first: Panel | None = None) -> tuple[Panel, Measure] | None:
    """The measure whose header this is: the one written in most levels, then one of the open panel, then the first.

    Of several panels only those count whose side stands over the column.
    """
    fitting = [
        (len(parts), panel is first, panel, measure)
        for panel in form.panels
        if stands_under(head, panel.side)
        for measure in panel.measures
        for parts in map(parts_of, measure.heads)
        if is_head(head, parts)
    ]
    if not fitting:
        return None
    most = max((levels, is_open) for levels, is_open, _, _ in fitting)
    return next((panel, measure) for levels, is_open, panel, measure in fitting if (levels, is_open) == most)
