"""Which form a table's title names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form
from docextract.text.similar import similarity

# What stands around a form's title and does not belong to it: numbers of tables, years, remarks in brackets.
_AROUND = re.compile(r"附表\d*|附件\d*|^表?\d+|20\d\d(?:年度?|学年度?)?|\([^()]*\)|续表?|\(续\)")

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
    text = _AROUND.sub("", compare_form(title))
    if not text:
        return None
    best: tuple[float, int, str] = (0.0, 0, "")
    for form in pack.forms:
        for name in map(compare_form, (form.title, *form.titles)):
            score = 1.0 if name == text else 0.9 if len(name) >= 5 and name in text else similarity(name, text)
            best = max(best, (score, len(name), form.id))
    return TitleMatch(best[2], best[0]) if best[0] >= LEAST_SIMILAR else None
