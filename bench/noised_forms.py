"""Whole forms made from a rule pack, as they would be printed, before anything spoils them; and their tables."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docextract.model.geometry import BBox, Region
from docextract.model.table import Table
from docextract.rulepacks.schema import Form, Indicator, Pack
from docextract.text.labels import parse_label

YEAR = 2024
_PLACE = (Region(1, BBox(70, 100, 520, 700)),)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `code` is what it means, "" for a row of no indicator; `values` are last year's and this year's
    cell. `spoilt_by` are the kinds of noise that changed it or its surroundings, `changed` says that the row itself was.
    """

    code: str
    label: str
    unit: str
    values: tuple[str, str]
    serial: str = ""
    spoilt_by: frozenset[str] = frozenset()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed form. `cuts` are the rows before which a new piece begins; `with_header` says for each piece whether
    the header stands over it; `again_at` are rows before which the header is printed once more."""

    form: str
    title: str
    years: tuple[str, str]
    rows: tuple[Row, ...]
    with_unit: bool = True
    with_serial: bool = False
    cuts: tuple[int, ...] = ()
    with_header: tuple[bool, ...] = (True,)
    again_at: tuple[int, ...] = ()

    def spoilt(self, kind: str) -> Sheet:
        """The sheet with all its rows marked as standing in a form that `kind` changed."""
        return replace(self, rows=tuple(replace(row, spoilt_by=row.spoilt_by | {kind}) for row in self.rows))


def clean_sheet(pack: Pack, form: Form, rng: random.Random) -> Sheet:
    """The form as the pack has it: one row in seven by an alias, 其中 and stars as forms print them."""
    rows: list[Row] = []
    opened: set[str] = set()
    numbers: dict[str, tuple[int, int]] = {}
    above: Indicator | None = None
    with_serial = rng.random() < 0.5
    for indicator in (found for found in pack.indicators.values() if found.form == form.id):
        label = rng.choice(indicator.labels) if rng.random() < 0.15 else indicator.name
        is_twin = above is not None and (above.name, above.parent) == (indicator.name, indicator.parent)
        if is_twin and rng.random() < 0.3:
            label = ""
        else:
            label = label + "*" * (indicator.auto and rng.random() < 0.5)
            if indicator.parent and indicator.parent not in opened and rng.random() < 0.8:
                label = f"其中：{label}"
        opened.add(indicator.parent)
        values = _values(indicator, numbers, pack, rng)
        rows.append(Row(indicator.code, label, indicator.unit, values, indicator.serial))
        above = indicator
    title = f"表 {form.number} {rng.choice((form.title, form.title, *form.titles))}"
    return Sheet(form.id, title, ("2023 年", "2024 年"), tuple(rows), with_serial=with_serial)


def _values(
    indicator: Indicator, numbers: dict[str, tuple[int, int]], pack: Pack, rng: random.Random
) -> tuple[str, str]:
    """Two cells such as this kind of indicator has; a count is no more than that of its parent."""
    if indicator.applies != "all" and rng.random() < 0.5:
        return "仅高职填报", "仅高职填报"
    if indicator.kind == "count":
        whole = numbers.get(indicator.parent, (0, 0))
        is_part = indicator.parent and pack.indicators[indicator.parent].unit == indicator.unit
        found = tuple(rng.randint(0, most) if is_part else int(10 ** rng.uniform(0, 4.5)) for most in whole)
        numbers[indicator.code] = found[0], found[1]
        return str(found[0]), str(found[1])
    return _value(indicator, rng), _value(indicator, rng)


def _value(indicator: Indicator, rng: random.Random) -> str:
    if rng.random() < 0.03:
        return rng.choice(("-", "——", ""))
    if indicator.kind == "share":
        return f"{rng.uniform(0, 100):.2f}" + "%" * (rng.random() < 0.2)
    if indicator.kind == "ratio":
        return f"{rng.uniform(8, 30):.1f}" + ":1" * (rng.random() < 0.5)
    return f"{10 ** rng.uniform(0, 5):.2f}"


def sheet_tables(sheet: Sheet, name: str) -> Iterator[tuple[Table, dict[int, Row]]]:
    """The tables of a sheet, a piece each, and which of its rows stands in which row of the grid."""
    bounds = [0, *sheet.cuts, len(sheet.rows)]
    for piece, (first, last) in enumerate(pairwise(bounds)):
        has_header = sheet.with_header[min(piece, len(sheet.with_header) - 1)]
        grid: list[tuple[str, ...]] = [_header(sheet)] if has_header else []
        places: dict[int, Row] = {}
        for number in range(first, last):
            if number in sheet.again_at:
                grid.append(_header(sheet))
            places[len(grid)] = sheet.rows[number]
            grid.append(_cells(sheet, sheet.rows[number]))
        title = "" if piece else sheet.title
        yield (
            Table(f"{name}-{piece}", "", title, "above" if title else "none", _PLACE, int(has_header), tuple(grid)),
            places,
        )


def _header(sheet: Sheet) -> tuple[str, ...]:
    return (*["序号"] * sheet.with_serial, "指标", *["单位"] * sheet.with_unit, *sheet.years)


def _cells(sheet: Sheet, row: Row) -> tuple[str, ...]:
    return (*[row.serial] * sheet.with_serial, row.label, *[row.unit] * sheet.with_unit, *row.values)


def bare(label: str, pack: Pack) -> str:
    """A label in the form in which names are compared."""
    return parse_label(label, lambda text: pack.unit(text) is not None).text


def repeated_codes(pack: Pack) -> frozenset[str]:
    """Codes of indicators whose name several places of the pack share."""
    names: dict[str, list[str]] = {}
    for indicator in pack.indicators.values():
        names.setdefault(bare(indicator.name, pack), []).append(indicator.code)
    return frozenset(code for codes in names.values() if len(codes) > 1 for code in codes)


def forbidden(pack: Pack) -> dict[str, set[str]]:
    """For each label of the pack the codes that it means, for each look-alike of `not` none: {text: codes}."""
    meant: dict[str, set[str]] = {}
    for indicator in pack.indicators.values():
        for label in indicator.labels:
            meant.setdefault(bare(label, pack), set()).add(indicator.code)
    for indicator in pack.indicators.values():
        for label in indicator.not_labels:
            meant.setdefault(bare(label, pack), set())
    return meant


def blocks(rows: Sequence[Row], pack: Pack) -> list[list[Row]]:
    """The rows in groups that the form numbers as one; a row of no indicator stays with the row above it."""
    found: list[list[Row]] = []
    for row in rows:
        if not found or (row.code and _serial(found[-1], pack) != pack.indicators[row.code].serial):
            found.append([])
        found[-1].append(row)
    return found


def _serial(block: Sequence[Row], pack: Pack) -> str:
    return next((pack.indicators[row.code].serial for row in block if row.code), "")
