"""Parts that should make up their whole and don't.

**What it finds**: indicators that the pack calls a partition; in prose 男/女, 公办/民办 and other pairs that leave nothing
out, numbers in front of
合计, and lists that their wording closes (see listed_parts).
**Why it matters**: one of the numbers is wrong, or a part was left out; the reader can't tell which.
**Example**: 国家级 1 + 省级 4 + 校级 20 = 25, total 24.
**Silent** when a part is not given and the rest does not exceed the whole, when the parts may overlap (其中 alone says
nothing about completeness), and when some choice of the values in use fits.
**Tolerance**: intervals of the printed digits, added up.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.prose.prose_equations import prose_sum_equations
from docextract.checks.registry import check
from docextract.checks.relations.equations import judge
from docextract.checks.relations.pack_equations import sum_equations
from docextract.model.finding import Verdict


@check("indicators", "claims")
def parts_do_not_add_up(book: Book) -> Iterator[Verdict]:
    """Parts that don't make up their whole; see the module."""
    for equation in sum_equations(book):
        yield judge(equation)
    for equation in prose_sum_equations(book):
        yield judge(equation)
