"""The order in which a page is read: from top to bottom, by columns where things plainly stand side by side.

A cut along a gutter, then again inside each side (a recursive XY cut). It is made only where the page shows columns: a
picture or table beside something else, or two stacks of full lines. Two short texts on one line are no columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docextract.model.block import Line
from docextract.model.flow import Grid, Picture
from docextract.model.geometry import BBox, union_box

MIN_GUTTER_PT = 4.0
SAME_BAND_SHARE = 0.3  # of the lower height: what overlaps more stands side by side
MIN_COLUMN_ROWS = 4  # lines on each side, before text alone counts as columns
FULL_SHARE = 1.2  # of the font size: a line that ends nearer to its column's edge is full
CLOSE_STEP_SHARE = 2.2  # of the font size, from foot to foot: one text going on
CENTER_SHARE = 1.0

Solid = Grid | Picture
Element = Line | Solid


@dataclass(frozen=True, slots=True)
class Side:
    """Edges of a narrow column."""

    left: float
    right: float


@dataclass(slots=True)
class ReadingOrder:
    """`elements` in reading order; `sides` gives for the box of a line in a narrow column that column's edges."""

    elements: list[Element] = field(default_factory=list)
    sides: dict[BBox, Side] = field(default_factory=dict)


def box_of(element: Element) -> BBox:
    """Its box on the page."""
    return element.bbox if isinstance(element, Line) else element.regions[0].bbox


def reading_order(elements: Sequence[Element], frames: Sequence[BBox]) -> ReadingOrder:
    """All elements of one page; what stands in a frame is read together.

    Frames that overlap others only in part hold nothing together and are passed over.
    """
    order = ReadingOrder()
    outer = [box for box in frames if not any(other is not box and _holds(other, box) for other in frames)]
    groups: dict[BBox, list[Element]] = {}
    units: list[_Unit] = []
    for element in elements:
        box = box_of(element)
        frame = next((f for f in outer if f.holds_middle_of(box)), None)
        if frame is None:
            units.append(_Unit(box, (element,)))
        else:
            groups.setdefault(frame, []).append(element)
    for frame, found in groups.items():
        box = union_box([frame, *map(box_of, found)])
        units.append(_Unit(box, tuple(found), is_frame=True))
    _read(units, order, is_framed=False)
    return order


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut at this level: one element, or a frame with all it holds."""

    box: BBox
    elements: tuple[Element, ...]
    is_frame: bool = False

    @property
    def line(self) -> Line | None:
        first = self.elements[0]
        return first if isinstance(first, Line) and not self.is_frame else None


def _holds(outer: BBox, inner: BBox) -> bool:
    return outer.area > inner.area and outer.holds_middle_of(inner)


def _read(units: Sequence[_Unit], order: ReadingOrder, is_framed: bool) -> None:
    bands = _bands(units)
    start = 0
    while start < len(bands):
        region = _column_region(bands, start, is_framed)
        if region is None:
            stack = list(itertools.takewhile(lambda i: _column_region(bands, i, is_framed) is None, range(start, len(bands))))
            _read_stack([unit for i in stack for unit in bands[i]], order)
            start = stack[-1] + 1
            continue
        gutter, first, last = region
        inside = [unit for band in bands[first:last] for unit in band]
        sides = [[u for u in inside if u.box.x0 < gutter], [u for u in inside if u.box.x0 >= gutter]]
        for side in _in_turn(sides, is_framed):
            _note_side(side, order)
            _read(side, order, is_framed)
        start = last


def _read_stack(units: Sequence[_Unit], order: ReadingOrder) -> None:
    """Top to bottom. A thing comes after the lines whose middle lies above its top; frames are opened in turn."""
    solid = sorted((unit for unit in units if unit.line is None), key=lambda unit: unit.box.top)
    rest = sorted((unit for unit in units if unit.line is not None), key=lambda unit: (unit.box.bottom, unit.box.x0))
    for thing in solid:
        above = [unit for unit in rest if unit.box.y_mid < thing.box.top + 1.0]
        rest = [unit for unit in rest if unit.box.y_mid >= thing.box.top + 1.0]
        order.elements.extend(element for unit in above for element in unit.elements)
        if thing.is_frame:
            _read([_Unit(box_of(element), (element,)) for element in thing.elements], order, is_framed=True)
        else:
            order.elements.extend(thing.elements)
    order.elements.extend(element for unit in rest for element in unit.elements)


def _bands(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Units that overlap in height, directly or through others, from top to bottom."""
    bands: list[list[_Unit]] = []
    bottom = 0.0
    for unit in sorted(units, key=lambda unit: (unit.box.top, unit.box.x0)):
        overlap = bottom - unit.box.top
        lowest = min((other.box.height for other in bands[-1]), default=0.0) if bands else 0.0
        if bands and overlap > SAME_BAND_SHARE * min(unit.box.height, max(lowest, 1.0)):
            bands[-1].append(unit)
            bottom = max(bottom, unit.box.bottom)
        else:
            bands.append([unit])
            bottom = unit.box.bottom
    return bands


