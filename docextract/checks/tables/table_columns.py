"""Columns that are computed from columns beside them: shares of a total, rises and falls between two years.

Which columns belong together no header says for certain; the rows do: when all rows but one fit, the one is wrong.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.intervals import difference
from docextract.checks.relations.shapes import difference_of, growth_of
from docextract.checks.tables.column_rules import MIN_ROWS, Column, Rule, Signed, Working, judged
from docextract.checks.tables.table_cells import NumberCell, column_heads
from docextract.checks.tables.table_shares import share_verdicts
from docextract.checks.verdicts.saying import rounded
from docextract.model.finding import Verdict
from docextract.model.quantity import Interval
from docextract.model.table import Table
from docextract.text.numbers import printed_decimals, to_decimal
from docextract.text.patterns import compile_pattern
from docextract.text.periods import period_year

_SHARE_HEAD = compile_pattern(r"占比|比例|比重|百分比|占.{0,12}[%％]|^占")
_DIFFERENCE_HEAD = compile_pattern(r"增减|增长|增加|减少|增幅|变化|变动|同比|差额|净增")
_NUMBER = compile_pattern(r"^(?P<sign>[-−－+＋]?)[ ]*(?P<digits>\d[\d,]*(?:\.\d+)?)[ ]*(?P<unit>[%％]|个百分点)?$")
_HUNDRED = Decimal(100)
_HALF = Decimal("0.005")  # of the last digit to which growth is computed


def column_verdicts(table: Table, report_year: int) -> Iterator[Verdict]:
    """Shares and differences of a table, column by column."""
    if not table.header_rows or not table.cells:
        return
    heads = ["".join(column) for column in column_heads(table)]
    columns = [_column(table, index, heads) for index in range(table.n_columns)]
    for index, head in enumerate(heads):
        if len(columns[index]) < MIN_ROWS - 1:
            continue
        if _SHARE_HEAD.search(head) and not _DIFFERENCE_HEAD.search(head):
            yield from share_verdicts(table, columns, index)
        elif _DIFFERENCE_HEAD.search(head):
            years = [next((y for y in (period_year(h, report_year) for h in hs) if y), 0) for hs in column_heads(table)]
            yield from _difference_column(table, columns, index, years)


def _column(table: Table, column: int, heads: Sequence[str]) -> Column:
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
        found[row] = Signed(cell, -value if match.group("sign") in ("-", "−", "－") else value)
    return found


def _difference_column(table: Table, columns: Sequence[Column], index: int, years: Sequence[int]) -> Iterator[Verdict]:
    """Each rise against the two columns before it, as a difference or as growth; the only two with years are those meant."""
    changes = columns[index]
    number_columns = [c for c in columns[:index] if not changes.keys() - c.keys()]
    pairs = [*itertools.pairwise(number_columns), *itertools.pairwise(reversed(number_columns))]
    dated = [column for column, year in zip(columns, years, strict=True) if year and column]
    for old, new in sorted(pairs, key=lambda pair: _same_way(changes, *pair), reverse=True):
        is_said = len(dated) == 2 and old in dated and new in dated
        for rule in (_difference(changes, old, new), _growth(changes, old, new)):
            verdicts = judged(table, changes, list(changes), rule, "增减", is_said=is_said)
            if verdicts:
                yield from verdicts
                return


def _difference(changes: Column, old: Column, new: Column) -> Rule:
    def rule(row: int) -> Working | None:
        high, low = (1, 2) if _falls(changes[row], old[row], new[row]) else (2, 1)
        right = rounded(new[row].value - old[row].value, 4)
        text = f"{new[row].cell.printed} − {old[row].cell.printed} = {right}"
        gap = difference(new[row].interval, old[row].interval)
        return Working(gap, text, right, difference_of(high, low), (old[row], new[row]))

    return rule


def _growth(changes: Column, old: Column, new: Column) -> Rule:
    def rule(row: int) -> Working | None:
        if not old[row].value:
            return None
        right = rounded((new[row].value - old[row].value) / old[row].value * _HUNDRED, 2)
        text = f"({new[row].cell.printed} − {old[row].cell.printed}) ÷ {old[row].cell.printed} = {right}%"
        exact = Interval(Decimal(right) - _HALF, Decimal(right) + _HALF)
        shape = growth_of(2, 1, rises=not _falls(changes[row], old[row], new[row]))
        return Working(exact, text, right, shape, (old[row], new[row]))

    return rule


def _falls(change: Signed, old: Signed, new: Signed) -> bool:
    """True for a fall printed without its sign."""
    return new.value < old.value and change.value >= 0


def _same_way(changes: Column, old: Column, new: Column) -> int:
    """In how many rows the second is the larger and the change no fall, or the other way round.

    Differences printed without signs are taken for rises as far as they can be.
    """
    return sum((new[row].value >= old[row].value) == (change.value >= 0) for row, change in changes.items())
