"""What of each report the checks between reports see: who published it, its indicators, what it says of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.facts.intervals import overlap, printed_interval
from docextract.checks.run import finding_id
from docextract.model.finding import Evidence, Finding, FindingKind, Message, Severity
from docextract.model.quantity import Quantity
from docextract.model.source import SourceRef

EVIDENCE_SHOWN = 8
_NO_REASON = Message("", "")


@dataclass(frozen=True, slots=True)
class SharedValue:
    """A value with its place. `owner` is "" for the issuer's own, else the name that a sentence or row gives (a school).

    `code` is "" for a cell of a body table, whose `name` is then its head.
    """

    code: str
    name: str
    year: int
    value: Decimal
    unit: str
    quote: str
    where: str
    source: SourceRef
    owner: str = ""

    @property
    def shown(self) -> str:
        return f"{self.value} {self.unit}".rstrip()

    def agrees(self, other: SharedValue) -> bool:
        """True when both can be prints of one value: whole numbers the same, others within their last digits."""
        first, second = (
            printed_interval(Quantity(v.value, v.unit, _decimals(v.value)), _decimals(v.value) == 0)
            for v in (self, other)
        )
        return overlap(first, second) is not None


@dataclass(frozen=True, slots=True)
class SharedReport:
    """A report of the run. `values` are its tables' (the first row of an indicator and year), `told` those it says of others.

    `school_lists` are the columns of its tables that name schools, `n_schools` how many schools it says there are (0: it
    does not say, or says different numbers).
    """

    name: str
    title: str
    issuer: str
    level: str
    year: int
    values: tuple[SharedValue, ...] = ()
    told: tuple[SharedValue, ...] = ()
    school_lists: tuple[tuple[str, ...], ...] = ()
    n_schools: int = 0

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    def value(self, code: str, year: int) -> SharedValue | None:
        """The issuer's own value of an indicator in a year, None if it gives none."""
        return next((v for v in self.values if v.code == code and v.year == year), None)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def evidence(report: SharedReport, value: SharedValue) -> Evidence:
    """A value as evidence; the place names the report, since its pages are those of that file."""
    where = f"{report.name}，{value.where}" if value.where else report.name
    return Evidence(value.source, value.quote, str(value.value), value.unit, str(value.year), where)


def disagreement(
    check: str,
    key: str,
    places: Sequence[tuple[SharedReport, SharedValue]],
    message: Message,
    *,
    severity: Severity,
    score: float,
    kind: FindingKind = FindingKind.VALUE_CONFLICT,
    subject: str = "",
    code: str | None = None,
    suggested: str = "",
    reason: Message = _NO_REASON,
) -> Finding:
    """A finding on values of several reports; it is shown under the first, which the others contradict.

    It is about the first value, unless `subject` and `code` say otherwise.
    """
    report, value = places[0]
    others = dict.fromkeys(other.name for other, _ in places if other.name != report.name)
    return Finding(
        id=finding_id(check, key),
        check=check,
        kind=kind,
        severity=severity,
        score=score,
        subject=subject or value.name,
        code=value.code if code is None else code,
        message=message,
        evidence=tuple(evidence(other, each) for other, each in places[:EVIDENCE_SHOWN]),
        suggested=suggested,
        reason=reason,
        related_reports=tuple(others),
    )


def copies(reports: Sequence[SharedReport]) -> Iterator[tuple[SharedReport, ...]]:
    """Reports of one issuer and year, two or more: draft and final, or two exports. Unknown issuers and years are left out."""
    groups: dict[tuple[str, int], list[SharedReport]] = {}
    for report in reports:
        if report.issuer and report.year:
            groups.setdefault((report.issuer, report.year), []).append(report)
    for group in groups.values():
        if len(group) > 1:
            yield tuple(group)


def without_copies(reports: Sequence[SharedReport]) -> tuple[SharedReport, ...]:
    """The first of each issuer and year, so that a copy's numbers are not checked again."""
    again = {report.name for group in copies(reports) for report in group[1:]}
    return tuple(report for report in reports if report.name not in again)
