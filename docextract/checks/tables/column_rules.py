"""A column whose numbers follow from those beside them.

Told from the header and the totals where they say it (`is_said`), else from the rows: all follow the rule but one, or two
that were changed about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.facts.intervals import printed_interval
from docextract.checks.relations.shapes import Shape
from docextract.checks.tables.table_cells import NumberCell
from docextract.checks.verdicts.saying import table_name, table_name_en
from docextract.checks.verdicts.table_verdicts import cells_relation, table_verdict
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval, Quantity
from docextract.model.relation import Relation
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern

_FALLS = compile_pattern(r"(?<!增)减|(?<!升)降|±|变化|变动|差")
# Fewer rows than this prove no rule.
MIN_ROWS = 3
# Where the words say it, so many printed digits that fit show that it was understood: 87.0 is no chance.
MIN_DIGITS_SAID = 3


@dataclass(frozen=True, slots=True)
class Signed:
    """A number cell with its sign."""

    cell: NumberCell
    value: Decimal

    @property
    def interval(self) -> Interval:
        return printed_interval(Quantity(self.value, self.cell.unit, self.cell.decimals), self.cell.decimals == 0)


Column = Mapping[int, Signed]


@dataclass(frozen=True, slots=True)
class Working:
    """What a row's number should be: the values that would do, the sum in words, the value to print, and the arithmetic
    with the cells that it is over behind the row's own."""

    interval: Interval
    text: str
    right: str
    shape: Shape
    over: tuple[Signed, ...]


Rule = Callable[[int], Working | None]


def judged(
    table: Table, column: Column, rows: Sequence[int], rule: Rule, what: str, *, is_said: bool = False
) -> list[Verdict]:
    """Verdicts on all rows when enough of them fit and one at most does not; none when the rule is not theirs.

    Two may fail when each has what the other should have: then they were changed about. A row for which the rule gives
    nothing (a blank, a whole of 0) is not asked. `is_said`: the header and the columns' places leave no other reading.
    """
    workings = {row: working for row in rows if (working := rule(row)) is not None}
    turned = [row for row in workings if _is_turned(workings[row], column[row])]
    # 减少 56 may be printed as 56; not where other falls have their sign, nor as the only fall of a column of rises.
    has_signs = any(column[row].value < 0 for row in workings if row not in turned)
    is_only = len(turned) == 1 and not any(_FALLS.search(head) for head in column[turned[0]].cell.heads)
    unsigned = [] if has_signs or is_only else turned
    wrong = [
        row
        for row, working in workings.items()
        if row not in unsigned and not working.interval.meets(column[row].interval)
    ]
    is_swapped = len(wrong) == 2 and all(
        meets(workings[a].interval, column[b].interval) for a, b in (wrong, reversed(wrong))
    )
    right = [row for row in workings if row not in wrong]
    digits = sum(char.isdigit() for row in (wrong if is_swapped else right) for char in column[row].cell.printed)
    # That two rows have what each other should have proves the rule as well as if they fitted.
    proving = len(right) + len(wrong) if is_swapped and len(right) > 1 else len(right)
    is_proved = proving >= MIN_ROWS or (is_said and digits >= MIN_DIGITS_SAID)
    if len(workings) < 2 or not is_proved or (len(wrong) > 1 and not is_swapped):
        return []
    return [_verdict(table, column[row], workings[row], what, agrees=row in right) for row in (*right, *wrong)]


def _is_turned(working: Working, own: Signed) -> bool:
    """True when the number is right but for its sign."""
    return meets(working.interval, own.interval) and not working.interval.meets(own.interval)


def meets(computed: Interval, printed: Interval) -> bool:
    """With or without the sign: 减少 56 may be printed as 56."""
    if computed.meets(printed):
        return True
    mirrored = Interval(None if printed.high is None else -printed.high, None if printed.low is None else -printed.low)
    return computed.meets(mirrored)


def working_relation(table: Table, own: Signed, working: Working) -> Relation:
    """The arithmetic of a row over its cells."""
    return cells_relation(table, working.shape, [(each.cell, each.interval) for each in (own, *working.over)])


def _verdict(table: Table, own: Signed, working: Working, what: str, *, agrees: bool) -> Verdict:
    label, printed = own.cell.row_label, own.cell.printed
    zh, en = f"{table_name(table)}（第 {table.page} 页）{label}", f"{table_name_en(table)} (page {table.page}) {label}"
    message = (
        Message(f"{zh}{what} {printed} 相符：{working.text}", f"{en}{what} {printed} agrees: {working.text}")
        if agrees
        else Message(
            f"{zh}{what}写 {printed}，应为 {working.right}（{working.text}）",
            f"{en}{what}: {printed} should be {working.right} ({working.text})",
        )
    )
    return table_verdict(
        table,
        f"{what}|{label}|{printed}|{working.right}",
        agrees,
        message,
        _cells(own, working),
        label,
        "" if agrees else working.right,
        working.text,
        Severity.MEDIUM,
        [working_relation(table, own, working)],
    )


def _cells(own: Signed, working: Working) -> list[NumberCell]:
    return [own.cell, *(each.cell for each in working.over)]
