"""All checks between the reports of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from docextract.checks.between_reports.last_years_column import last_years_column
from docextract.checks.between_reports.retold_of_a_school import retold_of_a_school
from docextract.checks.between_reports.same_report import same_report
from docextract.checks.between_reports.schools_sum import schools_sum
from docextract.checks.between_reports.shared import SharedReport
from docextract.model.finding import Finding

CHECKS: tuple[Callable[[Sequence[SharedReport]], Iterator[tuple[str, Finding]]], ...] = (
    same_report,
    last_years_column,
    retold_of_a_school,
    schools_sum,
)


def findings_between(reports: Sequence[SharedReport]) -> Mapping[str, tuple[Finding, ...]]:
    """Findings by the name of the report that they are shown under; the order of the reports changes nothing."""
    ordered = sorted(reports, key=lambda report: report.name)
    found: dict[str, dict[str, Finding]] = {}
    for check in CHECKS:
        for name, finding in check(ordered):
            found.setdefault(name, {}).setdefault(finding.id, finding)
    return {name: tuple(findings[id] for id in sorted(findings)) for name, findings in found.items()}
