"""One relation between values of a report, with every value that is in use for each of its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from docextract.checks.book import Book, Stated
from docextract.checks.comparable import is_state
from docextract.checks.facts import Fact
from docextract.checks.saying import EVIDENCE_LIMIT, evidence_of, key_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval

# More combinations than this say that the report is a mess at this place, not which value is wrong.
COMBINATION_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a relation: what stands there and the values in use for it (at least one)."""

    name: str
    choices: tuple[Stated, ...]
    code: str = ""
    year: int = 0


Combination = tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation that must hold for some choice of values.

    `holds` takes one interval a slot, in their order. `show` writes the working for one choice ("2400 ÷ 150 = 16");
    `difference` a sentence for a choice that fails. `right` computes what
    the first slot should say from the others.
    """

    check: str
    id: str
    slots: tuple[Slot, ...]
    holds: Callable[[tuple[Interval, ...]], bool]
    show: Callable[[Combination], str]
    difference: Callable[[Combination], Message]
    kind: FindingKind
    severity: Severity
    subject: str
    code: str = ""
    year: int = 0
    score: float = 1.0
    right: Callable[[Combination], str] | None = None

    def combinations(self) -> Iterator[Combination]:
        return islice(product(*(slot.choices for slot in self.slots)), COMBINATION_LIMIT)

    def agreeing(self) -> tuple[Combination, ...]:
        """The choices of values for which the relation holds."""
        return tuple(c for c in self.combinations() if self.holds(tuple(stated.interval for stated in c)))


def alone(fact: Fact) -> tuple[Stated, ...]:
    """A fact as the only value in use."""
    return (Stated((fact,), fact.interval),)


def in_use(book: Book, fact: Fact) -> tuple[Stated, ...]:
    """All values in use for the indicator of a fact, so that a value which is in dispute anyway breaks nothing more."""
    stated = book.stated(fact.code, fact.year) if fact.code and is_state(fact) else ()
    return stated if any(fact in group.facts for group in stated) else alone(fact)


def judge(equation: Equation) -> Verdict:
    """Agrees when some choice of the values in use satisfies the relation; differs when none does."""
    agreeing = equation.agreeing()
    chosen = agreeing[0] if agreeing else next(equation.combinations())
    facts = _shown_facts(equation, chosen, bool(agreeing))
    message = equation.difference(chosen)
    if agreeing:
        working = equation.show(chosen)
        message = Message(f"{equation.subject}：{working}，相符", f"{equation.subject}: {working}, agrees")
    return Verdict(
        check=equation.check,
        key=key_of(equation.id, equation.code or equation.subject, equation.year, values_key(facts)),
        outcome="agrees" if agreeing else "differs",
        kind=equation.kind,
        severity=equation.severity,
        subject=equation.subject,
        message=message,
        evidence=tuple(evidence_of(fact) for fact in facts),
        code=equation.code,
        suggested="" if agreeing else _suggested(equation, chosen),
        reason=Message("", "") if agreeing else Message(equation.show(chosen), equation.show(chosen)),
        score=equation.score,
    )


def _suggested(equation: Equation, chosen: Combination) -> str:
    """What the other values make of the first; "" when one of them is in dispute, or none has a second witness."""
    others = equation.slots[1:]
    if equation.right is None or any(len(slot.choices) > 1 for slot in others):
        return ""
    is_backed = any(len(slot.choices[0].facts) > 1 or slot.choices[0].first.origin != "text" for slot in others)
    return equation.right(chosen) if is_backed else ""


def _shown_facts(equation: Equation, chosen: Combination, agrees: bool) -> list[Fact]:
    """The facts of the chosen values; when none fits, the other values in use as well."""
    facts = [stated.best for stated in chosen]
    if agrees:
        return facts + [other for stated in chosen for other in stated.facts if other is not stated.best]
    others = [stated.best for slot in equation.slots for stated in slot.choices if stated not in chosen]
    return (facts + others)[:EVIDENCE_LIMIT]
