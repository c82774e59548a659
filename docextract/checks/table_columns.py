"""Columns that are computed from columns beside them: shares of a total, rises and falls between two years.

Which columns belong together no header says for certain; the rows do: when all rows but one fit, the one is wrong.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.intervals import difference, printed_interval, quotient, scaled, total
from docextract.checks.saying import rounded, table_name
from docextract.checks.table_cells import NumberCell, column_heads
from docextract.checks.table_verdicts import table_verdict
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval, Quantity
from docextract.model.table import Table
from docextract.text.numbers import printed_decimals, to_decimal
from docextract.text.patterns import compile_pattern

_SHARE_HEAD = compile_pattern(r"占比|比例|比重|百分比|占.{0,12}[%％]|^占")
_DIFFERENCE_HEAD = compile_pattern(r"增减|增长|增加|减少|增幅|变化|变动|同比|差额|净增")
_TOTAL = compile_pattern(r"^(?:合[ ]*计|总[ ]*计|小[ ]*计|共[ ]*计|总数|全部)$")
_NUMBER = compile_pattern(r"^(?P<sign>[-−－+＋]?)[ ]*(?P<digits>\d[\d,]*(?:\.\d+)?)[ ]*(?P<unit>[%％]|个百分点)?$")
# Fewer rows than this prove no rule.
MIN_ROWS = 3
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A number cell with its sign."""

    cell: NumberCell
    value: Decimal

    @property
    def interval(self) -> Interval:
        return printed_interval(Quantity(self.value, self.cell.unit, self.cell.decimals), self.cell.decimals == 0)


_Rule = Callable[[int], tuple[Interval | None, str, str]]


def column_verdicts(table: Table) -> Iterator[Verdict]:
    """Shares and differences of a table, column by column."""
    if not table.header_rows or not table.cells:
        return
    heads = ["".join(column) for column in column_heads(table)]
    columns = [_column(table, index, heads) for index in range(table.n_columns)]
    for index, head in enumerate(heads):
        if len(columns[index]) < MIN_ROWS:
            continue
        if _SHARE_HEAD.search(head) and not _DIFFERENCE_HEAD.search(head):
            yield from _share_column(table, columns, index)
        elif _DIFFERENCE_HEAD.search(head):
            yield from _difference_column(table, columns, index)


def _column(table: Table, column: int, heads: Sequence[str]) -> dict[int, _Signed]:
    found = {}
    for row in range(table.header_rows, len(table.cells)):
        match = _NUMBER.match(table.cells[row][column].strip())
        value = to_decimal(match.group("digits")) if match else None
        if match is None or value is None:
            continue
        unit = (match.group("unit") or "").replace("％", "%")
        label = next(
            (text.strip() for text in table.cells[row] if text.strip() and not _NUMBER.match(text.strip())), ""
        )
        cell = NumberCell(
            row,
            column,
            match.group(),
            value,
            printed_decimals(match.group("digits")),
            label,
            unit,
            0,
            (heads[column],),
            label,
        )
        found[row] = _Signed(cell, -value if match.group("sign") in ("-", "−", "－") else value)
    return found


def _share_column(table: Table, columns: Sequence[dict[int, _Signed]], index: int) -> Iterator[Verdict]:
    """Each share against its count and the total row's, or the sum of the counts."""
    shares = columns[index]
    for counts in (columns[other] for other in reversed(range(index)) if not shares.keys() - columns[other].keys()):
        totals = [row for row, item in counts.items() if _TOTAL.match(item.cell.label.replace(" ", ""))]
        parts = [row for row in shares if row not in totals]
        whole = counts[totals[-1]].interval if totals else total(counts[row].interval for row in parts)
        shown = (
            counts[totals[-1]].cell.printed if totals else rounded(sum((counts[r].value for r in parts), Decimal(0)), 2)
        )

        def rule(
            row: int, counts: dict[int, _Signed] = counts, whole: Interval = whole, shown: str = shown
        ) -> tuple[Interval | None, str, str]:
            found = quotient(counts[row].interval, whole)
            if found is None or found.low is None or found.high is None:
                return None, "", ""
            right = rounded((found.low + found.high) / 2 * _HUNDRED, max(2, shares[row].cell.decimals))
            return scaled(found, _HUNDRED), f"{counts[row].cell.printed} ÷ {shown} = {right}%", right

        verdicts = _judged(table, shares, parts, rule, "占比", [counts])
        if verdicts:
            yield from verdicts
            return


