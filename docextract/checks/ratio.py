"""A printed ratio or per-head value that its two numbers do not give.

**What it finds**: 生师比, 生均 values and the like that differ from the quotient of the numbers which the same report
prints; a value per head (人均, 每期) beside its count and total.
**Why it matters**: ratios are what schools are ranked by; a wrong one, or a wrong count under it, goes into the
ranking.
**Example**: 在校生 2400 人, 专任教师 150 人, 生师比 18.2:1 (2400 / 150 = 16).
**Silent** when numerator or denominator is not given for the same year and owner, and when some choice of the values
in use fits; a relation that holds votes for the values that make it hold (weigh.py).
**Tolerance**: rounding and truncation of all three prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.prose.means.passage_averages import average_equations
from docextract.checks.prose.means.passage_products import product_equations
from docextract.checks.registry import check
from docextract.checks.relations.equations import Equation, judge
from docextract.checks.relations.pack_equations import ratio_equations
from docextract.checks.relations.per_head import per_head_equations
from docextract.model.finding import Verdict
from docextract.model.source import SourceRef


@check("indicators", "claims")
def ratio(book: Book) -> Iterator[Verdict]:
    """A ratio that its numbers do not give; see the module."""
    products, averages = list(product_equations(book)), list(average_equations(book))
    # What fits in a sentence was meant so, whatever else stands nearer.
    settled = {_about(equation) for equation in (*products, *averages) if equation.agreeing()}
    judged = {_about(equation) for equation in products if equation.agreeing() or _about(equation) not in settled}
    beside = [
        *(equation for equation in products if equation.agreeing() or _about(equation) not in settled),
        *(equation for equation in averages if _about(equation) not in judged),
    ]
    for equation in ratio_equations(book):
        said = {fact.source for stated in equation.slots[0].choices for fact in stated.facts}
        if equation.check == "ratio" and (equation.agreeing() or not said & settled):
            yield judge(equation)
    for equation in (*per_head_equations(book), *beside):
        yield judge(equation)


def _about(equation: Equation) -> SourceRef:
    """Where the ratio or the value per head stands."""
    return equation.slots[0].choices[0].first.source
