"""What of a pack's forms a report leaves empty, and which rows of its data tables fit nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.model.coverage import CoverageGap
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.rulepacks.schema import Indicator, Pack


def find_gaps(values: Sequence[IndicatorValue], pack: Pack) -> tuple[CoverageGap, ...]:
    """The gaps: in form order, a form without a table as one; then the rows without an indicator, in their order.

    `values` are a report's, those of its body tables included: they fill an indicator too. An indicator that is not for
    these schools is no gap, nor is a cell that says so.
    """
    by_code: dict[str, list[IndicatorValue]] = {}
    for value in values:
        by_code.setdefault(value.code, []).append(value)
    return (*_of_forms(by_code, pack), *_of_rows(by_code.get("", ())))


def _of_forms(by_code: dict[str, list[IndicatorValue]], pack: Pack) -> Iterator[CoverageGap]:
    indicators = list(pack.indicators.values())
    for form in pack.forms:
        rows = [indicator for indicator in indicators if indicator.form == form.id]
        if rows and not any(indicator.code in by_code for indicator in rows):
            yield CoverageGap("form-without-table", form=form.title)
        else:
            yield from _of_form(rows, form.title, by_code, pack)


def _of_form(
    rows: Sequence[Indicator], title: str, by_code: dict[str, list[IndicatorValue]], pack: Pack
) -> Iterator[CoverageGap]:
    for indicator in rows:
        found = by_code.get(indicator.code, ())
        path = pack.path(indicator.code)
        if not found and indicator.applies == "all":
            yield CoverageGap("indicator-without-row", indicator.code, indicator.name, path, title)
        elif found and all(value.status in (ValueStatus.MISSING, ValueStatus.UNREADABLE) for value in found):
            first = found[0]
            yield CoverageGap(
                "indicator-without-value", indicator.code, indicator.name, path, title,
                first.printed_label, first.table, first.source.row, first.source.page,
            )  # fmt: skip


def _of_rows(values: Sequence[IndicatorValue]) -> Iterator[CoverageGap]:
    seen: set[tuple[str, int]] = set()
    for value in values:
        place = value.table, value.source.row
        if place not in seen:
            seen.add(place)
            yield CoverageGap(
                "row-without-indicator", printed_label=value.printed_label, table=value.table, row=value.source.row,
                page=value.source.page, runner_up=value.runner_up, runner_up_score=value.runner_up_score,
            )  # fmt: skip
