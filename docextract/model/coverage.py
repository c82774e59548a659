"""Where a report and the rule pack's forms do not meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GapKind = Literal["form-without-table", "indicator-without-row", "indicator-without-value", "row-without-indicator"]


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """缺漏. One row of coverage.csv.

    `code`, `name`, `path` and `form` (its title) are the pack's, "" for a row of the report that fits no indicator;
    `printed_label`, `table`, `row` and `page` are the report's, "", "", -1 and 0 for what it does not have. `runner_up`
    is the code that such a row came nearest to, with its score.
    """

    kind: GapKind
    code: str = ""
    name: str = ""
    path: tuple[str, ...] = ()
    form: str = ""
    printed_label: str = ""
    table: str = ""
    row: int = -1
    page: int = 0
    runner_up: str = ""
    runner_up_score: float = 0.0
