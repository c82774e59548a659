"""All checks over one report: verdicts, findings, and what became of each number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docextract.checks import catalogue
from docextract.checks.book import Book, open_book
from docextract.checks.facts import facts_of
from docextract.checks.fold import fold
from docextract.checks.numbers_seen import number_verdicts
from docextract.model.claim import Claim
from docextract.model.document import Report
from docextract.model.finding import Finding, NumberVerdict, Severity, Verdict
from docextract.model.indicator import IndicatorValue
from docextract.rulepacks.schema import Pack
from docextract.text.patterns import compile_pattern

_OFFICE = compile_pattern(r"(?:市|县|区|省)?(?:教育局|教育和体育局|教育体育局|教体局|教育厅|人民政府)$")
_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`verdicts` of all comparisons, agreeing ones too; `findings` one a cause, worst first; `numbers` one a number."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    numbers: tuple[NumberVerdict, ...]


def run_checks(
    report: Report, indicators: Sequence[IndicatorValue], claims: Sequence[Claim], pack: Pack
) -> CheckResult:
    """Runs every check on one report. The result does not depend on the order of checks or on hash order."""
    place = _OFFICE.sub("", report.issuer)
    book = open_book(report, facts_of(report, indicators, claims, pack, place), pack, place)
    verdicts = [verdict for check in catalogue.checks() for verdict in check.function(book)]
    kept = fold([verdict for verdict in verdicts if verdict.outcome == "differs"])
    findings = sorted((_finding(verdict) for verdict in kept), key=_order)
    unique = tuple({finding.id: finding for finding in reversed(findings)}.values())[::-1]
    return CheckResult(tuple(verdicts), unique, number_verdicts(book, verdicts, indicators))


def _order(finding: Finding) -> tuple[int, int, str]:
    first = finding.evidence[0].source.page if finding.evidence else 0
    return _RANK[finding.severity], first, finding.id


def _finding(verdict: Verdict) -> Finding:
    return Finding(
        id=finding_id(verdict.check, verdict.key),
        check=verdict.check,
        kind=verdict.kind,
        severity=verdict.severity,
        score=verdict.score,
        subject=verdict.subject,
        code=verdict.code,
        message=verdict.message,
        evidence=verdict.evidence,
        suggested=verdict.suggested,
        reason=verdict.reason,
    )


def finding_id(check: str, key: str) -> str:
    """A short stable id from what is compared, never from where it stands.

    >>> finding_id("ratio", "students|2024") == finding_id("ratio", "students|2024")
    True
    """
    return f"{check}-{hashlib.sha256(f'{check}|{key}'.encode()).hexdigest()[:12]}"


def verdicts_by_check(verdicts: Iterable[Verdict], name: str) -> tuple[Verdict, ...]:
    """The verdicts of one check, for tests and pages."""
    return tuple(verdict for verdict in verdicts if verdict.check == name)


__all__ = ["Book", "CheckResult", "finding_id", "run_checks", "verdicts_by_check"]
