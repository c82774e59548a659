"""The codes that a form's panels name: those of the pack, and without those that it has retired."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docextract.rulepacks.entries import Draft, fault, unknown
from docextract.rulepacks.records import FixedRow, Form, Panel
from docextract.rulepacks.schema import Pack


def without_retired(form: Form, retired: Collection[str]) -> Form:
    """The form without the columns and rows of retired codes; a panel that has no column left is gone."""
    if not form.panels or not retired:
        return form
    panels = [_panel_without(panel, retired) for panel in form.panels]
    return form.model_copy(update={"panels": tuple(panel for panel in panels if panel.measures)})


def _panel_without(panel: Panel, retired: Collection[str]) -> Panel:
    measures = tuple(measure for measure in panel.measures if measure.code not in retired)
    rows = tuple(_row_without(row, retired) for row in panel.rows if not {row.code, row.below} & set(retired))
    return panel.model_copy(update={"measures": measures, "rows": rows})


def _row_without(row: FixedRow, retired: Collection[str]) -> FixedRow:
    others = {column: code for column, code in row.others.items() if not {column, code} & set(retired)}
    return row.model_copy(update={"others": others})


def unknown_panel_codes(pack: Pack, draft: Draft) -> Iterator[str]:
    """Columns and rows of panels whose code is not in the pack, and classifications that are not."""
    for form in pack.forms:
        at = draft.forms[form.id].at("panels")
        for panel in form.panels:
            if panel.items and panel.items not in draft.classifications:
                yield unknown(at, "items", panel.items, draft.classifications)
            for code in _named(panel):
                if code not in draft.indicators:
                    yield unknown(at, "code", code, draft.indicators)
            yield from _out_of_place(panel, at)


def _named(panel: Panel) -> Iterator[str]:
    """The codes of indicators that a panel names, each once."""
    codes = [measure.code for measure in panel.measures]
    for row in panel.rows:
        codes += [row.code, *row.others.values()]
    yield from dict.fromkeys(codes)


def _out_of_place(panel: Panel, at: str) -> Iterator[str]:
    """Other columns of a fixed row that are no columns of its panel, and rows below one that is not there."""
    columns = [measure.code for measure in panel.measures]
    rows = [row.code for row in panel.rows]
    for row in panel.rows:
        for column in row.others:
            if column not in columns:
                yield unknown(at, "others", column, columns)
        if row.below and row.below not in rows:
            zh = f"行 {row.code} 写在“{row.below}”之下，而这一栏没有这一行。"
            yield fault(at, zh, f'row {row.code} stands below "{row.below}", which is no row of the panel')