def _difference_column(table: Table, columns: Sequence[dict[int, _Signed]], index: int) -> Iterator[Verdict]:
    """Each rise against the two columns before it, as a difference or as growth."""
    changes = columns[index]
    number_columns = [c for c in columns[:index] if not changes.keys() - c.keys()]
    pairs = [*itertools.pairwise(number_columns), *itertools.pairwise(reversed(number_columns))]
    signed = any(item.value < 0 for item in changes.values())
    for old, new in sorted(pairs, key=lambda pair: _rises(*pair), reverse=not signed):
        for is_growth in (False, True):

            def rule(
                row: int, old: dict[int, _Signed] = old, new: dict[int, _Signed] = new, is_growth: bool = is_growth
            ) -> tuple[Interval | None, str, str]:
                gap = difference(new[row].interval, old[row].interval)
                text = f"{new[row].cell.printed} − {old[row].cell.printed}"
                if not is_growth:
                    right = rounded(new[row].value - old[row].value, 4)
                    return gap, f"{text} = {right}", right
                if not old[row].value:
                    return None, "", ""
                right = rounded((new[row].value - old[row].value) / old[row].value * _HUNDRED, 2)
                half = Decimal("0.005")
                return (
                    Interval(Decimal(right) - half, Decimal(right) + half),
                    f"({text}) ÷ {old[row].cell.printed} = {right}%",
                    right,
                )

            verdicts = _judged(table, changes, list(changes), rule, "增减", [old, new])
            if verdicts:
                yield from verdicts
                return


def _rises(old: dict[int, _Signed], new: dict[int, _Signed]) -> int:
    """In how many rows the second is the larger: differences printed without signs are taken that way round."""
    return sum(new[row].value >= old[row].value for row in old.keys() & new.keys())


def _judged(
    table: Table,
    column: dict[int, _Signed],
    rows: Sequence[int],
    rule: _Rule,
    what: str,
    sources: Sequence[dict[int, _Signed]],
) -> list[Verdict]:
    """Verdicts on all rows when all fit but one at most (of four and more); none when the rule is not theirs."""
    results = {row: rule(row) for row in rows}
    wrong = [
        row
        for row, (interval, _, _) in results.items()
        if interval is not None and not _meets(interval, column[row].interval)
    ]
    checked = [row for row in rows if results[row][0] is not None]
    if len(checked) - len(wrong) < MIN_ROWS or len(wrong) > 1:
        return []
    found = []
    for row in checked:
        _, working, right = results[row]
        label, printed = column[row].cell.row_label, column[row].cell.printed
        name = f"{table_name(table)}（第 {table.page} 页）{label}"
        agrees = row not in wrong
        message = (
            Message(f"{name}{what} {printed} 相符：{working}", f"{table_name(table)}: {working} agrees")
            if agrees
            else Message(
                f"{name}{what}写 {printed}，应为 {right}（{working}）",
                f"{table_name(table)}: {printed} should be {right}",
            )
        )
        cells = [column[row].cell, *(source[row].cell for source in sources)]
        key = f"{what}|{label}|{printed}|{right}"
        found.append(
            table_verdict(table, key, agrees, message, cells, label, "" if agrees else right, working, Severity.MEDIUM)
        )
    return found


def _meets(computed: Interval, printed: Interval) -> bool:
    """With or without the sign: 减少 56 may be printed as 56."""
    if computed.meets(printed):
        return True
    mirrored = Interval(None if printed.high is None else -printed.high, None if printed.low is None else -printed.low)
    return computed.meets(mirrored)
