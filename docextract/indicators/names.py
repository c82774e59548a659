"""The names that a pack gives its rows, and which of them a label bears: as it is, by another ending, misspelt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docextract.rulepacks.schema import Indicator, Pack
from docextract.text.differences import names_another
from docextract.text.labels import Label, compare_form, parse_label, plain_ending
from docextract.text.similar import edits, edits_allowed

# A row number glued to a name that begins with a word of time: 4月收入, 25年实习经费. The name itself must then be known.
_NUMBER_BEFORE_YEAR = re.compile(r"^\d{1,2}(?=[年月个岁])")
OTHER_ENDING = 0.25  # edits that another ending of the same sense counts for in a misspelt label
ADDED = 0.5  # edits that words added without a change of sense count for
MOST_ADDED = 8
LEAST_NAME = 4
FAR = 99.0
LOOK_ALIKE_SHARE = 0.4  # edits a character of a unit that was read as a look-alike

# Position of an indicator, how its name was met, at how many edits.
Hit = tuple[int, str, float]


@dataclass(frozen=True)
class LabelIndex:
    """All wordings of a pack in the form in which labels are compared."""

    exact: Mapping[str, tuple[tuple[int, str], ...]]
    by_ending: Mapping[str, tuple[int, ...]]
    refused: Mapping[str, frozenset[str]]
    other_names: frozenset[str]
    wordings: tuple[tuple[int, str, str], ...]  # position, name, name with its ending in one wording
    indicators: tuple[Indicator, ...]
    heads: tuple[tuple[str, str], ...]
    twins: Mapping[int, tuple[int, ...]]
    harmless: tuple[str, ...]
    units: tuple[str, ...]

    def is_another(self, text: str, name: str) -> bool:
        """True when what a label has beyond a name, or lacks of it, makes it the name of another thing."""
        return names_another(text, name, self.harmless, self.units)

    def head(self, text: str) -> str:
        """The kind of thing that the label's last word names ("率", "数"), "" if unknown."""
        return next((kind for ending, kind in self.heads if text.endswith(ending)), "")


@lru_cache(maxsize=8)
def label_index(pack: Pack) -> LabelIndex:
    """The pack's wordings, ready to be looked up."""
    indicators = tuple(pack.indicators.values())
    exact: dict[str, list[tuple[int, str]]] = defaultdict(list)
    by_ending: dict[str, dict[int, None]] = defaultdict(dict)
    wordings: list[tuple[int, str, str]] = []
    for position, indicator in enumerate(indicators):
        names = dict.fromkeys(
            (wording(name, pack), "exact" if name == indicator.name else "alias") for name in indicator.labels
        )
        seen: set[str] = set()
        for text, method in names:
            if text not in seen:
                seen.add(text)
                exact[text].append((position, method))
                by_ending[plain_ending(text)][position] = None
                wordings.append((position, text, plain_ending(text)))
    refused = {i.code: frozenset(wording(name, pack) for name in i.not_labels) for i in indicators}
    heads = [(ending, kind) for kind, endings in pack.words.heads.items() for ending in endings]
    heads.sort(key=lambda pair: -len(pair[0]))
    return LabelIndex(
        exact={text: tuple(hits) for text, hits in exact.items()},
        by_ending={text: tuple(positions) for text, positions in by_ending.items()},
        refused=refused,
        other_names=frozenset().union(*refused.values()),
        wordings=tuple(wordings),
        indicators=indicators,
        heads=tuple(heads),
        twins=_twins(indicators, pack),
        harmless=tuple(compare_form(word) for word in pack.words.harmless),
        units=tuple(compare_form(name) for unit in pack.units.values() for name in (unit.name, *unit.also)),
    )


def _twins(indicators: Sequence[Indicator], pack: Pack) -> dict[int, tuple[int, ...]]:
    """For each of several rows that print one name in one place with several units: the others."""
    places: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for position, indicator in enumerate(indicators):
        places[indicator.form, pack.path(indicator.code)].append(position)
    return {p: tuple(q for q in group if q != p) for group in places.values() if len(group) > 1 for p in group}


def wording(name: str, pack: Pack) -> str:
    """A name of the rules in the form in which printed labels are compared (a unit in its closing bracket is taken off)."""
    return parse_label(name, lambda text: pack.unit(text) is not None).text or compare_form(name)


