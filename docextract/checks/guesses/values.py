"""The numbers of a paragraph as what they can stand for, and as what somebody may have meant to type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import slips_of
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.prose.sums.part_runs import counted_in
from docextract.model.claim import ClaimKind
from docextract.text.numbers import to_decimal
from docextract.text.patterns import compile_pattern

_DIGITS = compile_pattern(r"\d[\d,]*(?:\.\d+)?")
# 新增 5 个, 多 18 人, 下降了 1.2 个百分点; not 增加到 158 人.
_CHANGES = compile_pattern(
    r"(?:增|增加|增长|减|减少|提高|提升|上升|下降|降低|回落|扩大|缩小|高出|高于|低于|[高低多少降升涨幅]|[多少]\p{Han}{1,4})(?:了|出|约)?[ ]*$"
)
# So much of a last digit may be lost to floats.
_SLACK = 1e-9
POINTS = "个百分点"
_MONEY = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
_NEXT_UNITS = {"元": ("万元",), "万元": ("元", "亿元"), "亿元": ("万元",)}
# Of all slips of the pen so many are of the unit.
UNIT_SLIP = 0.1
FULL = 100

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Meant:
    """Digits and unit that may have been meant, their value and what they can stand for in base units, and how likely that slip is."""

    digits: str
    unit: str
    value: float
    span: Span
    likely: float


@dataclass(frozen=True)
class Value:
    """A number of a paragraph. `low` and `high` bound what its print can stand for, `step` is one of its last digit, in base units.

    `sentence` counts the paragraph's sentences; `passage` is its own. `number` is where it stands.
    """

    number: Number
    passage: Passage
    sentence: int
    digits: str
    scale: float

    @property
    def fact(self) -> Fact:
        return self.number.fact

    @cached_property
    def value(self) -> float:
        return float(self.fact.value)

    @cached_property
    def span(self) -> Span:
        low, high = self.fact.interval.low, self.fact.interval.high
        return float("-inf") if low is None else float(low), float("inf") if high is None else float(high)

    @cached_property
    def step(self) -> float:
        return self.scale * 10.0 ** -len(self.digits.partition(".")[2])

    @cached_property
    def is_exact(self) -> bool:
        return self.span[0] == self.span[1]

    @cached_property
    def is_percent(self) -> bool:
        return self.fact.unit == "%"

    @cached_property
    def is_change(self) -> bool:
        """Says by how much something changed: the claim is a change, or its words are (比上年多 18 人)."""
        return self.fact.kind is ClaimKind.CHANGE or bool(_CHANGES.search(self.number.lead))

    @cached_property
    def is_amount(self) -> bool:
        """A count or amount of its own, this year's or last year's."""
        return not self.number.is_rate and not self.number.is_per_head

    @cached_property
    def counted_in(self) -> str:
        return counted_in(self.number)

    @cached_property
    def meant(self) -> tuple[Meant, ...]:
        """What one slip turns into the print: other digits, or 元 for 万元."""
        found = []
        for value, decimals, likely in slips_of(self.digits):
            middle, half = float(value) * self.scale, self.scale * 10.0**-decimals / 2
            # Of a rounded number the last digit is within half; both rounding and truncation are in use.
            span = (middle, middle) if self.is_exact else (middle - half, middle + 2 * half)
            if not (self.is_percent and not self.is_change and value > FULL):  # no share is more than all
                found.append(Meant(f"{value:.{decimals}f}", self.fact.unit, middle, span, likely))
        for unit in _NEXT_UNITS.get(self.fact.unit, ()):
            times = _MONEY[unit] / _MONEY[self.fact.unit]
            span = (self.span[0] * times, self.span[1] * times)
            found.append(Meant(self.digits, unit, self.value * times, span, UNIT_SLIP))
        return tuple(found)


def values_of(book: Book) -> Iterator[tuple[Value, ...]]:
    """The plain numbers of each paragraph, in order; 约 and 余 and numbers in Chinese digits are left out."""
    found: list[Value] = []
    sentence, block = 0, ""
    for passage in passages(book):
        if passage.block != block and found:
            yield tuple(found)
            found, sentence = [], 0
        block = passage.block
        found += (value for number in passage.numbers if (value := _value(number, passage, sentence)) is not None)
        sentence += 1
    if found:
        yield tuple(found)


def _value(number: Number, passage: Passage, sentence: int) -> Value | None:
    claim = number.fact.claim
    match = _DIGITS.match(passage.text, number.start)
    if claim is None or match is None or claim.quantity.is_bounded:
        return None
    printed = to_decimal(match.group())
    if not printed or number.fact.value <= 0:
        return None
    return Value(number, passage, sentence, match.group().replace(",", ""), float(number.fact.value / printed))


def meets(first: Span, second: Span) -> bool:
    """True when two spans share a value, but for what floats lose."""
    slack = _SLACK * max(abs(first[0]), abs(second[0]), 1e-6) if first[0] > float("-inf") else 0.0
    return first[0] <= second[1] + slack and second[0] <= first[1] + slack


def distinct(values: Sequence[Value]) -> list[Value]:
    """The values, each amount once."""
    return list({(value.value, value.counted_in): value for value in values}.values())
