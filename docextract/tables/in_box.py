"""A table drawn inside a box with text above or below it: the box's lines are none of the table's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from docextract.model.geometry import BBox
from docextract.tables.grid import Area, Lattice

MAX_MARGIN_PT = 24.0  # between box and table: a wider one is a column without texts
MIN_WALLS = 5  # two of the box and three of a table of two columns


def without_box(lattice: Lattice, areas: Sequence[Area], is_blank: Callable[[BBox], bool]) -> Lattice | None:
    """The table's own lattice; None unless narrow margins lie beside it and all else is as wide as the box.

    `is_blank` says of a part of the page that no text stands there.
    """
    last = len(lattice.xs) - 1
    if len(lattice.xs) < MIN_WALLS:
        return None
    left = [area for area in areas if (area.column0, area.column1) == (0, 1)]
    right = [area for area in areas if (area.column0, area.column1) == (last - 1, last)]
    if len(left) != 1 or len(right) != 1 or (left[0].row0, left[0].row1) != (right[0].row0, right[0].row1):
        return None
    row0, row1 = left[0].row0, left[0].row1
    margins = (lattice.xs[1] - lattice.xs[0], lattice.xs[-1] - lattice.xs[-2])
    others = [area for area in areas if area.row1 <= row0 or area.row0 >= row1]
    if max(margins) > MAX_MARGIN_PT or not others or any(area.column1 - area.column0 < last for area in others):
        return None
    if not all(is_blank(lattice.area_box(area)) for area in (left[0], right[0])):
        return None
    return replace(lattice, xs=lattice.xs[1:-1], ys=lattice.ys[row0 : row1 + 1])
