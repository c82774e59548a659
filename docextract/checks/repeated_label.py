"""One label for several things: in a table's header, or for several numbers of one sentence.

**What it finds**: a header that names two or more columns alike (under the same upper header), and a sentence that
gives the same subject several different values in a row.
**Why it matters**: all but one of the columns or numbers are mislabelled; nobody can tell what they say.
**Example**: 教学满意度 91 %，教学满意度 88 %，教学满意度 90 %.
**Silent** for blank headers, for forms printed in two halves side by side (several labels come again), for columns
under different upper headers, for equal values, when the periods differ, when other words stand between the two, and
for labels of fewer than four characters (一等奖).
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.registry import check
from docextract.checks.tables.table_cells import column_heads
from docextract.checks.verdicts.saying import key_of, table_name, table_name_en
from docextract.model.claim import ClaimKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern

_ONLY_MARKS = compile_pattern(r"^[\P{Han}]*$")
MIN_LABEL = 4


@check("tables", "claims")
def repeated_label(book: Book) -> Iterator[Verdict]:
    """One label for several things; see the module."""
    for table in book.report.tables:
        yield from _header_verdicts(table)
    for run in _runs(book):
        yield _sentence_verdict(run)


def _header_verdicts(table: Table) -> Iterator[Verdict]:
    if not table.header_rows:
        return
    columns: dict[tuple[str, ...], list[int]] = {}
    for column, heads in enumerate(column_heads(table)):
        if heads and len(heads[-1]) >= MIN_LABEL:
            columns.setdefault(heads, []).append(column)
    spanned = {(area.row0, area.column0): area.column1 for area in table.merges}
    if sum(len(found) > 1 for found in columns.values()) > 1:
        return  # two halves of a form side by side repeat all their labels
    for heads, found in columns.items():
        row = next(
            (r for r in range(table.header_rows - 1, -1, -1) if table.cells[r][found[0]].strip() == heads[-1]), 0
        )
        separate = [c for c in found if table.cells[row][c].strip() == heads[-1]]
        if len(separate) < 2 or spanned.get((row, found[0]), 0) > found[0] + 1:
            continue
        label = heads[-1]
        message = Message(
            f"{table_name(table)}（第 {table.page} 页）表头有 {len(separate)} 列都叫“{label}”，分不清各是什么",
            f"{table_name_en(table)} (page {table.page}): {len(separate)} columns are all called {label}",
        )
        evidence = tuple(_cell_evidence(table, row, column) for column in separate[:6])
        yield Verdict(
            "repeated_label",
            key_of("header", table.title, label, len(separate)),
            "differs",
            FindingKind.DUPLICATE,
            Severity.HIGH,
            label,
            message,
            evidence,
        )


def _cell_evidence(table: Table, row: int, column: int) -> Evidence:
    place = table.cell_place(row, column)
    source = SourceRef(place.page, place.bbox, table.id, -1, -1, row, column)
    return Evidence(source, table.cells[row][column], where=f"{table.caption}，第 {column + 1} 列")


def _runs(book: Book) -> Iterator[list[Fact]]:
    """Facts of one sentence next to each other with the same printed subject."""
    run: list[Fact] = []
    for fact in book.facts:
        if fact.claim is None:
            continue
        if run and _continues(book, run[-1], fact):
            run.append(fact)
            continue
        if len({f.value for f in run}) > 1:
            yield run
        run = [fact]
    if len({f.value for f in run}) > 1:
        yield run


def _continues(book: Book, before: Fact, after: Fact) -> bool:
    if before.source.block != after.source.block or before.subject != after.subject or len(after.subject) < MIN_LABEL:
        return False
    if (
        before.kind is not ClaimKind.LEVEL
        or after.kind is not ClaimKind.LEVEL
        or before.year != after.year
        or before.unit != after.unit
    ):
        return False
    if not after.quote.startswith(after.subject) or not before.quote.startswith(before.subject):
        return False
    between = book.report.block(after.source.block).text[before.source.end : after.source.start]
    return _ONLY_MARKS.search(between) is not None and "。" not in between


def _sentence_verdict(run: list[Fact]) -> Verdict:
    first, last = run[0], run[-1]
    label = first.subject
    values = "、".join(fact.shown for fact in run)
    quote = "，".join(fact.quote for fact in run)
    message = Message(
        f"第 {first.source.page} 页同一句里“{label}”出现 {len(run)} 次，数各不相同（{values}），名称有误",
        f"{label} stands {len(run)} times in one sentence on page {first.source.page} with different values "
        f"({values.replace('、', ', ')})",
    )
    source = SourceRef(first.source.page, first.source.bbox, first.source.block, first.source.start, last.source.end)
    evidence = (Evidence(source, quote, where=first.where),)
    return Verdict(
        "repeated_label",
        key_of("sentence", label, values),
        "differs",
        FindingKind.DUPLICATE,
        Severity.HIGH,
        label,
        message,
        evidence,
    )
