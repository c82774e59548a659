"""Which printed number is wrong: the fewest numbers that, changed, make all broken relations hold and break no other.

Every relation that a check compared is asked, those that hold too: a number that other relations confirm can't be the
wrong one. (The idea is that of repairs under aggregate constraints, DART: the smallest set of changed values.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from docextract.checks.culprits.needed import ANY, as_printed, needed, with_number
from docextract.checks.facts.intervals import overlap
from docextract.checks.facts.slips import is_mistyped, is_slip_within
from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation
from docextract.model.source import Place
from docextract.text.numbers import printed_decimals, to_decimal

# More values than this within what is needed: which of them was meant nobody can tell.
VALUES_LIMIT = 40
# Nor among more than a rounding leaves: one last digit up or down, or a ten-thousandth of the number.
ROUNDING_LIMIT = 3
SAME_TO = Decimal("0.0001")
# How much nearer to the year before (difference of logarithms) tells which number is wrong: half as much again, or a
# seventh when a slip of the pen explains it; and how many times more than the next.
JUMP = 0.4
SLIP_JUMP = 0.15
# Of more numbers than this one is a slip away by chance.
SLIP_SUSPECTS = 6
CLEAR = 3


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number that may be wrong, and what the relations make of it (in its printed unit).

    `right` is the one value, as it would be printed, that they leave; "" when they leave several.
    `is_slip` tells that a slip of the pen turns some value that they leave into the printed one. `nearer` is how much
    nearer to the other year's value what is needed is than what is printed, as a difference of logarithms; 0 if unknown.
    """

    mention: Mention
    interval: Interval
    right: str
    is_slip: bool
    nearer: float = 0.0


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken relations with one cause. `broken` are their numbers in the list that was given.

    `suspects` are the numbers any one of which, changed, makes all of them hold; the likeliest first. `is_sure` tells
    that the first is the only one, the only one that is a slip away from what is needed, or the only one that has jumped
    since the year before and would not have with what is needed (`has_jumped`). `given` are numbers of other causes, with
    the values that this one takes for them.
    """

    broken: tuple[int, ...]
    suspects: tuple[Suspect, ...]
    is_sure: bool
    has_jumped: bool = False
    given: tuple[tuple[Mention, str], ...] = ()


def find_causes(
    relations: Sequence[Relation], is_broken: Sequence[bool], usual: Mapping[Place, Decimal] | None = None
) -> tuple[Cause, ...]:
    """The causes of the broken relations, in the order of the first relation that each broke.

    A relation for which no cause is found is in none of them. `usual` are values of the year before, in the printed unit.
    """
    touching: dict[Place, list[int]] = {}
    for index, relation in enumerate(relations):
        for mention in relation.mentions:
            touching.setdefault(mention.place, []).append(index)
    found: list[Cause] = []
    for broken in _connected([i for i, b in enumerate(is_broken) if b], relations):
        single = _cause(broken, relations, touching, usual or {})
        found.extend([single] if single else _several(broken, relations, touching))
    return tuple(found)


def _connected(broken: Sequence[int], relations: Sequence[Relation]) -> Iterator[tuple[int, ...]]:
    """Broken relations parted into groups that share numbers."""
    left = list(broken)
    while left:
        group, places = [left.pop(0)], set()
        places |= {m.place for m in relations[group[0]].mentions}
        while near := [i for i in left if places & {m.place for m in relations[i].mentions}]:
            left = [i for i in left if i not in near]
            group += near
            places |= {m.place for i in near for m in relations[i].mentions}
        yield tuple(sorted(group))


def _cause(
    broken: Sequence[int],
    relations: Sequence[Relation],
    touching: dict[Place, list[int]],
    usual: Mapping[Place, Decimal],
) -> Cause | None:
    """The one number whose change mends them all; None when there is none."""
    common = set.intersection(*({m.place for m in relations[i].mentions} for i in broken))
    mentions = [m for m in relations[broken[0]].mentions if m.place in common]
    found = [s for m in mentions if (s := suspect(m, (relations[i] for i in touching[m.place]))) is not None]
    if not found:
        return None
    suspects = [replace(s, nearer=_nearer(s, usual.get(s.mention.place))) for s in found]
    by_jump = sorted(suspects, key=lambda s: -s.nearer)
    if len(suspects) > 1 and _has_jumped(by_jump[0], by_jump[1]):
        return Cause(tuple(broken), tuple(by_jump), is_sure=True, has_jumped=True)
    by_slip = sorted(suspects, key=lambda s: not s.is_slip)
    is_only_slip = by_slip[0].is_slip and len(suspects) <= SLIP_SUSPECTS and not any(s.is_slip for s in by_slip[1:])
    is_sure = len(suspects) == 1 or is_only_slip
    return Cause(tuple(broken), tuple(by_slip), is_sure)


def _has_jumped(first: Suspect, second: Suspect) -> bool:
    """True when the first alone is out of line with the year before, the farther the less it looks like a slip."""
    least = SLIP_JUMP if first.is_slip else JUMP
    return first.nearer >= least and second.nearer * CLEAR <= first.nearer


def _nearer(found: Suspect, before: Decimal | None) -> float:
    """By how much the needed value is nearer to the year before's than the printed one."""
    printed = to_decimal(found.mention.printed)
    right = to_decimal(found.right) if found.right else None
    if before is None or printed is None or right is None or min(before, printed, right) <= 0:
        return 0.0
    distances = [abs(math.log(float(value / before))) for value in (printed, right)]
    return distances[0] - distances[1]


