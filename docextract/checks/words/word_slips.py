"""Two spellings that are one slip of the pen apart, and whether the slip may be one at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docextract.text.look_alikes import TELLING

Sort = Literal["replaced", "lost", "doubled", "swapped"]
# Longer ones are other words in another order, not a slip.
SWAPPED_LIMIT = 4
# Characters of grammar: with them or without them, or one for another, a phrase is still well formed.
GRAMMAR = frozenset(
    "的了地得着过和与及或并而在从对向于为以由被把将给让使等各该本其此这那所有是即就都也又再还更最不没未能会可要应须"
    "且之个些每某去来到起出开进上下中内外前后已来自我你他它们"
)
# What may be left out of a name without another meaning: the rank of a place or a house, an affix, a round of years.
_DETACHABLE = frozenset("市县区省镇乡村州校院部系班级年度期届次类型式性化者员生新老旧副总正首全大小高家名支元")
# These tell one thing from another of its sort.
_OPPOSITES = TELLING | frozenset(
    "〇零百千万亿两双单甲乙丙丁戊天地新旧老少先后左右早晚春夏秋冬正副总分长短快慢强弱升降多寡好坏是非"
    "公民私主次进退收支买卖供需加减入出理工农医文林师生父母子女兄弟姐妹城乡干支中西"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """How two spellings differ: `before` characters alike, then `one` against `other`, then `after` characters alike.

    replaced: one character for another; lost: `other` is ""; doubled: lost, where the character stands twice in the longer
    spelling; swapped: the same two to four characters in another order.
    """

    sort: Sort
    before: int
    after: int
    one: str
    other: str

    @property
    def is_possible(self) -> bool:
        """False where both spellings are right, each in its place: opposites, numbers, an affix more or less."""
        chars = self.one + self.other
        if any(char.isdigit() for char in chars) or "的" in chars or "第" in chars:
            return False
        if self.sort == "swapped":
            return not set(chars) <= _OPPOSITES
        if self.sort == "doubled":
            return True
        if self.sort == "lost":
            return not set(chars) & (GRAMMAR | _DETACHABLE | TELLING)
        return not set(chars) <= _OPPOSITES

    @property
    def is_grammar(self) -> bool:
        """True when a character of grammar is one of the two: 中国和… and 中国驻… are both well formed."""
        return self.sort == "replaced" and bool(set(self.one + self.other) & GRAMMAR)


def slip_between(one: str, other: str) -> Slip | None:
    """The one slip that makes `other` of `one`, the longer first when a character is lost; None for anything else.

    >>> slip_between("江城轻工学校", "江城工轻学校")
    Slip(sort='swapped', before=2, after=2, one='轻工', other='工轻')
    >>> slip_between("职业学校", "职业学院").one, slip_between("职业学校", "职学校").sort, slip_between("学校", "工厂")
    ('校', 'lost', None)
    """
    if len(one) < len(other):
        one, other = other, one
    least = len(other)
    before = next((i for i in range(least) if one[i] != other[i]), least)
    after = next((i for i in range(least - before) if one[-1 - i] != other[-1 - i]), least - before)
    a, b = one[before : len(one) - after], other[before : len(other) - after]
    if len(a) == 1 and len(b) == 1:
        return Slip("replaced", before, after, a, b)
    if len(a) == 1 and not b:
        return Slip("doubled" if one[before - 1 : before] == a else "lost", before, after, a, b)
    if 2 <= len(a) <= SWAPPED_LIMIT and a != b and sorted(a) == sorted(b):
        return Slip("swapped", before, after, a, b)
    return None


def new_pairs(text: str, known: str, word: str, start: int, end: int) -> tuple[int, int]:
    """How many pairs of characters around word[start:end] stand in `known` nowhere but in `word`, and of how many.

    `known` is all that may tell which pairs are words: the report and the names of the forms. A pair that stands
    elsewhere too is Chinese, and the spelling with it no misprint for certain. `text` is the part of `known` in which
    `word` is counted.

    >>> new_pairs("江城工轻学校", "江城工轻学校，学校", "江城工轻学校", 2, 4)
    (3, 3)
    """
    pairs = {word[i : i + 2] for i in range(max(start - 1, 0), min(end + 1, len(word)) - 1)}
    times = text.count(word)
    return sum(known.count(pair) <= times * word.count(pair) for pair in pairs), len(pairs)
