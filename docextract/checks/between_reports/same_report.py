"""Several files that are the same report.

**What it finds**: files with the same issuer and year: a draft and the final text, two exports.
**Why it matters**: their numbers would count twice in a panel; which of them holds must be decided by a person.
**Example**: 清河职校-终稿.pdf and 清河职校.pdf, both 2024.
**Silent** when issuer or year could not be read.
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.between_reports.shared import SharedReport, copies
from docextract.checks.run import finding_id
from docextract.model.finding import Evidence, Finding, FindingKind, Message, Severity
from docextract.model.source import SourceRef


def same_report(reports: Sequence[SharedReport]) -> Iterator[tuple[str, Finding]]:
    """One finding a group of files, under the first of them; see the module."""
    for group in copies(reports):
        first, names = group[0], tuple(report.name for report in group)
        yield (
            first.name,
            Finding(
                id=finding_id("same_report", f"{first.issuer}|{first.year}"),
                check="same_report",
                kind=FindingKind.DUPLICATE,
                severity=Severity.LOW,
                score=0.9,
                subject=first.issuer,
                code="",
                message=Message(
                    f"{'、'.join(names)} 是同一单位同一年度（{first.issuer}，{first.year}）的报告，互不核对，汇总时请只留一份",
                    f"{', '.join(names)} are the same report ({first.issuer}, {first.year}); keep one for the panel",
                ),
                evidence=tuple(Evidence(SourceRef(1), r.title, where=r.name) for r in group),
                related_reports=names[1:],
            ),
        )
