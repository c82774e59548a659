"""Sums over the items of a classification, and which cell is wrong when several of them break at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.checks.facts import Fact
from docextract.checks.intervals import difference, overlap, total
from docextract.model.quantity import Interval

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class ItemSum:
    """`whole` should be the sum of the `parts`; `label` names the whole, `relation` the pack's rule, "" for levels of codes."""

    whole: Fact
    parts: tuple[Fact, ...]
    label: str
    relation: str = ""

    @property
    def holds(self) -> bool:
        return total(part.interval for part in self.parts).meets(self.whole.interval)

    @property
    def cells(self) -> tuple[Fact, ...]:
        return (self.whole, *self.parts)

    def without(self, cell: Fact) -> Interval:
        """What the other cells make of one of them."""
        others = total(part.interval for part in self.parts if part is not cell)
        return others if cell is self.whole else difference(self.whole.interval, others)


@dataclass(frozen=True, slots=True)
class Culprit:
    """A cell that breaks several sums, all of which would hold with one other value, of which they leave `interval`."""

    cell: Fact
    interval: Interval
    sums: tuple[ItemSum, ...]


def find_culprits(sums: Sequence[ItemSum]) -> tuple[tuple[Culprit, ...], tuple[ItemSum, ...]]:
    """Cells that explain two or more broken sums each, and the broken sums that no single cell explains.

    The smallest change that mends most: a cell is blamed only if no sum that holds rests on it, and if one value mends
    all its broken sums. Ties go to the cell that stands first.
    """
    broken = [each for each in sums if not each.holds]
    sound = {place_of(cell) for each in sums if each.holds for cell in each.cells if cell.printed}
    culprits: list[Culprit] = []
    while candidate := next(_explanations(broken, sound), None):
        culprits.append(candidate)
        broken = [each for each in broken if each not in candidate.sums]
    return tuple(culprits), tuple(broken)


def place_of(fact: Fact) -> Place:
    """The cell that a fact stands in."""
    return fact.source.block, fact.source.row, fact.source.column


def _explanations(broken: Sequence[ItemSum], sound: set[Place]) -> Iterator[Culprit]:
    cells = {place_of(cell): cell for each in broken for cell in each.cells if cell.printed}
    counts = Counter(place_of(cell) for each in broken for cell in each.cells if cell.printed)
    for place, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        if count < 2 or place in sound:
            continue
        own = tuple(each for each in broken if any(place_of(cell) == place for cell in each.cells))
        interval: Interval | None = Interval(None, None)
        for each in own:
            mine = next(cell for cell in each.cells if place_of(cell) == place)
            interval = overlap(interval, each.without(mine)) if interval is not None else None
        if interval is not None:
            yield Culprit(cells[place], interval, own)
