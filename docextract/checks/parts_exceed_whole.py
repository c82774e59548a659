"""A part larger than its whole.

**What it finds**: an indicator that the pack calls a part of another and that is larger; parts that exclude each
other and are larger together; in prose a number behind 其中 that is larger than the number before it.
**Why it matters**: one of the two numbers is certainly wrong, and readers compute shares from them.
**Example**: 专利授权数量 2 项, 其中发明专利授权数量 3 项.
**Silent** when whole and part differ in year, owner or unit, when the whole is not given, and when some pair of the
values in use for them fits (then the value that does not fit is the finding of said_twice).
**Tolerance**: the intervals of the printed digits; whole counts have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.prose.means.passage_products import passage_part_equations, questionnaire_equations
from docextract.checks.prose.prose_equations import prose_part_equations
from docextract.checks.registry import check
from docextract.checks.relations.equations import judge
from docextract.checks.relations.pack_equations import part_equations
from docextract.model.finding import Verdict


@check("indicators", "claims")
def parts_exceed_whole(book: Book) -> Iterator[Verdict]:
    """A part larger than its whole; see the module."""
    for equation in part_equations(book):
        yield judge(equation)
    for equation in (
        *prose_part_equations(book),
        *questionnaire_equations(book),
        *passage_part_equations(book),
    ):
        yield judge(equation)
