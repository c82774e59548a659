"""Where things stand side by side: bands of what overlaps in height, gutters, and how far columns reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.block import Line
from docextract.model.flow import Grid, Picture
from docextract.model.geometry import BBox, union_box

MIN_GUTTER_PT = 4.0
MIN_GUTTER_BESIDE_THING_PT = 0.5  # a picture's edge is exact, and text flows close around it
SAME_BAND_SHARE = 0.3  # of the lower height: what overlaps more stands side by side
MIN_COLUMN_ROWS = 3  # lines on each side, before text alone counts as columns
FULL_SHARE = 2.0  # of the font size: a line that ends nearer to its column's edge is full
CLOSE_STEP_SHARE = 2.2  # of the font size, from foot to foot: one text going on
CENTER_SHARE = 1.0
LOOK_AHEAD_BANDS = 8

Solid = Grid | Picture
Element = Line | Solid


@dataclass(frozen=True, slots=True)
class Unit:
    """What is not cut at this level: one element, or a frame with all it holds."""

    box: BBox
    elements: tuple[Element, ...]
    is_frame: bool = False

    @property
    def line(self) -> Line | None:
        first = self.elements[0]
        return first if isinstance(first, Line) and not self.is_frame else None


def box_of(element: Element) -> BBox:
    """Its box on the page."""
    return element.bbox if isinstance(element, Line) else element.regions[0].bbox


def to_bands(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units that overlap in height, directly or through others, from top to bottom."""
    bands: list[list[Unit]] = []
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


def column_region(bands: Sequence[Sequence[Unit]], start: int, is_framed: bool) -> tuple[float, int, int] | None:
    """(gutter, first band, end) of the columns that begin with this band; None if it has none.

    In a frame the lines above a picture belong to the text beside it when they keep to that side, so the region begins
    with the first of them.
    """
    for ahead in range(start, len(bands)):
        gap = _gap(bands[ahead])
        if gap is None:
            if is_framed and ahead < len(bands) - 1:
                continue
            return None
        end = ahead + 1
        while end < len(bands):
            narrower = _narrowed(gap, bands[end])
            if narrower is None or not _goes_on(bands, ahead, end, _middle(narrower), is_framed):
                break
            gap = narrower
            end += 1
        gutter = _middle(gap)
        if ahead > start and not all(_keeps_side(unit, gutter, bands[ahead]) for b in bands[start:ahead] for unit in b):
            return None
        has_thing = any(unit.line is None for band in bands[start:end] for unit in band)
        return (gutter, start, end) if has_thing else _text_region(bands, start)
    return None


def _text_region(bands: Sequence[Sequence[Unit]], start: int) -> tuple[float, int, int] | None:
    """The longest region of two columns of text from this band on, as far as no line crosses the gutter.

    The gutter ends at the left edge of the right column; a first line there may be indented, so later lines are asked
    too.
    """
    best: tuple[float, int, int] | None = None
    for band in bands[start : start + LOOK_AHEAD_BANDS]:
        if _gap(band) is None:
            continue
        gutter = max(band, key=lambda unit: unit.box.x0).box.x0 - 1.0
        end = start
        while end < len(bands) and not any(u.line is None or u.box.x0 < gutter < u.box.x1 for u in bands[end]):
            end += 1
        if (best is None or end > best[2]) and end > start and _are_text_columns(bands[start:end], gutter):
            best = (gutter, start, end)
    return best


def _keeps_side(unit: Unit, gutter: float, band: Sequence[Unit]) -> bool:
    """A line over the text beside a picture: on the text's side of the gutter, and not left of that text."""
    beside = [
        other.box for other in band if other.line is not None and (other.box.x0 < gutter) == (unit.box.x0 < gutter)
    ]
    if unit.line is None or not beside or unit.box.x0 < gutter < unit.box.x1:
        return False
    text = union_box(beside)
    return text.x0 - 1 <= unit.box.x0 and unit.box.x1 <= text.x1 + unit.line.size


