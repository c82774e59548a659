"""Small data tables for tests."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.indicators import extract_indicators
from docextract.model.geometry import BBox, Region
from docextract.model.indicator import IndicatorValue
from docextract.model.table import CellRange, Table
from docextract.rulepacks.load import load_pack

HEADER = "指标 | 单位 | 2023 年 | 2024 年"
BOX = BBox(70, 100, 520, 700)


def make_table(
    text: str,
    title: str = "",
    header_rows: int = 1,
    merges: Sequence[tuple[int, int, int, int]] = (),
    id: str = "t1",
    case: str = "",
) -> Table:
    """A table from lines of cells split by bars; a "↵" in a cell is a line break. Merges are half open."""
    rows = tuple(
        tuple(cell.strip().replace("↵", "\n") for cell in line.split("|")) for line in text.strip().splitlines()
    )
    return Table(
        id, "", title, "above" if title else "none", (Region(1, BOX),), header_rows, rows, tuple(CellRange(*m) for m in merges),
        {(len(rows) - 1, 1): (Region(2, BOX),)}, case=case,
    )  # fmt: skip


def values_of(*tables: Table, year: int = 2024) -> tuple[IndicatorValue, ...]:
    return extract_indicators(tables, load_pack(), year)[0]


def codes_of(*tables: Table, year: int = 2024) -> list[str]:
    """The code of each row (of its last year), in order."""
    rows: dict[tuple[str, int], str] = {}
    for value in values_of(*tables, year=year):
        rows[value.table, value.source.row] = value.code
    return list(rows.values())


def errors_of(*tables: Table, year: int = 2024) -> list[str]:
    return [notice.error for notice in extract_indicators(tables, load_pack(), year)[1]]


def numbers_of(*tables: Table, year: int = 2024) -> list[tuple[int, object]]:
    """Year and value, in order."""
    return [(value.year, value.value) for value in values_of(*tables, year=year)]
