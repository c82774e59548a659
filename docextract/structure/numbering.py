"""Numbers that stand before headings, captions and cases: named schemes, examples beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

CN = "[一二三四五六七八九十百零〇]"
DASH = "[-–—－―.．]"


class Scheme(StrEnum):
    """How a heading is numbered."""

    PART = "第一部分"
    CHAPTER = "第一章"
    SECTION = "第一节"
    ARTICLE = "第一条"
    CN_COMMA = "一、"
    CN_PAREN = "（一）"
    DECIMAL = "1.1"
    ONE_DOT = "1."
    ONE_PAREN = "（1）"
    BARE = "1"
    WORD = "挑战 1："
    NONE = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text parted into its number as printed and the rest; `depth` counts the parts of a decimal number."""

    scheme: Scheme
    number: str
    title: str
    depth: int = 1


# Order matters: 1.1 before 1., 第一章 before anything else.
PATTERNS: tuple[tuple[Scheme, re.Pattern[str]], ...] = (
    (Scheme.PART, re.compile(rf"^(?P<number>第\s*(?:{CN}+|\d+)\s*(?:部分|篇))[\s:：、]*(?P<title>.*)$")),
    (Scheme.CHAPTER, re.compile(rf"^(?P<number>第\s*(?:{CN}+|\d+)\s*章)[\s:：、]*(?P<title>.*)$")),
    (Scheme.SECTION, re.compile(rf"^(?P<number>第\s*(?:{CN}+|\d+)\s*节)[\s:：、]*(?P<title>.*)$")),
    (Scheme.ARTICLE, re.compile(rf"^(?P<number>第\s*(?:{CN}+|\d+)\s*条)[\s:：、]*(?P<title>.*)$")),
    (Scheme.CN_COMMA, re.compile(rf"^(?P<number>{CN}{{1,3}}\s*[、．.])\s*(?P<title>.*)$")),
    (Scheme.CN_PAREN, re.compile(rf"^(?P<number>[（(]\s*{CN}{{1,3}}\s*[)）])\s*、?\s*(?P<title>.*)$")),
    # 1.3 and 1.3. but not 3.5% or 2024.9: the parts are short and no unit or digit follows.
    (
        Scheme.DECIMAL,
        re.compile(r"^(?P<number>\d{1,2}(?:\s*[.．]\s*\d{1,2}){1,4}\s*[.．、]?)(?![\d%％万亿元])\s*(?P<title>.*)$"),
    ),
    (Scheme.ONE_DOT, re.compile(r"^(?P<number>\d{1,2}\s*[.．、])(?!\d)\s*(?P<title>.*)$")),
    (Scheme.ONE_PAREN, re.compile(r"^(?P<number>(?:[（(]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[)）]))\s*(?P<title>.*)$")),
    # 挑战 1：..., 措施二：...: a word that numbers.
    (
        Scheme.WORD,
        re.compile(rf"^(?P<number>[\u4e00-\u9fff]{{2,4}}\s*(?:\d{{1,2}}|{CN}{{1,2}})\s*[:：])\s*(?P<title>.*)$"),
    ),
)

# 1 基本情况, 1基本情况: a chapter where sections are numbered 1.1. As a prefix of text it means nothing, so it counts only
# beside such sections; what is counted (12 月, 3 个) is no title.
BARE_NUMBER = re.compile(
    r"^(?P<number>\d{1,2})(?:\s+|(?=[\u4e00-\u9fff“《]))(?P<title>(?![年月日号个次届]|[人名项家所门种](?![\u4e00-\u9fff]))[\u4e00-\u9fff“《A-Za-z].*)$"
)

CAPTION = re.compile(
    rf"^(?P<word>附?\s*图|附?\s*表|续\s*表)\s*(?P<number>[A-Za-z]?\d{{1,3}}(?:\s*{DASH}\s*\d{{1,3}})*|{CN}{{1,3}}(?=[\s:：、]|$))"
    r"\s*[:：、.．]?\s*(?P<title>.*)$"
)
# What a sentence says after naming a figure or table; a caption never begins so.
SAID_OF_FIGURE = re.compile(
    r"^(?:所示|显示|可知|可见|可以看出|表明|反映|列出|给出|中的|的|[，,、]|(?:和|与|及|或)\s*附?[图表])"
)

CASE = re.compile(
    rf"^[【\[]?\s*(?:典型|优秀|特色)?\s*案例\s*(?P<number>\d{{1,3}}(?:\s*{DASH}\s*\d{{1,3}})*|{CN}{{1,3}}(?=[\s:：、】\]]|$))?"
    r"\s*[】\]]?\s*[:：、.．]?\s*[】\]]?\s*(?P<title>.*)$"
)


def split_number(text: str) -> Numbered:
    """The number before a heading; scheme NONE and the whole text as title when there is none.

    >>> split_number("2.4.1 专业建设"), split_number("挑战 1：").number, split_number("前 言").scheme.name
    (Numbered(scheme=<Scheme.DECIMAL: '1.1'>, number='2.4.1', title='专业建设', depth=3), '挑战 1：', 'NONE')
    """
    stripped = text.strip()
    for scheme, pattern in PATTERNS:
        match = pattern.match(stripped)
        if match:
            number = match["number"].strip()
            depth = len(re.findall(r"\d+", number)) if scheme is Scheme.DECIMAL else 1
            return Numbered(scheme, number, match["title"].strip(), depth)
    return Numbered(Scheme.NONE, "", stripped)


def split_bare_number(text: str) -> Numbered:
    """Like `split_number` for a title that begins with a number alone.

    >>> split_bare_number("3 服务贡献").number, split_bare_number("3 个百分点").number
    ('3', '')
    """
    match = BARE_NUMBER.match(text.strip())
    if match is None:
        return split_number(text)
    return Numbered(Scheme.BARE, match["number"], match["title"].strip())


def numbered_as(number: str) -> Numbered:
    """Scheme and depth of a heading's number as printed; NONE for ""."""
    if re.fullmatch(r"\d{1,2}", number):
        return Numbered(Scheme.BARE, number, "")
    return split_number(f"{number} x") if number else split_number("")


def ordinal(number: str) -> int:
    """The last counter of a number: 3 for 2.3, （三）, 第三章 or 3.; 0 when it has none.

    >>> ordinal("2.3"), ordinal("（十二）"), ordinal("第三章")
    (3, 12, 3)
    """
    digits = re.findall(r"\d+", number)
    if digits:
        return int(digits[-1])
    found = re.search(rf"{CN}+", number)
    if found is None:
        return 0
    tens, ten, ones = found.group().rpartition("十")
    units = "零一二三四五六七八九"
    value = max(0, units.find(ones)) if ones else 0
    return value + (10 * (units.find(tens) if tens else 1) if ten else 0)


def tidy_number(number: str) -> str:
    """A caption's number without blanks around its dashes: "2 - 1" to "2-1"."""
    return re.sub(rf"\s*({DASH})\s*", r"\1", number.strip())
