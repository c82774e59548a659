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

from docextract.checks.between_reports.shared import SharedReport, SharedValue, evidence, without_copies
from docextract.checks.run import finding_id
from docextract.model.finding import Finding, FindingKind, Message, Severity

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
            if value.year == before.year and (old := before.value(value.code, before.year)) is not None
        ]
        unlike = [(value, old) for value, old in pairs if not value.agrees(old)]
        if len(unlike) * 2 > len(pairs) >= LEAST_FOR_ALL:
            yield report.name, _all_unlike(report, before, unlike, len(pairs))
            continue
        for value, old in unlike:
            yield report.name, _unlike(report, before, value, old)


def _unlike(report: SharedReport, before: SharedReport, value: SharedValue, old: SharedValue) -> Finding:
    return Finding(
        id=finding_id("last_years_column", f"{report.issuer}|{value.year}|{value.code}|{value.value}|{old.value}"),
        check="last_years_column",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.HIGH,
        score=0.9,
        subject=value.name,
        code=value.code,
        message=Message(
            f"{value.year} 年{value.name}：本报告写 {value.shown}，{before.year} 年度的报告（{before.name}）写 {old.shown}",
            f"{value.name} {value.year}: {value.shown} here, {old.shown} in that year's report ({before.name})",
        ),
        evidence=(evidence(report, value), evidence(before, old)),
        related_reports=(before.name,),
    )


def _all_unlike(
    report: SharedReport, before: SharedReport, unlike: Sequence[tuple[SharedValue, SharedValue]], n_pairs: int
) -> Finding:
    shown = [piece for value, old in unlike[:SHOWN] for piece in (evidence(report, value), evidence(before, old))]
    return Finding(
        id=finding_id("last_years_column", f"{report.issuer}|{before.year}|all"),
        check="last_years_column",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.MEDIUM,
        score=0.7,
        subject=f"{before.year} 年",
        code="",
        message=Message(
            f"本报告 {before.year} 年一列的 {n_pairs} 项中有 {len(unlike)} 项与 {before.year} 年度的报告（{before.name}）不同，"
            "两份报告的口径或范围可能不一样",
            f"{len(unlike)} of {n_pairs} values for {before.year} differ from that year's report ({before.name})",
        ),
        evidence=tuple(shown),
        related_reports=(before.name,),
    )
