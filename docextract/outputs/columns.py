"""What a CSV file of the contract consists of: the one definition that writes it and documents it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from docextract.outputs.plain import cell_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column. `zh` heads it in the workbook, `meaning` explains it in the docs.

    `get` takes the report's name and the record and gives the value (see `plain.cell_text` for how it is printed).
    `is_number`: the workbook shows it as a number.
    """

    name: str
    zh: str
    meaning: str
    get: Callable[[str, T], object]
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class TableFile(Generic[T]):
    """One CSV file: `row` says in words what a row is."""

    name: str
    zh: str
    row: str
    columns: tuple[Column[T], ...]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    def values(self, report: str, record: T) -> list[object]:
        """The record's values, column by column."""
        return [column.get(report, record) for column in self.columns]

    def cells(self, report: str, record: T) -> list[str]:
        """The record as a row of texts."""
        return [cell_text(value) for value in self.values(report, record)]

    def place(self, column: str) -> int:
        """The index of a column; raises ValueError if there is none of that name."""
        return self.header.index(column)