def _gap(band: Sequence[Unit]) -> tuple[float, float] | None:
    """The white after the first column of a band, from x to x; None when nothing stands side by side."""
    before: Unit | None = None
    for unit in sorted(band, key=lambda unit: unit.box.x0):
        if before is not None and unit.box.x0 - before.box.x1 >= _least_white(before, unit):
            return before.box.x1, unit.box.x0
        if before is None or unit.box.x1 > before.box.x1:
            before = unit
    return None


def _least_white(*beside: Unit) -> float:
    is_text = all(unit.line is not None for unit in beside)
    return MIN_GUTTER_PT if is_text else MIN_GUTTER_BESIDE_THING_PT


def _narrowed(gap: tuple[float, float], band: Sequence[Unit]) -> tuple[float, float] | None:
    """What a further band leaves white of a gap: a caption is narrower than its picture; None if it closes the gap."""
    left, right = gap
    for unit in band:
        if unit.box.x0 < left < unit.box.x1 < right:
            left = unit.box.x1
        elif left < unit.box.x0 < right < unit.box.x1:
            right = unit.box.x0
        elif unit.box.x0 < right and unit.box.x1 > left:
            return None
    return (left, right) if right - left >= min(gap[1] - gap[0], _least_white(*band)) else None


def _middle(gap: tuple[float, float]) -> float:
    return (gap[0] + gap[1]) / 2


def _goes_on(bands: Sequence[Sequence[Unit]], first: int, index: int, gutter: float, is_framed: bool) -> bool:
    """True if a band still belongs to the columns above it."""
    band = bands[index]
    if any(unit.box.x0 < gutter < unit.box.x1 for unit in band):
        return False
    if len({unit.box.x0 < gutter for unit in band}) == 2 and (
        _gap(band) is not None and not all(unit.line is None for unit in band)
    ):
        return True
    if len(band) > 1 or band[0].line is None:
        return False
    line = band[0].line
    side = [u for b in bands[first:index] for u in b if (u.box.x0 < gutter) == (line.bbox.x0 < gutter)]
    above = side[-1].line if side else None
    column = union_box(unit.box for unit in side) if side else line.bbox
    fits = column.x0 - 1 <= line.bbox.x0 and line.bbox.x1 <= column.x1 + line.size
    if is_framed:  # what begins right of the gutter is the right column's, also below a picture that heads it
        return line.bbox.x0 >= gutter or (fits and above is not None)
    if above is None:  # below a picture on that side: its caption
        is_near = bool(side) and line.bbox.top - side[-1].box.bottom <= CLOSE_STEP_SHARE * line.size
        return is_near and abs(line.bbox.x_mid - side[-1].box.x_mid) <= CENTER_SHARE * line.size
    if not fits or abs(above.size - line.size) > 0.8:
        return False
    if line.bbox.bottom - above.bbox.bottom > CLOSE_STEP_SHARE * line.size:
        return False
    is_full = column.x1 - above.bbox.x1 <= FULL_SHARE * line.size
    return is_full or abs(line.bbox.x_mid - column.x_mid) <= CENTER_SHARE * line.size


def _are_text_columns(bands: Sequence[Sequence[Unit]], gutter: float) -> bool:
    """Two stacks of lines, most of the left ones full: rows of short texts (names, dates) are read row by row."""
    left = [unit for band in bands for unit in band if unit.box.x0 < gutter]
    right = [unit for band in bands for unit in band if unit.box.x0 >= gutter]
    return min(len(left), len(right)) >= MIN_COLUMN_ROWS and _is_full_stack(left) and _is_full_stack(right)


def _is_full_stack(units: Sequence[Unit]) -> bool:
    edge = max(unit.box.x1 for unit in units)
    size = max(unit.line.size for unit in units if unit.line is not None)
    full = sum(edge - unit.box.x1 <= FULL_SHARE * size for unit in units)
    return 2 * full >= len(units) and union_box(u.box for u in units).width >= 10 * size
