"""Slips of the pen: is one number another one mistyped?"""

from __future__ import annotations

from decimal import Decimal

from docextract.model.quantity import Interval
from docextract.text.numbers import to_decimal

_EACH_SORT = 0.25
LEAST_DIGITS = 3  # of shorter numbers nearly any two are a slip apart


def is_mistyped(wrong: Decimal, right: Decimal) -> bool:
    """True for another digit, two exchanged, one lost or doubled, or the point moved; for numbers of three digits and more.

    Of two digits only that they are exchanged counts, for that turns a number into one other.

    >>> [is_mistyped(Decimal(a), Decimal(b)) for a, b in (("41120", "4112"), ("94", "914"), ("498", "948"), ("3", "31"))]
    [True, True, True, False]
    >>> is_mistyped(Decimal(91), Decimal(19)), is_mistyped(Decimal(91), Decimal(92))
    (True, False)
    """
    first, second = _digits(wrong), _digits(right)
    is_turned = len(first) == len(second) == LEAST_DIGITS - 1 and first == second[::-1] and first != second
    return is_turned or is_slip(wrong, right) or is_digit_lost(wrong, right) or is_point_moved(wrong, right)


def is_slip(wrong: Decimal, right: Decimal) -> bool:
    """True when one number is the other mistyped: one digit another, or two neighbours changed about.

    Only for numbers of three digits and more; of shorter ones nearly all pairs differ in one digit.

    >>> [is_slip(Decimal(a), Decimal(b)) for a, b in (("1458", "1548"), ("351", "361"), ("31", "21"), ("351", "462"))]
    [True, True, False, False]
    """
    first, second = _aligned(wrong, right), _aligned(right, wrong)
    if len(first) != len(second) or len(first.strip("0")) < 2 or len(first) < 3:
        return False
    unlike = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(unlike) == 1:
        return True
    return (
        len(unlike) == 2
        and unlike[1] == unlike[0] + 1
        and first[unlike[0]] == second[unlike[1]]
        and first[unlike[1]] == second[unlike[0]]
    )


def is_slip_within(printed: str, wanted: Interval) -> bool:
    """True when another digit, or two exchanged, bring the printed number among those that are wanted, which have two ends.

    >>> is_slip_within("83000", Interval(Decimal(80250), Decimal(80400)))
    True
    """
    if wanted.low is None or wanted.high is None:
        return False
    value = to_decimal(printed)
    meant = (to_decimal(text) for text in _with_one_other(printed) | _exchanged(printed))
    return value is not None and any(is_slip(value, each) for each in meant if each is not None and wanted.holds(each))


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


def slips_of(printed: str) -> tuple[tuple[Decimal, int, float], ...]:
    """What may have been meant by printed digits: each value, its decimals, and how likely it is among all slips.

    Four sorts of slip are as likely: another digit, two neighbours exchanged, a digit lost, and a nought or a digit too many
    or the point moved. Noughts in front are nobody's. Smallest value first.

    >>> [str(value) for value, _, _ in slips_of("17") if value < 20 or value > 190]
    ['1', '7', '10', '11', '12', '13', '14', '15', '16', '18', '19', '197', '217', '317', '417', '517', '617', '717', '817', '917']
    """
    found: dict[Decimal, tuple[int, float]] = {}
    for sort in (_with_one_other(printed), _exchanged(printed), _with_one_more(printed), _longer(printed)):
        values = {}
        for text in sort - {printed}:
            digits = text.rstrip(".")
            is_number = digits[:1].isdigit() and (digits[0] != "0" or digits[1:2] == ".")
            value = Decimal(digits) if is_number else Decimal(0)
            if value and value != Decimal(printed):
                values[value] = len(digits.partition(".")[2])
        for value, decimals in values.items():
            found[value] = decimals, found.get(value, (0, 0.0))[1] + _EACH_SORT / len(values)
    return tuple((value, decimals, likely) for value, (decimals, likely) in sorted(found.items()))


def _with_one_other(text: str) -> set[str]:
    places = [i for i, char in enumerate(text) if char.isdigit()]
    return {text[:i] + digit + text[i + 1 :] for i in places for digit in "0123456789"}


def _exchanged(text: str) -> set[str]:
    pairs = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit()]
    return {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in pairs}


def _with_one_more(text: str) -> set[str]:
    return {text[:i] + digit + text[i:] for i in range(len(text) + 1) for digit in "0123456789"}


def _longer(text: str) -> set[str]:
    """What has a digit less, or its point at another place: what is printed is too long, or ten times too much or little."""
    whole, point, rest = text.partition(".")
    found = {text[:i] + text[i + 1 :] for i, char in enumerate(text) if char.isdigit()} - {""}
    if point:
        return found | {f"{whole}{rest[0]}.{rest[1:]}", f"{whole[:-1] or '0'}.{whole[-1]}{rest}"}
    return found | {f"{text}0"}


def _digits(value: Decimal) -> str:
    """All digits of a number, without the point and leading noughts."""
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return format(normal.scaleb(places), "f").partition(".")[0].lstrip("-0")


def _aligned(value: Decimal, other: Decimal) -> str:
    """All digits of a number, with as many behind the point as the two have at most: 26.0 beside 20.6 is 260."""
    exponents = (number.normalize().as_tuple().exponent for number in (value, other))
    places = max(0, *(-exponent for exponent in exponents if isinstance(exponent, int)))
    return format(value.scaleb(places), "f").partition(".")[0]
