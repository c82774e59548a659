"""A table's title that promises what the table does not have.

**What it finds**: a title that enumerates its columns ("人数、比率、对口率") of which the header has some and lacks others.
**Why it matters**: a column was lost, or the title belongs to an older table.
**Example**: 表 4 招生人数、报到率、流失率 with the columns 招生人数 and 报到率.
**Silent** when the title is no enumeration, when fewer than half of its terms are in the table (then they are no
column names), and for terms of fewer than three characters.
**Tolerance**: a term counts as there when a header or row label holds it or is much like it.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.tables.table_cells import column_heads
from docextract.checks.verdicts.saying import key_of
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.text.labels import compare_form
from docextract.text.lists import split_items
from docextract.text.patterns import compile_pattern
from docextract.text.similar import similarity

MIN_TERM = 3
ALIKE = 0.8
_END = compile_pattern(r"(?:变化|对比|比较)?(?:情况|统计|一览|汇总|分布)?(?:一览)?表?$")


@check("tables")
def caption_against_table(book: Book) -> Iterator[Verdict]:
    """A title that promises what the table lacks; see the module."""
    for table in book.report.tables:
        terms = [compare_form(_END.sub("", term)) for term in split_items(table.title)]
        if len(terms) < 2 or any(len(term) < MIN_TERM for term in terms):
            continue
        labels = _labels(table)
        lacking = [
            term for term in terms if not any(term in label or similarity(term, label) >= ALIKE for label in labels)
        ]
        if len(lacking) * 2 <= len(terms):
            yield _verdict(table, lacking)


def _labels(table: Table) -> list[str]:
    heads = {compare_form(head) for heads in column_heads(table) for head in heads}
    rows = {compare_form(row[0]) for row in table.cells[table.header_rows :] if row}
    return sorted((heads | rows) - {""})


def _verdict(table: Table, lacking: list[str]) -> Verdict:
    heads = [heads[-1] for heads in column_heads(table) if heads]
    if lacking:
        message = Message(
            f"{table.caption}（第 {table.page} 页）的标题有“{'、'.join(lacking)}”，表头没有（{'、'.join(heads[:8])}）",
            f"{table.caption} (page {table.page}): the title names {', '.join(lacking)}, the header does not ({', '.join(heads[:8])})",
        )
    else:
        message = Message(f"{table.caption}的标题与表头相符", f"{table.caption}: title and header agree")
    row = max(table.header_rows - 1, 0)
    place = table.cell_place(row, 0)
    evidence = (
        Evidence(SourceRef(table.page, table.regions[0].bbox, table.block), table.caption, where=table.caption),
        Evidence(SourceRef(place.page, place.bbox, table.id, -1, -1, row, 0), "、".join(heads[:8]), where="表头"),
    )
    return Verdict(
        check="caption_against_table",
        key=key_of(table.title, *lacking),
        outcome="differs" if lacking else "agrees",
        kind=FindingKind.CAPTION,
        severity=Severity.MEDIUM,
        subject=table.caption,
        message=message,
        evidence=evidence,
        score=0.8,
    )
