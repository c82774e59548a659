"""A value of a form that has risen or fallen out of all proportion since the year before.

**What it finds**: counts and amounts of the data tables that are less than a third or more than three times last year's,
in a report whose other values moved far less.
**Why it matters**: such a jump may be real, or a nought, a unit or a row that slipped; somebody who knows should look.
**Example**: 校企合作企业 86 last year and 860 this year, where everything else moved by a tenth.
**Silent** unless it is asked for (`--also year_jump`): a jump is no contradiction. For values under 20 in both years, for
rates, when a sentence of the report states the change, and in reports whose values jump as a rule.
**Tolerance**: a jump counts when it is more than three times, and more than six times the report's median movement.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median

from docextract.checks.facts.book import Book, Stated
from docextract.checks.facts.intervals import COUNTED
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import at, at_en, evidence_of_all, key_of, rounded, values_key
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict

LEAST = 20
LEAST_PAIRS = 8  # fewer values tell nothing of how a report's values move
TIMES = 3.0
FAR = 6.0


@check("indicators", on_request=True)
def year_jump(book: Book) -> Iterator[Verdict]:
    """Values that jumped since last year; see the module."""
    pairs = list(_pairs(book))
    if len(pairs) < LEAST_PAIRS:
        return
    usual = median(_movement(old, new) for _, _, old, new in pairs)
    limit = max(math.log(TIMES), FAR * usual)
    told = {(fact.code, fact.year) for fact in book.facts if fact.kind is ClaimKind.CHANGE}
    for code, year, old, new in pairs:
        if _movement(old, new) > limit and (code, year) not in told:
            yield _verdict(book.name(code), code, year, old, new)


def _pairs(book: Book) -> Iterator[tuple[str, int, Stated, Stated]]:
    """Counts and amounts with one value in each of two years that follow each other."""
    for code, year in book.codes:
        new, old = book.stated(code, year), book.stated(code, year - 1)
        if len(new) != 1 or len(old) != 1 or any(s.first.origin != "data-table" for s in (*new, *old)):
            continue
        is_amount = new[0].best.dimension in COUNTED or new[0].best.dimension == "钱"
        low, high = sorted((old[0].best.value, new[0].best.value))
        if is_amount and low > 0 and high >= LEAST:
            yield code, year, old[0], new[0]


def _movement(old: Stated, new: Stated) -> float:
    return abs(math.log(float(new.best.value) / float(old.best.value)))


def _verdict(name: str, code: str, year: int, old: Stated, new: Stated) -> Verdict:
    times = new.best.value / old.best.value
    shown = f"{rounded(times, 1)} 倍" if times > 1 else f"{rounded(times * 100, 1)}%"
    return Verdict(
        check="year_jump",
        key=key_of(code, year, values_key([old.best, new.best])),
        outcome="differs",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.LOW,
        subject=name,
        message=Message(
            f"{name}{year - 1} 年 {old.best.shown}，{year} 年 {new.best.shown}{at(new.best)}，是上年的 {shown}，请核实",
            f"{name}: {old.best.shown} in {year - 1}, {new.best.shown} in {year} {at_en(new.best)}: "
            f"{rounded(times, 2)} times, please look",
        ),
        evidence=evidence_of_all([new.best, old.best]),
        code=code,
        score=0.3,
    )
