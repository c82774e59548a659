"""A number of a paragraph that another value, one slip of the pen away, would bring in line with what stands around it.

**What it finds**: numbers of running text with which shares, sums, changes and values per head of their paragraph do not
come out, and would with one digit another, two exchanged, one more or less, the point moved, or 元 for 万元.
**Why it matters**: what a sentence means by its numbers is not always said in words that tell it for sure. Where several
relations at once ask for one and the same other value, or one very exact one, it is hardly by chance.
**Example**: 设备总值 238.4 万元, 在校生 3915 人, 生均 15934.61 元, 新购 857.6 万元占 13.75%: all of it holds with 6238.4.
**Silent** when what a slip would mend is as likely to fit by chance: small numbers, rounded shares, lists that need not be
complete; and for numbers that 约 or 余 leave open.
**Tolerance**: rounding and truncation of every print. The odds against chance are at least ten to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.guesses.evidence import Slip, slips_in
from docextract.checks.guesses.guess import Guess
from docextract.checks.guesses.values import Value, values_of
from docextract.checks.registry import check
from docextract.checks.relations.shapes import relation_of
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, evidence_of_all, key_of, mention_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.relation import Relation

# Logarithm of the odds: ten to one that it is a slip.
LEAST = 1.0
SHOWN = 3
# A number without a name is called by the one that the guess compares with it: a share by its count.
FACTS_NAMING = 2


@check("claims")
def mistyped_number(book: Book) -> Iterator[Verdict]:
    """Numbers that are probably mistyped; see the module."""
    for values in values_of(book):
        told: set[int] = set()
        for slip in slips_in(values, LEAST):
            members = {member for guess in slip.guesses for member in guess.members}
            if not members & told:
                yield _verdict(values, slip)
            told |= members


def _verdict(values: Sequence[Value], slip: Slip) -> Verdict:
    value = values[slip.at]
    fact = value.fact
    shown = slip.guesses[:SHOWN]
    workings = "；".join(_working(values, guess, slip) for guess in shown)
    members = dict.fromkeys([slip.at, *(member for guess in shown for member in guess.members)])
    facts = [values[member].fact for member in members]
    name = name_of(*facts[:FACTS_NAMING])
    meant = _meant(fact, slip)
    return Verdict(
        check="mistyped_number",
        key=key_of(name or fact.shown, fact.year, values_key(facts)),
        outcome="differs",
        kind=FindingKind.ARITHMETIC,
        severity=Severity.MEDIUM,
        subject=name or fact.shown,
        message=Message(
            f"{f'{name}写 ' if name else ''}{fact.shown}{at(fact)}，与同段的数对不上；写成 {meant} 则相符：{workings}",
            f"{name or 'a number'} is printed as {fact.shown} {at_en(fact)}, which does not go with the numbers around it; "
            f"{meant} would: {workings.replace('；', '; ')}",
        ),
        evidence=evidence_of_all(facts),
        code=fact.code,
        suggested=slip.meant.digits if slip.meant.unit == fact.unit else meant,
        score=round(1 - 10**-slip.odds / (1 + 10**-slip.odds), 2),
        relations=tuple(_relation(values, guess) for guess in shown),
    )


def _meant(fact: Fact, slip: Slip) -> str:
    """The number as it should have been printed, with its unit."""
    return replace(fact, printed=slip.meant.digits, unit=slip.meant.unit).shown


def _working(values: Sequence[Value], guess: Guess, slip: Slip) -> str:
    """The guess with the value that was meant: 857.6 万元 ÷ 6238.4 万元 = 13.75%."""

    def shown(member: int) -> str:
        fact = values[member].fact
        return _meant(fact, slip) if member == slip.at else fact.shown

    first, *others = map(shown, guess.members)
    if guess.form == "sum":
        return f"{' + '.join(others)} = {first}"
    if guess.form == "difference":
        return f"{others[0]} − {others[1]} = {first}"
    if guess.form == "growth":
        high, low = others if guess.factor > 0 else others[::-1]
        return f"({high} − {low}) ÷ {others[1]} = {first}"
    return f"{others[0]} ÷ {others[1]} = {first}"


def _relation(values: Sequence[Value], guess: Guess) -> Relation:
    return relation_of(guess.shape, [(mention_of(values[member].fact),) for member in guess.members])
