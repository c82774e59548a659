"""Rows of a panel: which item of the classification, total or fixed row each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docextract.indicators.panels import PlacedPanel
from docextract.model.table import Table
from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.records import FixedRow, Panel
from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form

BY_NAME_SCORE = 0.98
# 一、… （二）… 3．… ④…; in forms the lists go four levels deep.
_LIST_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+\s*[、.．]|[①-⑳])\s*"
)
_PART = re.compile(r"^\s*其中\s*[:：]?\s*")
_CODE_AND_NAME = re.compile(r"^\s*(?P<code>\d{3}(?:\s*\d{2}){0,2})\s*(?P<name>[^\d\s].*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """What a row of a panel is: an `item` of the classification (code and name), a total ("") or a `fixed` row."""

    row: int
    label: str
    item: str = ""
    item_name: str = ""
    fixed: FixedRow | None = None
    is_known: bool = True
    score: float = 1.0

    def code_in(self, panel: Panel, measure: str) -> str:
        """The indicator that the row's cell in a measure's column is: of a fixed row its own in the panel's first column."""
        if self.fixed is None:
            return measure if self.is_known else ""
        return self.fixed.code if measure == panel.measures[0].code else self.fixed.others.get(measure, "")


def panel_rows(
    table: Table, placed: PlacedPanel, pack: Pack, coded: Mapping[tuple[str, str], str]
) -> Iterator[PanelRow]:
    """The rows of a panel that hold a label or a value. `coded` gives codes by classification and compared name.

    Rows of column numbers are left out; of the header's rows only one that is labelled as the total is given.
    """
    scheme = pack.classifications.get(placed.panel.items)
    grid = table.filled()
    serial = set(map(compare_form, pack.columns.serial))
    found: list[PanelRow] = []
    above = ("",) * len(placed.codes)
    passed: list[str] = []
    for number, cells in enumerate(table.cells):
        label = _label(grid[number], placed)
        is_total = compare_form(plain_name(label)) in map(compare_form, placed.panel.totals)
        if number < placed.body and not is_total:
            continue
        digits, above = _digits([cells[c] for c in placed.codes], above)
        values = [cells[column].strip() for column, _ in placed.measures]
        if not (any(values) or label or digits) or compare_form(label) in serial or _counts(values):
            continue
        if _is_header_again(values, grid, placed):
            continue
        row = row_meant(number, label, digits, placed.panel, scheme, coded, passed)
        if row.fixed is not None:
            passed.append(row.fixed.code)
        if row.is_known or not _is_covered(label, grid[number], placed):
            found.append(row)
    yield from _with_single(found, table, placed)


def _label(row: Sequence[str], placed: PlacedPanel) -> str:
    """The first text of the label columns, then of the code columns; a merged area's text counts in all its cells."""
    texts = (row[c].strip() for c in (*placed.labels, *placed.codes))
    return next((text for text in texts if text and not text.replace(" ", "").isdigit()), "")


def _is_covered(label: str, row: Sequence[str], placed: PlacedPanel) -> bool:
    """True if the row's label is set across its value columns too: a line that heads the rows below, or a note."""
    return bool(label) and all(row[column].strip() == label for column, _ in placed.measures)


def _is_header_again(values: Sequence[str], grid: Sequence[Sequence[str]], placed: PlacedPanel) -> bool:
    """True for a line of the header printed anew where the table goes on; one cell may be cut off there."""
    above = [{compare_form(row[column]) for row in grid[: placed.body]} for column, _ in placed.measures]
    said = [compare_form(value) for value in values]
    known = [text in heads for text, heads in zip(said, above, strict=True) if text and not text[0].isdigit()]
    return sum(known) * 2 > sum(map(bool, said))


def _digits(parts: Sequence[str], above: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The code that the cells of the code columns make, and what the next row may leave blank.

    >>> _digits(["", "06", ""], ("201", "05", "01")), _digits(["2010601", "", ""], ("", "", ""))
    (('20106', ('201', '06', '')), ('2010601', ('2010601', '', '')))
    """
    plain = ["".join(part.split()) for part in parts]
    whole = next((part for part in plain if part.isdigit() and len(part) > 3), "")
    if whole:
        return whole, tuple(plain)
    used = [i for i, part in enumerate(plain) if part.isdigit()]
    if not used or any(part and not part.isdigit() for part in plain):
        return "", above
    if len(plain[used[0]]) < 3:
        plain[: used[0]] = above[: used[0]]
    return "".join(plain), tuple(plain)


def _counts(values: Sequence[str]) -> bool:
    """True for a row of column numbers: 1 2 3."""
    if len(values) < 2 or not all(value.isdigit() for value in values):
        return False
    return all(int(right) == int(left) + 1 for left, right in pairwise(values))


def row_meant(
    number: int,
    label: str,
    digits: str,
    panel: Panel,
    scheme: Classification | None,
    coded: Mapping[tuple[str, str], str],
    passed: Sequence[str],
) -> PanelRow:
    """What a row with that label and code is; `passed` are the codes of the fixed rows above it."""
    if scheme is not None and not digits and (both := _CODE_AND_NAME.match(label)):
        digits, label = "".join(both["code"].split()), both["name"]
    name = plain_name(label)
    key = compare_form(name)
    if scheme is not None and digits and scheme.level(digits) >= 0:
        return PanelRow(number, label, digits, name)
    if key in map(compare_form, panel.totals):
        return PanelRow(number, label)
    fitting = [f for f in panel.rows if key in map(compare_form, f.labels) and (not f.below or f.below in passed)]
    if fitting:
        # Of rows named alike the one that needs the row above it, once that row has been passed.
        return PanelRow(number, label, fixed=next((f for f in fitting if f.below), fitting[0]))
    if scheme is not None and (code := coded.get((scheme.id, key))):
        return PanelRow(number, label, code, name, score=BY_NAME_SCORE)
    return PanelRow(number, label, is_known=False, score=0.0)


def _with_single(rows: Sequence[PanelRow], table: Table, placed: PlacedPanel) -> Iterator[PanelRow]:
    """The rows, with a single row of values taken for the total where the form lists nothing by rows.

    It is not labelled, or by the office's name.
    """
    panel = placed.panel
    filled = [row for row in rows if any(table.cells[row.row][column].strip() for column, _ in placed.measures)]
    is_single = len(filled) == 1 and not panel.rows and not panel.items
    for row in rows:
        yield replace(row, is_known=True, score=1.0) if is_single and row is filled[0] else row


def plain_name(label: str) -> str:
    """A row's label without list number and 其中.

    >>> plain_name("十八、自然资源海洋气象等支出"), plain_name("其中：基本支出"), plain_name(" 合 计 ")
    ('自然资源海洋气象等支出', '基本支出', '合 计')
    """
    return _PART.sub("", _LIST_NUMBER.sub("", label.strip())).strip()
