"""Which printed number is wrong: the fewest numbers that, changed, make all broken relations hold and break no other.

Every relation that a check compared is asked, those that hold too: a number that other relations confirm can't be the
wrong one. (The idea is that of repairs under aggregate constraints, DART: the smallest set of changed values.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

from docextract.checks.culprits.cause import Cause, Suspect
from docextract.checks.culprits.exchanges import exchanged, find_exchanges
from docextract.checks.culprits.likeliest import JUMP, OtherYear, likeliest
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
    year = OtherYear.of(usual or {}, (mention for relation in relations for mention in relation.mentions))
    groups = list(_connected([i for i, b in enumerate(is_broken) if b], relations))
    singles = [_cause(broken, relations, touching, year) for broken in groups]
    plausible = [single if single and _is_plausible(single) else None for single in singles]
    found = list(find_exchanges(relations, groups, plausible, touching, year))
    if found:
        relations, groups = _without_exchanges(relations, groups, found)
        singles = [_cause(broken, relations, touching, year) for broken in groups]
    for broken, single in zip(groups, singles, strict=True):
        found.extend([single] if single else _several(broken, relations, touching))
    return tuple(sorted(found, key=lambda cause: cause.broken))


def _is_plausible(single: Cause) -> bool:
    """True for a number that may be wrong alone; not when the value that is needed is far off the year before's."""
    return max(suspect.nearer for suspect in single.suspects) > -JUMP


def _without_exchanges(
    relations: Sequence[Relation], groups: Sequence[tuple[int, ...]], found: Sequence[Cause]
) -> tuple[Sequence[Relation], list[tuple[int, ...]]]:
    """The relations with the exchanged numbers changed back, and what of the groups is still broken."""
    explained = {i for cause in found for i in cause.broken}
    for cause in found:
        if cause.is_sure:
            one, two = (suspect.mention for suspect in cause.suspects)
            relations = [exchanged(relation, (one, two)) for relation in relations]
    left = [i for group in groups for i in group if i not in explained]
    return relations, list(_connected(sorted(left), relations))


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
    year: OtherYear,
) -> Cause | None:
    """The one number whose change mends them all; None when there is none."""
    common = set.intersection(*({m.place for m in relations[i].mentions} for i in broken))
    mentions = [m for m in relations[broken[0]].mentions if m.place in common]
    found = [s for m in mentions if (s := suspect(m, (relations[i] for i in touching[m.place]))) is not None]
    if not found:
        return None
    return likeliest(broken, found, year)


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
        yield from _commonest(broken, relations, touching)
        return
    # Of several smallest sets only what all of them change is sure, and only by relations that no other of them touches.
    certain = frozenset.intersection(*changes)
    in_doubt = frozenset.union(*changes) - certain
    open_yet = frozenset(broken)
    broken = [i for i in broken if not any(m.place in in_doubt for m in relations[i].mentions)]
    known = {i: relations[i] for i in near}
    mended: list[tuple[Mention, str]] = []
    left = open_yet - set(broken)
    for place, own in _shared_out(broken, relations, sorted(certain)):
        mention = next(m for m in relations[own[0]].mentions if m.place == place)
        found = suspect(mention, (known[i] for i in touching[place] if i in own or i not in open_yet))
        if found is not None:
            known = {i: with_number(relation, mention, found.interval) for i, relation in known.items()}
            met = {m.place for i in own for m in relations[i].mentions}
            given = tuple((m, right) for m, right in mended if m.place in met and right)
            mended.append((mention, found.right))
            # What it breaks together with a number in doubt needs no second cause if it mends that as well.
            more = [i for i in left if i in touching[place] and suspect(mention, (known[j] for j in (*own, i)))]
            left -= set(more)
            yield Cause(tuple(sorted([*own, *more])), (found,), is_sure=True, given=given)


def _commonest(
    broken: Sequence[int], relations: Sequence[Relation], touching: dict[Place, list[int]]
) -> Iterator[Cause]:
    """Where all together is too much to tell: each number that alone mends all that it broke, and more than any other does."""
    mentions = {m.place: m for i in broken for m in relations[i].mentions}
    able: list[tuple[frozenset[int], Suspect]] = []
    for place, mention in mentions.items():
        own = frozenset(touching[place]) & frozenset(broken)
        if len(own) > 1 and (found := suspect(mention, (relations[i] for i in touching[place]))) is not None:
            able.append((own, found))
    for own, found in able:
        if all(other is own or not own & other or len(other) < len(own) for other, _ in able):
            yield Cause(tuple(sorted(own)), (found,), is_sure=False)


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
