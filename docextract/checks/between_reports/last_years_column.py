"""Last year's column against last year's report.

**What it finds**: an indicator whose value for the year before, printed in this year's report, is not what the report of
that year said.
**Why it matters**: one of the two was published wrongly, and every growth rate computed from it is wrong.
**Example**: the 2024 report prints 1903 teachers for 2023, the 2023 report 1249.
**Silent** when the folder holds no report of the same issuer for the year before, and for values that either leaves out.
**Tolerance**: the last printed digit. When most of the common values differ, that is one finding: another scope was used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.between_reports.shared import SharedReport, SharedValue, disagreement, without_copies
from docextract.model.finding import Finding, Message, Severity

LEAST_FOR_ALL = 6  # of so many common values, more than half different: the columns are of different things
SHOWN = 4


def last_years_column(reports: Sequence[SharedReport]) -> Iterator[tuple[str, Finding]]:
    """Findings under the later report; see the module."""
    known = (report for report in without_copies(reports) if report.issuer and report.year)
    published = {(report.issuer, report.year): report for report in known}
    for (issuer, year), report in published.items():
        before = published.get((issuer, year - 1))
        if before is None:
            continue
        pairs = [
            (value, old)
            for value in report.values
            if value.year == before.year
            and (old := before.value(value.code, before.year)) is not None
            and old.unit == value.unit
        ]
        unlike = [(value, old) for value, old in pairs if not value.agrees(old)]
        if len(unlike) * 2 > len(pairs) >= LEAST_FOR_ALL:
            yield report.name, _all_unlike(report, before, unlike, len(pairs))
            continue
        for value, old in unlike:
            yield report.name, _unlike(report, before, value, old)


def _unlike(report: SharedReport, before: SharedReport, value: SharedValue, old: SharedValue) -> Finding:
    message = Message(
        f"{value.year} 年{value.name}：本报告写 {value.shown}，{before.year} 年度的报告（{before.name}）写 {old.shown}",
        f"{value.name} {value.year}: {value.shown} here, {old.shown} in the report of {before.year} ({before.name})",
    )
    key = f"{report.issuer}|{value.year}|{value.code}|{value.value}|{old.value}"
    places = [(report, value), (before, old)]
    return disagreement("last_years_column", key, places, message, severity=Severity.HIGH, score=0.9)


def _all_unlike(
    report: SharedReport, before: SharedReport, unlike: Sequence[tuple[SharedValue, SharedValue]], n_pairs: int
) -> Finding:
    message = Message(
        f"本报告 {before.year} 年一列的 {n_pairs} 项中有 {len(unlike)} 项与 {before.year} 年度的报告（{before.name}）不同，"
        "两份报告的口径或范围可能不一样",
        f"{len(unlike)} of {n_pairs} values for {before.year} differ from the report of {before.year} ({before.name}): "
        "it may count something else",
    )
    key = f"{report.issuer}|{before.year}|all"
    places = [place for value, old in unlike[:SHOWN] for place in ((report, value), (before, old))]
    return disagreement(
        "last_years_column",
        key,
        places,
        message,
        severity=Severity.MEDIUM,
        score=0.7,
        subject=f"{before.year} 年",
        code="",
    )
