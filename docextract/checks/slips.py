"""Slips of the pen: is one number another one mistyped?"""

from __future__ import annotations

from decimal import Decimal

from docextract.checks.passages import is_slip

LEAST_DIGITS = 3  # of shorter numbers nearly any two are a slip apart


def is_mistyped(wrong: Decimal, right: Decimal) -> bool:
    """True for another digit, two exchanged, one lost or doubled, or the point moved; for numbers of three digits and more.

    >>> [is_mistyped(Decimal(a), Decimal(b)) for a, b in (("41120", "4112"), ("94", "914"), ("498", "948"), ("3", "31"))]
    [True, True, True, False]
    """
    return is_slip(wrong, right) or is_digit_lost(wrong, right) or is_point_moved(wrong, right)


def is_digit_lost(first: Decimal, second: Decimal) -> bool:
    """True when one number is the other without one of its digits, and the longer has three or more."""
    short, long = sorted((_digits(first), _digits(second)), key=len)
    if len(long) < LEAST_DIGITS or len(long) != len(short) + 1:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def is_point_moved(first: Decimal, second: Decimal) -> bool:
    """True when both have the same digits, two or more, and differ by a power of ten."""
    digits = _digits(first).strip("0")
    return first != second and len(digits) >= LEAST_DIGITS - 1 and digits == _digits(second).strip("0")


def _digits(value: Decimal) -> str:
    """All digits of a number, without the point and leading noughts."""
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return format(normal.scaleb(places), "f").partition(".")[0].lstrip("-0")
