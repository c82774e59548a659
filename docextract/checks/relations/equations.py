"""One relation between values of a report, with every value that is in use for each of its places."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product

from docextract.checks.facts.book import Book, Stated
from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact
from docextract.checks.relations.shapes import SAME, Shape, relation_of
from docextract.checks.verdicts.saying import EVIDENCE_LIMIT, evidence_of, key_of, mention_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation

# More combinations than this say that the report is a mess at this place, not which value is wrong.
COMBINATION_LIMIT = 64
FULL = Decimal(100)  # per cent
UNPRINTED = -2  # row of the place of a number that stands for several prints


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
    the first slot should say from the others. `shape` is the arithmetic of `holds` over the slots, None for what is none.
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
    shape: Shape | None = None

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
        reason=Message("", "") if agreeing else _working(equation.show(chosen)),
        score=equation.score,
        relations=_relations(equation, agreeing or (chosen,)),
    )


def _working(shown: str) -> Message:
    """The working of a relation that fails; one of bounds says what should be, not what is."""
    is_bound = "≤" in shown or "≥" in shown
    return Message(f"应有 {shown}", f"should be: {shown}") if is_bound else Message(shown, shown)


def _relations(equation: Equation, chosen: Sequence[Combination]) -> tuple[Relation, ...]:
    """What must hold between the values in use."""
    if equation.shape is None:
        return ()
    return (relation_of(equation.shape, [_mentions(places) for places in zip(*chosen, strict=True)]),)


def _mentions(choices: Sequence[Stated]) -> tuple[Mention, ...]:
    """The mentions of the one value that fits; where several do, what all of them span, which nobody printed."""
    if all(stated is choices[0] for stated in choices):
        return tuple(map(mention_of, choices[0].facts))
    lows, highs = [s.interval.low for s in choices], [s.interval.high for s in choices]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return (Mention(replace(choices[0].first.source, row=UNPRINTED), Interval(low, high), ""),)


def as_support(verdict: Verdict) -> Verdict:
    """A verdict whose agreement confirms nothing: that a value is possible does not say that it is right."""
    if verdict.outcome != "agrees":
        return verdict
    return replace(verdict, evidence=tuple(replace(e, role="support") for e in verdict.evidence))


def same_value(choices: Sequence[Stated]) -> tuple[Relation, ...]:
    """The values in use for one thing must be one; for a single value its mentions must agree."""
    groups = [tuple(map(mention_of, stated.facts)) for stated in choices]
    if len(groups) == 1:
        groups = [groups[0][:1], groups[0][1:]]
    return tuple(relation_of(SAME, pair) for pair in itertools.pairwise(groups) if all(pair))


def _suggested(equation: Equation, chosen: Combination) -> str:
    """What the other values make of the first; "" when one of them is in dispute, or none has a second witness."""
    others = equation.slots[1:]
    if equation.right is None or any(len(slot.choices) > 1 for slot in others):
        return ""
    right = equation.right(chosen)
    if equation.check == "share" and Decimal(right) > FULL:  # then it is the count that is wrong
        return ""
    is_backed = any(len(slot.choices[0].facts) > 1 or slot.choices[0].first.origin != "text" for slot in others)
    return right if is_backed else ""


def _shown_facts(equation: Equation, chosen: Combination, agrees: bool) -> list[Fact]:
    """The facts of the chosen values; when none fits, the other values in use as well."""
    facts = [stated.best for stated in chosen]
    if agrees:
        return facts + [other for stated in chosen for other in stated.facts if other is not stated.best]
    others = [stated.best for slot in equation.slots for stated in slot.choices if stated not in chosen]
    return (facts + others)[:EVIDENCE_LIMIT]
