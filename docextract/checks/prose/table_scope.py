"""Does a sentence speak of the same whole as the data table? Its other numbers tell."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import slips_of
from docextract.model.claim import ClaimKind

# So near before a number 其中 is about it.
OF_WHICH = 6
NEIGHBOURS = 2


def is_of_which(book: Book, fact: Fact) -> bool:
    """True for what stands behind 其中: a part, whatever it is called."""
    text = book.report.block(fact.source.block).text
    return "其中" in text[max(0, fact.source.start - OF_WHICH) : fact.source.end]


def is_among_table_values(book: Book, fact: Fact, cells: Sequence[Fact]) -> bool:
    """True when the sentence's other indicators are as in the data table: 课证融通课程 108 门，网络教学课程 7 门，校企合作课程 49 门.

    They speak of the same whole then, and so does the odd one; so does 比上年增加 4 人 behind it when the table gives that.
    """
    sentence = fact.claim.sentence if fact.claim is not None else ""
    agreeing: dict[str, bool] = {}
    for other in book.claims_of(fact.source.block):
        if other.claim is None or other.claim.sentence != sentence or not other.code:
            continue
        if other.code == fact.code:
            if other.kind is ClaimKind.CHANGE and _is_given_by_table(book, other):
                return True
            continue
        beside = [f for s in book.stated(other.code, other.year) for f in s.facts if f.origin == "data-table"]
        if beside and is_state(other):
            agreeing[other.code] = any(cell.interval.meets(other.interval) for cell in beside)
    if not agreeing or not all(agreeing.values()) or is_of_which(book, fact):
        return False
    return len(agreeing) >= NEIGHBOURS or any(_is_one_slip(fact, cell) for cell in cells)


def _is_one_slip(fact: Fact, cell: Fact) -> bool:
    return any(value * fact.unit_size == cell.value for value, _, _ in slips_of(fact.printed))


def _is_given_by_table(book: Book, change: Fact) -> bool:
    """True when the table's values of the two years differ by just that."""
    now, before = (
        [f for s in book.stated(change.code, year) for f in s.facts if f.origin == "data-table"]
        for year in (change.year, change.year - 1)
    )
    is_amount = change.dimension == now[0].dimension if now else False
    return is_amount and any(abs(a.value - b.value) == change.value for a in now for b in before)
