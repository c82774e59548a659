"""Named repairs of what PDFs make of Chinese text. Each keeps the number of characters, so that boxes stay aligned.

NFKC is no help as a whole: it turns the full-width （）：，that Chinese is set in into half-width ones, and it mends only
the Kangxi radicals. So each repair names the characters it changes.
"""

from __future__ import annotations

import unicodedata

UNREADABLE_CHAR = "\ufffd"

# Browsers that print to PDF write some characters as CJK radicals (U+2E80-2EFF), which NFKC leaves alone. Unicode lists
# the ordinary character for each in its EquivalentUnifiedIdeograph property; these are the ones used in running text.
RADICALS_SUPPLEMENT = {
    "⺁": "厂", "⺄": "乙", "⺆": "冂", "⺇": "几", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺎": "兀",
    "⺏": "尢", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺗": "心", "⺙": "攵", "⺛": "无", "⺜": "日", "⺝": "月",
    "⺞": "歺", "⺟": "母", "⺠": "民", "⺢": "水", "⺣": "灬", "⺤": "爪", "⺥": "爪", "⺦": "丬", "⺧": "牛",
    "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糸", "⺰": "纟",
    "⺱": "网", "⺲": "罒", "⺳": "罓", "⺵": "羊", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "老", "⺺": "聿",
    "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹", "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "西",
    "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝", "⻊": "足", "⻋": "车", "⻌": "辶",
    "⻍": "辶", "⻎": "辶", "⻏": "邑", "⻐": "钅", "⻑": "长", "⻒": "镸", "⻓": "长", "⻔": "门", "⻕": "阜",
    "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "食",
    "⻟": "饣", "⻠": "饣", "⻡": "首", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤",
    "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻫": "齐", "⻬": "齐", "⻭": "齿", "⻮": "齿", "⻯": "竜", "⻰": "龙",
    "⻱": "龟", "⻲": "龟", "⻳": "龟",
}  # fmt: skip

# NFKC gives the traditional shape of this radical; a font of mainland China prints it for the simplified character.
RADICALS_SIMPLIFIED = {"⼾": "户"}

# Word sets bullets and private marks from symbol fonts at these code points; they carry no meaning of their own.
BLANKS = {"\u00a0": " ", "\u3000": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " "}


def _char_map() -> dict[int, str]:
    table = {ord(char): plain for char, plain in {**RADICALS_SUPPLEMENT, **BLANKS}.items()}
    kangxi = range(0x2F00, 0x2FD6)
    compatibility = range(0xF900, 0xFB00)
    for code in (*kangxi, *compatibility):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return table | {ord(char): plain for char, plain in RADICALS_SIMPLIFIED.items()}


_TABLE = _char_map()


def plain_chars(text: str) -> str:
    """Radicals and compatibility ideographs as ordinary characters, odd blanks as a blank; same length.

    >>> plain_chars("汽⻋⼯业"), plain_chars("农⼾")
    ('汽车工业', '农户')
    """
    return text.translate(_TABLE)


def is_cjk(char: str) -> bool:
    """True for Chinese characters and for the full-width punctuation they are set with.

    >>> [is_cjk(c) for c in "业，a1“"]
    [True, True, False, False, True]
    """
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or (char in "“”‘’…—《》〈〉【】〔〕、。·")
    )


def join_wrapped(first: str, second: str) -> str:
    """The two parts of a text that was broken over a line, with a blank only between two Latin words.

    >>> join_wrapped("质量年", "度报告"), join_wrapped("world", "skills"), join_wrapped("共12", "34人")
    ('质量年度报告', 'world skills', '共1234人')
    """
    return first + wrap_blank(first, second) + second


def wrap_blank(first: str, second: str) -> str:
    """What stands between two parts that were broken over a line: a blank between Latin letters, else nothing."""
    if first and second and _is_letter(first[-1]) and _is_letter(second[0]):
        return " "
    return ""


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
