"""Where two short texts differ, and whether what one has beyond the other changes what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docextract.text.look_alikes import TELLING
from docextract.text.repair import is_cjk
from docextract.text.similar import swap_cost

# Characters that alone make another thing of a name: denied, still to come, by sex, beside the post.
TURNING = frozenset("未非不无没否待拟欠缺停弃男女兼副另")
# In the place of one character of a name they make another kind: 结业, 肄业, 休学, 退学, 见习, 新生, 院级, 镇级.
OTHER_KIND = frozenset("结肄休见新旧老院街镇乡村县区")
# In the midst of a name a stray 有 or 中 is a slip; any other character that tells names apart is not.
_TELLING_WITHIN = TURNING | (TELLING - set("有中大小"))
# What a name may have more of at its beginning or within, ...
BEFORE = ("全年", "全体", "全部", "所有", "总", "共有", "现有", "共", "本年度", "本学年", "本年", "当年", "年度", "学年", "年末", "年", "实有", "实际", "的",
          "截至", "截止", "期末", "统计", "指标", "项目", "其中", "含")  # fmt: skip
# ... and at its end: words for counting and for the row itself.
BEHIND = ("总数", "人数", "数量", "总量", "总额", "个数", "数", "量", "额", "值", "数值", "数据", "指标值", "合计", "总计", "情况", "单位")  # fmt: skip
STRAYS = "一丨丶丿亅乚"  # rules and specks of a page, read as characters

_YEAR = re.compile(r"(?:19|20)\d{2}(?:学?年|届|级)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Neighbouring characters in which two texts differ: `extra` stands in the one at `start`, `missing` in the other.

    Characters that are alike in print are no difference. Either may be "", not both.
    """

    start: int
    extra: str
    missing: str


def differences(text: str, name: str) -> tuple[Difference, ...]:
    """How `text` differs from `name`, by the cheapest way to turn one into the other.

    >>> [(d.extra, d.missing) for d in differences("未毕业生人入", "毕业生人人")]
    [('未', '')]
    """
    found: list[Difference] = []
    extra, missing, start = "", "", len(text)
    for row, column, step in _steps_back(text, name):
        if step == "same":
            if extra or missing:
                found.append(Difference(start, extra, missing))
            extra, missing = "", ""
            continue
        if step != "missing":
            extra = text[row] + extra
        if step != "extra":
            missing = name[column] + missing
        start = row if step != "missing" else row + 1
    if extra or missing:
        found.append(Difference(start, extra, missing))
    return tuple(reversed(found))


def names_another(text: str, name: str, harmless: tuple[str, ...] = (), at_end: tuple[str, ...] = ()) -> bool:
    """True when what `text` has more, less or other than `name` makes it the name of another thing.

    Both as labels are compared (Label.text). `harmless` are words that may be added anywhere, `at_end` such as may only
    follow. One character more within a word, one less, and as many as are missing may be slips, unless they tell names
    apart.

    >>> names_another("未毕业生人数", "毕业生人数"), names_another("毕业生人数排名", "毕业生人数"), names_another("毕业的生人数", "毕业生人数")
    (True, True, False)
    >>> names_another("非学历培训学时", "非学历培训学时数"), names_another("学历培训学时", "非学历培训学时")
    (False, True)
    """
    return any(_matters(found, text, harmless, at_end) for found in differences(text, name))


def _matters(found: Difference, text: str, harmless: tuple[str, ...], at_end: tuple[str, ...]) -> bool:
    extra, missing = found.extra, found.missing
    if len(extra) == len(missing):
        tells = any(a in TELLING and b in TELLING for a, b in zip(extra, missing, strict=True))
        is_word = len(extra) > 1 and all(map(_is_common, extra))
        return tells or is_word or bool(TURNING & {*extra, *missing}) or extra in OTHER_KIND
    end = found.start + len(extra)
    ends_text = end == len(text)
    if missing and extra:
        words = _words((*BEHIND, *at_end))
        return not (ends_text and words.fullmatch(extra) and words.fullmatch(missing))
    if missing:
        is_slip = len(missing) == 1 or found.start in (0, len(text))
        return bool(TURNING & set(missing)) or not (is_slip or _words((*BEFORE, *harmless)).fullmatch(missing))
    if _YEAR.search(extra):
        return True  # which column it then means is not for us to say
    if not any(map(is_cjk, extra)) or not extra.strip(STRAYS):
        return False
    if not TURNING & set(extra) and (text[: found.start].endswith(extra) or text[end:].startswith(extra)):
        return False  # written twice
    if _words((*BEFORE, *harmless, *((*BEHIND, *at_end) if ends_text else ()))).fullmatch(extra):
        return False
    is_within = found.start > 0 and not ends_text
    letters = extra.strip("()[]")
    return len(letters) > 1 or not is_within or letters in _TELLING_WITHIN


def _is_common(char: str) -> bool:
    """True for the 3,755 characters of GB 2312's first level, which words are made of; recognisers know many more."""
    code = char.encode("gb2312", "ignore")
    return len(code) == 2 and code[0] < 0xD8


@lru_cache(maxsize=64)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """One or more of the words, with digits, marks and brackets between them."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))}|[\d()\[\]【】%:])+")


def _steps_back(text: str, name: str) -> Iterator[tuple[int, int, str]]:
    """From the ends of both to their beginnings: same, other, extra or missing, with the places that it is about."""
    costs = _costs(text, name)
    row, column = len(text), len(name)
    while row or column:
        here = costs[row][column]
        swap = swap_cost(text[row - 1], name[column - 1]) if row and column else 0.0
        if row and column and _is(here, costs[row - 1][column - 1] + swap):
            row, column = row - 1, column - 1
            yield row, column, "same" if swap < 1 else "other"
        elif row and _is(here, costs[row - 1][column] + 1):
            row -= 1
            yield row, column - 1, "extra"
        else:
            column -= 1
            yield row - 1, column, "missing"


def _costs(text: str, name: str) -> Sequence[Sequence[float]]:
    """Cheapest ways from the first characters of the one to those of the other (Wagner and Fischer 1974)."""
    costs = [[float(column) for column in range(len(name) + 1)]]
    for row, char in enumerate(text, start=1):
        above, here = costs[-1], [float(row)]
        for column, other in enumerate(name, start=1):
            here.append(min(above[column - 1] + swap_cost(char, other), above[column] + 1, here[-1] + 1))
        costs.append(here)
    return costs


def _is(a: float, b: float) -> bool:
    return abs(a - b) < 1e-6
