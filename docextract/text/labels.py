"""Row labels as printed to the bare name that can be compared, and the marks that stood around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from docextract.text.repair import plain_chars
from docextract.text.traditional import to_simplified

STARS = "*∗⁎★※"
# Endings that name the same thing: a count, a part of a hundred. Longest first; the first is written for all of them.
ENDINGS = (("总数量", "人数量", "总数", "数量", "人数", "数"), ("百分比", "比例", "占比", "比重", "比率", "率"))
QUOTES = "\"'“”‘’„「」『』`´"
# Punctuation that is set in many ways and tells no two names apart.
LOOSE_MARKS = set(",，、.。·・;；:：-‐‑‒–—―－_/\\|~～…")

# As recognisers read it too: the colon tells 其巾：, 共中： from the beginning of a name.
_PART_MARK = re.compile(r"^(?:其中[:,]?|[其共具][中巾申][:,])")
_CLASS_MARK = re.compile(r"^[A-H]类[:、.]?")
# One or two digits, one of them perhaps read as a letter.
_DIGITS = r"(?:\d{1,2}|[lI|]\d|\d[lI|oO])"
# A row number glued to the name ("3毕业生…", "(2)…", "2.1…", "四、…"). A digit before 年 or 个 belongs to the name
# (3年晋升…).
_SERIAL = re.compile(
    rf"^(?:[(\[【〔]?({_DIGITS})[)\]】〕][.、]?|({_DIGITS}(?:[.-]\d{{1,2}})*)(?:[.、,]|(?=[^\da-zA-Z年个月岁%.]))"
    r"|[(【]?([一二三四五六七八九十]{1,3})[)】、,.]"
    r"|[(\[【〔]?第(\d{1,3}|[一二三四五六七八九十]{1,3})[项条行号][)\]】〕]?[:.、,]?"
    r"|(?:序号|指标|编号)(\d{1,3})[:.、,]?(?=[^\d年个月岁%]))"
)
_END_BRACKET = re.compile(r"[(\[【](?:单位:?|[^()]{2}:)?([^()\[\]【】]{1,8})[)\]】]$")
# Brackets around the whole label and nothing else.
_IN_BRACKETS = re.compile(
    r"^(?:\(([^()]{2,})\)|\[([^\[\]]{2,})\]|【([^【】]{2,})】|〔([^〔〕]{2,})〕|〖([^〖〗]{2,})〗|《([^《》]{2,})》|<([^<>]{2,})>)$"
)
_END_SLASH = re.compile(r"/([^/]{1,6}(?:/[^/]{1,3})?)$")


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
    """The label's parts; `is_unit` tells whether the text in a closing bracket or after a slash is a unit.

    Traditional characters are compared as simplified ones.

    >>> parse_label("其中：思想政治课教学满意 度*").text
    '思想政治课教学满意度'
    >>> label = parse_label("12 教职工总数（人）", lambda text: text == "人")
    >>> label.text, label.serial, label.unit
    ('教职工总数', '12', '人')
    >>> parse_label("B 类：到西部和东北地区就业人数").text, parse_label("第3项 【毕业生人数】").text
    ('到西部和东北地区就业人数', '毕业生人数')
    """
    text = to_simplified(_plain(printed))
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
    while (found := _END_BRACKET.search(text) or _END_SLASH.search(text)) and is_unit(found.group(1)):
        unit, text = unit or found.group(1), text[: found.start()]
    if whole := _IN_BRACKETS.match(text):
        inner = parse_label(next(group for group in whole.groups() if group), is_unit)
        return replace(
            inner, printed=printed, is_part=is_part or inner.is_part, has_star=has_star,
            serial=serial or inner.serial, unit=unit or inner.unit,
        )  # fmt: skip
    return Label(printed, _bare(text), is_part, has_star, serial, unit)


def compare_form(name: str) -> str:
    """A canonical name in the form in which labels are compared; no mark is taken off.

    >>> compare_form("“双师型”教师 比例")
    '双师型教师比例'
    """
    return _bare(_plain(name))


def plain_ending(text: str) -> str:
    """A compared name with its ending in one wording; names that differ in nothing else are one name.

    >>> plain_ending("专任教师人数") == plain_ending("专任教师总数"), plain_ending("晋升占比") == plain_ending("晋升比例")
    (True, True)
    """
    for endings in ENDINGS:
        for ending in endings:
            if text.endswith(ending) and len(text) > len(ending) + 1:
                return text.removesuffix(ending) + endings[0]
    return text


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", plain_chars(text)).split())


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in LOOSE_MARKS and char not in QUOTES).casefold()
