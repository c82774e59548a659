"""Totals and shares inside one table that its own numbers do not give.

**What it finds**: rows or columns called 合计, 总计 or 小计 that are not the sum of those beside them; columns of shares
(占比, 比例) and of differences (增减) that the columns beside them do not give while all other rows fit; ways that
together exceed the total which they are ways of.
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

from docextract.checks.book import Book
from docextract.checks.intervals import printed_interval, quotient, scaled, total
from docextract.checks.registry import check
from docextract.checks.saying import rounded, table_name
from docextract.checks.slips import is_mistyped
from docextract.checks.table_cells import NumberCell, table_cells
from docextract.checks.table_columns import column_verdicts
from docextract.checks.table_verdicts import table_verdict
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval, Quantity
from docextract.model.table import Table
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

_SHARE_HEAD = compile_pattern(r"占比|比例|比重|百分比|占.{0,12}[%％]")
_COUNT_HEAD = compile_pattern(r"人数|数量|个数|金额|人次|（人）|（个）|\(人\)|数$")
_TOTAL = compile_pattern(r"^(?:合[ ]*计|总[ ]*计|小[ ]*计|共[ ]*计|总数|全部)$")
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
            yield from _row_total(table, row)
        yield from _column_totals(table, rows)
        yield from _ways_verdicts(table, cells)
        yield from column_verdicts(table)


def _interval(cell: NumberCell, is_count: bool) -> Interval:
    return printed_interval(Quantity(cell.value, cell.unit, cell.decimals), is_count)


def _share_verdicts(table: Table, row: Sequence[NumberCell]) -> Iterator[Verdict]:
    """Count and share side by side under one upper header: each share against the sum of the row's counts."""
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(row)
        if first.heads
        and second.heads
        and not _is_share(first)
        and _is_share(second)
        and _COUNT_HEAD.search("".join(first.heads))
    ]
    if len(pairs) < 2:
        return
    shares = total(_interval(share, is_count=False) for _, share in pairs)
    if not shares.meets(Interval(Decimal("99.5"), Decimal("100.5"))):
        return
    whole = sum((count.value for count, _ in pairs), Decimal(0))
    if whole <= 0:
        return
    terms = " + ".join(count.printed for count, _ in pairs)
    for count, share in pairs:
        exact = Interval(whole, whole)
        found = quotient(_interval(count, is_count=True), exact)
        agrees = found is not None and scaled(found, Decimal(100)).meets(_interval(share, is_count=False))
        right = rounded(count.value / whole * 100, max(2, share.decimals))
        working = f"{count.printed} ÷ ({terms} = {rounded(whole, 2)}) = {right}%"
        year = f"{share.year} 年" if share.year else ""
        label = "".join(share.heads[:1])
        if agrees:
            message = Message(
                f"{table_name(table)}{year}{label} {share.printed} 与人数相符：{working}",
                f"{table_name(table)}: {working} agrees",
            )
        else:
            message = Message(
                f"{table_name(table)}（第 {table.page} 页）{year}{label} {count.printed} 占 {share.printed.rstrip('%')}%，"
                f"应为 {right}%（{working}）",
                f"{table_name(table)}: {share.printed} should be {right} ({working})",
            )
        others = [c for c, _ in pairs if c is not count]
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
        )


def _is_share(cell: NumberCell) -> bool:
    return cell.unit == "%" or bool(cell.heads and _SHARE_HEAD.search(cell.heads[-1]))


def _row_total(table: Table, row: Sequence[NumberCell]) -> Iterator[Verdict]:
    """A cell under 合计 against the cells beside it: those under the same upper header, else all others."""
    for whole in row:
        if not whole.heads or not _TOTAL.match(whole.heads[-1]) or _is_share(whole):
            continue
        group = whole.heads[:-1]
        parts = [c for c in row if c is not whole and c.heads[: len(group)] == group and not _is_share(c)]
        parts = _outermost(parts, group)
        if len(parts) > 1:
            verdict = _sum_verdict(table, whole, parts, whole.row_label or (f"{whole.year} 年" if whole.year else ""))
            if verdict.outcome == "agrees" or len({part.unit for part in (whole, *parts)}) == 1:
                yield verdict


