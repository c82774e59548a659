"""What spoils a form as a whole: rows that are gone, moved or strange, its header, title and pieces."""

from __future__ import annotations

import re
from dataclasses import replace

from bench.confusions import OTHER_THINGS, STRANGE_ROWS
from bench.noised_forms import Row, Sheet, bare, blocks
from bench.row_noise import Noise

YEAR_NAMES = (
    ("2023年", "2024年"), ("2023", "2024"), ("２０２３年", "２０２４年"), ("2023年度", "2024 年度"), ("2O23 年", "2O24 年"),
    ("2022-2023 学年", "2023-2024 学年"), ("2022—2023学年", "2023—2024学年"), ("2022/2023学年度", "2023/2024学年度"),
    ("上年", "本年"), ("上学年", "本学年"), ("上年度数据", "本年度数据"), ("2023年数据", "2024年数据"), ("2023\n年", "2024\n年"),
    ("2023年（上年）", "2024年（本年）"), ("2022～2023学年", "2023～2024学年"), ("去年", "今年"), ("2022-2023", "2023-2024"),
    ("2022学年", "2023学年"), ("2023 年 数值", "2024 年 数值"), ("二〇二三年", "二〇二四年"), ("23年", "24年"),
)  # fmt: skip


def year_names(sheet: Sheet, noise: Noise) -> Sheet:
    return replace(sheet, years=noise.rng.choice(YEAR_NAMES)).spoilt("year-names")


def inserted(sheet: Sheet, noise: Noise) -> Sheet:
    """Up to five rows that are no indicators: anywhere, or one much like an indicator beside it or in its stead."""
    rows = list(sheet.rows)
    for _ in range(noise.rng.randint(1, 5)):
        at = noise.rng.randrange(len(rows) + 1)
        while at < len(rows) and not rows[at].label:
            at += 1
        model = rows[at - 1] if at else rows[0]
        label, unit = _other_thing(model, noise) or noise.rng.choice(STRANGE_ROWS)
        if noise.meant.get(bare(label, noise.pack)):
            continue
        values = (str(noise.rng.randint(0, 90)), str(noise.rng.randint(0, 90))) if unit else ("", "")
        rows.insert(at, Row("", label, unit, values, changed=True))
    return replace(sheet, rows=tuple(rows)).spoilt("inserted")


def _other_thing(row: Row, noise: Noise) -> tuple[str, str] | None:
    """The row's label made that of something else; None where no word for that stands in it."""
    swaps = [(old, new) for old, new in OTHER_THINGS if old in row.label]
    if not swaps or not row.code:
        return None
    old, new = noise.rng.choice(swaps)
    return row.label.removeprefix("其中：").replace(old, new, 1), row.unit


def dropped(sheet: Sheet, noise: Noise) -> Sheet:
    """One row in eight is not printed, nor are the rows under it where their names alone would not tell whose they are."""
    indicators = noise.pack.indicators
    gone: set[str] = set()
    for row in sheet.rows:
        if row.code and (noise.rng.random() < 0.12 or indicators[row.code].parent in gone):
            gone.add(row.code)
    kept = []
    for row in sheet.rows:
        parent = indicators[row.code].parent if row.code else ""
        keeps_name = parent in gone and not indicators[row.code].only_in_place and noise.rng.random() < 0.5
        if row.code not in gone or (keeps_name and row.label):
            kept.append(row)
    return replace(sheet, rows=tuple(_named(kept, sheet, noise))).spoilt("dropped")


def _named(rows: list[Row], sheet: Sheet, noise: Noise) -> list[Row]:
    """Blank second rows get their name where the first row no longer stands above them."""
    above = {row.code: before.code for before, row in zip(sheet.rows, sheet.rows[1:], strict=False)}
    before = [Row("", "", "", ("", "")), *rows]
    return [
        row if row.label or above[row.code] == last.code else replace(row, label=noise.pack.indicators[row.code].name)
        for last, row in zip(before, rows, strict=False)
    ]


def reordered(sheet: Sheet, noise: Noise) -> Sheet:
    """Groups of rows change places, up to three times; or two parts of one whole do, with all that is under them."""
    groups = blocks(sheet.rows, noise.pack)
    for _ in range(noise.rng.randint(1, 3)):
        if len(groups) > 1:
            one, other = noise.rng.sample(range(len(groups)), 2)
            groups[one], groups[other] = groups[other], groups[one]
    swapped = [_swap_parts(group, noise) if noise.rng.random() < 0.4 else group for group in groups]
    return replace(sheet, rows=tuple(row for group in swapped for row in group)).spoilt("reordered")


def _swap_parts(group: list[Row], noise: Noise) -> list[Row]:
    indicators = noise.pack.indicators
    parts: list[list[Row]] = []
    for row in group:
        under = {found.code for found in parts[-1]} if parts else set()
        is_under = not row.code or not row.label or (len(parts) > 1 and indicators[row.code].parent in under)
        if parts and is_under:
            parts[-1].append(row)
        else:
            parts.append([row])
    pairs = [
        at
        for at in range(1, len(parts) - 1)
        if parts[at][0].code and parts[at + 1][0].code
        and indicators[parts[at][0].code].parent == indicators[parts[at + 1][0].code].parent
        and indicators[parts[at][0].code].name != indicators[parts[at + 1][0].code].name
    ]  # fmt: skip
    if pairs:
        at = noise.rng.choice(pairs)
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return [row for part in parts for row in part]


def header_again(sheet: Sheet, noise: Noise) -> Sheet:
    times = noise.rng.choice((1, 2))
    return replace(sheet, again_at=_places(sheet, times, noise)).spoilt("header-again")


def header_missing(sheet: Sheet, noise: Noise) -> Sheet:
    del noise
    return replace(sheet, with_header=(False,)).spoilt("header-missing")


def split(sheet: Sheet, noise: Noise) -> Sheet:
    """Two or three pieces of one form, the later ones without a title and half of them without a header."""
    cuts = _places(sheet, noise.rng.choice((1, 1, 2)), noise)
    headers = (sheet.with_header[0], *(noise.rng.random() < 0.5 for _ in cuts))
    return replace(sheet, cuts=cuts, with_header=headers).spoilt("split")


def _places(sheet: Sheet, times: int, noise: Noise) -> tuple[int, ...]:
    """Rows before which something may begin: never a blank second row, which has its name from above."""
    fit = [at for at in range(2, len(sheet.rows) - 1) if sheet.rows[at].label]
    return tuple(sorted(noise.rng.sample(fit, min(times, len(fit)))))


def bad_title(sheet: Sheet, noise: Noise) -> Sheet:
    """A character of the title is lost or another one, or there is no title at all."""
    name = re.sub(r"^表 \d+ ", "", sheet.title)
    at = noise.rng.randrange(len(name))
    title = noise.rng.choice(
        ("", sheet.title.replace(name, name[:at] + name[at + 1 :]), f"附表{sheet.form}　{name}（续）")
    )
    return replace(sheet, title=title).spoilt("bad-title")
