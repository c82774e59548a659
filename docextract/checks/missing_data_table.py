"""A data table that the form requires and the report does not have.

**What it finds**: forms of the pack of which the report has no row, no table and no title, while it has others.
**Why it matters**: the tables are the report's evidence; a bureau sends a report without one of them back.
**Example**: 表 1 to 表 5, and no 表 6 落实政策表.
**Silent** when the report has fewer than half of the required forms (a body without its appendix, tables that were not
read, another kind of report), and for a title with nothing under it, which is `missing_content`'s.
**Tolerance**: none. All missing tables of one rule are one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.required_parts import forms_there, missing_part, requirements
from docextract.checks.verdicts.saying import evidence_of
from docextract.model.finding import Evidence, Message, Verdict
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.rulepacks.schema import Form


@check("indicators", "tables", "structure")
def missing_data_table(book: Book) -> Iterator[Verdict]:
    """Required data tables that are not there; see the module."""
    there = forms_there(book)
    filled = [fact for fact in book.facts if fact.origin == "data-table"]
    if not filled:
        return
    ids = {fact.source.block for fact in filled}
    shown = tuple(_there(table) for table in book.report.tables if table.id in ids) or (evidence_of(filled[-1]),)
    for requirement in requirements(book, "table"):
        forms = [book.pack.form(id) for id in requirement.forms]
        if 2 * sum(form.id in there for form in forms) < len(forms):
            continue
        missing = "、".join(_name(form) for form in forms if form.id not in there)
        found = "、".join(_name(form) for form in forms if form.id in there)
        if not missing:
            message = Message(f"应有的数据表都在：{found}", f"all required data tables are there: {found}")
            yield missing_part("missing_data_table", requirement, found, "agrees", message, ())
            continue
        message = Message(
            f"缺少{missing}：{requirement.why}（现有：{found}）",
            f"required data tables are not there: {missing} (there are: {found})".replace("、", ", "),
        )
        yield missing_part("missing_data_table", requirement, missing, "differs", message, shown)


def _there(table: Table) -> Evidence:
    """A data table that is there, by its caption."""
    return Evidence(SourceRef(table.page, block=table.block), table.caption or table.title, where=table.caption)


def _name(form: Form) -> str:
    return f"表 {form.number} {form.title}" if form.number else form.title
