"""What a city's or province's report says of a school, against the school's own report.

**What it finds**: a value of a named school, in a sentence or in the school's row of a table of a report from above, which
the school's own report gives otherwise.
**Why it matters**: one of the two publications misleads; the school's own figure is nearer to the source.
**Example**: the city's report says that 清河职校 has 210 teachers, the school's own says 201.
**Silent** when the folder holds no report of a school of that very name, for other years, for numbers with 约 or 余, and for
a column whose head names none or several of the school's indicators.
**Tolerance**: the last printed digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.between_reports.shared import SharedReport, SharedValue, disagreement, without_copies
from docextract.checks.facts.facts import subject_key
from docextract.model.finding import Finding, Message, Severity
from docextract.text.labels import compare_form

PERSONS = ("人", "名", "位")


def retold_of_a_school(reports: Sequence[SharedReport]) -> Iterator[tuple[str, Finding]]:
    """Findings under the report that retells; see the module."""
    single = without_copies(reports)
    schools = {(compare_form(r.issuer), r.year): r for r in single if r.level == "school" and r.issuer}
    for report in single:
        if report.level == "school":
            continue
        for told in report.told:
            school = schools.get((compare_form(told.owner), report.year))
            own = _own_value(school, told) if school is not None else None
            if school is not None and own is not None and not told.agrees(own):
                yield report.name, _finding(report, school, told, own)


def _own_value(school: SharedReport, told: SharedValue) -> SharedValue | None:
    """The school's value of what is told of it, by code, or by a name that is of one indicator alone."""
    if told.code:
        found = [own for own in [school.value(told.code, told.year)] if own is not None]
    else:
        key = subject_key(told.name)
        found = [own for own in school.values if own.year == told.year and subject_key(own.name) == key]
    if len(found) != 1 or not _is_one_unit(told.unit, found[0].unit):
        return None
    return found[0]


def _is_one_unit(first: str, second: str) -> bool:
    return first == second or (first in PERSONS and second in PERSONS)


def _finding(report: SharedReport, school: SharedReport, told: SharedValue, own: SharedValue) -> Finding:
    message = Message(
        f"{told.year} 年{school.issuer}的{own.name}：本报告写 {told.shown}，该校报告（{school.name}）写 {own.shown}",
        f"{own.name} of {school.issuer}, {told.year}: {told.shown} here, {own.shown} in its own report ({school.name})",
    )
    return disagreement(
        "retold_of_a_school",
        f"{school.issuer}|{told.year}|{own.code}|{told.value}|{own.value}",
        [(report, told), (school, own)],
        message,
        severity=Severity.HIGH,
        score=0.85,
        subject=own.name,
        code=own.code,
        suggested=str(own.value),
        reason=Message(f"该校自己的报告写 {own.shown}", f"the school's own report says {own.shown}"),
    )
