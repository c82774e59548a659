"""Small systems of numbers that hang together, printed with all sorts of rounding: what a report says, without the report.

True values are drawn first, then printed: rounded or cut off after some decimals, in 万 or 亿, behind 约, 超过, 近. So every print
is consistent with every other. One of them can then be moved until not even the widest reading of the prints saves the relation;
what counts as that is computed here with fractions, not with the intervals of the checks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

YEAR = 2024
Range = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Print:
    """A number as printed: in the cell of an indicator, or in a sentence when there are `words` ("超过 3.2 万人").

    `value` is in `unit`, `step` one of its last digit. `change` is +1 or -1 for a rise or fall, 0 for a value.
    """

    code: str
    year: int
    unit: str
    value: Decimal
    step: Decimal
    words: str = ""
    change: int = 0

    @property
    def widest(self) -> Range:
        """All values that it can stand for, and a little more on both sides."""
        is_exact = self.step == 1 and not self.words
        slack = Fraction(0) if is_exact else Fraction(self.step)
        return Fraction(self.value) - slack, Fraction(self.value) + slack


@dataclass(frozen=True, slots=True)
class System:
    """Numbers and the one relation between them, as the pack writes it; `holds` asks the widest readings of the prints.

    `movable` are the places in `prints` that may be moved: those whose relation no other reading can save.
    """

    kind: str
    prints: tuple[Print, ...]
    relation: Mapping[str, object] | None
    holds: Callable[[Sequence[Range]], bool]
    movable: tuple[int, ...]
    units: Mapping[str, str] = field(default_factory=dict)


def moved(system: System, rnd: random.Random) -> tuple[System, int] | None:
    """The system with one number moved beyond what its relation allows, and which; None when no small move does."""
    place = rnd.choice(system.movable)
    old = system.prints[place]
    for _ in range(12):
        factor = Decimal(rnd.choice((-1, 1)) * rnd.randint(3, 45)) / 100
        value = (old.value + max(old.step, abs(old.value)) * factor).quantize(old.step, rounding=ROUND_UP)
        if value <= 0 or value == old.value or (old.unit == "%" and value > 100):
            continue
        prints = (*system.prints[:place], replace(old, value=value), *system.prints[place + 1 :])
        if not system.holds([each.widest for each in prints]):
            return replace(system, prints=prints), place
    return None


def partition(name: str, rnd: random.Random) -> System:
    """Parts that add up to a whole."""
    unit, decimals = rnd.choice((("人", 0), ("万元", 2), ("平方米", 1)))
    parts = [_true(rnd) for _ in range(rnd.randint(2, 5))]
    if decimals == 0:
        parts = [Decimal(int(part)) for part in parts]
    codes = [f"{name}_part{i}" for i in range(len(parts))]
    whole = _cell(f"{name}_whole", unit, sum(parts, Decimal(0)), decimals, rnd)
    prints = (whole, *(_cell(code, unit, part, decimals, rnd) for code, part in zip(codes, parts, strict=True)))
    relation = {"kind": "partition", "whole": f"{name}_whole", "parts": codes}
    return _system("partition", prints, relation, _sum_holds, range(len(prints)))


def quotient(name: str, rnd: random.Random) -> System:
    """A share in per cent, or a ratio, with both its counts."""
    is_share = rnd.random() < 0.6
    below = Decimal(rnd.randint(50, 60_000))
    above = Decimal(rnd.randint(1, int(below))) if is_share else below * rnd.randint(2, 30) + rnd.randint(0, 49)
    factor = 100 if is_share else 1
    codes = [f"{name}_rate", f"{name}_above", f"{name}_below"]
    decimals = rnd.randint(1, 3)
    rate = _rounded(above / below * factor, decimals, rnd)
    prints = (
        Print(codes[0], YEAR, "%" if is_share else ":", rate, Decimal(1).scaleb(-decimals)),
        Print(codes[1], YEAR, "人", above, Decimal(1)),
        Print(codes[2], YEAR, "人", below, Decimal(1)),
    )
    relation = {
        "kind": "share" if is_share else "ratio",
        "whole": codes[0],
        "numerator": codes[1],
        "denominator": codes[2],
        "factor": factor,
    }

    def holds(ranges: Sequence[Range]) -> bool:
        (low, high), (up_low, up_high), (down_low, down_high) = ranges
        return down_low <= 0 or (low * down_low <= up_high * factor and up_low * factor <= high * down_high)

    return _system("share" if is_share else "ratio", prints, relation, holds, range(3))


def weighted_mean(name: str, rnd: random.Random) -> System:
    """A rate and the rates of its parts, with how many were asked in each."""
    n = rnd.randint(2, 4)
    rates = [Decimal(rnd.randint(5000, 9999)) / 100 for _ in range(n)]
    asked = [Decimal(rnd.randint(20, 5000)) for _ in range(n)]
    mean = sum((rate * count for rate, count in zip(rates, asked, strict=True)), Decimal(0)) / sum(asked)
    parts, weights = [f"{name}_rate{i}" for i in range(n)], [f"{name}_asked{i}" for i in range(n)]
    prints = (
        _cell(f"{name}_mean", "%", mean, 2, rnd),
        *(Print(code, YEAR, "%", rate, Decimal("0.01")) for code, rate in zip(parts, rates, strict=True)),
        *(Print(code, YEAR, "人", count, Decimal(1)) for code, count in zip(weights, asked, strict=True)),
    )
    relation = {"kind": "weighted-mean", "whole": f"{name}_mean", "parts": parts, "weights": weights}

    def holds(ranges: Sequence[Range]) -> bool:
        counts = [low for low, _ in ranges[n + 1 :]]
        ends = [
            sum(count * each[end] for count, each in zip(counts, ranges[1 : n + 1], strict=True)) / sum(counts)
            for end in (0, 1)
        ]
        return ends[0] <= ranges[0][1] and ranges[0][0] <= ends[1]

    return _system("weighted mean", prints, relation, holds, range(n + 1))


def change(name: str, rnd: random.Random) -> System:
    """This year's value and last year's in a form, and in the text by how much it rose or fell."""
    before = Decimal(rnd.randint(100, 90_000))
    now = before + rnd.choice((-1, 1)) * Decimal(rnd.randint(1, int(before) // 2 + 1))
    sign = 1 if now > before else -1
    gap = abs(now - before)
    code, word = f"{name}_level", "增加" if sign > 0 else "减少"
    is_growth = rnd.random() < 0.4
    rate = _rounded(gap / before * 100, 2, rnd)
    said = (
        Print(code, YEAR, "%", rate, Decimal("0.01"), f"{'增长' if sign > 0 else '下降'} {{}}%", sign)
        if is_growth
        else Print(code, YEAR, "人", gap, Decimal(1), f"{word} {{}} 人", sign)
    )
    prints = (said, Print(code, YEAR, "人", now, Decimal(1)), Print(code, YEAR - 1, "人", before, Decimal(1)))

    def holds(ranges: Sequence[Range]) -> bool:
        (low, high), (new, _), (old, _) = ranges
        computed = sign * (new - old) / (old / 100 if is_growth else 1)
        return low <= computed <= high

    return _system("growth" if is_growth else "change", prints, None, holds, (0, 1, 2))


def said_twice(name: str, rnd: random.Random) -> System:
    """A value of a form that the text tells in its own way: 万 or 亿, 约, 超过, 近, 余.

    Moved is the form's value, by less than half: values that are far apart are taken for those of two things.
    """
    code = f"{name}_said"
    unit, size, true = rnd.choice(
        (("人", 10_000, Decimal(rnd.randint(15_000, 900_000))), ("万元", 10_000, Decimal(rnd.randint(1200, 900_000))))
    )
    magnitude = "万人" if unit == "人" else "亿元"
    decimals = rnd.randint(1, 2)
    step = Decimal(size).scaleb(-decimals)
    wording, rounding = rnd.choice(
        (
            ("{}", ROUND_HALF_UP),
            ("超过 {}", ROUND_DOWN),
            ("近 {}", ROUND_UP),
            ("约 {}", ROUND_HALF_UP),
            ("{}余", ROUND_DOWN),
        )
    )
    if rounding == ROUND_UP:  # 近 0.3 of 0.21 nobody writes
        decimals, step = 2, Decimal(size).scaleb(-2)
    in_words = (true / size).quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    plain = wording == "{}"
    text = f"{wording.replace('{}余', '{} 余')}{' ' if '余' not in wording else ''}{magnitude}"
    said = Print(code, YEAR, unit, in_words * size, step, text)
    prints = (said, Print(code, YEAR, unit, true, Decimal(1)))

    def holds(ranges: Sequence[Range]) -> bool:
        """Plain prints must meet; behind a word that bounds them a fifth either way may be meant."""
        low, high = ranges[1]
        said_low, said_high = ranges[0]
        slack = Fraction(0) if plain else said_high / 5
        if wording.startswith("超过") or "余" in wording:
            return high >= said_low - slack
        return (
            low <= said_high + slack
            if wording.startswith("近")
            else low <= said_high + slack and high >= said_low - slack
        )

    return _system(f"said twice {wording.replace('{}', '').strip()}".strip(), prints, None, holds, (1,))


KINDS: Mapping[str, Callable[[str, random.Random], System]] = {
    "partition": partition,
    "quotient": quotient,
    "weighted mean": weighted_mean,
    "change": change,
    "said twice": said_twice,
}


def _system(
    kind: str,
    prints: Sequence[Print],
    relation: Mapping[str, object] | None,
    holds: Callable[[Sequence[Range]], bool],
    movable: Sequence[int],
) -> System:
    units = {each.code: each.unit for each in prints if not each.words}
    return System(kind, tuple(prints), relation, holds, tuple(movable), units)


def _sum_holds(ranges: Sequence[Range]) -> bool:
    low, high = (sum(each[end] for each in ranges[1:]) for end in (0, 1))
    return low <= ranges[0][1] and ranges[0][0] <= high


def _true(rnd: random.Random) -> Decimal:
    return Decimal(rnd.randint(1, 10 ** rnd.randint(3, 8))).scaleb(-3) + 1


def _cell(code: str, unit: str, true: Decimal, decimals: int, rnd: random.Random) -> Print:
    """A value in a form, with that many decimals; counts are whole."""
    return Print(code, YEAR, unit, _rounded(true, decimals, rnd), Decimal(1).scaleb(-decimals))


def _rounded(value: Decimal, decimals: int, rnd: random.Random) -> Decimal:
    """Rounded, or cut off: both are in use."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=rnd.choice((ROUND_HALF_UP, ROUND_DOWN)))
