"""Numbers with a unit in a sentence, and the words that bound them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from docextract.model.quantity import Quantity
from docextract.text.numbers import make_quantity, make_ratio, to_decimal
from docextract.text.patterns import (
    ARABIC,
    BOUND_AFTER,
    BOUND_BEFORE,
    BOUND_END,
    CHINESE,
    CLASSIFIER,
    CLOCK,
    DOCUMENT_NUMBER,
    GAP,
    LIST_MARK,
    MAGNITUDE,
    MEASURE,
    ORDINAL,
    PERCENT,
    PHONE,
    PLAIN_END,
    PLAIN_START,
    QUOTED,
    RATIO,
    REFERENCE,
    Match,
    compile_pattern,
    masked,
)


@dataclass(frozen=True, slots=True)
class ValueMention:
    """A number as it stands in a text, characters `start` to `end` (half open), bound words and unit included.

    `unit_end` is where the unit ends, before 以上 or 左右; `digits_start` where the digits begin, after 约 or 近.
    """

    start: int
    end: int
    digits_start: int
    unit_end: int
    quantity: Quantity
    is_chinese: bool = False
    is_range: bool = False


_ARABIC_VALUE = rf"""
    (?:(?P<before>{BOUND_BEFORE}){GAP})?
    {PLAIN_START}(?P<digits>{ARABIC})
    (?:{GAP}[%％]?{GAP}[-–—~～至到]{{1,2}}{GAP}(?P<upper>{ARABIC}))?
    {PLAIN_END}{GAP}(?P<after>{BOUND_AFTER})?{GAP}(?P<magnitude>{MAGNITUDE})?(?P<after_magnitude>{BOUND_AFTER})?{GAP}
    (?P<unit>{PERCENT}|{MEASURE}|{CLASSIFIER})?
    (?P<tail>{GAP}{BOUND_END})?
"""
_CHINESE_VALUE = rf"""
    (?P<c_before>{BOUND_BEFORE})?(?<![第其之每十百千万零〇一二三四五六七八九数几])
    (?P<c_digits>{CHINESE})(?P<c_after>{BOUND_AFTER})?
    (?P<c_unit>{CLASSIFIER}|成(?![为立果长员就熟功绩本效人型]))(?P<c_tail>{BOUND_END})?
"""
_VALUE = compile_pattern(rf"(?P<ratio>{PLAIN_START}{RATIO})(?!\d)|{_ARABIC_VALUE}|{_CHINESE_VALUE}")
# 三位一体, 两个维护 and the like are set phrases; bare 百 or 万 (百家, 万户) is no number.
_SET_PHRASE = compile_pattern(
    r"[二两三四五六七八九十]位一体|[两四]个(?:维护|意识|自信|确立|服务)|^[百千万][^分]|[三四]类幼儿园|^(?:十[六七八九]|二十)(?:大|届)"
)
_MASKS = compile_pattern(
    "|".join(f"(?:{piece})" for piece in (QUOTED, DOCUMENT_NUMBER, ORDINAL, REFERENCE, LIST_MARK, CLOCK, PHONE))
)
# 净收入为 −23.5 万元. A claim has no sign, and as 23.5 it would be another value.
_NEGATIVE = compile_pattern(r"[\p{Han}：:（(，][ ]*[-−－][ ]*$")
_FRACTION = compile_pattern(rf"(?P<whole>{CHINESE}|\d+)分之(?P<part>{CHINESE}|一|\d+)")


def hide_no_values(text: str) -> str:
    """The text with ■ in place of everything whose digits state nothing: names, ordinals, references, marks.

    >>> hide_no_values("见表 2-1，落实“1269”行动，第 3 届")
    '见■■■■■，落实■■■■■■行动，■■■■■'
    """
    return masked(text, _MASKS)


def find_values(text: str) -> tuple[ValueMention, ...]:
    """The numbers with a unit in a text whose periods and names are hidden already, in order; none below nought.

    >>> [(m.quantity.value, m.quantity.unit) for m in find_values("在校生 2,310 余人，占 61.25%，七所院校，5G 网络")]
    [(Decimal('2310'), '人'), (Decimal('61.25'), '%'), (Decimal('7'), '所')]
    """
    found = [mention for match in _VALUE.finditer(text) if (mention := _mention(match, text)) is not None]
    found += [_fraction(match) for match in _FRACTION.finditer(text)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(match: Match, text: str) -> ValueMention | None:
    if match.group("ratio"):
        quantity = make_ratio(match.group())
        if quantity is None:
            return None
        return ValueMention(match.start(), match.end(), match.start(), match.end(), quantity)
    if match.group("c_digits"):
        return _chinese_mention(match, text)
    unit, magnitude = match.group("unit") or "", match.group("magnitude") or ""
    if not unit and not magnitude:
        return None
    tail = (match.group("tail") or "").strip()
    after = match.group("after") or match.group("after_magnitude") or ""
    upper = match.group("upper")
    digits = match.group("digits")
    if _NEGATIVE.search(text, max(0, match.start() - 6), match.start()):
        return None
    quantity = make_quantity(digits, magnitude, _plain_unit(unit), match.group("before") or "", after, tail)
    if upper:
        quantity = _range_quantity(quantity, make_quantity(upper, magnitude, _plain_unit(unit)))
    start = match.start("before") if match.group("before") else match.start("digits")
    unit_end = match.end("unit") if unit else match.end("magnitude")
    return ValueMention(start, match.end(), match.start("digits"), unit_end, quantity, is_range=bool(upper))


def _chinese_mention(match: Match, text: str) -> ValueMention | None:
    if _SET_PHRASE.search(text[match.start("c_digits") : match.end() + 2]):
        return None
    digits, unit = match.group("c_digits"), match.group("c_unit")
    before, after, tail = (match.group(name) or "" for name in ("c_before", "c_after", "c_tail"))
    if unit == "成":
        value = to_decimal(digits)
        if value is None:
            return None
        quantity = Quantity(value * 10, "%", 0, value * 10 - 5, value * 10 + 5, is_bounded=True)
    else:
        quantity = make_quantity(digits, "", unit, before, after, tail)
    start = match.start("c_before") if before else match.start("c_digits")
    return ValueMention(start, match.end(), match.start("c_digits"), match.end("c_unit"), quantity, is_chinese=True)


def _range_quantity(lower: Quantity, upper: Quantity) -> Quantity:
    """3—5 个: the upper value, open down to the lower one."""
    return Quantity(
        upper.value, upper.unit, upper.decimals, min(lower.value, upper.value), upper.value, is_bounded=True
    )


def _fraction(match: Match) -> ValueMention:
    """三分之二 as per cent, within the rounding of such words."""
    whole, part = to_decimal(match.group("whole")), to_decimal(match.group("part"))
    share = (part or Decimal(0)) / (whole or Decimal(1)) * 100
    quantity = Quantity(round(share, 1), "%", 1, round(share - 5, 1), round(share + 5, 1), is_bounded=True)
    return ValueMention(match.start(), match.end(), match.start(), match.end(), quantity, is_chinese=True)


def _plain_unit(unit: str) -> str:
    """One spelling for what is printed in two: ％, 百分点, ㎡."""
    return {"％": "%", "百分点": "个百分点", "㎡": "平方米", "m²": "平方米"}.get(unit, unit)
