"""An indicator that must have a value and has none, though its form is there.

**What it finds**: indicators that the pack requires (全日制在校生人数) with no value for the report's year, neither in the
data tables nor in the text, while most rows of their form have one.
**Why it matters**: ratios and per-head values rest on them; without them nothing can be checked.
**Example**: 表 6 without a value for 专任教师总数.
**Silent** when less than half of the form's rows have a value: then the table is missing or was not read as a whole.
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.required_parts import missing_part, requirements
from docextract.checks.verdicts.saying import evidence_of
from docextract.model.finding import Message, Verdict


@check("indicators", "claims")
def missing_indicator(book: Book) -> Iterator[Verdict]:
    """Required indicators without a value; see the module."""
    year = book.report.year
    for requirement in requirements(book, "indicator"):
        for code in requirement.codes:
            form, name = book.pack.indicators[code].form, book.name(code)
            rows = [i.code for i in book.pack.indicators.values() if i.form == form and i.applies == "all"]
            given = [row for row in rows if book.stated(row, year)]
            if not year or 2 * len(given) < len(rows):
                continue
            if book.stated(code, year):
                message = Message(f"{year} 年{name}有数值", f"{name} {year} has a value")
                yield missing_part("missing_indicator", requirement, name, "agrees", message, ())
            else:
                title = book.pack.form(form).title
                message = Message(
                    f"{title}没有 {year} 年{name}的数值：{requirement.why}", f"{name} {year} has no value in {title}"
                )
                evidence = (evidence_of(book.stated(given[0], year)[0].best),)
                yield missing_part("missing_indicator", requirement, name, "differs", message, evidence)
