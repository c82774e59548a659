"""Two sums of a table that are off by the same amount, one up and one down, because two cells were changed about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product

from docextract.checks.tables.table_cells import NumberCell
from docextract.checks.verdicts.saying import key_of, table_name, table_name_en
from docextract.checks.verdicts.table_verdicts import cell_evidence
from docextract.model.finding import Message, Verdict
from docextract.model.table import Table


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of cells, and the verdict on it."""

    whole: NumberCell
    parts: tuple[NumberCell, ...]
    verdict: Verdict

    @property
    def gap(self) -> Decimal:
        """By how much the whole is larger than its parts."""
        return self.whole.value - sum((part.value for part in self.parts), Decimal(0))

    def mended_by(self, cell: NumberCell, value: Decimal) -> bool:
        """True when the sum comes out with another value in that cell, which is one of its own."""
        step = value - cell.value
        return step == (-self.gap if cell is self.whole else self.gap)


def with_exchanges(table: Table, sums: Sequence[Sum]) -> list[Verdict]:
    """The verdicts on the sums; two that one exchange of neighbours in a row or column explains become one.

    Neighbours only: among many cells some two differ by nearly any amount.
    """
    left = list(sums)
    found: list[Verdict] = []
    for first, second in combinations([s for s in sums if s.verdict.outcome == "differs"], 2):
        cells = _exchanged(first, second)
        if cells and first in left and second in left:
            left = [s for s in left if s is not first and s is not second]
            found.append(_verdict(table, first, second, cells))
    return [*(s.verdict for s in left), *found]


def _exchanged(first: Sum, second: Sum) -> tuple[NumberCell, NumberCell] | None:
    """The cells that have each other's value; None when there are none, or several pairs might be meant."""
    if not first.gap or first.gap + second.gap:
        return None
    pairs = [
        (one, two)
        for one, two in product((first.whole, *first.parts), (second.whole, *second.parts))
        if abs(one.row - two.row) + abs(one.column - two.column) == 1
        and first.mended_by(one, two.value)
        and second.mended_by(two, one.value)
    ]
    return pairs[0] if len(pairs) == 1 else None


def _verdict(table: Table, first: Sum, second: Sum, cells: tuple[NumberCell, NumberCell]) -> Verdict:
    one, two = cells
    labels = "、".join(dict.fromkeys(cell.row_label for cell in cells if cell.row_label))
    heads = "、".join(dict.fromkeys("".join(cell.heads) for cell in cells if cell.heads))
    front = [cell_evidence(table, cell) for cell in cells]
    rest = [e for each in (first, second) for e in each.verdict.evidence if e not in front]
    return replace(
        first.verdict,
        key=key_of(table.title, "exchanged", labels, heads, one.value, two.value),
        subject=labels or first.verdict.subject,
        message=Message(
            f"{table_name(table)}（第 {table.page} 页）{labels}（{heads}）的 {one.printed} 与 {two.printed} 疑互换："
            f"{first.whole.printed}、{second.whole.printed} 两个合计各差 {abs(first.gap)}，互换后都相符",
            f"{table_name_en(table)} (page {table.page}) {labels} ({heads}): {one.printed} and {two.printed} were probably changed about; "
            f"the totals {first.whole.printed} and {second.whole.printed} are off by {abs(first.gap)} each",
        ),
        evidence=tuple([*front, *rest][:8]),
        suggested=two.printed,
        relations=(*first.verdict.relations, *second.verdict.relations),
    )
