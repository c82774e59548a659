"""A value outside the range that the pack gives it.

**What it finds**: rates of the data tables or the text below 0 or above 100, and whatever else the pack bounds.
**Why it matters**: such a value is a slip of the point, the unit or the row, and everything computed from it is wrong.
**Example**: 家长满意度 985 %, where 98.5 % was meant.
**Silent** for indicators that no rule bounds, and when some value that the print can stand for lies inside.
**Tolerance**: intervals of the printed digits. A value inside its range is not confirmed by that.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.relations.equations import as_support, judge
from docextract.checks.relations.pack_bounds import range_equations
from docextract.model.finding import Verdict


@check("indicators", "claims")
def out_of_range(book: Book) -> Iterator[Verdict]:
    """Values outside their range; see the module."""
    for equation in range_equations(book):
        yield as_support(judge(equation))
