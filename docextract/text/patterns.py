"""The one door to `regex`: pattern pieces with names, each preceded by what it catches.

Patterns are put together from these pieces here and in the modules that use them; nobody else imports `regex`.
"""

from __future__ import annotations

import re
from typing import cast

import regex

Pattern = re.Pattern[str]
Match = re.Match[str]


def compile_pattern(source: str) -> Pattern:
    """A pattern in `regex` syntax (possessive quantifiers, \\p{Han}); blanks and comments in it are ignored."""
    return cast("Pattern", regex.compile(source, regex.VERBOSE))


# Blanks that typesetting puts between digits and Chinese; never a line feed (blocks have none).
GAP = r"[ \u00a0\u3000]*"
# 1903 · 33,577 · 0.60. Digits that stand in a longer token (5G, CCTV-13, 1+6+3) are refused by PLAIN_START / PLAIN_END.
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
PLAIN_START = r"(?<![A-Za-z\d.+#&/第])(?<![A-Za-z][-—])(?<!\d[-—–:：])"
PLAIN_END = r"(?![\d.]*[A-Za-z+])(?!\d)"
# 七 · 十二 · 二十三 · 两百; 一 alone is an article ("一个品牌") or an adverb and is left out.
CHINESE = (
    r"(?:[二两三四五六七八九十百千万][零〇一二两三四五六七八九十百千万]*|一[十百千][零〇一二三四五六七八九十百千]*)"
)
# 17.6:1 and 1:17.6; the blank around the colon comes from typesetting.
RATIO = rf"\d+(?:\.\d+)?{GAP}[:：∶]{GAP}\d+(?:\.\d+)?"
# Tens of thousands and hundreds of millions, written after the digits.
MAGNITUDE = r"(?:百万|千万|万|亿)"

# Words before a number that make it a bound. Longer ones first.
BOUND_BEFORE = r"(?:不少于|不低于|不小于|不超过|不高于|不多于|超过|大约|将近|接近|近|约|超|逾|至少|最多|最低|不足|突破)"
# Words after a number (before or after its unit) that make it a bound: 300 余家, 2300 多名, 500 名以上.
BOUND_AFTER = r"(?:余|多|来)"
BOUND_END = r"(?:以上|以下|以内|左右|上下)"

# Classifiers that count things one by one; the noun may follow them directly ("18 个专业").
CLASSIFIER = (
    r"(?:人次|人日|台[（(]套[）)]|个(?!月|工作日|学年|学期|年头|半小时)|名|位|所|家|门|项|本|册|间|台|套|栋|幢|场|次|期|批|条|支|枚|组|户|对|篇|份|幅|款|类|种|张|座|班|件|部|辆|"
    r"块|片|课时|学时|学分|节|人|校|届|处|盏|株|头|只|科|大)"
)
# Money, areas, bandwidth and other measures; no noun follows them.
MEASURE = (
    r"(?:元/生|元/人|元/年|个/生|册/生|平方米/生|台/生|人/门|亿元|万元|元|平方米|平方公里|公里|千米|米|㎡|m²|亩|公顷|吨|公斤|千克|"
    r"Mbps|Gbps|Gb|GB|TB|MB|小时|分钟|分(?!钟|之|类|别|为|批|期|层|散|公司|校|院|会|布|析|享|成|配|值|数|阶|段|级|组|赴|三|两)|倍|天|周(?!年))"
)
PERCENT = r"(?:个?百分点|[%％‰])"

# Text inside these is a name: “1269”行动, 《……（2024—2026 年）》, 〔2024〕1 号.
QUOTED = r"“[^“”]{0,40}”|《[^《》]{0,80}》|〈[^〈〉]{0,60}〉|「[^「」]{0,40}」|『[^『』]{0,40}』"
DOCUMENT_NUMBER = rf"[〔\[【（(]{GAP}\d{{4}}{GAP}[〕\]】）)]{GAP}\d+{GAP}号?"
# 第 3 届, 第七章, 第29个: ordinals.
ORDINAL = rf"第{GAP}(?:\d+|[一二三四五六七八九十百]+){GAP}(?:\p{{Han}}(?!、))?"
# 图 5-6, 表1, 案例 2-11, 附件 3, 附表 6.
REFERENCE = rf"(?:附?[图表]|案例|附件|专栏|挑战|措施|任务|项目(?={GAP}\d+[：:])){GAP}\d+(?:{GAP}[-－—.]{GAP}\d+)*"
# 1. 2、 （3） (4) at the start of a sentence or after a stop; ① anywhere. 1.对接, but not 1.5.
LIST_MARK = rf"(?:(?<=^|[。；;：:，]){GAP}(?:\d{{1,2}}{GAP}[.．、](?!\d)|[（(]{GAP}(?:\d{{1,2}}|[一二三四五六七八九十]+){GAP}[）)]))|[①-⑳]"
# 上午 8:30, 15 日 14：05; the word before tells it from a ratio (师生比 1:15).
CLOCK = rf"(?<=[午日晨晚间时]{GAP})(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)(?!\.\d)"
# 0750-1234567, 13800000000.
PHONE = r"(?<!\d)(?:0\d{2,3}[-—]\d{7,8}|1[3-9]\d{9})(?!\d)"


def masked(text: str, pattern: Pattern) -> str:
    """The text with every match replaced by as many ■, so that positions stay.

    >>> masked("落实“1269”行动，共 3 项", compile_pattern(QUOTED))
    '落实■■■■■■行动，共 3 项'
    """
    return pattern.sub(lambda match: "■" * len(match.group()), text)
