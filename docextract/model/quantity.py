"""A printed number: what it says and what it can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; None is open on that side."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Interval) -> bool:
        """True if some value lies in both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)

    def holds(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed.

    `value` is in `unit` as printed ("万元", "%", ":1"); `decimals` are the printed decimals (negative for a number
    printed as 3.5万, whose last digit stands for thousands: -3). `low`/`high` are what 近, 约, 超过, 余, 以上 make of the
    value, None where open; both None together with `is_bounded` False means a plain printed value.

    >>> Quantity(Decimal("17.6"), ":1", 1).interval()
    Interval(low=Decimal('17.55'), high=Decimal('17.65'))
    """

    value: Decimal
    unit: str
    decimals: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    is_bounded: bool = False

    def interval(self) -> Interval:
        """What the print can stand for: half a unit of the last digit both ways, or the bounds the wording gives.

        Rounding and truncation are both in use; the half unit is the usual reading (XBRL Calculations 1.1). A whole
        count stands for itself: 1903 人 is not 1902.6.
        """
        if self.is_bounded:
            return Interval(self.low, self.high)
        if self.decimals == 0:
            return Interval(self.value, self.value)
        half = Decimal(5).scaleb(-self.decimals - 1)
        return Interval(self.value - half, self.value + half)
