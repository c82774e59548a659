"""How people mistype a number: functions from its digits to other digits."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from docextract.text.patterns import compile_pattern

DIGITS = compile_pattern(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d.])")
Slip = Callable[[str, random.Random], str]


def one_digit_other(digits: str, rnd: random.Random) -> str:
    """One digit mistyped; the first one is not made 0."""
    places = [i for i, char in enumerate(digits) if char.isdigit()]
    place = rnd.choice(places)
    others = [d for d in "0123456789" if d != digits[place] and (d != "0" or place != places[0])]
    return digits[:place] + rnd.choice(others) + digits[place + 1 :]


def two_digits_exchanged(digits: str, rnd: random.Random) -> str:
    """Two neighbours changed about; the same text when all neighbours are equal."""
    pairs = [i for i in range(len(digits) - 1) if digits[i : i + 2].isdigit() and digits[i] != digits[i + 1]]
    if not pairs:
        return digits
    i = rnd.choice(pairs)
    return digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


def digit_left_out(digits: str, rnd: random.Random) -> str:
    """One digit lost; the same text when that would leave none."""
    places = [i for i, char in enumerate(digits) if char.isdigit()]
    if len(places) < 2:
        return digits
    place = rnd.choice(places)
    return digits[:place] + digits[place + 1 :]


def ten_times(digits: str, _: random.Random) -> str:
    """A nought too many, or a point gone wrong."""
    whole, point, rest = digits.partition(".")
    return f"{whole}{rest[0]}{point}{rest[1:]}".rstrip(".") if rest else f"{digits}0"


SLIPS: Mapping[str, Slip] = {
    "digit": one_digit_other,
    "exchange": two_digits_exchanged,
    "left out": digit_left_out,
    "ten times": ten_times,
}


def is_slip(before: str, after: str) -> bool:
    """True for another value that somebody could have printed: no nought in front, no rounding of the true one.

    A print stands for half its last digit down and one up, so a value that lies within that of the true one says the same.
    """
    if after[:1] in (".", "") or (after[0] == "0" and after[1:2] != "."):
        return False
    old, new = value_of(before), value_of(after)
    if old is None or new is None or old == new:
        return False
    shorter = min(len(text.partition(".")[2]) for text in (before, after))
    return abs(old - new) >= Decimal(1).scaleb(-shorter)


def value_of(text: str) -> Decimal | None:
    """The first number in a text.

    >>> value_of("共 1,903 人")
    Decimal('1903')
    """
    digits = DIGITS.search(text)
    return Decimal(digits.group().replace(",", "")) if digits else None


def value_and_decimals(digits: str) -> tuple[Decimal, int]:
    """
    >>> value_and_decimals("95.30")
    (Decimal('95.30'), 2)
    """
    return Decimal(digits.replace(",", "")), len(digits.partition(".")[2])
