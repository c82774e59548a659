"""Forms made from the pack and spoilt with a fixed seed: how many rows are right, left open, wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from docextract.indicators import extract_indicators
from docextract.model.geometry import BBox, Region
from docextract.model.table import Table
from docextract.rulepacks.load import load_pack
from docextract.rulepacks.schema import Form, Indicator

PACK = load_pack()
HEADER = ("指标", "单位", "2023年", "2024 年")
LOOK_ALIKES = {"人": "入", "未": "末", "土": "士", "日": "曰", "治": "冶", "账": "帐"}
STRANGE_ROWS = (
    "市级数量",
    "学校占地面积",
    "合作企业数量",
    "图书册数",
    "校外实训基地数",
    "其他数量",
    "毕业生对口就业率",
    "学生社团数量",
)
STRAY_CHARS = "的了在是有和与年级部业学"


@dataclass(frozen=True)
class Noise:
    """Shares of rows that are spoilt."""

    edited: float = 0.0
    dropped: float = 0.0
    inserted: float = 0.0
    without_unit: float = 0.0


def spoil(label: str, rng: random.Random, noise: Noise) -> str:
    """The label as it may be printed: always meant the same, misspelt by one character in a share `edited`."""
    at = rng.randrange(1, len(label))
    if rng.random() < noise.edited:
        return rng.choice((label[:at] + label[at + 1 :], label[:at] + rng.choice(STRAY_CHARS) + label[at:]))
    kind = rng.randrange(12)
    if kind < 2:
        return label[:at] + "\n "[kind] + label[at:]
    if kind == 2:
        return label.replace("（", "(").replace("）", ")").replace("：", ":").replace("“", '"')
    if kind == 3:
        return next((label.replace(a, b, 1) for a, b in LOOK_ALIKES.items() if a in label), label)
    return (label.removeprefix("其中："), f"{at} {label}", f"{label}*")[kind % 3] if kind < 7 else label


def form_rows(form: Form, rng: random.Random, noise: Noise) -> Iterator[tuple[str, str, str]]:
    """Code, label, unit of each printed row; the code of a strange row is ""."""
    opened: set[str] = set()
    for code, indicator in PACK.indicators.items():
        if indicator.form != form.id or rng.random() < noise.dropped:
            continue
        if rng.random() < noise.inserted:
            yield "", rng.choice(STRANGE_ROWS), "个"
        label = rng.choice(indicator.labels) if rng.random() < 0.1 else indicator.name
        if indicator.parent and indicator.parent not in opened:
            opened.add(indicator.parent)
            label = f"其中：{label}"
        yield code, *label_and_unit(spoil(label, rng, noise), indicator, rng, noise)


def label_and_unit(label: str, indicator: Indicator, rng: random.Random, noise: Noise) -> tuple[str, str]:
    if rng.random() < noise.without_unit:
        return label, ""
    return (f"{label}（{indicator.unit}）", "") if rng.random() < 0.1 else (label, indicator.unit)


def measure(seed: int, least_rows: int, noise: Noise) -> Counter[str]:
    """Rows by outcome: right, open, wrong, sure, wrong-and-sure (score of at least 0.95)."""
    rng, found = random.Random(seed), Counter[str]()
    while found["rows"] < least_rows:
        rows = {form.id: list(form_rows(form, rng, noise)) for form in PACK.forms}
        tables = [
            Table(
                id,
                id,
                PACK.form(id).title,
                "above",
                (Region(1, BBox(0, 0, 1, 1)),),
                1,
                (HEADER, *((label, unit, "1", "2") for _, label, unit in part)),
            )
            for id, part in rows.items()
        ]  # fmt: skip
        for value in extract_indicators(tables, PACK, 2024)[0]:
            if value.year == 2024:
                truth = rows[value.table][value.source.row - 1][0]
                sure = bool(value.code) and value.score >= 0.95
                outcome = "right" if value.code == truth else "wrong" if value.code else "open"
                found.update(["rows", outcome] + ["sure"] * sure + ["wrong-and-sure"] * (sure and outcome == "wrong"))
    return found


@pytest.mark.parametrize(
    ("noise", "least_right", "most_wrong"),
    [
        (Noise(), 0.998, 0.0),
        (Noise(edited=0.1, dropped=0.02, inserted=0.02, without_unit=0.03), 0.99, 0.002),
        (Noise(edited=0.3, dropped=0.1, inserted=0.1, without_unit=0.1), 0.94, 0.01),
    ],
)
def test_spoilt_rows_are_right_or_left_open(noise: Noise, least_right: float, most_wrong: float) -> None:
    found = measure(20241, 2000, noise)
    assert found["rows"] >= 2000
    assert found["right"] / found["rows"] >= least_right, found
    assert found["wrong"] / found["rows"] <= most_wrong, found
    assert found["wrong-and-sure"] / found["sure"] <= 0.001, found
