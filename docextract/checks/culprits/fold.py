"""One cause, one finding: differing verdicts that follow from another are taken into it."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.model.finding import FindingKind, Verdict
from docextract.model.source import Place

_ARITHMETIC = {FindingKind.ARITHMETIC, FindingKind.SUBSET, FindingKind.VALUE_CONFLICT, FindingKind.UNIT}
_POINTING = {FindingKind.CROSS_REFERENCE, FindingKind.CAPTION}


def fold(differing: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts that stand for a cause of their own, in their order.

    A verdict about numbers is dropped when another one rests on a true part of its numbers: when a part alone exceeds the
    whole, that the sum is off is a consequence. Of verdicts on the same numbers the first stays, subset before sum.
    A verdict about an entry of a list or a reference is dropped when one about a number that is wrong or lost shows it.
    """
    places = [_places(verdict) for verdict in differing]
    kept = []
    for index, verdict in enumerate(differing):
        if _is_shown(verdict, differing):
            continue
        if verdict.kind in _ARITHMETIC and any(
            other.kind in _ARITHMETIC and _explains(places[i], places[index], i, index, other, verdict)
            for i, other in enumerate(differing)
            if i != index
        ):
            continue
        kept.append(verdict)
    return kept


def _is_shown(verdict: Verdict, differing: Sequence[Verdict]) -> bool:
    """True for a verdict about an entry or a reference all of whose evidence one on numbering has too."""
    numbering = (other for other in differing if other.kind is FindingKind.NUMBERING)
    return verdict.kind in _POINTING and any(_pieces(verdict) <= _pieces(other) for other in numbering)


def _pieces(verdict: Verdict) -> frozenset[tuple[Place, str]]:
    """Entries of a list have no place of their own: they are known by their words."""
    return frozenset((evidence.source.place, evidence.quote) for evidence in verdict.evidence)


def _explains(
    cause: frozenset[Place], effect: frozenset[Place], cause_at: int, effect_at: int, first: Verdict, second: Verdict
) -> bool:
    if not cause or not cause <= effect:
        return False
    if cause < effect:
        return first.check in ("parts_exceed_whole", "repeated_label") or first.check == second.check
    return (first.kind is FindingKind.SUBSET, -cause_at) > (second.kind is FindingKind.SUBSET, -effect_at)


def _places(verdict: Verdict) -> frozenset[Place]:
    return frozenset(evidence.source.place for evidence in verdict.evidence)