def _outermost(parts: Sequence[NumberCell], group: tuple[str, ...]) -> list[NumberCell]:
    """Of columns under one further header with a total of its own only that total."""
    depth = len(group)
    with_total = {c.heads[depth] for c in parts if len(c.heads) > depth + 1 and _TOTAL.match(c.heads[-1])}
    return [
        c
        for c in parts
        if not (len(c.heads) > depth + 1 and c.heads[depth] in with_total and not _TOTAL.match(c.heads[-1]))
    ]


def _column_totals(table: Table, rows: dict[int, list[NumberCell]]) -> Iterator[Verdict]:
    """A last row called 合计 against the rows above it, column by column."""
    for number, row in rows.items():
        above = [r for r in rows if r < number]
        if not row or not _TOTAL.match(row[0].row_label.replace(" ", "")) or len(above) < 2 or number != max(rows):
            continue
        for whole in row:
            parts = [c for r in above for c in rows[r] if c.column == whole.column and c.row_label != whole.row_label]
            if len(parts) != len(above) or any(_TOTAL.match(p.row_label) for p in parts) or _is_rate(whole):
                continue
            verdict = _sum_verdict(table, whole, parts, "".join(whole.heads))
            if verdict.outcome == "agrees" or not _is_nested(whole, parts) or _is_one_slip_away(whole, parts):
                yield verdict


def _is_nested(whole: NumberCell, parts: Sequence[NumberCell]) -> bool:
    """True when rows hold sums of other rows (类, 款, 项): then all together are the total twice or three times."""
    added = sum((part.value for part in parts), Decimal(0))
    return whole.value > 0 and (
        added / whole.value > Decimal("1.9") or any(part.value == whole.value for part in parts)
    )


def _is_one_slip_away(whole: NumberCell, parts: Sequence[NumberCell]) -> bool:
    """True when one mistyped cell explains the gap: then the rows are no sums of others, however much they make."""
    gap = whole.value - sum((part.value for part in parts), Decimal(0))
    right = [(whole.value, whole.value - gap), *((part.value, part.value + gap) for part in parts)]
    return any(should > 0 and is_mistyped(printed, should) for printed, should in right)


def _is_rate(cell: NumberCell) -> bool:
    return "率" in "".join(cell.heads) or "均" in "".join(cell.heads) or ":" in cell.printed


def _sum_verdict(table: Table, whole: NumberCell, parts: Sequence[NumberCell], label: str) -> Verdict:
    agrees = total(_interval(part, is_count=True) for part in parts).meets(_interval(whole, is_count=True))
    added = sum((part.value for part in parts), Decimal(0))
    if not agrees and _is_share(whole):
        agrees = abs(added - whole.value) <= Decimal("0.5")
    gap = rounded(abs(added - whole.value), 4)
    if agrees:
        message = Message(
            f"{table_name(table)} {label}合计 {whole.printed} 与各项之和相符",
            f"{table_name(table)}: total {whole.printed} agrees",
        )
    else:
        message = Message(
            f"{table_name(table)}（第 {table.page} 页）{label}合计 {whole.printed}，各项相加 {rounded(added, 4)}，差 {gap}",
            f"{table_name(table)}: total {whole.printed}, parts add up to {rounded(added, 4)}, off by {gap}",
        )
    return table_verdict(
        table, f"total|{label}|{whole.value}|{added}", agrees, message, [whole, *parts], label, "", "", Severity.MEDIUM
    )


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
        if len(parts) < 2 or _is_share(whole):
            continue
        added = sum((part.value for part in parts), Decimal(0))
        agrees = added <= whole.value
        terms = " + ".join(part.printed for part in parts)
        year = f"{whole.year} 年" if whole.year else ""
        message = Message(
            f"{table_name(table)}（第 {table.page} 页）{year}各途径 {terms} = {rounded(added, 2)}，"
            + (f"不超过{whole.row_label} {whole.printed}" if agrees else f"大于{whole.row_label} {whole.printed}"),
            f"{table_name(table)}: {terms} = {rounded(added, 2)}, total {whole.printed}",
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
        )
