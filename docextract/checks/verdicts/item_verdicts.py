"""Verdicts on the values of a classification's items."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.facts.facts import Fact
from docextract.checks.verdicts.saying import evidence_of, evidence_of_all, key_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.relation import Relation

_NO_REASON = Message("", "")


def item_verdict(
    check: str,
    key: tuple[str, ...],
    agrees: bool,
    message: Message,
    facts: Sequence[Fact],
    subject: str,
    kind: FindingKind = FindingKind.ARITHMETIC,
    suggested: str = "",
    reason: Message = _NO_REASON,
    relations: Sequence[Relation] = (),
) -> Verdict:
    """A verdict on some items' values, the first being the one that the others speak about; empty cells are no evidence."""
    printed = [fact for fact in facts if fact.printed]
    return Verdict(
        check=check,
        key=key_of(*key, values_key(printed)),
        outcome="agrees" if agrees else "differs",
        kind=kind,
        severity=Severity.HIGH,
        subject=subject,
        message=message,
        # What agrees is told of every cell, however many the sum has: each of them need not be looked at.
        evidence=tuple(map(evidence_of, printed)) if agrees else evidence_of_all(printed),
        code=facts[0].code,
        suggested="" if agrees else suggested,
        reason=reason,
        relations=tuple(relations),
    )