def row_label(printed: str, pack: Pack) -> Label:
    """The label's parts; what stands in its closing bracket is a unit too when it looks like one (入 for 人)."""
    return parse_label(printed, lambda text: pack.unit(text) is not None or _looks_like_unit(text, pack))


@lru_cache(maxsize=512)
def _looks_like_unit(text: str, pack: Pack) -> bool:
    printed = (name for unit in pack.units.values() for name in (unit.name, *unit.also))
    return any(len(name) == len(text) and edits(text, name) <= LOOK_ALIKE_SHARE * len(text) for name in printed)


def find_names(text: str, index: LabelIndex) -> list[Hit]:
    """All names that the label may bear; none for a blank one. `text` is a bare label (Label.text).

    A label that is some indicator's name or alias, or that any rule names as a look-alike, is never read as a
    misspelling of another.
    """
    if not text:
        return []
    hits = _named(text, index)
    if not hits and (number := _NUMBER_BEFORE_YEAR.match(text)):
        hits = _named(text[number.end() :], index)
    if not hits and text not in index.other_names:
        hits = _other_ending(text, index) or _with_words_added(text, index)
        hits = hits or [(p, "fuzzy", distance) for p, distance in _misspelt(text, index)]
    return _with_twins(hits, index)


def _named(text: str, index: LabelIndex) -> list[Hit]:
    """Readings by a name or alias, letter for letter."""
    hits = index.exact.get(text, ())
    return [(p, method, 0.0) for p, method in hits if text not in index.refused[index.indicators[p].code]]


def _with_twins(hits: Sequence[Hit], index: LabelIndex) -> list[Hit]:
    """With each reading the other unit rows of that name: what is written for one row may stand on the second."""
    found = {hit[0]: hit for hit in hits}
    for position, method, distance in hits:
        for twin in index.twins.get(position, ()):
            found.setdefault(twin, (twin, "alias" if method == "exact" else method, distance))
    return list(found.values())


def _other_ending(text: str, index: LabelIndex) -> list[Hit]:
    """Readings by a name that has another ending of the same sense, unless a look-alike of the rule's `not` has too."""
    plain = plain_ending(text)
    return [
        (position, "ending", 0.0)
        for position in index.by_ending.get(plain, ())
        if all(plain_ending(name) != plain for name in index.refused[index.indicators[position].code])
    ]


def _with_words_added(text: str, index: LabelIndex) -> list[Hit]:
    """Readings by a name that the label has whole, with words before or behind it that change nothing: 全校毕业生人数.

    A name that says little by itself (在校生数) is not looked for in longer ones.
    """
    found: dict[int, Hit] = {}
    for start in range(min(len(text), MOST_ADDED) + 1):
        for end in range(len(text), max(start, len(text) - MOST_ADDED), -1):
            for position, _ in index.exact.get(text[start:end], ()):
                indicator = index.indicators[position]
                refused = text[start:end] in index.refused[indicator.code] or indicator.only_in_place
                if not refused and end - start >= LEAST_NAME and not index.is_another(text, text[start:end]):
                    found.setdefault(position, (position, "fuzzy", ADDED))
    return list(found.values())


def _misspelt(text: str, index: LabelIndex) -> list[tuple[int, float]]:
    """Positions of indicators with a wording within the allowed edits, each with its least distance.

    Refused: another kind of head (人数 for 率), words that make another thing of the name (未, 女, 增长率), and what is
    nearer to a look-alike of the rule's `not` than to the name.
    """
    head, plain = index.head(text), plain_ending(text)
    best: dict[int, float] = {}
    for position, name, plain_name in index.wordings:
        other = index.head(name)
        if head and other and head != other:
            continue
        distance = min(_within(text, name), _within(plain, plain_name) + OTHER_ENDING)
        if distance < best.get(position, FAR) and not index.is_another(text, name):
            best[position] = distance
    return [(p, d) for p, d in best.items() if nearest_refused(text, d, index.refused[index.indicators[p].code]) >= d]


def _within(text: str, name: str) -> float:
    """Edits between the two; FAR when there are more than names of that length bear."""
    allowed = edits_allowed(min(len(text), len(name)))
    if not allowed or abs(len(text) - len(name)) > allowed:
        return FAR
    distance = edits(text, name, allowed)
    return distance if distance <= allowed else FAR


def nearest_refused(text: str, at_most: float, refused: frozenset[str]) -> float:
    """Edits to the nearest refused look-alike; more than `at_most` when none is that near."""
    return min((edits(text, name, at_most) for name in refused), default=at_most + 1)
