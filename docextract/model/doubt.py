"""Characters of a picture that the recogniser was not sure of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docextract.model.geometry import BBox, Region


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubtful character: where it stands, and how sure the recogniser was (0 to 1)."""

    region: Region
    score: float


def reading_score(doubts: Iterable[Doubt], page: int, bbox: BBox | None) -> float:
    """How sure the least sure character inside a box is; 1 where none is doubtful, or no box is known."""
    if bbox is None:
        return 1.0
    inside = (d.score for d in doubts if d.region.page == page and bbox.holds_middle_of(d.region.bbox))
    return min(inside, default=1.0)
