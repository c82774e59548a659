"""Words of a rule pack as parts of patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# What … in a word may stand for: 质量…报告 is 质量年度报告 as well as 质量报告.
GAP_CHARS = 12


def any_of(words: Sequence[str]) -> str:
    """A group that matches any of the words, the longest first, with blanks between their characters or without.

    >>> bool(re.match(any_of(["附表", "表"]), "附 表 3")), bool(re.match(any_of([]), ""))
    (True, False)
    """
    return _group(r"\s*".join(map(re.escape, "".join(word.split()))) for word in _longest_first(words))


def any_name(words: Sequence[str]) -> str:
    """A group that matches any of the words as they are written, … for what may stand within.

    >>> bool(re.search(any_name(["质量…报告"]), "2024 年度教育质量年度报告")), bool(re.search(any_name(["年报"]), "学年 报告"))
    (True, False)
    """
    gap = f".{{0,{GAP_CHARS}}}"
    return _group(gap.join(map(re.escape, word.split("…"))) for word in _longest_first(words))


def _group(alternatives: Iterable[str]) -> str:
    return f"(?:{'|'.join(alternatives) or '(?!)'})"


def _longest_first(words: Sequence[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))
