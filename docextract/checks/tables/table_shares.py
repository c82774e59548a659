"""Columns of percentages of one table: each of a total, of the sum of its column, or of another number in its row.

That shares are of one whole is said by a total of 100 under them, by their adding up to it, or where they stand right of
the table's only counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce

from docextract.checks.facts.intervals import overlap, quotient, scaled, total
from docextract.checks.relations.shapes import Shape, quotient_of, share_of
from docextract.checks.tables.column_rules import (
    MIN_ROWS,
    Column,
    Rule,
    Signed,
    Working,
    judged,
    meets,
    working_relation,
)
from docextract.checks.verdicts.saying import rounded, table_name, table_name_en
from docextract.checks.verdicts.table_verdicts import table_verdict
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern

_TOTAL = compile_pattern(r"^(?:合[ ]*计|总[ ]*计|小[ ]*计|共[ ]*计|总数|全部)$")
_HUNDRED = Decimal(100)


def share_verdicts(table: Table, columns: Sequence[Column], index: int) -> Iterator[Verdict]:
    """The shares of a column by the first rule that the rows bear out, the nearest counts first."""
    shares = columns[index]
    for other in reversed(range(index)):
        counts = columns[other]
        if shares.keys() - counts.keys():
            continue
        totals = [row for row in counts if _TOTAL.match(counts[row].cell.label.replace(" ", ""))]
        parts = [row for row in shares if row not in totals]
        rule = _of_total(shares, counts, counts[totals[-1]]) if totals else _of_sum(shares, counts, parts)
        makes_hundred = _make_hundred(shares, parts, totals)
        is_alone = other == index - 1 and not any(map(len, columns[:other]))
        found = judged(table, shares, parts, rule, "占比", is_said=makes_hundred or is_alone)
        if not found and totals:  # a wrong total must not hide that a share is wrong as well
            found = judged(table, shares, parts, _of_sum(shares, counts, parts), "占比", is_said=makes_hundred)
        if not found and not totals:
            found = _odd_count(table, shares, counts, parts, rule)
        if not found and makes_hundred and is_alone:
            found = _none_fits(table, shares, counts, parts, rule)
        bases = (columns[base] for base in range(index) if base != other and not shares.keys() - columns[base].keys())
        rules = (_of_row(shares, counts, base) for base in bases)
        found = found or next(
            (each for rule in rules if (each := judged(table, shares, list(shares), rule, "占比"))), []
        )
        if found:
            yield from found
            return


def _make_hundred(shares: Column, parts: Sequence[int], totals: Sequence[int]) -> bool:
    """True when 100 % stands under the shares, or they add up to it within their rounding."""
    if totals:
        return totals[-1] in shares and shares[totals[-1]].value == _HUNDRED
    added = total(shares[row].interval for row in parts)
    return all(shares[row].value for row in parts) and added.holds(_HUNDRED)


def _of_total(shares: Column, counts: Column, whole: Signed) -> Rule:
    """Each count of the total row's."""
    return lambda row: _working(
        shares[row], counts[row], whole.interval, whole.cell.printed, quotient_of(_HUNDRED), (counts[row], whole)
    )


def _of_row(shares: Column, counts: Column, base: Column) -> Rule:
    """Each count of another number in its row: 升学 400 of 毕业生 1010."""
    return lambda row: _working(
        shares[row],
        counts[row],
        base[row].interval,
        base[row].cell.printed,
        quotient_of(_HUNDRED),
        (counts[row], base[row]),
    )


def _of_sum(shares: Column, counts: Column, parts: Sequence[int]) -> Rule:
    """Each count of all counts together."""
    whole = total(counts[row].interval for row in parts)
    shown = rounded(sum((counts[row].value for row in parts), Decimal(0)), 2)
    shape = share_of(1, range(1, len(parts) + 1))
    return lambda row: _working(
        shares[row],
        counts[row],
        whole,
        shown,
        shape,
        (counts[row], *(counts[other] for other in parts if other != row)),
    )


def _working(
    share: Signed, count: Signed, whole: Interval, shown: str, shape: Shape, over: tuple[Signed, ...]
) -> Working | None:
    found = quotient(count.interval, whole)
    if found is None or found.low is None or found.high is None:
        return None
    right = rounded((found.low + found.high) / 2 * _HUNDRED, max(2, share.cell.decimals))
    return Working(scaled(found, _HUNDRED), f"{count.cell.printed} ÷ {shown} = {right}%", right, shape, over)


