"""How much speaks for another value of a number: the odds that it is one slip away from what was meant.

Each guess that would hold with the other value, and doesn't with the printed one, speaks for it: the more, the oftener such
guesses are right, and the less a number of that size fits by chance. Each that holds as printed speaks against. Both are
logarithms of odds (base 10), which add up to those of the slip itself: few numbers are mistyped, and few so.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.checks.guesses.changes import change_guesses
from docextract.checks.guesses.guess import Guess, holds, wanted
from docextract.checks.guesses.products import product_guesses
from docextract.checks.guesses.shares import share_guesses
from docextract.checks.guesses.sums import sum_guesses
from docextract.checks.guesses.values import Meant, Span, Value, meets

# One number in so many is mistyped.
NUMBERS_TO_A_SLIP = 100
# More than floats lose: what is looked up with it is asked again exactly.
_MARGIN = 1e-6


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that is probably mistyped.

    `at` is its place among the paragraph's values, `meant` what one slip turned into what is
    printed, `guesses` are those that hold with it and not as printed, the strongest first; `odds` is the logarithm of the odds.
    """

    at: int
    meant: Meant
    guesses: tuple[Guess, ...]
    odds: float


def guesses_of(values: Sequence[Value]) -> list[Guess]:
    """All guesses at a paragraph's arithmetic."""
    return [
        *share_guesses(values),
        *sum_guesses(values),
        *change_guesses(values),
        *product_guesses(values),
    ]


def slips_in(values: Sequence[Value], least: float) -> Iterator[Slip]:
    """The numbers of a paragraph with at least those odds (logarithm), the likeliest value of each; the likeliest first."""
    guesses = guesses_of(values)
    touching: dict[int, list[Guess]] = {}
    for guess in guesses:
        for member in guess.members:
            touching.setdefault(member, []).append(guess)
    right = {guess for guess in guesses if holds(guess, values)}
    found = [slip for at, own in touching.items() if (slip := _best(values, at, own, right)) is not None]
    yield from sorted((slip for slip in found if slip.odds >= least), key=lambda slip: (-slip.odds, slip.at))


def _best(values: Sequence[Value], at: int, guesses: Sequence[Guess], right: set[Guess]) -> Slip | None:
    broken = [(guess, wanted(guess, values, at)) for guess in guesses if guess not in right]
    held = [guess for guess in guesses if guess in right]
    against = sum(
        counts for counts, _ in _strongest(values, at, [(guess, wanted(guess, values, at)) for guess in held])
    )
    best: Slip | None = None
    others = {value.value for value in values if value.counted_in == values[at].counted_in}
    for place, fitting in sorted(fitting_guesses(values[at], broken).items()):
        meant = values[at].meant[place]
        if any(math.isclose(meant.value, other) for other in others):  # what holds with that number is told of it
            continue
        speaking = _strongest(values, at, fitting)
        odds = sum(counts for counts, _ in speaking) - against + math.log10(meant.likely / NUMBERS_TO_A_SLIP)
        # Of two values that would do, the one printed as exactly: of a coarser one more would.
        if best is None or (odds - _coarser(values[at], meant)) > best.odds - _coarser(values[at], best.meant):
            best = Slip(at, meant, tuple(guess for _, guess in speaking), odds)
    return best


def _coarser(value: Value, meant: Meant) -> int:
    """How many decimals fewer than the printed number has, each of which lets ten times as many values fit."""
    return max(0, len(value.digits.partition(".")[2]) - len(meant.digits.partition(".")[2]))


def fitting_guesses(value: Value, guesses: Sequence[tuple[Guess, Span]]) -> dict[int, list[tuple[Guess, Span]]]:
    """The guesses that would hold with each of the values that may have been meant, by its place among them.

    Looked up by size: there are a hundred of these values, and in a long list as many guesses for each number.
    """
    order = sorted(range(len(value.meant)), key=lambda place: value.meant[place].span[0])
    lows = [value.meant[place].span[0] for place in order]
    widest = max((each.span[1] - each.span[0] for each in value.meant), default=0.0)
    found: dict[int, list[tuple[Guess, Span]]] = {}
    for guess, needed in guesses:
        margin = _MARGIN * max(map(abs, needed)) + _MARGIN
        near = order[bisect_left(lows, needed[0] - widest - margin) : bisect_right(lows, needed[1] + margin)]
        for place in near:
            if meets(needed, value.meant[place].span):
                found.setdefault(place, []).append((guess, needed))
    return found


def _strongest(values: Sequence[Value], at: int, guesses: Sequence[tuple[Guess, Span]]) -> list[tuple[float, Guess]]:
    """What each guess counts, of those with one result the strongest only; the strongest first."""
    found: dict[object, tuple[float, Guess]] = {}
    for guess, needed in guesses:
        counts = math.log10(1 + guess.rate / ((1 - guess.rate) * chance(values[at], needed)))
        key = _key(values, guess)
        if key not in found or counts > found[key][0]:
            found[key] = counts, guess
    return sorted(found.values(), key=lambda each: -each[0])


def _key(values: Sequence[Value], guess: Guess) -> object:
    """Guesses of one result are of each other's place: a change is that of one pair of numbers, a total that of one list."""
    return guess.form, values[guess.members[0]].value


def chance(value: Value, needed: Span) -> float:
    """How likely a number of that size and print fits by chance: the prints that do, out of all up to it; 1 when any does."""
    if not math.isfinite(needed[1] - needed[0]):
        return 1.0
    prints = math.floor((needed[1] - needed[0]) / value.step + 1e-9) + (1 if value.is_exact else 1.5)
    return min(1.0, prints * value.step / max(needed[1], value.value))