def suspect(mention: Mention, relations: Iterable[Relation]) -> Suspect | None:
    """The number as the wrong one: one value makes all its relations hold. None when no value does."""
    printed = to_decimal(mention.printed)
    if printed is None:  # a blank cell
        return None
    interval: Interval | None = ANY
    exact: list[Interval] = []
    # Those with a rate come last: what a rounded rate makes of another number nobody printed.
    for relation in sorted(relations, key=lambda relation: any(term.rate for term in relation.terms)):
        wanted = needed(relation, mention.place)
        interval = overlap(interval, wanted) if interval is not None and wanted is not None else None
        if interval is None:
            return None
        exact.extend(filter(None, [needed(as_printed(relation), mention.place)]))
    assert interval is not None
    values = _values(mention, interval)
    if values == ():
        return None
    if values is None:
        is_slip = is_slip_within(mention.printed, interval)
    else:
        is_slip = any(is_mistyped(printed, Decimal(value)) for value in values)
    return Suspect(mention, interval, _right(mention, values or (), exact), is_slip)


def _right(mention: Mention, values: Sequence[str], exact: Sequence[Interval]) -> str:
    """The only value; of several the one that the others give as they are printed, unless the number was counted."""
    if len(values) == 1 or mention.interval.low == mention.interval.high:
        return values[0] if len(values) == 1 else ""
    if len(values) > ROUNDING_LIMIT and Decimal(values[-1]) - Decimal(values[0]) > Decimal(values[-1]) * SAME_TO:
        return ""
    step = Decimal(1).scaleb(-printed_decimals(mention.printed))
    given = [f"{each.low.quantize(step)}" for each in exact if each.low is not None and each.low == each.high]
    return next((value for value in given if value in values), "")


def _values(mention: Mention, interval: Interval) -> tuple[str, ...] | None:
    """The values that are needed as they would be printed; None when there are too many to tell, () when there is none."""
    if interval.low is None or interval.high is None:
        return None
    decimals = max(0, printed_decimals(mention.printed))
    step = Decimal(1).scaleb(-decimals)
    if (interval.high - interval.low) / step > VALUES_LIMIT:
        return None
    first = (interval.low / step).to_integral_value(ROUND_CEILING) * step
    found: list[Decimal] = []
    while first + len(found) * step <= interval.high:
        found.append(first + len(found) * step)
    if not found and mention.interval.low != mention.interval.high:
        # Between two prints: what is needed was rounded.
        found = [((interval.low + interval.high) / 2).quantize(step)]
    # A count doesn't fall below nothing; at most its minus sign was lost.
    printed = to_decimal(mention.printed)
    found = [value for value in found if value >= 0 or printed is None or printed < 0 or value == -printed]
    return tuple(f"{value:.{decimals}f}" for value in found)


def _several(broken: Sequence[int], relations: Sequence[Relation], touching: dict[Place, list[int]]) -> Iterator[Cause]:
    """Two and more wrong numbers: one cause each for those that every smallest change has."""
    from docextract.checks.culprits.smallest_change import smallest_changes  # loads HiGHS, which few reports need

    places = {m.place for i in broken for m in relations[i].mentions}
    near = sorted({i for place in places for i in touching[place]})
    changes = smallest_changes([relations[i] for i in near])
    if not changes:
        return
    # Of several smallest sets only what all of them change is sure, and only by relations that no other of them touches.
    certain = frozenset.intersection(*changes)
    in_doubt = frozenset.union(*changes) - certain
    open_yet = frozenset(broken)
    broken = [i for i in broken if not any(m.place in in_doubt for m in relations[i].mentions)]
    known = {i: relations[i] for i in near}
    mended: list[tuple[Mention, str]] = []
    for place, own in _shared_out(broken, relations, sorted(certain)):
        mention = next(m for m in relations[own[0]].mentions if m.place == place)
        found = suspect(mention, (known[i] for i in touching[place] if i in own or i not in open_yet))
        if found is not None:
            known = {i: with_number(relation, mention, found.interval) for i, relation in known.items()}
            met = {m.place for i in own for m in relations[i].mentions}
            given = tuple((m, right) for m, right in mended if m.place in met and right)
            mended.append((mention, found.right))
            yield Cause(tuple(own), (found,), is_sure=True, given=given)


def _shared_out(
    broken: Sequence[int], relations: Sequence[Relation], changed: Sequence[Place]
) -> list[tuple[Place, list[int]]]:
    """Each broken relation with one of the changed numbers, those first that have a relation to themselves.

    A relation that two of them broke goes to the one that broke no other.
    """
    wrong = {i: [p for p in changed if any(m.place == p for m in relations[i].mentions)] for i in broken}
    own: dict[Place, list[int]] = {}
    for i in sorted(broken, key=lambda i: len(wrong[i])):
        if wrong[i]:
            place = wrong[i][0] if len(wrong[i]) == 1 else next((p for p in wrong[i] if p not in own), wrong[i][0])
            own.setdefault(place, []).append(i)
    return list(own.items())
