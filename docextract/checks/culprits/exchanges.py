"""Two numbers that have each other's value: one cause of all that both of them break.

Asked are neighbours in a row, a column or a sentence, and numbers farther apart in one row or column when what each of
them should be is told by a relation of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from docextract.checks.culprits.cause import Cause, Suspect
from docextract.checks.culprits.likeliest import CLEAR, SLIP_JUMP, OtherYear, with_year
from docextract.checks.culprits.needed import holds, with_number
from docextract.checks.facts.intervals import scaled
from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation
from docextract.model.source import Place
from docextract.text.numbers import to_decimal

# Characters between the beginnings of two numbers of a sentence that somebody may change about.
NEAR = 40
# Of shorter numbers some two differ by what is wanted by chance.
MIN_DIGITS = 2
# Of more pairs than this that would do, none is worth naming.
PAIRS_LIMIT = 3
_APART_LIMIT = 80  # numbers of one row or column that are asked in pairs

Pair = tuple[Mention, Mention]


@dataclass(frozen=True, slots=True)
class _Broken:
    """The broken relations in groups that share numbers, and for each group the cause that is one number alone."""

    relations: Sequence[Relation]
    groups: Sequence[tuple[int, ...]]
    singles: Sequence[Cause | None]
    touching: Mapping[Place, Sequence[int]]

    def mended(self, pair: Pair) -> tuple[int, ...]:
        """The broken relations that hold when the two are exchanged; () when that is no cause of them."""
        at = [set(self.touching[mention.place]) for mention in pair]
        met = [
            (group, single)
            for group, single in zip(self.groups, self.singles, strict=True)
            if not (at[0] | at[1]).isdisjoint(group)
        ]
        own = [i for group, _ in met for i in group if i in at[0] | at[1]]
        single = met[0][1] if len(met) == 1 else None
        # One number that explains it all is the simpler cause.
        if len(own) < 2 or (single is not None and single.is_sure):
            return ()
        exact = [i for i in own if not self.relations[i].is_bound]
        sides = sum(any(i in at[n] - at[1 - n] for i in exact) for n in (0, 1))
        digits = min(sum(char.isdigit() for char in mention.printed) for mention in pair)
        is_whole = len(own) == sum(len(group) for group, _ in met)
        if sides < 2 and (single or not exact or not is_whole or (len(met) > 1 and digits < MIN_DIGITS)):
            return ()
        if (single or not _is_beside(*pair)) and (sides < 2 or digits < MIN_DIGITS):
            return ()
        return tuple(sorted(own)) if all(holds(exchanged(self.relations[i], pair)) for i in at[0] | at[1]) else ()


def find_exchanges(
    relations: Sequence[Relation],
    groups: Sequence[tuple[int, ...]],
    singles: Sequence[Cause | None],
    touching: Mapping[Place, Sequence[int]],
    year: OtherYear,
) -> Iterator[Cause]:
    """A cause for each two numbers that, exchanged, make all of their relations hold; no relation is in two of them.

    `groups` are the numbers of broken relations that share numbers, `singles` the causes of those that one number mends.
    Of several pairs for the same relations one is sure when only with it the numbers come near those of the year before.
    """
    broken = _Broken(relations, groups, singles, touching)
    mentions = {m.place: m for group in groups for i in group for m in relations[i].mentions}
    found: dict[tuple[int, ...], list[Pair]] = {}
    for pair in _pairs([m for m in mentions.values() if to_decimal(m.printed) is not None]):
        if own := broken.mended(pair):
            found.setdefault(own, []).append(pair)
    for own, pairs in found.items():
        rivals = [other for other in found if other != own and set(other) & set(own)]
        if len(pairs) <= PAIRS_LIMIT and all(len(other) < len(own) for other in rivals):
            yield _cause(own, pairs, year)


def _cause(own: tuple[int, ...], pairs: Sequence[Pair], year: OtherYear) -> Cause:
    """The pairs as suspects, those first that come nearer to the year before."""
    found = [tuple(with_year(suspect, year) for suspect in _suspects(pair)) for pair in pairs]
    found.sort(key=_nearer, reverse=True)
    is_sure = len(found) == 1 or (_nearer(found[0]) >= SLIP_JUMP and _nearer(found[1]) * CLEAR <= _nearer(found[0]))
    suspects = found[0] if is_sure else tuple(suspect for pair in found for suspect in pair)
    return Cause(own, suspects, is_sure, is_exchange=True)


def _nearer(pair: tuple[Suspect, ...]) -> float:
    return sum(suspect.nearer for suspect in pair)


def exchanged(relation: Relation, pair: Pair) -> Relation:
    """The relation with each of two numbers at the place of the other."""
    one, two = pair
    return with_number(with_number(relation, one, _printed(two)), two, _printed(one))


def _suspects(pair: Pair) -> Iterator[Suspect]:
    for mention, other in (pair, pair[::-1]):
        yield Suspect(mention, _printed(other), other.printed, is_slip=True)


def _printed(mention: Mention) -> Interval:
    """What the print can stand for, in its own unit."""
    return scaled(mention.interval, 1 / mention.unit_size)


def _pairs(mentions: Sequence[Mention]) -> Iterator[Pair]:
    """Two different numbers of one row, column or sentence that may have been changed about, in order of their places."""
    lines: dict[tuple[str, str, int], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.place):
        source = mention.source
        if source.row >= 0:
            lines.setdefault((source.block, "row", source.row), []).append(mention)
            lines.setdefault((source.block, "column", source.column), []).append(mention)
        elif source.start >= 0:
            lines.setdefault((source.block, "text", 0), []).append(mention)
    for (_, sort, _), line in lines.items():
        pairs = pairwise(line) if sort == "text" or len(line) > _APART_LIMIT else combinations(line, 2)
        for one, two in pairs:
            near = sort != "text" or two.source.start - one.source.start <= NEAR
            if near and to_decimal(one.printed) != to_decimal(two.printed):
                yield one, two


def _is_beside(one: Mention, two: Mention) -> bool:
    """True for neighbours; numbers of a sentence are asked only as such."""
    first, second = one.source, two.source
    return first.row < 0 or abs(first.row - second.row) + abs(first.column - second.column) == 1
