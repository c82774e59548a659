"""How far a table reaches down the page, where something else than its rows' numbers tells it."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.geometry import BBox
from docextract.tables.segments import Row

SAME_PT = 2.5


@dataclass(frozen=True, slots=True)
class Reach:
    """The place of one table: what stands within belongs to it, be it a lone line of a long text."""

    bbox: BBox

    def holds(self, row: Row) -> bool:
        """True if the whole row stands within."""
        box = row.bbox
        is_level = self.bbox.top <= box.y_mid <= self.bbox.bottom
        return self.bbox.x0 - SAME_PT <= box.x0 and box.x1 <= self.bbox.x1 + SAME_PT and is_level
