"""All checks over one report: verdicts, findings, and what became of each number."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from docextract.checks import catalogue
from docextract.checks.culprits.blame import blame
from docextract.checks.culprits.fold import fold
from docextract.checks.facts.book import Book, open_book
from docextract.checks.facts.facts import facts_of
from docextract.checks.facts.item_facts import item_facts, retold_facts
from docextract.checks.facts.usual import usual_values
from docextract.checks.registry import Check
from docextract.checks.verdicts.locate import with_box
from docextract.checks.verdicts.numbers_seen import number_verdicts
from docextract.model.claim import Claim
from docextract.model.document import Report
from docextract.model.finding import Finding, NumberVerdict, Severity, Verdict
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.notice import Notice
from docextract.rulepacks.issuer_words import issuer_place
from docextract.rulepacks.schema import Pack

log = logging.getLogger("docextract")

_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`verdicts` of all comparisons, agreeing ones too; `findings` one a cause, worst first; `numbers` one a number;
    `notices` name the checks that failed."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    numbers: tuple[NumberVerdict, ...]
    notices: tuple[Notice, ...] = ()


def run_checks(
    report: Report,
    indicators: Sequence[IndicatorValue],
    claims: Sequence[Claim],
    pack: Pack,
    also: Collection[str] = (),
) -> CheckResult:
    """Runs every check on one report, and of those that run on request the ones named in `also`.

    The result does not depend on the order of checks or on hash order. Raises SettingsError for a name that no check has.
    """
    place = issuer_place(report.issuer, pack)
    facts = facts_of(report, indicators, claims, pack, place)
    items = item_facts(report, indicators, pack)
    retold = retold_facts(report, facts, items, pack)
    book = open_book(report, facts, pack, place, items=(*retold, *items), blanks=_blanks(indicators, pack))
    verdicts: list[Verdict] = []
    notices: list[Notice] = []
    for check in catalogue.checks(also):
        found, notice = _guarded(check.name, report, partial(_verdicts_of, check, book))
        verdicts.extend(found or ())
        notices.extend([notice] if notice else [])
    differing = fold([verdict for verdict in verdicts if verdict.outcome == "differs"])
    named, notice = _guarded("blame", report, lambda: blame(differing, verdicts, usual_values(book)))
    notices.extend([notice] if notice else [])
    kept = differing if named is None else named
    findings = sorted((_finding(verdict, pack, report) for verdict in kept), key=_order)
    unique = tuple({finding.id: finding for finding in reversed(findings)}.values())[::-1]
    return CheckResult(tuple(verdicts), unique, number_verdicts(book, verdicts, indicators, kept), tuple(notices))


def _verdicts_of(check: Check, book: Book) -> list[Verdict]:
    return list(check.function(book))


def _guarded(
    name: str, report: Report, work: Callable[[], list[Verdict]]
) -> tuple[list[Verdict] | None, Notice | None]:
    """What the work yields; a step that fails costs its own verdicts and leaves a notice, never the report."""
    try:
        return work(), None
    except Exception as error:  # a fault of ours, of any kind: the report's other checks are worth having
        log.exception("%s: the check %s failed", report.file, name)
        return None, Notice(
            "checks",
            "lost",
            0,
            "check-failed",
            f"检查 {name} 出错，未做（{type(error).__name__}: {error}）；其余检查不受影响，请把报告和这条信息发给开发者。"
            f" The check {name} failed and was left out; please report it.",
        )


def _blanks(indicators: Sequence[IndicatorValue], pack: Pack) -> frozenset[tuple[str, int]]:
    """Code and year of the empty cells of forms whose columns are indicators."""
    listed = {measure.code for form in pack.forms for panel in form.panels for measure in panel.measures}
    rows = [row for form in pack.forms for panel in form.panels for row in panel.rows]
    listed |= {code for row in rows for code in (row.code, *row.others.values())}
    return frozenset(
        (value.code, value.year)
        for value in indicators
        if value.code in listed and not value.item and value.status is ValueStatus.MISSING
    )


def _order(finding: Finding) -> tuple[int, int, str]:
    first = finding.evidence[0].source.page if finding.evidence else 0
    return _RANK[finding.severity], first, finding.id


def _finding(verdict: Verdict, pack: Pack, report: Report) -> Finding:
    decided = {str(kind): severity for kind, severity in pack.severities.items()}
    return Finding(
        id=finding_id(verdict.check, verdict.key),
        check=verdict.check,
        kind=verdict.kind,
        severity=Severity(decided.get(verdict.kind.value, verdict.severity)),
        score=verdict.score,
        subject=verdict.subject,
        code=verdict.code,
        message=verdict.message,
        evidence=tuple(with_box(evidence, report) for evidence in verdict.evidence),
        suggested=verdict.suggested,
        reason=verdict.reason,
    )


def finding_id(check: str, key: str) -> str:
    """A short stable id from what is compared, never from where it stands; blanks, which each layout puts elsewhere, do not count.

    >>> finding_id("ratio", "students|2024 年") == finding_id("ratio", "students|2024年")
    True
    """
    bare = "".join(key.split())
    return f"{check}-{hashlib.sha256(f'{check}|{bare}'.encode()).hexdigest()[:12]}"


def verdicts_by_check(verdicts: Iterable[Verdict], name: str) -> tuple[Verdict, ...]:
    """The verdicts of one check, for tests and pages."""
    return tuple(verdict for verdict in verdicts if verdict.check == name)


__all__ = ["Book", "CheckResult", "finding_id", "run_checks", "verdicts_by_check"]
