"""Equations between numbers of one passage, built from the facts and a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docextract.checks.facts.facts import Fact
from docextract.checks.relations.equations import Equation, Slot, alone
from docextract.checks.relations.shapes import Shape
from docextract.checks.verdicts.naming import name_of
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval

Holds = Callable[[tuple[Interval, ...]], bool]


def passage_equation(
    check: str,
    name: str,
    facts: Sequence[Fact],
    holds: Holds,
    working: str,
    message: Message,
    *,
    shape: Shape | None,
    score: float,
    kind: FindingKind = FindingKind.ARITHMETIC,
    severity: Severity = Severity.MEDIUM,
    subject: str = "",
) -> Equation:
    """A relation between facts that stand in one sentence, each the only value in use for its place.

    The first fact is the one the relation is about; `working` shows the arithmetic, `message` says what is wrong, `shape`
    is the arithmetic of `holds`. Without a `subject` it is called by the first fact that has a name.
    """
    first = facts[0]
    return Equation(
        check,
        name,
        tuple(Slot(fact.subject, alone(fact)) for fact in facts),
        holds,
        lambda _: working,
        lambda _: message,
        kind,
        severity,
        subject or name_of(first, *facts[::-1]) or first.shown,
        first.code,
        first.year,
        score,
        shape=shape,
    )
