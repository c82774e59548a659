"""Subjects of prose to canonical indicators: only when the subject is the indicator, never when it is a part of it."""

from __future__ import annotations

from functools import lru_cache

from docextract.model.claim import ClaimKind
from docextract.rulepacks.issuer_words import neutral_start, without_issuer
from docextract.rulepacks.records import Measure
from docextract.rulepacks.schema import Indicator, Pack
from docextract.text.labels import compare_form
from docextract.text.patterns import Pattern, compile_pattern

# 人数, 总数 and the like say that something is counted, not what.
_COUNT_END = compile_pattern(r"(?:总人数|人数|总数|总量|数量|个数|数)$")
# Verbs with which some indicator names begin and prose does not: 聘请行业导师人数.
_VERB_START = compile_pattern(r"^(?:聘请|年支付|接收)")
# Words before a subject that narrow nothing: they name the issuer, the time or the whole.
_NEUTRAL = (
    r"全市|全校|全省|我校|我市|本校|本市|的|本学年|本年度|学年|年度|现有|共有|拥有|有(?!效|机)|"
    r"全年|年|所有|在职|目前|学生(?=体质)"
)
# A single character by which spoken and printed names differ and that narrows nothing.
_LIGHT = set("课总的类员数库")
LINK_MIN_LENGTH = 3
_TELLS_WHAT = frozenset(("所",))  # units that say what is counted
ROW_MIN_LENGTH = 4  # 总计 alone stands on both sides of a form


class Linker:
    """Finds the canonical code of a subject; build one for a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._index = _index(pack)
        self._neutral = neutral_start(_NEUTRAL, (*pack.words.speaks_for, *pack.words.understood))

    @property
    def names(self) -> tuple[str, ...]:
        """The forms of names that are looked for in prose."""
        return tuple(
            sorted({label for code in self._pack.indicators for label in _labels(self._pack.indicators[code])})
        )

    def link(self, subject: str, unit: str, kind: ClaimKind, base: str = "", place: str = "") -> tuple[str, float]:
        """Code and score (0 to 1) for a subject with that unit; ("", 0) when it is no indicator.

        `place` is the issuer's place or short name, which narrows nothing either.
        """
        texts = [subject]
        if kind is ClaimKind.SHARE and base:
            texts = [subject + "比例", subject + "占" + base + "比例", subject + "占比"]
        for text in texts:
            # As printed first: 年初结转和结余 is a name in full, its 年 no word before one.
            codes = [code for code in self._index.get(compare_form(text), ()) if self._fits(code, unit, kind)]
            if len(codes) == 1 and len(text) >= LINK_MIN_LENGTH:
                return codes[0], 1.0
            found = self._find(_key(text, place, self._neutral), unit, kind)
            if found[0]:
                return found
        return "", 0.0

    def link_in_section(self, subject: str, unit: str, title: str, before: str) -> str:
        """The code of a form's column in a section that retells the form: there 本年支出 is the form's own.

        `title` is the section's, `before` the paragraph up to the number. "" when no form is retold there, when none of
        its columns is called so, and behind an item's name (行政运行（项）): then the number is the item's.
        """
        key, said = compare_form(subject), compare_form(title)
        for form in self._pack.forms:
            if not any(compare_form(words) in said for words in form.said_in):
                continue
            for panel in form.panels:
                scheme = self._pack.classifications.get(panel.items)
                if scheme is not None and any(f"（{level}）" in before for level in scheme.levels):
                    continue
                spoken = [(_spoken_heads(measure), measure.code) for measure in panel.measures]
                rows = [(row.labels, row.code) for row in panel.rows] + [(panel.totals, panel.measures[0].code)]
                spoken += [
                    ({compare_form(x) for x in labels if len(x) >= ROW_MIN_LENGTH}, code) for labels, code in rows
                ]
                for names, code in spoken:
                    if key in names and same_dimension(self._pack, unit, self._pack.indicators[code].unit):
                        return code
        return ""

    def link_in_place(self, subject: str, unit: str, context: str) -> str:
        """The code of a label that speaks only in its place: 省级 behind 专业教学资源库 is the provincial resource banks.

        `context` is the code before it in the sentence; its children are tried first, then those of the codes above it.
        """
        key = _COUNT_END.sub("", compare_form(subject))
        for parent in (context, *self._pack.ancestors(context)):
            for child in self._pack.children(parent):
                indicator = self._pack.indicators[child]
                forms = {_COUNT_END.sub("", compare_form(label)) for label in indicator.labels}
                if indicator.only_in_place and key in forms and same_dimension(self._pack, unit, indicator.unit):
                    return child
        return ""

    def _find(self, key: str, unit: str, kind: ClaimKind) -> tuple[str, float]:
        if len(key) < 2:
            return "", 0.0
        codes = [code for code in self._index.get(key, ()) if self._fits(code, unit, kind)]
        if len(codes) == 1 and len(key) >= LINK_MIN_LENGTH:
            return codes[0], 1.0
        if codes or len(key) < 6:
            return "", 0.0
        near = {code for other in _one_light_character_off(key, self._index) for code in self._index[other]}
        fitting = sorted(code for code in near if self._fits(code, unit, kind))
        return (fitting[0], 0.85) if len(fitting) == 1 else ("", 0.0)

    def _fits(self, code: str, unit: str, kind: ClaimKind) -> bool:
        """True if a number in that unit can be this indicator's (or, of a change, its difference)."""
        wanted = self._pack.indicators[code].unit
        if kind is ClaimKind.CHANGE and unit in ("%", "个百分点", "倍"):
            return True
        return same_dimension(self._pack, unit, wanted)


