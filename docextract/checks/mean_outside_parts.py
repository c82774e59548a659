"""A mean that lies outside all its parts, or is not their mean by the counts.

**What it finds**: an overall rate (在校生满意度) that the pack calls a mean of others and that lies below the lowest or
above the highest of them; with counts (weights) in the pack, a mean that the counts do not give.
**Why it matters**: a weighted mean lies between its parts; but a rate may have been asked for by itself, so without
counts this is only a hint.
**Example**: 毕业生满意度 81 %, its two parts 82 % and 84 %.
**Silent** when not all parts are given, when one of them has two values in use, and for rates of which the parts are
shares (高级“双师型”比例).
**Tolerance**: intervals of the printed digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.relations.equations import judge
from docextract.checks.relations.pack_bounds import mean_equations
from docextract.model.finding import Verdict


@check("indicators")
def mean_outside_parts(book: Book) -> Iterator[Verdict]:
    """A mean outside all its parts; see the module."""
    for equation in mean_equations(book):
        yield judge(equation)
