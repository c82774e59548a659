"""What spoils single rows of a form on its way into a PDF and out again: each kind a function from sheet to sheet.

Wording is never changed into another indicator's name or into a look-alike that the pack refuses, and no row is left
without what tells it from its double: what nobody could read is not asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bench.confusions import FULL_WIDTH, LOOK_ALIKES, to_traditional
from bench.noised_forms import Row, Sheet, bare, forbidden
from docextract.rulepacks.schema import Pack

ENDINGS = (
    ("数量", "数"),
    ("人数", "数"),
    ("总数", "总数量"),
    ("比例", "占比"),
    ("总数", "数"),
    ("数", "数量"),
    ("比例", "比率"),
)
SERIALS = ("{n}", "{n} ", "{n}.", "{n}、", "（{n}）", "({n})", "{n}．", "{n})", "{c}、", "（{c}）")
UNIT_IN_NAME = (
    "{label}（{unit}）",
    "{label}({unit})",
    "{label}（单位：{unit}）",
    "{label}/{unit}",
    "{label}【{unit}】",
)
OTHER_UNITS = ("人", "%", "个", "元", "万元", "学时", "项", "所")


@dataclass(frozen=True)
class Noise:
    """What the kinds need to know: the pack, what its labels mean, and the generator of the one random sequence."""

    pack: Pack
    meant: Mapping[str, set[str]]
    rng: random.Random

    @staticmethod
    def of(pack: Pack, seed: int) -> Noise:
        return Noise(pack, forbidden(pack), random.Random(seed))

    def is_still(self, label: str, code: str) -> bool:
        """False when the label has become another's name."""
        return code in self.meant.get(bare(label, self.pack), {code})


def _each(sheet: Sheet, kind: str, share: float, noise: Noise, change: Callable[[Row], Row]) -> Sheet:
    """The sheet with that share of its named rows changed, where the row still says what it said."""
    rows = []
    for row in sheet.rows:
        new = change(row) if row.label and noise.rng.random() < share else row
        if new != row and (not row.code or noise.is_still(new.label, row.code)):
            new = replace(new, spoilt_by=row.spoilt_by | {kind}, changed=True)
            rows.append(new)
        else:
            rows.append(row)
    return replace(sheet, rows=tuple(rows))


def line_break(sheet: Sheet, noise: Noise) -> Sheet:
    def change(row: Row) -> Row:
        label = row.label
        for _ in range(noise.rng.choice((1, 1, 2))):
            at = noise.rng.randrange(len(label) + 1)
            label = label[:at] + noise.rng.choice("\n \n　") + label[at:]
        return replace(row, label=label)

    return _each(sheet, "line-break", 0.7, noise, change)


def look_alike(sheet: Sheet, noise: Noise) -> Sheet:
    """One character, in a long label two, taken for one that looks like it."""

    def change(row: Row) -> Row:
        label = list(row.label)
        places = [at for at, char in enumerate(label) if char in LOOK_ALIKES]
        noise.rng.shuffle(places)
        for at in places[: 2 if len(label) >= 9 else 1]:
            label[at] = noise.rng.choice(LOOK_ALIKES[label[at]])
        return replace(row, label="".join(label))

    return _each(sheet, "look-alike", 0.5, noise, change)


def width(sheet: Sheet, noise: Noise) -> Sheet:
    return _each(sheet, "width", 1.0, noise, lambda row: replace(row, label=row.label.translate(FULL_WIDTH)))


def traditional(sheet: Sheet, noise: Noise) -> Sheet:
    changed = _each(
        sheet, "traditional", 1.0, noise,
        lambda row: replace(row, label=to_traditional(row.label), unit=to_traditional(row.unit)),
    )  # fmt: skip
    last, this = sheet.years
    return replace(changed, title=to_traditional(sheet.title), years=(to_traditional(last), to_traditional(this)))


def no_part_mark(sheet: Sheet, noise: Noise) -> Sheet:
    return _each(sheet, "no-part-mark", 1.0, noise, lambda row: replace(row, label=row.label.removeprefix("其中：")))


def row_number(sheet: Sheet, noise: Noise) -> Sheet:
    style = noise.rng.choice(SERIALS)
    numbers = iter(range(noise.rng.choice((1, 1, 1, 7)), 999))

    def change(row: Row) -> Row:
        number = next(numbers)
        chinese = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)) if number < 10 else "十"
        return replace(row, label=style.format(n=number, c=chinese) + row.label)

    return replace(_each(sheet, "row-number", 0.9, noise, change), with_serial=False)


def unit_in_name(sheet: Sheet, noise: Noise) -> Sheet:
    """The unit column is gone and the units stand in the names; a blank second row gets its name back for that."""
    style, names = noise.rng.choice(UNIT_IN_NAME), noise.pack.indicators

    def change(row: Row) -> Row:
        label = row.label.rstrip("*")
        return replace(row, label=style.format(label=label, unit=row.unit), unit="") if row.unit.strip("-—") else row

    named = tuple(replace(row, label=row.label or names[row.code].name) for row in sheet.rows)
    return replace(_each(replace(sheet, rows=named), "unit-in-name", 1.0, noise, change), with_unit=False)


def other_ending(sheet: Sheet, noise: Noise) -> Sheet:
    def change(row: Row) -> Row:
        text = row.label.rstrip("*")
        old, new = next(((a, b) for a, b in noise.rng.sample(ENDINGS, len(ENDINGS)) if text.endswith(a)), ("", ""))
        return replace(row, label=text.removesuffix(old) + new) if old else row

    return _each(sheet, "other-ending", 0.6, noise, change)


def wrong_unit(sheet: Sheet, noise: Noise) -> Sheet:
    """A unit of something else; never that of a row's double, nor where the double is missing."""
    present = {row.code for row in sheet.rows}
    indicators = noise.pack.indicators
    alone = {
        code
        for code in present - {""}
        if any(
            other.code not in present and (other.name, other.form) == (indicators[code].name, indicators[code].form)
            for other in indicators.values()
        )
    }

    def change(row: Row) -> Row:
        unit = noise.rng.choice(OTHER_UNITS)
        names_twin = any(
            other.name == indicators[row.code].name and noise.pack.units[other.unit].dimension == dimension
            for dimension in [noise.pack.units[unit].dimension]
            for other in indicators.values()
            if row.code
        )
        return row if row.code in alone or names_twin else replace(row, unit=unit)

    return _each(sheet, "wrong-unit", 0.2, noise, change)
