"""One header or one row of a panel form by itself: what it is read as. For rule tests and for people who write rules."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.indicators.panel_rows import row_meant
from docextract.indicators.panels import measure_of
from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form


def read_head(head: str, pack: Pack, form: str, side: str = "") -> str:
    """The code of the column with that header, written from the top (本年支出 > 小计); "" for none.

    >>> from docextract.rulepacks.load import load_pack
    >>> read_head("本年支出 > 小计", load_pack("juesuan/2024"), "5")
    'general_spent'
    """
    levels = [side, *head.split(">")] if side else head.split(">")
    found = measure_of(tuple(compare_form(level) for level in levels), pack.form(form))
    return found[1].code if found else ""


def read_panel_row(
    label: str, pack: Pack, form: str, side: str = "", column: str = "", below: Sequence[str] = ()
) -> str:
    """The code of the cell in a row with that label; "" for none.

    `column` is the measure over it (the panel's first by default), `below` the codes of the fixed rows above. In a row
    of an item or of the total it is the measure's own.
    """
    for panel in pack.form(form).panels:
        if side not in ("", panel.side) or (column and all(measure.code != column for measure in panel.measures)):
            continue
        known = {
            (scheme.id, compare_form(name)): item.code
            for scheme in pack.classifications.values()
            for item in scheme.items
            for name in (item.name, *item.also)
        }
        row = row_meant(0, label, "", panel, pack.classifications.get(panel.items), known, below)
        if code := row.code_in(panel, column or panel.measures[0].code):
            return code
    return ""
