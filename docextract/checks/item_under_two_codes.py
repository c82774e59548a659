"""Items whose code and name don't go together in all tables.

**What it finds**: an item of a classification that one table lists under another code than the others (购房补贴 as 2210202 and
2210203), and a code that stands for two names, in one table or in two.
**Why it matters**: amounts are added up and compared by code; under a wrong one they count as something else.
**Example**: 2080506 twice in 收入决算表, the first time with the name that is 2080505 everywhere else.
**Silent** when a table lists the name under both codes (行政运行 of two offices), for names under different items above
them, and when one of two names is a piece of the other: then a line of it was not read.
**Tolerance**: names are compared without blanks, width, loose punctuation and a 支出 at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import evidence_of_all, key_of
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.labels import compare_form

Listing = tuple[str, str]  # code and name as they stand beside each other
Places = Mapping[Listing, tuple[Fact, ...]]


@check("indicators")
def item_under_two_codes(book: Book) -> Iterator[Verdict]:
    """Items with two codes and codes with two names; see the module."""
    places = _places(book)
    told: set[Listing] = set()
    for odd, usual in _names_under_two_codes(places):
        told |= {odd, usual}
        yield _two_codes(places, odd, usual)
    for first, second in _codes_with_two_names(places):
        if first not in told and second not in told:
            yield _two_names(places, first, second)


def _places(book: Book) -> Places:
    """One fact a table and listing, in order of the report."""
    found: dict[Listing, dict[str, Fact]] = {}
    for fact in book.items:
        name = compare_form(fact.subject).removesuffix("支出")
        if fact.claim is None and name and fact.item.isdigit():
            found.setdefault((fact.item, name), {}).setdefault(fact.source.block, fact)
    return {listing: tuple(facts.values()) for listing, facts in found.items()}


def _tables(places: Places, listing: Listing) -> set[str]:
    return {fact.source.block for fact in places[listing]}


def _names_under_two_codes(places: Places) -> Iterator[tuple[Listing, Listing]]:
    """Pairs of one name under two codes beside each other, that of fewer tables first."""
    listings = sorted(places, key=lambda listing: (-len(places[listing]), listing))
    for place, usual in enumerate(listings):
        for odd in listings[place + 1 :]:
            is_beside = len(odd[0]) == len(usual[0]) and odd[0][:-2] == usual[0][:-2] and odd[0] != usual[0]
            # The outermost level has three digits, of which the last two may be another item's altogether.
            if is_beside and odd[1] == usual[1] and not _tables(places, odd) & _tables(places, usual):
                yield odd, usual


def _codes_with_two_names(places: Places) -> Iterator[tuple[Listing, Listing]]:
    """Pairs of two names under one code, neither of which is a piece of the other, that of more tables first."""
    by_code: dict[str, list[Listing]] = {}
    for listing in places:
        by_code.setdefault(listing[0], []).append(listing)
    for listings in by_code.values():
        ordered = sorted(listings, key=lambda listing: (-len(places[listing]), listing))
        for odd in ordered[1:]:
            if odd[1] not in ordered[0][1] and ordered[0][1] not in odd[1]:
                yield ordered[0], odd


def _two_codes(places: Places, odd: Listing, usual: Listing) -> Verdict:
    here, there = places[odd], places[usual]
    name, is_decided = there[0].subject, len(there) > len(here)
    message = Message(
        f"科目“{name}”的编码前后不一：{odd[0]}（{_where(here)}），{usual[0]}（{_where(there)}）",
        f"{name} has the code {odd[0]} ({_pages(here)}) and {usual[0]} ({_pages(there)})",
    )
    reason = Message(f"{len(there)} 张表写 {usual[0]}", f"{len(there)} tables have {usual[0]}")
    return _verdict("code", name, message, (here[0], there[0]), usual[0] if is_decided else "", reason)


def _two_names(places: Places, usual: Listing, odd: Listing) -> Verdict:
    here, there = places[odd], places[usual]
    is_decided = len(there) > len(here)
    message = Message(
        f"编码 {odd[0]} 有两个名称：“{here[0].subject}”（{_where(here)}），“{there[0].subject}”（{_where(there)}）",
        f"the code {odd[0]} stands for {here[0].subject} ({_pages(here)}) and {there[0].subject} ({_pages(there)})",
    )
    reason = Message(f"{len(there)} 张表写“{there[0].subject}”", f"{len(there)} tables have {there[0].subject}")
    return _verdict("name", odd[0], message, (here[0], there[0]), there[0].subject if is_decided else "", reason)


def _where(facts: Sequence[Fact]) -> str:
    first = facts[0]
    others = f"等 {len(facts)} 张表" if len(facts) > 1 else ""
    return f"{first.where.partition('，')[0]}，第 {first.source.page} 页{others}"


def _pages(facts: Sequence[Fact]) -> str:
    return f"page {', '.join(dict.fromkeys(str(fact.source.page) for fact in facts))}"


def _verdict(
    sort: str, subject: str, message: Message, facts: Sequence[Fact], suggested: str, reason: Message
) -> Verdict:
    return Verdict(
        check="item_under_two_codes",
        key=key_of(sort, *(f"{fact.item} {fact.subject}" for fact in facts)),
        outcome="differs",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.MEDIUM,
        subject=subject,
        message=message,
        evidence=evidence_of_all(facts),
        suggested=suggested,
        reason=reason if suggested else Message("", ""),
        score=0.9,
    )
