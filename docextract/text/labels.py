"""Row labels as printed to the bare name that can be compared, and the marks that stood around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from docextract.text.repair import plain_chars

STARS = "*∗⁎★※"
QUOTES = "\"'“”‘’„「」『』`´"
# Punctuation that is set in many ways and tells no two names apart.
LOOSE_MARKS = set(",，、.。·・;；:：-‐‑‒–—―－_/\\|~～…")

_PART_MARK = re.compile(r"^其中[:：,，]?")
_CLASS_MARK = re.compile(r"^[A-H]类[:：、.]?")
# A row number glued to the name ("3毕业生…", "(2)…", "四、…"). A digit before 年 or 个 belongs to the name (3年晋升…).
_SERIAL = re.compile(
    r"^(?:[(（]?(\d{1,2})[)）][.、]?|(\d{1,2})(?:[.、．]|(?=[^\d年个月岁%.]))|([一二三四五六七八九十]{1,3})、)"
)
_END_BRACKET = re.compile(r"[(\[【](?:单位:?)?([^()\[\]【】]{1,8})[)\]】]$")


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label taken apart.

    `text` is the bare name in the form in which names are compared: no blanks, stars, quotes, loose punctuation, marks;
    half width; small letters. `is_part` says that 其中 stood before it. `serial` is a row number glued to it and `unit`
    a unit in brackets at its end, both "" if none.
    """

    printed: str
    text: str
    is_part: bool = False
    has_star: bool = False
    serial: str = ""
    unit: str = ""


def parse_label(printed: str, is_unit: Callable[[str], bool] = lambda text: False) -> Label:
    """The label's parts; `is_unit` tells whether the text in a closing bracket is a unit.

    >>> parse_label("其中：思想政治课教学满意 度*").text
    '思想政治课教学满意度'
    >>> label = parse_label("12 教职工总数（人）", lambda text: text == "人")
    >>> label.text, label.serial, label.unit
    ('教职工总数', '12', '人')
    >>> parse_label("B 类：到西部和东北地区就业人数").text
    '到西部和东北地区就业人数'
    """
    text = _plain(printed)
    has_star = any(star in text for star in STARS)
    text = "".join(char for char in text if char not in STARS)
    is_part, serial = False, ""
    while True:
        if mark := _PART_MARK.match(text):
            is_part = True
        elif not serial and (mark := _SERIAL.match(text)) and len(text) > mark.end() + 1:
            serial = next(group for group in mark.groups() if group)
        elif not (mark := _CLASS_MARK.match(text)):
            break
        text = text[mark.end() :]
    unit = ""
    if (bracket := _END_BRACKET.search(text)) and is_unit(bracket.group(1)):
        unit, text = bracket.group(1), text[: bracket.start()]
    return Label(printed, _bare(text), is_part, has_star, serial, unit)


def compare_form(name: str) -> str:
    """A canonical name in the form in which labels are compared; no mark is taken off.

    >>> compare_form("“双师型”教师 比例")
    '双师型教师比例'
    """
    return _bare(_plain(name))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", plain_chars(text)).split())


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in LOOSE_MARKS and char not in QUOTES).casefold()
