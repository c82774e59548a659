"""Single changes to the forms whose columns are indicators: a header's wording gone, a row's label, a sum's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docextract.rulepacks.records import FixedRow, Form, Measure, Panel


@dataclass(frozen=True, slots=True)
class PanelChange:
    """One change of a form. `rule` is the code that it touches, "" for all of the panel; `form` the changed form."""

    rule: str
    said: str
    form: Form


def panel_changes(form: Form) -> Iterator[PanelChange]:
    """All single changes of a form's panels, in the order in which they are written."""
    for number, panel in enumerate(form.panels):
        others = form.panels

        def put(changed: Panel, number: int = number, others: tuple[Panel, ...] = others) -> Form:
            return form.model_copy(update={"panels": (*others[:number], changed, *others[number + 1 :])})

        yield from _measure_changes(panel, put)
        yield from _row_changes(panel, put)
        for label, rest in _each_gone(panel.totals):
            yield PanelChange("", f"去掉合计行名“{label}” without it", put(_with(panel, {"totals": rest})))
        if panel.side:
            yield PanelChange("", f"去掉栏的“{panel.side}” without its side", put(_with(panel, {"side": ""})))


def _measure_changes(panel: Panel, put: Callable[[Panel], Form]) -> Iterator[PanelChange]:
    for number, measure in enumerate(panel.measures):
        for heads, said in _head_changes(measure):
            changed = measure.model_copy(update={"heads": heads})
            measures = (*panel.measures[:number], changed, *panel.measures[number + 1 :])
            yield PanelChange(measure.code, said, put(_with(panel, {"measures": measures})))


def _head_changes(measure: Measure) -> Iterator[tuple[tuple[str, ...], str]]:
    """The headers without one of them, or with one wording of one level gone."""
    for number, head in enumerate(measure.heads):
        before, after = measure.heads[:number], measure.heads[number + 1 :]
        if before or after:
            yield (*before, *after), f"去掉表头“{head}” without it"
        levels = head.split(">")
        for depth, level in enumerate(levels):
            for wording, rest in _each_gone(level.split("|")):
                if not rest:
                    continue  # a level without wordings is no header
                fewer = ">".join((*levels[:depth], "|".join(rest), *levels[depth + 1 :]))
                yield (*before, fewer, *after), f"表头“{head}”去掉“{wording.strip()}” without it"


def _row_changes(panel: Panel, put: Callable[[Panel], Form]) -> Iterator[PanelChange]:
    for number, row in enumerate(panel.rows):
        for update, said in _fixed_changes(row):
            changed = () if update is None else (row.model_copy(update=dict(update)),)
            rows = (*panel.rows[:number], *changed, *panel.rows[number + 1 :])
            yield PanelChange(row.code, said, put(_with(panel, {"rows": rows})))


def _fixed_changes(row: FixedRow) -> Iterator[tuple[Mapping[str, Any] | None, str]]:
    """Keys of a fixed row and what they are changed to; None takes the row away."""
    for label, rest in _each_gone(row.labels):
        yield ({"labels": rest} if rest else None), f"去掉行名“{label}” without it"
    for measure, code in row.others.items():
        left = {other: each for other, each in row.others.items() if other != measure}
        yield {"others": left}, f"去掉另一列 {measure}: {code} without it"
    if row.below:
        yield {"below": ""}, f"去掉 below: {row.below} without it"


def _each_gone(items: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each item with those that are left without it."""
    for number, item in enumerate(items):
        yield item, (*items[:number], *items[number + 1 :])


def _with(panel: Panel, update: Mapping[str, Any]) -> Panel:
    return panel.model_copy(update=dict(update))