def _column_region(bands: Sequence[Sequence[_Unit]], start: int, is_framed: bool) -> tuple[float, int, int] | None:
    """(gutter, first band, end) of the columns that begin with this band; None if it has none.

    In a frame the lines above a picture belong to the text beside it when they keep to that side, so the region begins
    with the first of them.
    """
    for ahead in range(start, len(bands)):
        gutter = _gutter(bands[ahead])
        if gutter is None:
            if is_framed and ahead < len(bands) - 1:
                continue
            return None
        if ahead > start and not all(_keeps_side(unit, gutter, bands[ahead]) for b in bands[start:ahead] for unit in b):
            return None
        end = ahead + 1
        while end < len(bands) and _goes_on(bands, ahead, end, gutter, is_framed):
            end += 1
        found = bands[start:end]
        has_thing = any(unit.line is None for band in found for unit in band)
        return (gutter, start, end) if has_thing or _are_text_columns(found, gutter) else None
    return None


def _keeps_side(unit: _Unit, gutter: float, band: Sequence[_Unit]) -> bool:
    """A line over the text beside a picture: on the text's side of the gutter, and not left of that text."""
    beside = [other.box for other in band if other.line is not None and (other.box.x0 < gutter) == (unit.box.x0 < gutter)]
    if unit.line is None or not beside or unit.box.x0 < gutter < unit.box.x1:
        return False
    text = union_box(beside)
    return text.x0 - 1 <= unit.box.x0 and unit.box.x1 <= text.x1 + unit.line.size


def _gutter(band: Sequence[_Unit]) -> float | None:
    """The x where the first column of a band ends; None when nothing stands side by side."""
    right = -1.0
    for unit in sorted(band, key=lambda unit: unit.box.x0):
        if right >= 0 and unit.box.x0 - right >= MIN_GUTTER_PT:
            return (right + unit.box.x0) / 2
        right = max(right, unit.box.x1)
    return None


def _goes_on(bands: Sequence[Sequence[_Unit]], first: int, index: int, gutter: float, is_framed: bool) -> bool:
    """True if a band still belongs to the columns above it."""
    band = bands[index]
    if any(unit.box.x0 < gutter < unit.box.x1 for unit in band):
        return False
    if len({unit.box.x0 < gutter for unit in band}) == 2 and (
        _gutter(band) is not None and not all(unit.line is None for unit in band)
    ):
        return True
    if len(band) > 1 or band[0].line is None:
        return False
    line = band[0].line
    side = [u for b in bands[first:index] for u in b if (u.box.x0 < gutter) == (line.bbox.x0 < gutter)]
    above = side[-1].line if side else None
    column = union_box(unit.box for unit in side) if side else line.bbox
    fits = column.x0 - 1 <= line.bbox.x0 and line.bbox.x1 <= column.x1 + line.size
    if is_framed:
        return fits and above is not None
    if above is None or not fits or abs(above.size - line.size) > 0.8:
        return False
    if line.bbox.bottom - above.bbox.bottom > CLOSE_STEP_SHARE * line.size:
        return False
    is_full = column.x1 - above.bbox.x1 <= FULL_SHARE * line.size
    return is_full or abs(line.bbox.x_mid - column.x_mid) <= CENTER_SHARE * line.size


def _are_text_columns(bands: Sequence[Sequence[_Unit]], gutter: float) -> bool:
    """Two stacks of lines, most of the left ones full: rows of short texts (names, dates) are read row by row."""
    left = [unit for band in bands for unit in band if unit.box.x0 < gutter]
    right = [unit for band in bands for unit in band if unit.box.x0 >= gutter]
    return min(len(left), len(right)) >= MIN_COLUMN_ROWS and _is_full_stack(left) and _is_full_stack(right)


def _is_full_stack(units: Sequence[_Unit]) -> bool:
    edge = max(unit.box.x1 for unit in units)
    size = max(unit.line.size for unit in units if unit.line is not None)
    full = sum(edge - unit.box.x1 <= FULL_SHARE * size for unit in units)
    return 2 * full >= len(units) and union_box(u.box for u in units).width >= 10 * size


def _in_turn(sides: Sequence[list[_Unit]], is_framed: bool) -> Iterator[list[_Unit]]:
    """Left to right. On the open page a picture beside text comes first, since the text goes on below it; in a frame
    the text comes first, since its title names what the picture shows.
    """
    has_text = [sum(unit.line is not None for unit in side) >= 3 for side in sides]
    if has_text[0] != has_text[1]:
        text, thing = (sides[0], sides[1]) if has_text[0] else (sides[1], sides[0])
        yield from (text, thing) if is_framed else (thing, text)
    else:
        yield from sides


def _note_side(side: Sequence[_Unit], order: ReadingOrder) -> None:
    """Lines among pictures have the pictures' width for their column: a caption is centered below its picture."""
    edges = union_box(unit.box for unit in side)
    for unit in side:
        if unit.line is not None:
            order.sides[unit.box] = Side(edges.x0, edges.x1)
