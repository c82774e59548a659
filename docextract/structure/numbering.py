"""Numbers that stand before headings, captions and cases: named schemes, examples beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from docextract.rulepacks.schema import StructureWords
from docextract.text.word_patterns import any_of

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


Schemes = tuple[tuple[Scheme, re.Pattern[str]], ...]

# How a number is printed where no word counts. Order matters: 1.1 before 1.
_PLAIN: Schemes = (
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


def schemes_of(words: StructureWords) -> Schemes:
    """The schemes, each with the pattern that parts a text into `number` and `title`; the first that fits counts."""
    counted = (
        (Scheme.PART, words.parts),
        (Scheme.CHAPTER, words.chapters),
        (Scheme.SECTION, words.sections),
        (Scheme.ARTICLE, words.articles),
    )
    return (
        *(
            (scheme, re.compile(rf"^(?P<number>第\s*(?:{CN}+|\d+)\s*{any_of(units)})[\s:：、]*(?P<title>.*)$"))
            for scheme, units in counted
        ),
        *_PLAIN,
    )


# 1 基本情况, 1基本情况: a chapter where sections are numbered 1.1. As a prefix of text it means nothing, so it counts only
# beside such sections; what is counted (12 月, 3 个) is no title.
BARE_NUMBER = re.compile(
    r"^(?P<number>\d{1,2})(?:\s+|(?=[\u4e00-\u9fff“《]))(?P<title>(?![年月日号个次届]|[人名项家所门种](?![\u4e00-\u9fff]))[\u4e00-\u9fff“《A-Za-z].*)$"
)


def split_number(text: str, schemes: Schemes) -> Numbered:
    """The number before a heading; scheme NONE and the whole text as title when there is none.

    >>> known = schemes_of(StructureWords(chapters=("章",)))
    >>> split_number("2.4.1 专业建设", known)
    Numbered(scheme=<Scheme.DECIMAL: '1.1'>, number='2.4.1', title='专业建设', depth=3)
    >>> [split_number(text, known).number for text in ("第三章 服务贡献", "挑战 1：", "前 言", "第三节 概况")]
    ['第三章', '挑战 1：', '', '']
    """
    stripped = text.strip()
    for scheme, pattern in schemes:
        match = pattern.match(stripped)
        if match:
            number = match["number"].strip()
            depth = len(re.findall(r"\d+", number)) if scheme is Scheme.DECIMAL else 1
            return Numbered(scheme, number, match["title"].strip(), depth)
    return Numbered(Scheme.NONE, "", stripped)


def split_bare_number(text: str) -> Numbered:
    """A title that begins with a number alone, parted; scheme NONE when it does not.

    >>> split_bare_number("3 服务贡献").number, split_bare_number("3 个百分点").number
    ('3', '')
    """
    match = BARE_NUMBER.match(text.strip())
    if match is None:
        return Numbered(Scheme.NONE, "", text.strip())
    return Numbered(Scheme.BARE, match["number"], match["title"].strip())


def numbered_as(number: str, schemes: Schemes) -> Numbered:
    """Scheme and depth of a heading's number as printed; NONE for ""."""
    if re.fullmatch(r"\d{1,2}", number):
        return Numbered(Scheme.BARE, number, "")
    return split_number(f"{number} x" if number else "", schemes)


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
