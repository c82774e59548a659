"""Arithmetic on what printed numbers can stand for. All results are intervals; nothing is compared as a float."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from docextract.model.quantity import Interval, Quantity

# Counted one by one: printed whole they stand for themselves.
COUNTED = frozenset({"人", "件数", "册数", "人次", "人日", "学时", ""})
_PRECISION = 40


def printed_interval(quantity: Quantity, is_count: bool) -> Interval:
    """What a print can stand for when both rounding and truncation are in use: half a last digit down, one up.

    A whole count stands for itself; 3.18万 (decimals -2) does not.

    >>> printed_interval(Quantity(Decimal("17.6"), ":1", 1), is_count=False)
    Interval(low=Decimal('17.55'), high=Decimal('17.7'))
    >>> printed_interval(Quantity(Decimal("1903"), "人"), is_count=True)
    Interval(low=Decimal('1903'), high=Decimal('1903'))
    """
    if quantity.is_bounded:
        return Interval(quantity.low, quantity.high)
    if is_count and quantity.decimals == 0:
        return Interval(quantity.value, quantity.value)
    last = Decimal(1).scaleb(-quantity.decimals)
    return Interval(quantity.value - last / 2, quantity.value + last)


def as_mean(interval: Interval, unit: Decimal) -> Interval:
    """What a printed mean can stand for: a whole one is rounded, though what it counts is counted one by one.

    >>> as_mean(Interval(Decimal(137), Decimal(137)), Decimal(1))
    Interval(low=Decimal('136.5'), high=Decimal('138'))
    """
    if interval.low is None or interval.low != interval.high:
        return interval
    return Interval(interval.low - unit / 2, interval.low + unit)


def scaled(interval: Interval, factor: Decimal) -> Interval:
    """The interval with both ends multiplied by a positive factor."""
    low = None if interval.low is None else interval.low * factor
    high = None if interval.high is None else interval.high * factor
    return Interval(low, high)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of intervals; an open end stays open. The sum of nothing is 0."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    for interval in intervals:
        low = None if low is None or interval.low is None else low + interval.low
        high = None if high is None or interval.high is None else high + interval.high
    return Interval(low, high)


def difference(first: Interval, second: Interval) -> Interval:
    """first - second."""
    low = None if first.low is None or second.high is None else first.low - second.high
    high = None if first.high is None or second.low is None else first.high - second.low
    return Interval(low, high)


def quotient(first: Interval, second: Interval) -> Interval | None:
    """first / second for intervals of numbers that are not negative; None when second may be 0 or an end is open."""
    if first.low is None or first.high is None or second.low is None or second.high is None or second.low <= 0:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        return Interval(first.low / second.high, first.high / second.low)


def open_quotient(first: Interval, second: Interval) -> Interval | None:
    """first / second where the dividend may have an open end (超过 1.26 亿元); None when nothing is known of it.

    >>> open_quotient(Interval(Decimal(6), None), Interval(Decimal(2), Decimal(2)))
    Interval(low=Decimal('3'), high=None)
    """
    if second.low is None or second.high is None or second.low <= 0:
        return None
    if first.low is None and first.high is None:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        low = None if first.low is None else first.low / second.high
        high = None if first.high is None else first.high / second.low
        return Interval(low, high)


def overlap(first: Interval, second: Interval) -> Interval | None:
    """The values in both, or None.

    >>> overlap(Interval(Decimal(1), None), Interval(None, Decimal(3)))
    Interval(low=Decimal('1'), high=Decimal('3'))
    """
    if not first.meets(second):
        return None
    lows = [low for low in (first.low, second.low) if low is not None]
    highs = [high for high in (first.high, second.high) if high is not None]
    return Interval(max(lows, default=None), min(highs, default=None))
