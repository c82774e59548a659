"""A year that does not begin with what the year before ended with.

**What it finds**: values that the pack says are carried over (年初结转) and differ from last year's closing value.
**Why it matters**: one of the two years was closed with another number; every sum over the years is off by that much.
**Example**: 年初结转 120.5 万元 in 2024, where the column of 2023 closes with 102.5 万元.
**Silent** when the report gives only one of the two years, and when some choice of the values in use fits.
**Tolerance**: intervals of the printed digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.relations.equations import judge
from docextract.checks.relations.pack_bounds import carry_over_equations
from docextract.model.finding import Verdict


@check("indicators", "claims")
def not_carried_over(book: Book) -> Iterator[Verdict]:
    """Openings that are not last year's closings; see the module."""
    for equation in carry_over_equations(book):
        yield judge(equation)
