"""Which indicators a row's label could mean, by label and unit alone. The place decides among them (align.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from docextract.indicators.rows import FormRow
from docextract.rulepacks.schema import Indicator, Pack
from docextract.text.labels import compare_form, parse_label
from docextract.text.similar import edits, edits_allowed


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs as negative log likelihoods: 1 makes a reading about a third as likely, 5 less than a hundredth.

    They were set so that an exact label in a doubtful place, and a misspelt label in the right place, are both still
    taken, but not a misspelt label in a doubtful place.
    """

    alias: float = 0.3
    fuzzy: float = 0.8
    edit_share: float = 10.0  # times edits / length: one edit in four characters costs 2.5, in ten 1
    other_unit: float = 0.5  # another unit of the same dimension
    wrong_unit: float = 5.0
    unknown_unit: float = 0.5
    no_unit: float = 0.2
    part_without_parent: float = 1.5  # 其中 printed before a row that the form has at the top
    other_form: float = 4.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a row. `position` counts the pack's indicators in form order; `likeness` is 1 for an exact name."""

    position: int
    code: str
    cost: float
    method: str
    likeness: float


@dataclass(frozen=True)
class LabelIndex:
    """All wordings of a pack in the form in which labels are compared."""

    exact: Mapping[str, tuple[tuple[int, str], ...]]
    refused: Mapping[str, frozenset[str]]
    other_names: frozenset[str]
    wordings: tuple[tuple[int, str], ...]
    indicators: tuple[Indicator, ...]
    heads: tuple[tuple[str, str], ...]

    def head(self, text: str) -> str:
        """The kind of thing that the label's last word names ("率", "数"), "" if unknown."""
        return next((kind for ending, kind in self.heads if text.endswith(ending)), "")


@lru_cache(maxsize=8)
def label_index(pack: Pack) -> LabelIndex:
    """The pack's wordings, ready to be looked up."""
    indicators = tuple(pack.indicators.values())
    exact: dict[str, list[tuple[int, str]]] = defaultdict(list)
    wordings: list[tuple[int, str]] = []
    for position, indicator in enumerate(indicators):
        names = dict.fromkeys(
            (wording(name, pack), "exact" if name == indicator.name else "alias") for name in indicator.labels
        )
        seen: set[str] = set()
        for text, method in names:
            if text not in seen:
                seen.add(text)
                exact[text].append((position, method))
                wordings.append((position, text))
    refused = {i.code: frozenset(wording(name, pack) for name in i.not_labels) for i in indicators}
    heads = [(ending, kind) for kind, endings in pack.words.heads.items() for ending in endings]
    heads.sort(key=lambda pair: -len(pair[0]))
    return LabelIndex(
        exact={text: tuple(hits) for text, hits in exact.items()},
        refused=refused,
        other_names=frozenset().union(*refused.values()),
        wordings=tuple(wordings),
        indicators=indicators,
        heads=tuple(heads),
    )


def wording(name: str, pack: Pack) -> str:
    """A name of the rules in the form in which printed labels are compared (a unit in its closing bracket is taken off)."""
    return parse_label(name, lambda text: pack.unit(text) is not None).text or compare_form(name)


def find_candidates(row: FormRow, pack: Pack, weights: Weights = Weights()) -> tuple[Candidate, ...]:
    """All readings that the rules allow, in form order; empty for a blank label or one like no name.

    A label that is some indicator's name or alias, or that any rule names as a look-alike, is never read as a
    misspelling of another.
    """
    index = label_index(pack)
    text = row.label.text
    if not text:
        return ()
    hits = [
        (p, method, 0.0)
        for p, method in index.exact.get(text, ())
        if text not in index.refused[index.indicators[p].code]
    ]
    if not hits and text not in index.other_names:
        hits = [(p, "fuzzy", distance) for p, distance in _misspelt(text, index)]
    found = []
    for position, method, distance in hits:
        indicator = index.indicators[position]
        share = distance / max(len(text), 1)
        cost = {"exact": 0.0, "alias": weights.alias}.get(method, weights.fuzzy + weights.edit_share * share)
        cost += _unit_cost(row.unit, indicator.unit, pack, weights)
        cost += weights.part_without_parent if row.label.is_part and not indicator.parent else 0.0
        cost += weights.other_form if row.form and row.form != indicator.form else 0.0
        likeness = {"exact": 1.0, "alias": 0.98}.get(method, max(0.5, 0.96 - share))
        found.append(Candidate(position, indicator.code, cost, "position" if row.is_inherited else method, likeness))
    return tuple(sorted(found, key=lambda candidate: candidate.position))


def _misspelt(text: str, index: LabelIndex) -> list[tuple[int, float]]:
    """Positions of indicators with a wording within the allowed edits, each with its least distance.

    Refused: another kind of head (人数 for 率), and a look-alike of the rule's `not` that is as near as the name.
    """
    head = index.head(text)
    best: dict[int, float] = {}
    for position, name in index.wordings:
        allowed = edits_allowed(min(len(text), len(name)))
        if abs(len(text) - len(name)) > allowed or not allowed:
            continue
        other = index.head(name)
        if head and other and head != other:
            continue
        distance = edits(text, name, allowed)
        if distance <= allowed and distance < best.get(position, 99.0):
            best[position] = distance
    return [(p, d) for p, d in best.items() if not _is_refused(text, d, index.refused[index.indicators[p].code])]


def _is_refused(text: str, distance: float, refused: frozenset[str]) -> bool:
    return any(edits(text, name, distance) <= distance for name in refused)


def _unit_cost(printed: str, wanted: str, pack: Pack, weights: Weights) -> float:
    if not printed.strip("-—―/ "):
        return 0.0 if printed and wanted == ":1" else weights.no_unit
    given, unit = pack.unit(printed), pack.units[wanted]
    if given is None:
        return weights.unknown_unit
    if given.dimension != unit.dimension:
        return weights.wrong_unit
    return 0.0 if given.name == unit.name else weights.other_unit
