"""The order in which a page is read: from top to bottom, by columns where things plainly stand side by side.

A cut along a gutter, then again inside each side (a recursive XY cut). It is made only where the page shows columns: a
picture or table beside something else, or two stacks of full lines. Two short texts on one line are no columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docextract.layout.column_regions import Element, Unit, box_of, column_region, to_bands
from docextract.model.geometry import BBox, union_box


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


def reading_order(elements: Sequence[Element], frames: Sequence[BBox]) -> ReadingOrder:
    """All elements of one page; what stands in a frame is read together.

    Frames that overlap others only in part hold nothing together and are passed over.
    """
    order = ReadingOrder()
    outer = [box for box in frames if not any(other is not box and _holds(other, box) for other in frames)]
    groups: dict[BBox, list[Element]] = {}
    units: list[Unit] = []
    for element in elements:
        box = box_of(element)
        frame = next((f for f in outer if f.holds_middle_of(box)), None)
        if frame is None:
            units.append(Unit(box, (element,)))
        else:
            groups.setdefault(frame, []).append(element)
    for frame, found in groups.items():
        box = union_box([frame, *map(box_of, found)])
        units.append(Unit(box, tuple(found), is_frame=True))
    _read(units, order, is_framed=False)
    return order


def _holds(outer: BBox, inner: BBox) -> bool:
    return outer.area > inner.area and outer.holds_middle_of(inner)


def _read(units: Sequence[Unit], order: ReadingOrder, is_framed: bool) -> None:
    bands = to_bands(units)
    start = 0
    while start < len(bands):
        region = column_region(bands, start, is_framed)
        if region is None:
            stack = list(
                itertools.takewhile(lambda i: column_region(bands, i, is_framed) is None, range(start, len(bands)))
            )
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


def _read_stack(units: Sequence[Unit], order: ReadingOrder) -> None:
    """Top to bottom. A thing comes after the lines whose middle lies above its top; frames are opened in turn."""
    solid = sorted((unit for unit in units if unit.line is None), key=lambda unit: unit.box.top)
    rest = sorted((unit for unit in units if unit.line is not None), key=lambda unit: (unit.box.bottom, unit.box.x0))
    for thing in solid:
        above = [unit for unit in rest if unit.box.y_mid < thing.box.top + 1.0]
        rest = [unit for unit in rest if unit.box.y_mid >= thing.box.top + 1.0]
        order.elements.extend(element for unit in above for element in unit.elements)
        if thing.is_frame:
            _read([Unit(box_of(element), (element,)) for element in thing.elements], order, is_framed=True)
        else:
            order.elements.extend(thing.elements)
    order.elements.extend(element for unit in rest for element in unit.elements)


def _in_turn(sides: Sequence[list[Unit]], is_framed: bool) -> Iterator[list[Unit]]:
    """Left to right. On the open page a picture beside text comes first, since the text goes on below it; in a frame
    the text comes first, since its title names what the picture shows.
    """
    has_text = [sum(unit.line is not None for unit in side) >= 3 for side in sides]
    if has_text[0] != has_text[1]:
        text, thing = (sides[0], sides[1]) if has_text[0] else (sides[1], sides[0])
        yield from (text, thing) if is_framed else (thing, text)
    else:
        yield from sides


def _note_side(side: Sequence[Unit], order: ReadingOrder) -> None:
    """Lines among pictures have the pictures' width for their column: a caption is centered below its picture."""
    edges = union_box(unit.box for unit in side)
    for unit in side:
        if unit.line is not None:
            order.sides[unit.box] = Side(edges.x0, edges.x1)
