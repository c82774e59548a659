"""Which of several numbers, any one of which may be wrong, it is: by slips of the pen and by the year before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from docextract.checks.culprits.cause import Cause, Suspect
from docextract.model.relation import Mention
from docextract.model.source import Place
from docextract.text.numbers import printed_decimals, to_decimal

# How much nearer to the year before (difference of logarithms) tells which number is wrong: half as much again, or a
# seventh when a slip of the pen explains it; and how many times more than the next.
JUMP = 0.4
SLIP_JUMP = 0.15
FAR = 2 * JUMP
CLEAR = 3
# In a table whose numbers hardly move from year to year so many times what they move is enough, if so many show it.
QUIET = 3
QUIET_LEAST = 0.05
MIN_PAIRS = 6
# Of more numbers than this one is a slip away by chance.
SLIP_SUSPECTS = 6
FEW = 3
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class OtherYear:
    """Values of the year before (or after) by place, in the printed unit, and by table how far the printed ones are from them."""

    values: Mapping[Place, Decimal]
    moves: Mapping[str, Sequence[tuple[Place, float]]]

    @classmethod
    def of(cls, values: Mapping[Place, Decimal], mentions: Iterable[Mention]) -> OtherYear:
        """`mentions` are all numbers of all relations."""
        moves: dict[str, dict[Place, float]] = {}
        for mention in mentions:
            before, printed = values.get(mention.place), to_decimal(mention.printed)
            if before is not None and printed is not None and before > 0 and printed > 0:
                moves.setdefault(mention.source.block, {})[mention.place] = _distance(printed, before, mention)
        return cls(values, {block: tuple(found.items()) for block, found in moves.items()})

    def slip_jump(self, suspects: Sequence[Suspect]) -> float:
        """How much nearer is enough for a slip of the pen, by what the other numbers of their table do."""
        (block, *others) = {s.mention.source.block for s in suspects}
        asked = {s.mention.place for s in suspects}
        moves = [move for place, move in self.moves.get(block, ()) if place not in asked]
        if others or len(moves) < MIN_PAIRS:
            return SLIP_JUMP
        return min(SLIP_JUMP, max(QUIET_LEAST, QUIET * sum(moves) / len(moves)))


def likeliest(broken: Sequence[int], found: Sequence[Suspect], year: OtherYear) -> Cause:
    """The cause with its suspects in order: one that jumped since the year before, one that is a slip away, the others."""
    suspects = [s if _is_copied(s, found, year) else with_year(s, year) for s in found]
    by_jump = sorted(suspects, key=lambda s: -s.nearer)
    if len(suspects) > 1 and _has_jumped(by_jump[0], by_jump[1], year.slip_jump(suspects)):
        return Cause(tuple(broken), tuple(by_jump), is_sure=True, has_jumped=True)
    by_slip = sorted(by_jump, key=lambda s: not s.is_slip)
    rivals = [s for s in by_slip[1:] if s.is_slip or _is_one_key_away(s)]
    is_only_slip = by_slip[0].is_slip and len(suspects) <= SLIP_SUSPECTS and not rivals
    is_sure = (len(suspects) == 1 or is_only_slip) and not _is_far_off(by_slip[0], year)
    return Cause(tuple(broken), tuple(by_slip), is_sure)


def with_year(found: Suspect, year: OtherYear) -> Suspect:
    """The suspect with how much nearer to the other year's value it would be."""
    return replace(found, nearer=_nearer(found, year.values.get(found.mention.place)))


def _is_copied(cell: Suspect, found: Sequence[Suspect], year: OtherYear) -> bool:
    """True for a cell beside prose that has the cell of the year before: that this is nearer to it says nothing."""
    before = year.values.get(cell.mention.place)
    return cell.mention.source.row >= 0 and any(
        to_decimal(other.mention.printed) == before for other in found if other.mention.source.row < 0
    )


def _has_jumped(first: Suspect, second: Suspect, slip_jump: float) -> bool:
    """True when the first alone is out of line with the year before, the farther the less it looks like a slip."""
    least = slip_jump if first.is_slip else JUMP
    return first.nearer >= least and second.nearer * CLEAR <= first.nearer


def _is_far_off(found: Suspect, year: OtherYear) -> bool:
    """True when what is needed is far from the year before's, and what is printed is not: two errors are likelier.

    A copy of the year before's is a slip of its own.
    """
    return found.nearer <= -FAR and to_decimal(found.mention.printed) != year.values.get(found.mention.place)


def _is_one_key_away(found: Suspect) -> bool:
    """True for short numbers too, of which many differ in one digit: 66 for 67 is as likely as 211 for 210."""
    one, two = (text.replace(",", "") for text in (found.mention.printed, found.right))
    if len(one) == len(two):
        unlike = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        return len(unlike) == 1 or (len(unlike) == 2 and sorted(one) == sorted(two) and unlike[1] == unlike[0] + 1)
    short, long = sorted((one, two), key=len)
    return bool(short) and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _nearer(found: Suspect, before: Decimal | None) -> float:
    """By how much the needed value is nearer to the year before's than the printed one."""
    printed = to_decimal(found.mention.printed)
    right = to_decimal(found.right) if found.right else _nearest(found, before)
    if before is None or printed is None or right is None or min(before, printed, right) < 0:
        return 0.0
    return _distance(printed, before, found.mention) - _distance(right, before, found.mention)


def _nearest(found: Suspect, before: Decimal | None) -> Decimal | None:
    """Of several values that are needed, the one nearest to the year before's."""
    low, high = found.interval.low, found.interval.high
    if before is None or (low is not None and before < low):
        return low
    return high if high is not None and before > high else before


def _distance(one: Decimal, two: Decimal, mention: Mention) -> float:
    """The difference of the logarithms; counts a few higher, so that 1 is no leap from 0, and 0.00 as if it were 0.005."""
    decimals = max(0, printed_decimals(mention.printed))
    if decimals == 0:
        return abs(math.log(float((one + FEW) / (two + FEW))))
    least = _HALF.scaleb(-decimals)
    return abs(math.log(float(max(one, least) / max(two, least))))