def _spoken_heads(measure: Measure) -> set[str]:
    """The words over a column that prose may use for it, 本年 left out or not; columns that not all print are not meant."""
    if measure.optional:
        return set()
    names = {compare_form(name) for head in measure.heads for name in head.split(">")[0].split("|")}
    return names | {name.removeprefix("本年") for name in names}


def same_dimension(pack: Pack, given: str, wanted: str) -> bool:
    """True if both units measure the same thing; per-head values may leave out their 每生 (42.02 平方米, 9000 元)."""
    if given == wanted:
        return True
    if given in _TELLS_WHAT:  # 4 所学校实训工位 9860 个: four are schools
        return False
    first, second = pack.unit(given), pack.unit(wanted)
    if first is not None and second is not None and first.dimension == second.dimension:
        return True
    head = wanted.partition("/")[0]
    if "/" in wanted and "/" not in given and head:
        left, right = pack.unit(given), pack.unit(head)
        return left is not None and right is not None and left.dimension == right.dimension
    counts = {"件数", "册数"}
    return first is not None and second is not None and first.dimension in counts and second.dimension in counts


@lru_cache(maxsize=8)
def _index(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Codes by the compared form of every wording, with and without its counting end.

    A wording that an indicator refuses names that indicator in no shortened form either; another may bear it in full.
    """
    found: dict[str, set[str]] = {}
    refused: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for indicator in pack.indicators.values():
        for label in indicator.not_labels:
            refused.setdefault(compare_form(label), set()).add(indicator.code)
        if indicator.only_in_place:
            continue
        for label in _labels(indicator):
            key = compare_form(label)
            whole.setdefault(key, set()).add(indicator.code)
            for form in {key, _COUNT_END.sub("", key), _VERB_START.sub("", _COUNT_END.sub("", key))}:
                if form:
                    found.setdefault(form, set()).add(indicator.code)
    kept = {key: codes if key not in refused else whole.get(key, set()) - refused[key] for key, codes in found.items()}
    return {key: tuple(sorted(codes)) for key, codes in sorted(kept.items()) if codes}


def _labels(indicator: Indicator) -> tuple[str, ...]:
    return (*indicator.labels, *indicator.in_body)


def _key(subject: str, place: str, neutral: Pattern) -> str:
    """A subject in the form in which it is looked up: no quotes, no place, no neutral words, no counting end."""
    key = without_issuer(subject, place, neutral, 2)
    rest = _COUNT_END.sub("", key)
    return rest if len(rest) >= 2 else key


def _one_light_character_off(key: str, index: dict[str, tuple[str, ...]]) -> list[str]:
    """Indexed names that differ from the key by one added or missing character of `_LIGHT`."""
    found = [key[:i] + key[i + 1 :] for i, char in enumerate(key) if char in _LIGHT]
    found += [key[:i] + char + key[i:] for i in range(1, len(key) + 1) for char in sorted(_LIGHT)]
    return sorted({name for name in found if name in index})
