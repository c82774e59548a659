"""Shaded cells of a table: what their sides say about rows and columns where no rule is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docextract.model.geometry import BBox
from docextract.model.page import Fill, Rule

LIGHTEST_SHADE = 0.995  # white areas hide things, they colour no cell
TOUCH_PT = 2.0
MIN_CELL_PT = 8.0  # lower or narrower areas are bars and marks
MAX_HEIGHT_PT = 240.0  # higher areas are boxes around text


@dataclass(frozen=True, slots=True)
class Shades:
    """The shaded `cells` and `rules` along their upper and lower sides."""

    rules: tuple[Rule, ...] = ()
    cells: tuple[BBox, ...] = ()


def cell_shades(fills: Iterable[Fill]) -> Shades:
    """All areas that touch another one left or right of them: an area alone shades a paragraph or a box."""
    boxes = _distinct(fill.bbox for fill in fills if fill.grey is None or fill.grey < LIGHTEST_SHADE)
    cells = [box for box in boxes if any(are_neighbours(box, other) for other in boxes if other is not box)]
    cells.sort(key=_place)
    rules = [Rule(BBox(box.x0, y, box.x1, y), 0.0) for box in cells for y in (box.top, box.bottom)]
    return Shades(tuple(rules), tuple(cells))


def _place(box: BBox) -> tuple[float, float, float]:
    return (box.top, box.x0, box.x1)


def _distinct(boxes: Iterable[BBox]) -> list[BBox]:
    """Producers draw an area twice, once for the cell and once for what stands in it."""
    kept: dict[tuple[int, ...], BBox] = {}
    for box in boxes:
        if box.width >= MIN_CELL_PT and MIN_CELL_PT <= box.height <= MAX_HEIGHT_PT:
            kept.setdefault((round(box.x0), round(box.top), round(box.x1), round(box.bottom)), box)
    return list(kept.values())


def are_neighbours(a: BBox, b: BBox) -> bool:
    """True if the areas touch left or right of each other."""
    touches = abs(a.x1 - b.x0) <= TOUCH_PT or abs(b.x1 - a.x0) <= TOUCH_PT
    return touches and 2 * a.y_overlap(b) > min(a.height, b.height)


def column_walls(cells: Sequence[BBox], box: BBox) -> tuple[float, ...]:
    """The x of the sides of all cells in the box's height, near ones taken together; () unless they enclose its texts.

    Cells count that lie under the texts or touch others that do: not those of a table beside it.
    """
    near = [cell for cell in cells if 2 * cell.y_overlap(box) > cell.height]
    own = [cell for cell in near if 2 * cell.x_overlap(box) > cell.width]
    while True:
        more = [cell for cell in near if cell not in own and any(are_neighbours(cell, other) for other in own)]
        if not more:
            break
        own += more
    xs: list[float] = []
    for x in sorted(x for cell in own for x in (cell.x0, cell.x1)):
        if not xs or x - xs[-1] > TOUCH_PT:
            xs.append(x)
    is_closed = len(xs) > 2 and xs[0] <= box.x0 + TOUCH_PT and xs[-1] >= box.x1 - TOUCH_PT
    return tuple(xs) if is_closed else ()
