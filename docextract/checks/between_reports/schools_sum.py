"""A city's total against the sum of its schools' reports.

**What it finds**: a number of persons in a city's report that is not the sum of what all its schools report.
**Why it matters**: a school was left out or counted twice, or one of the reports has a slip; the total is what is quoted.
**Example**: the city's report has 1340 teachers, its five schools' reports add up to 1304.
**Silent** when not all schools' reports are there: those that a table of the city's report lists, or as many as it says
there are, in its folder. Silent too for what some school leaves out, for rates and for things that schools share, and
unless at least `LEAST_RIGHT` other totals of the city are the sum of just these schools, and most are: else the
city counts other schools than these.
**Tolerance**: none; persons are whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.between_reports.shared import SharedReport, SharedValue, disagreement, without_copies
from docextract.checks.verdicts.saying import terms_of
from docextract.model.finding import Finding, FindingKind, Message, Severity
from docextract.text.labels import compare_form
from docextract.text.numbers import plain

ADDED_UNIT = "人"
LEAST_SCHOOLS = 2
LEAST_RIGHT = 3


def schools_sum(reports: Sequence[SharedReport]) -> Iterator[tuple[str, Finding]]:
    """Findings under the city's report; see the module."""
    single = without_copies(reports)
    for city in single:
        schools = _all_schools(city, single) if city.level == "city" and city.year else ()
        sums = [(total, parts) for total in city.values if (parts := _parts(city, schools, total))]
        wrong = [(total, parts) for total, parts in sums if _added(parts) != total.value]
        right = [total for total, parts in sums if _added(parts) == total.value != 0]
        if len(right) >= LEAST_RIGHT and len(wrong) < len(right):
            for total, parts in wrong:
                yield city.name, _finding(city, schools, total, parts)


def _all_schools(city: SharedReport, reports: Sequence[SharedReport]) -> tuple[SharedReport, ...]:
    """The reports of all schools of a city; () when some may be missing."""
    found = [r for r in reports if r.level == "school" and r.year == city.year]
    by_name = {compare_form(report.issuer): report for report in found if report.issuer}
    for names in sorted(city.school_lists, key=len, reverse=True):
        listed = {compare_form(name) for name in names}
        if len(listed) >= LEAST_SCHOOLS and listed <= by_name.keys() and city.n_schools in (0, len(listed)):
            return tuple(by_name[name] for name in sorted(listed))
    beside = tuple(report for report in found if report.folder == city.folder)
    is_alone = sum(report.level == "city" and report.folder == city.folder for report in reports) == 1
    return beside if is_alone and len(beside) == city.n_schools >= LEAST_SCHOOLS else ()


def _parts(city: SharedReport, schools: Sequence[SharedReport], total: SharedValue) -> tuple[SharedValue, ...]:
    """Each school's value of what a total counts; () when some school gives none, or it can't be added."""
    if total.year != city.year or total.unit != ADDED_UNIT or total.value % 1:
        return ()
    found = [school.value(total.code, total.year) for school in schools]
    parts = tuple(value for value in found if value is not None and value.unit == ADDED_UNIT)
    return parts if len(parts) == len(schools) else ()


def _added(parts: Sequence[SharedValue]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _finding(
    city: SharedReport, schools: Sequence[SharedReport], total: SharedValue, parts: Sequence[SharedValue]
) -> Finding:
    added = _added(parts)
    gap = plain(abs(total.value - added))
    working = f"{terms_of([plain(part.value) for part in parts])} = {plain(added)}"
    message = Message(
        f"{total.year} 年{total.name}：本报告写 {total.shown}，{len(parts)} 所学校的报告相加 {working}，差 {gap}",
        f"{total.name} {total.year}: {total.shown} here, the reports of its {len(parts)} schools add up to {working}, off by {gap}",
    )
    return disagreement(
        "schools_sum",
        f"{city.issuer}|{total.year}|{total.code}|{total.value}|{added}",
        [(city, total), *zip(schools, parts, strict=True)],
        message,
        severity=Severity.MEDIUM,
        score=0.8,
        kind=FindingKind.ARITHMETIC,
        reason=Message(working, working),
    )
