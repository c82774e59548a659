"""Printed numbers to values: Arabic and Chinese digits, 万 and 亿, words that make a bound."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from docextract.model.quantity import Quantity

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {"百万": 6, "千万": 7, "万": 4, "亿": 8}

# How far 约 / 近 may be from the value; wide, since a bound that is too narrow is a false alarm.
ABOUT = Decimal("0.05")
NEARLY = Decimal("0.10")

_AT_LEAST = ("不少于", "不低于", "不小于", "超过", "超", "逾", "至少", "最低", "突破")
_AT_MOST = ("不超过", "不高于", "不多于", "最多", "不足")
_NEARLY = ("将近", "接近", "近")
_ABOUT = ("大约", "约")


def chinese_to_int(text: str) -> int | None:
    """The whole number that Chinese digits say; None when they say none.

    >>> [chinese_to_int(t) for t in ("七", "十二", "二十三", "一百零五", "两千三百", "三万", "二〇二四", "个")]
    [7, 12, 23, 105, 2300, 30000, 2024, None]
    """
    if not text or any(c not in _DIGITS and c not in _TENS and c not in _GROUPS for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, group, digit = 0, 0, 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            group += (digit or 1) * _TENS[c]
            digit = 0
        else:
            total = (total + group + digit or 1) * _GROUPS[c]
            group = digit = 0
    return total + group + digit


def printed_decimals(digits: str) -> int:
    """Digits printed after the point.

    >>> printed_decimals("15.40"), printed_decimals("1,903")
    (2, 0)
    """
    return len(digits.partition(".")[2])


def to_decimal(digits: str) -> Decimal | None:
    """The value of Arabic digits with or without thousands commas, or of Chinese digits; None if it is no number.

    >>> to_decimal("23,400"), to_decimal("15.40"), to_decimal("七")
    (Decimal('23400'), Decimal('15.40'), Decimal('7'))
    """
    chinese = chinese_to_int(digits)
    if chinese is not None:
        return Decimal(chinese)
    try:
        return Decimal(digits.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None


def trailing_unit(value: Decimal) -> Decimal:
    """The place value of the last digit that is not 0: what 余 and 多 can add at most.

    >>> trailing_unit(Decimal(2300)), trailing_unit(Decimal(20)), trailing_unit(Decimal("1.5"))
    (Decimal('1E+2'), Decimal('1E+1'), Decimal('0.1'))
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def bounds_of(value: Decimal, before: str, after: str, end: str) -> tuple[Decimal | None, Decimal | None, bool]:
    """What the words around a number make of it: low, high, and whether any word bounds it.

    `before` stands before the number (近, 超过), `after` behind its digits (余, 多), `end` behind its unit (以上).

    >>> bounds_of(Decimal(50), "近", "", "")
    (Decimal('45.00'), Decimal('50'), True)
    >>> bounds_of(Decimal(2300), "", "多", "")
    (Decimal('2300'), Decimal('2400'), True)
    >>> bounds_of(Decimal(80), "", "", "以上")
    (Decimal('80'), None, True)
    """
    if after in ("余", "多", "来"):
        return value, value + trailing_unit(value), True
    if before in _AT_LEAST or end == "以上":
        return value, None, True
    if before in _AT_MOST or end in ("以下", "以内"):
        return None, value, True
    if before in _NEARLY:
        return value - value * NEARLY, value, True
    if before in _ABOUT or end in ("左右", "上下"):
        return value - value * ABOUT, value + value * ABOUT, True
    return None, None, False


def make_quantity(digits: str, magnitude: str, unit: str, before: str = "", after: str = "", end: str = "") -> Quantity:
    """A printed number as a Quantity; raises ValueError when the digits are no number.

    Of money 万 and 亿 stay in the unit; of counts they are multiplied out, and the decimals say what is left open.

    >>> make_quantity("3120.5", "万", "元")
    Quantity(value=Decimal('3120.5'), unit='万元', decimals=1, low=None, high=None, is_bounded=False)
    >>> make_quantity("2.45", "万", "人").value, make_quantity("2.45", "万", "人").decimals
    (Decimal('24500'), -2)
    >>> make_quantity("0.3", "亿", "元", "约").low, make_quantity("0.3", "亿", "元", "近").high
    (Decimal('0.25'), Decimal('0.3'))
    """
    value = to_decimal(digits)
    if value is None:
        raise ValueError(f"{digits!r} is not a number")
    decimals = printed_decimals(digits)
    if magnitude and unit.startswith("元") or magnitude and not unit:
        unit = magnitude + unit
    elif magnitude:
        power = MAGNITUDES[magnitude]
        value = Decimal(int(value.scaleb(power))) if decimals <= power else value.scaleb(power)
        decimals -= power
    low, high, is_bounded = bounds_of(value, before, after, end)
    if is_bounded and magnitude and after:
        high = None
    if low is not None and low < value:
        # Of few digits the rounding is more than what 约 and 近 leave open: 2576 万 is 约 0.3 亿.
        half = Decimal(5).scaleb(-decimals - 1)
        low, high = min(low, value - half), high if high is None or high == value else max(high, value + half)
    return Quantity(value, unit, decimals, low, high, is_bounded)


def make_ratio(text: str) -> Quantity | None:
    """17.6:1 or 1:17.6 as the larger side per one; None when neither side is 1.

    >>> make_ratio("1:14.25"), make_ratio("17.6 : 1").value, make_ratio("3:2")
    (Quantity(value=Decimal('14.25'), unit=':1', decimals=2, low=None, high=None, is_bounded=False), Decimal('17.6'), None)
    """
    left, _, right = text.replace("：", ":").replace("∶", ":").partition(":")
    left, right = left.strip(), right.strip()
    if right == "1":
        side = left
    elif left == "1":
        side = right
    else:
        return None
    value = to_decimal(side)
    return None if value is None else Quantity(value, ":1", printed_decimals(side))


def plain(value: Decimal) -> str:
    """A number for people and files: no exponent, no trailing zeros beyond the point.

    >>> plain(Decimal("3.3E+4")), plain(Decimal("15.40")), plain(Decimal("0.00"))
    ('33000', '15.4', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"
