"""What is found about numbers that do not fit: the ones that may be wrong, and the relations that they broke."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.quantity import Interval
from docextract.model.relation import Mention


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number that may be wrong, and what the relations make of it (in its printed unit).

    `right` is the one value, as it would be printed, that they leave; "" when they leave several.
    `is_slip` tells that a slip of the pen turns some value that they leave into the printed one. `nearer` is how much
    nearer to the other year's value what is needed is than what is printed, as a difference of logarithms; 0 if unknown.
    """

    mention: Mention
    interval: Interval
    right: str
    is_slip: bool
    nearer: float = 0.0


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken relations with one cause. `broken` are their numbers in the list that was given.

    `suspects` are the numbers any one of which, changed, makes all of them hold; the likeliest first. `is_sure` tells
    that the first is the only one, the only one that is a slip away from what is needed, or the only one that has jumped
    since the year before and would not have with what is needed (`has_jumped`). `given` are numbers of other causes, with
    the values that this one takes for them.
    """

    broken: tuple[int, ...]
    suspects: tuple[Suspect, ...]
    is_sure: bool
    has_jumped: bool = False
    given: tuple[tuple[Mention, str], ...] = ()
    is_exchange: bool = False
