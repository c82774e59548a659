"""The facts of a report, opened by indicator and year: which values are in use for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import overlap
from docextract.model.document import Report
from docextract.model.quantity import Interval
from docextract.rulepacks.schema import Pack


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts that agree with each other: one value in use. `interval` is what all of them can stand for."""

    facts: tuple[Fact, ...]
    interval: Interval

    @property
    def best(self) -> Fact:
        """The fact that shows the value best: most digits, prose before tables."""
        return max(self.facts, key=lambda fact: (len(fact.printed.replace(".", "")), fact.origin == "text"))

    @property
    def first(self) -> Fact:
        return self.facts[0]


@dataclass(frozen=True, eq=False)
class Book:
    """What the checks read: the report, its facts, and the pack.

    `items` are the facts of a classification's items, each with its `item`. `blanks` are code and year of cells that are
    printed and empty in forms whose columns are indicators: there nothing means 0.
    """

    report: Report
    facts: tuple[Fact, ...]
    pack: Pack
    place: str
    _by_code: dict[tuple[str, int], tuple[Stated, ...]]
    items: tuple[Fact, ...] = ()
    blanks: frozenset[tuple[str, int]] = frozenset()

    def stated(self, code: str, year: int) -> tuple[Stated, ...]:
        """The values in use for an indicator in a year, one entry a value, in order of the report; () when none."""
        return self._by_code.get((code, year), ())

    def years(self, codes: Iterable[str]) -> tuple[int, ...]:
        """Years for which any of the codes has a value, the latest first."""
        wanted = set(codes)
        return tuple(sorted({year for code, year in self._by_code if code in wanted}, reverse=True))

    @property
    def codes(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self._by_code))

    def name(self, code: str) -> str:
        """An indicator's name for people; one that says nothing away from its place has its parent's in front."""
        indicator = self.pack.indicators[code]
        parent = self.pack.indicators.get(indicator.parent) if indicator.only_in_place else None
        if parent is None:
            return indicator.name
        return (
            f"{self.name(parent.code)}的{indicator.name}"
            if parent.only_in_place
            else f"{parent.name}的{indicator.name}"
        )

    def claims_of(self, block: str) -> tuple[Fact, ...]:
        """The facts of a paragraph, in order."""
        return self._by_block.get(block, ())

    @cached_property
    def _by_block(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.claim is not None:
                found.setdefault(fact.source.block, []).append(fact)
        return {block: tuple(facts) for block, facts in found.items()}


def open_book(
    report: Report,
    facts: Sequence[Fact],
    pack: Pack,
    place: str,
    *,
    items: Sequence[Fact] = (),
    blanks: frozenset[tuple[str, int]] = frozenset(),
) -> Book:
    """Sorts the issuer's facts by code and year; facts whose label is printed several times in one sentence stay out."""
    grouped: dict[tuple[str, int], list[Fact]] = {}
    doubled = doubled_labels(facts)
    for fact in facts:
        if fact.code and is_state(fact) and id(fact) not in doubled:
            grouped.setdefault((fact.code, fact.year), []).append(fact)
    by_code = {key: agreeing_groups(group) for key, group in sorted(grouped.items())}
    return Book(report, tuple(facts), pack, place, by_code, tuple(items), blanks)


def doubled_labels(facts: Sequence[Fact]) -> set[int]:
    """Facts of one sentence whose label is doubtful: one printed subject with several values, or a value without its own.

    毕业生 758 人，已落实 741 人: the second has no subject of its own and says nothing of how many 毕业生 there are.
    """
    seen: dict[tuple[str, str, str, str], list[Fact]] = {}
    for fact in facts:
        if fact.claim is not None and is_state(fact) and fact.subject and fact.subject in fact.quote:
            seen.setdefault((fact.source.block, fact.claim.sentence, fact.subject, str(fact.year)), []).append(fact)
    found = {id(fact) for group in seen.values() if len({f.value for f in group}) > 1 for fact in group}
    return found | set(_elided(facts))


def _elided(facts: Sequence[Fact]) -> Iterator[int]:
    """Facts without a printed subject behind another value of the same indicator in their sentence."""
    told: dict[tuple[str, str, str, int], Fact] = {}
    for fact in facts:
        if fact.claim is None or not fact.code or not is_state(fact):
            continue
        key = (fact.source.block, fact.claim.sentence, fact.code, fact.year)
        first = told.setdefault(key, fact)
        if first is not fact and not fact.interval.meets(first.interval) and fact.subject not in fact.quote:
            yield id(fact)


def agreeing_groups(facts: Sequence[Fact]) -> tuple[Stated, ...]:
    """Facts parted into groups that agree, in order of first appearance; exact prints found groups before vague ones."""
    groups: list[tuple[list[Fact], Interval]] = []
    order = sorted(range(len(facts)), key=lambda i: (_is_vague(facts[i]), i))
    for index in order:
        fact = facts[index]
        for position, (members, interval) in enumerate(groups):
            common = overlap(interval, fact.interval)
            if common is not None:
                members.append(fact)
                groups[position] = (members, common)
                break
        else:
            groups.append(([fact], fact.interval))
    return tuple(Stated(tuple(members), interval) for members, interval in groups)


def _is_vague(fact: Fact) -> bool:
    return fact.claim is not None and fact.claim.quantity.is_bounded
