"""Which form a table's title names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form
from docextract.text.similar import similarity
from docextract.text.traditional import to_simplified

# What stands around a form's title and does not belong to it: numbers of tables, years, remarks in brackets. The words
# that number a table (附表, 公开) are the pack's.
_AROUND = r"^表?\d+|20\d\d(?:年度?|学年度?)?|\([^()]*\)|续"

# A garbled title is taken for the form's from here on; 积分卡 for 计分卡 in nine characters is 0.89.
LEAST_SIMILAR = 0.6


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The form's id, and how sure the title alone makes us: 1 the title itself, 0.9 it with other words around it."""

    form: str
    score: float


def form_of_title(title: str, pack: Pack) -> TitleMatch | None:
    """The form that a title names, or None; the longest title contained wins, then the most similar.

    >>> from docextract.rulepacks.load import load_pack
    >>> form_of_title("附表 3 教学资源表", load_pack())
    TitleMatch(form='3', score=1.0)
    >>> form_of_title("各专业大类占比", load_pack()) is None
    True
    """
    text = _around(pack).sub("", to_simplified(compare_form(title)))
    if not text:
        return None
    best: tuple[float, int, str] = (0.0, 0, "")
    for form in pack.forms:
        for name in map(compare_form, (form.title, *form.titles)):
            score = 1.0 if name == text else 0.9 if len(name) >= 5 and name in text else similarity(name, text)
            best = max(best, (score, len(name), form.id))
    return TitleMatch(best[2], best[0]) if best[0] >= LEAST_SIMILAR else None


@lru_cache(maxsize=8)
def _around(pack: Pack) -> re.Pattern[str]:
    words = sorted((re.escape(compare_form(word)) for word in pack.words.captions), key=len, reverse=True)
    return re.compile("|".join([*(rf"{word}\d*(?:表$)?" for word in words), _AROUND]))
