"""Dated rules: which of them hold in a year, and the years at which a pack changes. Nothing here reads files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docextract.rulepacks.entries import Draft, Entry
from docextract.rulepacks.schema import Applicability, Indicator, Pack, Relation, Requirement

LATEST = 9999  # the year of a pack whose years are open: later than any date that a rule may have


def in_force(since: int, until: int, year: int) -> bool:
    """True if a rule from `since` to `until`, both inclusive, holds in that year; 0 is open.

    >>> in_force(2025, 0, 2024), in_force(2025, 0, 2025), in_force(0, 2025, 2026)
    (False, True, False)
    """
    return since <= year and (not until or year <= until)


def is_in_force(entry: Entry, year: int) -> bool:
    """The same of a rule as written; a date that is none is open (it is a fault of its own)."""
    return in_force(year_of(entry.data.get("since")), year_of(entry.data.get("until")), year)


def year_of(value: object) -> int:
    """A date of a rule as written; 0 for none."""
    text = str(value or "")
    return int(text) if text.isdigit() else 0


def own_year(scope: Applicability) -> int:
    """The year that a pack is read for when no report is at hand: its last one."""
    return scope.last_year or LATEST


def change_years(draft: Draft) -> tuple[int, ...]:
    """The years from which on the pack differs from the year before, in order."""
    dated = (*draft.indicators.values(), *draft.renamed, *draft.retired, *draft.not_retired)
    since = {year_of(entry.data.get("since")) for entry in dated}
    after = {year_of(entry.data.get("until")) + 1 for entry in dated if year_of(entry.data.get("until"))}
    return tuple(sorted((since | after) - {0}))


def span_of(changes: Sequence[int], year: int) -> int:
    """Which of the spans between the years of change a year is in, from 0."""
    return bisect_right(changes, year)


def year_in_span(changes: Sequence[int], span: int) -> int:
    """A year of that span, the same for all that ask."""
    return changes[span - 1] if span else changes[0] - 1


def other_years_of(pack: Pack) -> Iterator[int]:
    """A year of each other span that some report of the pack's years may be of."""
    changes, scope = pack.change_years, pack.applies_to
    last = own_year(scope)
    for span in range(len(changes) + 1):
        begin, end = (changes[span - 1] if span else 0), (changes[span] - 1 if span < len(changes) else LATEST)
        if span != span_of(changes, pack.year) and begin <= last and scope.first_year <= end:
            yield max(begin, scope.first_year) or end


def rows_of_other_years(indicators: Iterable[Indicator], year: int) -> frozenset[str]:
    """The codes of rows that the form of that year does not have, with all that stand below them."""
    rows = {row.code: row for row in indicators}
    gone = {row.code for row in rows.values() if not in_force(row.since, row.until, year)}
    while more := {row.code for row in rows.values() if row.parent in gone} - gone:
        gone |= more
    return frozenset(gone)


def relations_without(relations: Iterable[Relation], gone: frozenset[str]) -> tuple[Relation, ...]:
    """Those that say something without these codes: a sum that lacks a part says nothing."""
    return tuple(relation for relation in relations if not gone & set(relation.codes))


def required_without(required: Iterable[Requirement], gone: frozenset[str]) -> tuple[Requirement, ...]:
    """The requirements without these codes, and without those that asked for nothing else."""
    kept = ((each, tuple(code for code in each.codes if code not in gone)) for each in required)
    return tuple(each.model_copy(update={"codes": codes}) for each, codes in kept if codes or not each.codes)


def ids_of(*records: Iterable[Relation | Requirement]) -> frozenset[str]:
    """The ids of records of several lists."""
    return frozenset(each.id for listed in records for each in listed)


def by_date(changes: Iterable[Entry]) -> list[Entry]:
    """Changes of one file in the order in which they came to hold; those without a date first, as written."""
    return sorted(changes, key=lambda entry: year_of(entry.data.get("since")))


def said_of_year(fault: str, year: int) -> str:
    """A fault that shows itself in the reports of other years only."""
    return f"{fault} （读 {year} 年度的报告时 for reports of {year}）"


def without_gone(indicators: Mapping[str, Indicator], gone: frozenset[str]) -> dict[str, Indicator]:
    """The rows without those of other years."""
    return {code: row for code, row in indicators.items() if code not in gone}
