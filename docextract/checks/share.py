"""A percentage that its two counts do not give.

**What it finds**: in prose a share whose count stands before it and whose base is named ("共 90 名，占专任教师的 60%");
rates of the pack (就业率, 升学率) stated beside their counts.
**Why it matters**: shares are quoted without their counts; a wrong one travels on its own.
**Example**: 高级职称教师 30 人, 占专任教师 150 人的 25% (30 / 150 = 20 %).
**Silent** when the base is not named or has no value for the same year and owner, and when some choice of the values
in use for the base fits.
**Tolerance**: rounding and truncation of the printed percentage.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.book import Book, agreeing_groups
from docextract.checks.comparable import is_state
from docextract.checks.equations import Equation, Slot, judge
from docextract.checks.pack_equations import quotient_equation, ratio_equations
from docextract.checks.prose_equations import prose_share_equations
from docextract.checks.registry import check
from docextract.model.finding import Verdict
from docextract.rulepacks.schema import Relation
from docextract.text.labels import compare_form


@check("indicators", "claims")
def share(book: Book) -> Iterator[Verdict]:
    """A percentage that its counts don't give; see the module."""
    for equation in ratio_equations(book):
        if equation.check == "share":
            yield judge(equation)
    for equation in (*prose_share_equations(book), *said_rate_equations(book)):
        yield judge(equation)


def said_rate_equations(book: Book) -> Iterator[Equation]:
    """Rates that no form has and that prose names: 就业率 against 去向落实人数 and 毕业生人数."""
    for relation in book.pack.relations:
        if relation.kind != "share" or relation.whole or not relation.said_as:
            continue
        names = {compare_form(name) for name in relation.said_as}
        for year in book.years([relation.numerator]):
            rates = [
                f
                for f in book.facts
                if compare_form(f.key) in names and f.year == year and f.unit == "%" and is_state(f)
            ]
            slots = _rate_slots(book, relation, year)
            if slots is None:
                continue
            for stated in agreeing_groups(rates):
                slot = Slot(stated.first.subject, (stated,))
                yield quotient_equation(book, relation, (slot, *slots), year)


def _rate_slots(book: Book, relation: Relation, year: int) -> tuple[Slot, Slot] | None:
    slots = [
        Slot(book.pack.indicators[code].name, stated, code, year)
        for code in (relation.numerator, relation.denominator)
        if (stated := book.stated(code, year))
    ]
    return (slots[0], slots[1]) if len(slots) == 2 else None
