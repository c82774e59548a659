"""A mean that lies outside all its parts.

**What it finds**: an overall rate of the data tables (在校生满意度) below the lowest or above the highest of its parts.
**Why it matters**: a weighted mean lies between its parts; but a rate may have been asked for by itself, so this is
only a hint.
**Example**: 毕业生满意度 81 %, its two parts 82 % and 84 %.
**Silent** when fewer than two parts or not all parts of the form are given, and for rates of which the parts are
shares (高级“双师型”比例).
**Tolerance**: intervals of the printed digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.book import Book, Stated
from docextract.checks.registry import check
from docextract.checks.saying import evidence_of_all, key_of, values_key
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.patterns import compile_pattern

# Rates that are asked for, not computed from one count: their parts are the same question to a part of those asked.
_ASKED = compile_pattern(r"满意度$")
MIN_PARTS = 2


@check("indicators")
def mean_outside_parts(book: Book) -> Iterator[Verdict]:
    """A mean outside all its parts; see the module."""
    for code, year in book.codes:
        if not _ASKED.search(book.pack.indicators[code].name):
            continue
        children = [c for c in book.pack.children(code) if _ASKED.search(book.pack.indicators[c].name)]
        whole = book.stated(code, year)
        parts = [book.stated(child, year) for child in children]
        if len(whole) == 1 and len(parts) >= MIN_PARTS and all(len(stated) == 1 for stated in parts):
            yield _verdict(book, code, year, whole[0], [stated[0] for stated in parts])


def _verdict(book: Book, code: str, year: int, whole: Stated, parts: list[Stated]) -> Verdict:
    lows = [part.interval.low for part in parts if part.interval.low is not None]
    highs = [part.interval.high for part in parts if part.interval.high is not None]
    low, high = whole.interval.low, whole.interval.high
    below = high is not None and len(lows) == len(parts) and high < min(lows)
    above = low is not None and len(highs) == len(parts) and low > max(highs)
    ordered = sorted(parts, key=lambda part: part.best.value)
    name = book.name(code)
    between = f"{ordered[0].best.printed} 至 {ordered[-1].best.printed}"
    if below or above:
        word = "低于" if below else "高于"
        message = Message(
            f"{year} 年{name} {whole.best.shown} {word}它的全部分项（{between}）",
            f"{name} {year} is outside its parts ({between})",
        )
    else:
        message = Message(
            f"{year} 年{name} {whole.best.shown} 在分项 {between} 之间", f"{name} {year} lies between its parts"
        )
    facts = [whole.best, *(part.best for part in ordered)]
    return Verdict(
        check="mean_outside_parts",
        key=key_of(code, year, values_key(facts)),
        outcome="differs" if below or above else "agrees",
        kind=FindingKind.ARITHMETIC,
        severity=Severity.LOW,
        subject=name,
        message=message,
        evidence=evidence_of_all(facts),
        code=code,
        score=0.5,
    )
