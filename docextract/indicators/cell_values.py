"""A table cell to a number, or to the reason why there is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from docextract.model.indicator import ValueStatus
from docextract.rulepacks.schema import Pack, unit_key
from docextract.text.repair import plain_chars
from docextract.text.traditional import to_simplified

_NUMBER = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?|[+-]?\.\d+"
_VALUE = re.compile(rf"^(?P<number>{_NUMBER})(?P<unit>[^\d,.+-]*)$")
_RATIO = re.compile(rf"^(?P<left>{_NUMBER}):(?P<right>{_NUMBER})$")
_MINUS = str.maketrans({"−": "-", "－": "-", "﹣": "-", "∶": ":", "：": ":", "，": ",", "．": ".", "％": "%"})


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says. `value` is in the wanted unit, None unless `status` is OK.

    `decimals` are the printed ones, moved with the point when the unit was converted (12 元 is 0.0012 万元: 4; 1.5 亿元 is
    15000 万元, of which the thousands are printed: -3). `unit` is the unit that the number was printed in. `doubt` is
    "unit" when that does not convert into the wanted one and the number is given as printed, else "".
    """

    value: Decimal | None
    status: ValueStatus
    decimals: int = 0
    unit: str = ""
    doubt: str = ""


def read_cell(raw: str, wanted_unit: str, printed_unit: str, pack: Pack) -> CellValue:
    """The value of a cell in `wanted_unit`; `printed_unit` is what the row prints ("" if nothing).

    A unit inside the cell (5119.64元) goes before the row's. With `wanted_unit` "" the number stays as printed.

    >>> from docextract.rulepacks.load import load_pack
    >>> pack = load_pack()
    >>> read_cell("1 : 17.6", ":1", "——", pack).value, read_cell("12,345.60", "万元", "元", pack).value
    (Decimal('17.6'), Decimal('1.234560'))
    >>> read_cell("仅高职填\\n报", "所", "所", pack).status.value, read_cell("——", "人", "人", pack).status.value
    ('not_applicable', 'missing')
    """
    text = to_simplified("".join(unicodedata.normalize("NFKC", plain_chars(raw).translate(_MINUS)).split()))
    if not text or text in _plain_words(pack.words.missing):
        return CellValue(None, ValueStatus.MISSING, unit=printed_unit)
    if text.strip("()") in _plain_words(pack.words.not_applicable):
        return CellValue(None, ValueStatus.NOT_APPLICABLE, unit=printed_unit)
    if ratio := _RATIO.match(text):
        return _read_ratio(ratio["left"], ratio["right"], wanted_unit)
    if not (match := _VALUE.match(text)):
        return CellValue(None, ValueStatus.UNREADABLE, unit=printed_unit)
    own_unit = match["unit"].strip("()")
    if own_unit and pack.unit(own_unit) is None:
        return CellValue(None, ValueStatus.UNREADABLE, unit=printed_unit)
    return _in_unit(match["number"], own_unit or printed_unit, wanted_unit, pack)


def _plain_words(words: tuple[str, ...]) -> set[str]:
    return {"".join(unicodedata.normalize("NFKC", word).split()) for word in words} | set(words)


def _read_ratio(left: str, right: str, wanted_unit: str) -> CellValue:
    """17.6:1 and 1:17.6 are 17.6 per one; a ratio without a one, or where none is wanted, is not read."""
    sides = [_decimal(left), _decimal(right)]
    if wanted_unit not in (":1", "") or 1 not in sides:
        return CellValue(None, ValueStatus.UNREADABLE, unit=":1")
    printed = left if sides[1] == 1 else right
    return CellValue(_decimal(printed), ValueStatus.OK, _decimals(printed), ":1")


def _in_unit(number: str, given: str, wanted: str, pack: Pack) -> CellValue:
    value, decimals = _decimal(number), _decimals(number)
    if not given or not wanted or unit_key(given) == unit_key(wanted):
        return CellValue(value, ValueStatus.OK, decimals, given)
    converted = pack.convert(value, given, wanted)
    if converted is None:
        doubt = "unit" if pack.unit(given) is not None else ""
        return CellValue(value, ValueStatus.OK, decimals, given, doubt)
    exponent = converted.as_tuple().exponent
    return CellValue(converted, ValueStatus.OK, -exponent if isinstance(exponent, int) else 0, given)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])
