"""What a city's or province's report says of a school, against the school's own report.

**What it finds**: an indicator of a named school in a report from above whose value the school's own report gives otherwise.
**Why it matters**: one of the two publications misleads; the school's own figure is nearer to the source.
**Example**: the city's report says that 清河职校 has 210 teachers, the school's own says 201.
**Silent** when the folder holds no report of a school of that very name, for other years, and for numbers with 约 or 余.
**Tolerance**: the last printed digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.between_reports.shared import SharedReport, SharedValue, evidence, without_copies
from docextract.checks.run import finding_id
from docextract.model.finding import Finding, FindingKind, Message, Severity
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
            own = school.value(told.code, told.year) if school is not None else None
            if school is None or own is None or not _is_one_unit(told.unit, own.unit):
                continue
            if not told.agrees(own):
                yield report.name, _finding(report, school, told, own)


def _is_one_unit(first: str, second: str) -> bool:
    return first == second or (first in PERSONS and second in PERSONS)


def _finding(report: SharedReport, school: SharedReport, told: SharedValue, own: SharedValue) -> Finding:
    return Finding(
        id=finding_id("retold_of_a_school", f"{school.issuer}|{told.year}|{told.code}|{told.value}|{own.value}"),
        check="retold_of_a_school",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.HIGH,
        score=0.85,
        subject=own.name,
        code=told.code,
        message=Message(
            f"{told.year} 年{school.issuer}的{own.name}：本报告写 {told.shown}，该校报告（{school.name}）写 {own.shown}",
            f"{own.name} of {school.issuer}, {told.year}: {told.shown} here, {own.shown} in its own report",
        ),
        evidence=(evidence(report, told), evidence(school, own)),
        suggested=str(own.value),
        reason=Message(f"该校自己的报告写 {own.shown}", f"the school's own report says {own.shown}"),
        related_reports=(school.name,),
    )