def _odd_count(table: Table, shares: Column, counts: Column, parts: Sequence[int], rule: Rule) -> list[Verdict]:
    """One count that is wrong, so that the sum of all is, and with it every share: the others tell what the sum was.

    Nothing unless exactly one count, left out, lets the others' shares be of one whole, and another count there makes
    that whole the sum.
    """
    found = []
    for odd in parts:
        others = [row for row in parts if row != odd]
        whole = _common_whole(shares, counts, others)
        if len(others) < MIN_ROWS or whole is None or whole.low is None or whole.high is None:
            continue
        rest = sum((counts[row].value for row in others), Decimal(0))
        needed = overlap(
            Interval(max(Decimal(0), whole.low - rest), whole.high - rest), _needed(shares[odd].interval, whole)
        )
        if needed is not None and not needed.holds(counts[odd].value):
            found.append((odd, needed))
    if len(found) != 1:
        return []
    odd, needed = found[0]
    workings = [(shares[row], working) for row in parts if (working := rule(row)) is not None]
    if all(meets(working.interval, own.interval) for own, working in workings):
        return []
    return [_count_verdict(table, shares[odd], counts[odd], needed, workings)]


def _none_fits(table: Table, shares: Column, counts: Column, parts: Sequence[int], rule: Rule) -> list[Verdict]:
    """Shares that make 100 % beside counts that give none of them: one of the counts is wrong, in two rows nobody can say which."""
    workings = [(shares[row], working) for row in parts if (working := rule(row)) is not None]
    if len(workings) < 2 or any(meets(working.interval, own.interval) for own, working in workings):
        return []
    texts = "；".join(working.text for _, working in workings)
    return [
        table_verdict(
            table,
            f"占比|{'|'.join(own.cell.printed for own, _ in workings)}|{'|'.join(counts[row].cell.printed for row in parts)}",
            False,
            Message(
                f"{table_name(table)}（第 {table.page} 页）各行占比与人数都不合：{texts}",
                f"{table_name_en(table)} (page {table.page}): none of the shares fits its count: {texts}",
            ),
            [*(counts[row].cell for row in parts), *(own.cell for own, _ in workings)],
            table.title,
            "",
            texts,
            Severity.MEDIUM,
            [working_relation(table, own, working) for own, working in workings],
        )
    ]


def _common_whole(shares: Column, counts: Column, rows: Sequence[int]) -> Interval | None:
    """The wholes of which all these counts can be the printed shares; None when there is none."""
    if any(shares[row].value <= 0 or counts[row].value <= 0 for row in rows):
        return None
    wholes = [quotient(scaled(counts[row].interval, _HUNDRED), shares[row].interval) for row in rows]
    return reduce(lambda one, two: overlap(one, two) if one and two else None, wholes) if wholes else None


def _needed(share: Interval, whole: Interval) -> Interval:
    if share.low is None or share.high is None or whole.low is None or whole.high is None:
        return Interval(None, None)
    return Interval(share.low * whole.low / _HUNDRED, share.high * whole.high / _HUNDRED)


def _count_verdict(
    table: Table, share: Signed, count: Signed, needed: Interval, workings: Sequence[tuple[Signed, Working]]
) -> Verdict:
    label, printed = count.cell.row_label, count.cell.printed
    right = _only_whole_number(needed)
    others = [own.cell for own, _ in workings if own is not share]
    return table_verdict(
        table,
        f"占比|{label}|{printed}|{share.cell.printed}",
        False,
        Message(
            f"{table_name(table)}（第 {table.page} 页）{label} {printed} 与占比 {share.cell.printed} 不合"
            + (f"，按其余各行应为 {right}" if right else "，其余各行的占比出自同一总数"),
            f"{table_name_en(table)} (page {table.page}) {label}: {printed} does not fit its share {share.cell.printed}"
            + (f"; the other rows make it {right}" if right else "; the shares of all other rows have one whole"),
        ),
        [count.cell, share.cell, *others],
        label,
        right,
        "",
        Severity.MEDIUM,
        [working_relation(table, own, working) for own, working in workings],
    )


def _only_whole_number(interval: Interval) -> str:
    if interval.low is None or interval.high is None:
        return ""
    low, high = interval.low.to_integral_value(ROUND_CEILING), interval.high.to_integral_value(ROUND_FLOOR)
    return str(low) if low == high else ""
