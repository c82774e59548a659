"""Which indicators a row could be by itself: by label, unit and what its numbers can be. The place decides among them (align.py)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from docextract.indicators.cell_values import read_cell
from docextract.indicators.names import LabelIndex, find_names, label_index, nearest_refused
from docextract.indicators.rows import FormRow
from docextract.rulepacks.schema import Indicator, Pack


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs as negative log likelihoods: 1 makes a reading about a third as likely, 5 less than a hundredth.

    They were set so that an exact label in a doubtful place, and a misspelt label in the right place, are both still
    taken, but not a misspelt label in a doubtful place.
    """

    alias: float = 0.3
    ending: float = 0.5  # a name but for its ending (专任教师人数 for 专任教师总数)
    fuzzy: float = 0.8
    near_refused: float = 2.0  # as near to a look-alike that the rules refuse as to the name
    edit: float = 1.5  # each wrong character is a misprint of its own, ...
    edit_share: float = 8.0  # ... and makes another word the sooner the shorter the name (times edits / length)
    other_unit: float = 0.5  # another unit of the same dimension
    wrong_unit: float = 5.0
    unknown_unit: float = 0.5
    no_unit: float = 0.2
    part_without_parent: float = 1.5  # 其中 printed before a row that the form has at the top
    other_form: float = 4.0
    misspelt_in_other_form: float = 3.0
    wrong_unit_in_other_form: float = 4.0  # 教职工总数 in per cent under 满意度: words of this form, not that row
    impossible_value: float = 2.0  # a broken count, a number outside its range: misprints do happen


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a row. `position` counts the pack's indicators in form order; `likeness` is 1 for an exact name.

    `in_common` are the characters that speak for it: those of the label, less two for each edit. `name` is the
    indicator's.
    """

    position: int
    code: str
    cost: float
    method: str
    likeness: float
    in_common: float = 0.0
    name: str = ""


def find_candidates(row: FormRow, pack: Pack, weights: Weights = Weights()) -> tuple[Candidate, ...]:
    """All readings that the rules allow, in form order; empty for a blank label or one like no name.

    A label that is some indicator's name or alias, or that any rule names as a look-alike, is never read as a
    misspelling of another.
    """
    index = label_index(pack)
    hits = find_names(row.label.text, index)
    values = _values(row, pack) if len(hits) > 1 else ()
    found = [_candidate(row, *hit, index, values, pack, weights) for hit in hits]
    return tuple(sorted(found, key=lambda candidate: candidate.position))


def _candidate(
    row: FormRow,
    position: int,
    method: str,
    distance: float,
    index: LabelIndex,
    values: tuple[Decimal, ...],
    pack: Pack,
    weights: Weights,
) -> Candidate:
    indicator, text = index.indicators[position], row.label.text
    share = distance / max(len(text), 1)
    cost = {"exact": 0.0, "alias": weights.alias, "ending": weights.ending}.get(
        method, weights.fuzzy + weights.edit * distance + weights.edit_share * share
    )
    if method == "fuzzy" and nearest_refused(text, distance, index.refused[indicator.code]) == distance:
        cost += weights.near_refused
    unit_cost = _unit_cost(row.unit, indicator.unit, pack, weights)
    cost += unit_cost
    cost += weights.impossible_value if any(not _is_possible(value, indicator, pack) for value in values) else 0.0
    cost += weights.part_without_parent if row.label.is_part and not indicator.parent else 0.0
    if row.form and row.form != indicator.form:
        cost += weights.other_form + (weights.misspelt_in_other_form if method == "fuzzy" else 0.0)
        cost += weights.wrong_unit_in_other_form if unit_cost == weights.wrong_unit else 0.0
    likeness = {"exact": 1.0, "alias": 0.98, "ending": 0.94}.get(method, max(0.5, 0.96 - share))
    how = "position" if row.is_inherited else method
    return Candidate(position, indicator.code, cost, how, likeness, len(text) - 2 * distance, indicator.name)


def _values(row: FormRow, pack: Pack) -> tuple[Decimal, ...]:
    """The row's numbers as printed."""
    read = (read_cell(raw, "", row.unit, pack).value for _, _, raw in row.cells)
    return tuple(value for value in read if value is not None)


def _is_possible(value: Decimal, indicator: Indicator, pack: Pack) -> bool:
    """False for a broken number where things are counted, and for one outside the range that the rules give."""
    if indicator.kind == "count" and value != value.to_integral_value():
        return pack.units[indicator.unit].factor != 1
    low, high = _range(indicator.code, pack)
    return (low is None or value >= low) and (high is None or value <= high)


@lru_cache(maxsize=1024)
def _range(code: str, pack: Pack) -> tuple[Decimal | None, Decimal | None]:
    ranges = [r for r in pack.relations if r.kind == "range" and code in r.parts]
    lows, highs = [r.low for r in ranges if r.low is not None], [r.high for r in ranges if r.high is not None]
    return max(lows, default=None), min(highs, default=None)


def _unit_cost(printed: str, wanted: str, pack: Pack, weights: Weights) -> float:
    if not printed.strip("-—―/ "):
        return 0.0 if printed and wanted == ":1" else weights.no_unit
    given, unit = pack.unit(printed), pack.units[wanted]
    if given is None:
        return weights.unknown_unit
    if given.dimension != unit.dimension:
        return weights.wrong_unit
    return 0.0 if given.name == unit.name else weights.other_unit
