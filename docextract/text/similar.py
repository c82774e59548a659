"""How alike two short Chinese texts are. The one door to rapidfuzz.

Edit distance on characters, never token scorers: those need blanks between words, and give full marks to a part
(专任教师 in 双师型专任教师).
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from docextract.text.look_alikes import TELLING, look_alike

# Characters that optical recognition and fast typing take for each other. Only such as are told apart by nothing but a
# stroke; pairs that change a name's meaning within a form (一/二, 大/小) must stay out.
LOOK_ALIKES = ("己已巳", "末未", "土士", "日曰", "人入", "千干于", "天夭", "0oO〇○", "1lI|", "囗口", "暑署", "侯候", "部郎",
               "贷货", "拨拔", "抹沫", "晴睛", "治冶", "历厉", "戊戌戍", "象像", "坐座", "账帐", "做作", "份分")  # fmt: skip
LOOK_ALIKE_COST = 0.25
TELLING_COST = 2.0  # 一 for 二, 省 for 校: another name, not a misprint
SHAPE_COST = 0.4  # alike in print (look_alikes.py), which is found by pictures and less sure

_FOLD = {ord(char): group[0] for group in LOOK_ALIKES for char in group}


def fold_look_alikes(text: str) -> str:
    """The text with each look-alike character replaced by the first of its group; same length.

    >>> fold_look_alikes("末来") == fold_look_alikes("未来")
    True
    """
    return text.translate(_FOLD)


def edits(a: str, b: str, at_most: float = 99) -> float:
    """Characters to insert, delete or replace to make b of a; look-alikes cost less. `at_most` + 1 when beyond.

    A pair of LOOK_ALIKES costs a quarter, characters that are alike in print at all two fifths; one of TELLING for
    another costs two.

    >>> edits("专任教师", "双师型专任教师"), edits("末来", "未来"), edits("枚级", "校级"), edits("省级", "校级")
    (3.0, 0.25, 0.4, 2.0)
    """
    if a == b:
        return 0.0
    most_characters = int(at_most / LOOK_ALIKE_COST)
    if Levenshtein.distance(a, b, score_cutoff=most_characters) > most_characters:
        return at_most + 1
    distance = _weighted(a, b)
    return distance if distance <= at_most else at_most + 1


def _weighted(a: str, b: str) -> float:
    """Levenshtein distance with `swap_cost` for a replaced character (Wagner and Fischer 1974)."""
    above = [float(n) for n in range(len(b) + 1)]
    for row, char in enumerate(a, start=1):
        here = [float(row)]
        for column, other in enumerate(b, start=1):
            swapped = above[column - 1] + swap_cost(char, other)
            here.append(min(swapped, above[column] + 1.0, here[-1] + 1.0))
        above = here
    return round(above[-1], 6)


def swap_cost(a: str, b: str) -> float:
    """What one character for another counts in `edits`."""
    if a == b:
        return 0.0
    if _FOLD.get(ord(a), a) == _FOLD.get(ord(b), b):
        return LOOK_ALIKE_COST
    if look_alike(a, b):
        return SHAPE_COST
    return TELLING_COST if a in TELLING and b in TELLING else 1.0


def edits_allowed(length: int) -> float:
    """How many edits a name of that length bears and is still itself.

    One edit in four characters may make another name (省级数量, 校级数量), so short names get one and lean on their
    place, the shortest only a look-alike; from five characters on a fifth or so of them may differ.
    """
    if length < 4:
        return 0.5 if length > 1 else 0.0
    return 1.0 if length < 5 else 1.5 if length < 7 else 2.0 if length < 11 else 3.0 if length < 16 else length / 5


def similarity(a: str, b: str) -> float:
    """1 for equal texts, 0 for nothing in common: one minus edits by the longer length.

    >>> similarity("", ""), similarity("abcd", "abce")
    (1.0, 0.75)
    """
    longest = max(len(a), len(b))
    return 1.0 if longest == 0 else max(0.0, 1.0 - edits(a, b) / longest)


def closest(word: str, options: Iterable[str], at_least: float = 0.6) -> str:
    """The option most like `word`, for "did you mean"; "" when none is at least that similar. Swapped letters are one slip.

    >>> closest("cuont", ["count", "share"])
    'count'
    """
    found = process.extractOne(word, list(options), scorer=OSA.normalized_similarity, score_cutoff=at_least)
    return found[0] if found else ""
