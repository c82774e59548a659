"""Totals and shares inside one table that its own numbers do not give.

**What it finds**: rows or columns called 合计, 总计 or 小计 that are not the sum of those beside them; a column that is the
sum of those right of it in all other rows; columns of shares (占比, 比例) and of differences (增减) that the columns beside
them do not give while all other rows fit; ways that together exceed the total which they are ways of.
**Why it matters**: a reader takes a table's own total on trust.
**Example**: 25, 30, 45 with shares 26.00 %, 30.00 %, 45.00 % (25 / 100 is 25 %).
**Silent** when a cell of the sum is no number, when the shares of a row belong to no common whole, when there is only
one part, when rows are sums of other rows, and for tables without header rows.
**Tolerance**: intervals of the printed digits. Shares that add up to 99.8 or 100.3 are rounding.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.intervals import quotient, scaled, total
from docextract.checks.registry import check
from docextract.checks.relations.shapes import no_more_than, share_of
from docextract.checks.tables.table_cells import NumberCell, table_cells
from docextract.checks.tables.table_columns import column_verdicts
from docextract.checks.tables.table_totals import MIN_DIGITS, cell_interval, is_share, total_verdicts
from docextract.checks.verdicts.saying import rounded, table_name, table_name_en
from docextract.checks.verdicts.table_verdicts import cells_relation, table_verdict
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.model.table import Table
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

_COUNT_HEAD = compile_pattern(r"人数|数量|个数|金额|人次|（人）|（个）|\(人\)|数$")
_TOTAL_NAME = compile_pattern(r"^(?P<head>.*?)(?:总人数|总数)$")


@check("tables")
def table_arithmetic(book: Book) -> Iterator[Verdict]:
    """Totals and shares that a table's own numbers don't give; see the module."""
    listed = {measure.code for form in book.pack.forms for panel in form.panels for measure in panel.measures}
    by_columns = {fact.source.block for fact in book.facts if fact.claim is None and fact.code in listed}
    for table in book.report.tables:
        if table.id in by_columns:  # sums of items by their codes: items_do_not_add_up
            continue
        cells = list(table_cells(table, book.report.year))
        rows: dict[int, list[NumberCell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        for row in rows.values():
            yield from _share_verdicts(table, row)
        yield from total_verdicts(table, rows)
        yield from _ways_verdicts(table, cells)
        yield from column_verdicts(table, book.report.year)


def _share_verdicts(table: Table, row: Sequence[NumberCell]) -> Iterator[Verdict]:
    """Count and share side by side under one upper header: each share against the sum of the row's counts."""
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(row)
        if first.heads
        and second.heads
        and not is_share(first)
        and is_share(second)
        and _COUNT_HEAD.search("".join(first.heads))
    ]
    if len(pairs) < 2:
        return
    whole = sum((count.value for count, _ in pairs), Decimal(0))
    if whole <= 0 or not _are_of(pairs, whole):
        return
    terms = " + ".join(count.printed for count, _ in pairs)
    for count, share in pairs:
        exact = Interval(whole, whole)
        found = quotient(cell_interval(count, is_count=True), exact)
        agrees = found is not None and scaled(found, Decimal(100)).meets(cell_interval(share, is_count=False))
        right = rounded(count.value / whole * 100, max(2, share.decimals))
        working = f"{count.printed} ÷ ({terms}) = {right}%"
        year = f"{share.year} 年" if share.year else ""
        label = "".join(share.heads[:1])
        if agrees:
            message = Message(
                f"{table_name(table)}{year}{label} {share.printed} 与人数相符：{working}",
                f"{table_name_en(table)}: {label} {share.printed} {share.year or ''} agrees: {working}",
            )
        else:
            message = Message(
                f"{table_name(table)}（第 {table.page} 页）{year}{label} {count.printed} 占 {share.printed.rstrip('%')}%，"
                f"应为 {right}%（{working}）",
                f"{table_name_en(table)} (page {table.page}): {label} {count.printed} is given as {share.printed.rstrip('%')}%"
                f"{f' in {share.year}' if share.year else ''}, should be {right}% ({working})",
            )
        others = [c for c, _ in pairs if c is not count]
        numbers = [
            (share, cell_interval(share, is_count=False)),
            *((c, cell_interval(c, is_count=True)) for c in (count, *others)),
        ]
        shape = share_of(1, range(1, len(pairs) + 1))
        yield table_verdict(
            table,
            f"share|{label}|{share.year}|{share.value}|{count.value}",
            agrees,
            message,
            [share, count, *others],
            label,
            "" if agrees else right,
            working,
            Severity.MEDIUM,
            [cells_relation(table, shape, numbers)],
        )


def _are_of(pairs: Sequence[tuple[NumberCell, NumberCell]], whole: Decimal) -> bool:
    """True when the shares make 100 %, or all but one are the shares of that whole: then the one is mistyped."""
    shares = [cell_interval(share, is_count=False) for _, share in pairs]
    if total(shares).meets(Interval(Decimal("99.5"), Decimal("100.5"))):
        return True
    fitting = [
        share.printed
        for (count, share), printed in zip(pairs, shares, strict=True)
        if (found := quotient(cell_interval(count, is_count=True), Interval(whole, whole))) is not None
        and scaled(found, Decimal(100)).meets(printed)
    ]
    digits = sum(char.isdigit() for printed in fitting for char in printed)
    return len(fitting) == len(pairs) - 1 > 1 and digits >= MIN_DIGITS


def _ways_verdicts(table: Table, cells: Sequence[NumberCell]) -> Iterator[Verdict]:
    """升学总人数 and, in the rows right below, 通过…升学人数: ways of it that together exceed it."""
    by_row: dict[tuple[int, int], NumberCell] = {(c.row, c.column): c for c in cells}
    for whole in cells:
        match = _TOTAL_NAME.match(compare_form(whole.row_label))
        head = match.group("head") if match else ""
        if len(head) < 2:
            continue
        parts = []
        row = whole.row + 1
        while (part := by_row.get((row, whole.column))) and compare_form(part.row_label).endswith(
            (f"{head}人数", f"{head}数")
        ):
            parts.append(part)
            row += 1
        if len(parts) < 2 or is_share(whole):
            continue
        added = sum((part.value for part in parts), Decimal(0))
        agrees = added <= whole.value
        terms = " + ".join(part.printed for part in parts)
        year = f"{whole.year} 年" if whole.year else ""
        message = Message(
            f"{table_name(table)}（第 {table.page} 页）{year}各途径 {terms} = {rounded(added, 2)}，"
            + (f"不超过{whole.row_label} {whole.printed}" if agrees else f"大于{whole.row_label} {whole.printed}"),
            f"{table_name_en(table)} (page {table.page}): {f'{whole.year}: ' if whole.year else ''}{terms} = {rounded(added, 2)}, "
            + f"{'no more than' if agrees else 'more than'} {whole.row_label} {whole.printed}",
        )
        yield table_verdict(
            table,
            f"ways|{head}|{whole.year}|{whole.value}|{added}",
            agrees,
            message,
            [whole, *parts],
            whole.row_label,
            "",
            f"{terms} = {rounded(added, 2)}",
            Severity.HIGH,
            [
                cells_relation(
                    table,
                    no_more_than(0, range(1, len(parts) + 1)),
                    [(c, cell_interval(c, is_count=True)) for c in (whole, *parts)],
                )
            ],
        )
