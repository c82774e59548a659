"""A canonical indicator's value, read from one table cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from docextract.model.source import SourceRef


class ValueStatus(StrEnum):
    """What a cell says: a number, 仅高职填报, nothing (`-`, `——`, blank), or something that we can't read."""

    OK = "ok"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    UNREADABLE = "unreadable"


# The score from which a row is sure: misspelt labels and such as only their place tells never reach the first, and what
# is told by name alone (another ending, a table of the running text) reaches the second.
SURE_BY_LETTERS = 0.95
SURE_BY_NAME = 0.9


def is_sure_row(score: float, method: str) -> bool:
    """True when a row mapped with that score in that way may carry a severe finding."""
    return score >= (SURE_BY_LETTERS if method in ("fuzzy", "position") else SURE_BY_NAME)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """指标值. `code` is "" when the row fits no indicator (the row is still given).

    `value` is in `unit` (the pack's unit), None unless `status` is OK; `decimals` as printed. `path` are canonical names
    from the outermost parent. `year` is the year in which the school year ends. `table` is the table's id; `source`
    holds page, box, row and column of the cell. `runner_up` and `runner_up_score` are the next best code ("" if none).
    `item` is the code of the classification's item (科目) that the value is of, "" where the indicator stands alone.
    """

    code: str
    name: str
    path: tuple[str, ...]
    unit: str
    year: int
    value: Decimal | None
    status: ValueStatus
    raw: str
    printed_label: str
    table: str
    source: SourceRef
    score: float
    method: str
    decimals: int = 0
    printed_unit: str = ""
    runner_up: str = ""
    runner_up_score: float = 0.0
    in_data_table: bool = True
    item: str = ""
    item_name: str = ""
