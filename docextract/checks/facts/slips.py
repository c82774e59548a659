"""Slips of the pen: is one number another one mistyped?"""

from __future__ import annotations

from decimal import Decimal

from docextract.checks.prose.passages import is_slip
from docextract.model.quantity import Interval
from docextract.text.numbers import to_decimal

LEAST_DIGITS = 3  # of shorter numbers nearly any two are a slip apart


def is_mistyped(wrong: Decimal, right: Decimal) -> bool:
    """True for another digit, two exchanged, one lost or doubled, or the point moved; for numbers of three digits and more.

    >>> [is_mistyped(Decimal(a), Decimal(b)) for a, b in (("41120", "4112"), ("94", "914"), ("498", "948"), ("3", "31"))]
    [True, True, True, False]
    """
    return is_slip(wrong, right) or is_digit_lost(wrong, right) or is_point_moved(wrong, right)


def is_slip_within(printed: str, wanted: Interval) -> bool:
    """True when another digit, or two exchanged, bring the printed number among those that are wanted, which have two ends.

    >>> is_slip_within("83000", Interval(Decimal(80250), Decimal(80400)))
    True
    """
    if wanted.low is None or wanted.high is None:
        return False
    value = to_decimal(printed)
    found = {
        printed[:i] + digit + printed[i + 1 :]
        for i, old in enumerate(printed)
        if old.isdigit()
        for digit in "0123456789"
    }
    found |= {printed[:i] + printed[i + 1] + printed[i] + printed[i + 2 :] for i in range(len(printed) - 1)}
    values = [each for text in sorted(found) if (each := to_decimal(text)) is not None and wanted.holds(each)]
    return value is not None and any(is_slip(value, each) for each in values)


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
