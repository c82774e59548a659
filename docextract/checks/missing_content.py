"""Titles of tables with nothing under them.

**What it finds**: table titles (appendix tables above all) without a table.
**Why it matters**: the form requires the tables; without them nothing of the report can be checked against its data.
**Example**: 附表 1 … and 附表 2 … on two otherwise empty pages.
**Silent** when a table of the same number stands elsewhere in the report.
**Tolerance**: none. All such titles are one finding: they have one cause.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.book import Book
from docextract.checks.registry import check
from docextract.checks.saying import key_of
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef


@check("structure")
def missing_content(book: Book) -> Iterator[Verdict]:
    """Table titles with nothing under them; see the module."""
    there = {(table.number, table.title) for table in book.report.tables}
    empty = [table for table in book.report.missing_tables if (table.number, table.title) not in there]
    if not empty:
        return
    titles = [table.caption for table in empty]
    message = Message(
        f"{'、'.join(titles[:8])}{'等' if len(titles) > 8 else ''} 共 {len(titles)} 张表只有标题，没有内容（第 {empty[0].page} 页起）",
        f"{len(titles)} table title(s) have nothing under them, from page {empty[0].page}",
    )
    evidence = tuple(
        Evidence(SourceRef(t.page, t.regions[0].bbox, t.block), t.caption, where=t.caption) for t in empty[:8]
    )
    yield Verdict(
        "missing_content", key_of(*titles), "differs", FindingKind.MISSING, Severity.HIGH, titles[0], message, evidence
    )
