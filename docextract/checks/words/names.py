"""Names in a report's text, known by how they end: schools, firms, studios, bases, contests, programmes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from docextract.checks.words.writing import is_han
from docextract.text.patterns import compile_pattern

# Who has a name of its own. Ends of things that are many of a sort (项目, 活动, 课程) come under EVENT.
HOUSE = r"(?:学校|学院|大学|中学|小学|职校|中专|职教中心|公司|集团|工厂|医院|工作室|协会|学会|联盟|共同体|联合体|委员会|研究院|研究所|合作社|俱乐部|博物馆|产业园)"
EVENT = r"(?:大赛|竞赛|比赛|工程|计划|行动|项目|基地|中心|平台|示范区|示范校|制度|办法|论坛|专业群|专业|案例|课程|活动|品牌)"
LEAST_NAME, MOST_NAME = 5, 16
ALWAYS = 6
_END = compile_pattern(rf"{HOUSE}|{EVENT}")
_HOUSE_END = compile_pattern(rf"{HOUSE}$")


def is_house(name: str) -> bool:
    """True for a name of somebody: a school, a firm, a studio.

    >>> is_house("江城轻工学校"), is_house("技能大赛")
    (True, False)
    """
    return _HOUSE_END.search(name) is not None


def name_ends(text: str) -> Iterator[int]:
    """Where a word ends that may end a name."""
    for match in _END.finditer(text):
        yield match.end()


def tail(text: str, end: int, most: int = MOST_NAME) -> str:
    """The Chinese characters up to `end` without a mark between them, `most` of them at the most."""
    start = end
    while start > 0 and end - start < most and is_han(text[start - 1]):
        start -= 1
    return text[start:end]


def repeated_names(text: str, least: int) -> dict[str, int]:
    """Names that stand `least` times or more, and how often.

    Where a name begins nothing marks. The words before it change from place to place, its own do not: a name is an
    ending to which the places of the text add no common character on the left. Endings of ALWAYS characters and fewer are
    given in any case: 职业教育联盟 may stand behind another place once, and be misspelled there.
    """
    counts: Counter[str] = Counter()
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for end in name_ends(text):
        longest = tail(text, end, MOST_NAME + 1)
        for length in range(LEAST_NAME, min(len(longest), MOST_NAME) + 1):
            name = longest[-length:]
            counts[name] += 1
            # A place without a character before it is like no other place.
            before[name][longest[-length - 1] if length < len(longest) else str(end)] += 1
    return {
        name: n for name, n in counts.items() if n >= least and (len(name) <= ALWAYS or max(before[name].values()) < n)
    }
