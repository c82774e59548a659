"""Rows of a table told by its numbers: each stands on the line of its row, and what is wrapped lies around it.

The lines of each column are dealt out to the rows of numbers so that every cell's lines stand evenly around the middle
of its row (or begin, or end with it). A cell may reach over several rows, and a text may be a row of its own.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docextract.tables.headers import VALUE
from docextract.tables.open_cells import Band, Cell, to_band

SAME_LINE_SHARE = 0.35  # of the font size: numbers nearer than this stand in one row
LEAST_STEP_SHARE = 0.9  # of the font size: two rows stand no nearer
VALUE_SHARE = 0.5  # of a column's lines: more numbers make it a column of values
NOT_ASKED = re.compile(r"^仅\S{1,6}填报$")
NONE_GIVEN = ("-", "--", "—", "——", "－", "–", "/", "无")
MAX_LINES = 14  # of one cell
MAX_SPAN = 14  # rows of one merged cell
WRAP_SHARE = 1.9  # of the font size: lines of one cell stand no further apart
FULL_SHARE = 2.2  # font sizes: a line this much shorter than its column's longest did not need to break
NEAR_SHARE = 1.3  # font sizes: a cell further off from a row is not of it
# What a reading costs, in font sizes of misplacement.
OFF_WEIGHT = 2.0
FREE_OFF_SHARE = 0.15
SPAN_COST = 0.35
LOOSE_SPAN_COST = 0.55  # at the head or foot of its rows a text says nothing of where they end
OWN_ROW_COST = 1.0
LONE_NUMBER_COST = 4.0  # a row number without a row
BREAK_COST = 0.8  # a short line that breaks all the same
BLANK_COST = 0.6
RARE_BLANK_COST = 0.1  # a blank in a column that has many
MODES = {"middle": 0.0, "top": 0.2, "bottom": 0.2}  # how cells stand in their rows, and what the reading costs


@dataclass(frozen=True, slots=True)
class Span:
    """The height of a row to which texts are dealt out; `baseline` is that of its numbers."""

    top: float
    bottom: float
    baseline: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of one cell and its rows `start` to `end` - 1; a row of its own before row `start` where end == start."""

    cells: tuple[Cell, ...]
    start: int
    end: int


def is_number(cell: Cell) -> bool:
    """True for a value, also one that is not given (a dash) or not asked for; a bare 1904 is no year below the header."""
    if cell.text.endswith((".", ",")):  # the first half of a wrapped number
        return False
    return cell.text in NONE_GIVEN or bool(NOT_ASKED.match(cell.text)) or bool(VALUE.match(cell.text))


def rows_by_values(cells: Sequence[Cell], n_columns: int) -> list[Band]:
    """The rows from top to bottom; a merged cell stands in its first row."""
    by_column = [sorted((c for c in cells if c.column == i), key=lambda c: c.baseline) for i in range(n_columns)]
    columns = [i for i in range(1, n_columns) if _holds_values(by_column[i])]
    anchors = _anchors([cell for i in columns for cell in _whole_numbers(by_column[i])])
    first_value = min(columns, default=n_columns)
    best: tuple[float, list[Place]] = (float("inf"), [])
    for mode, total in MODES.items():
        places: list[Place] = []
        for i, lines in enumerate(by_column):
            if lines:
                cost, dealt = dealt_out(lines, anchors, mode, is_label=i < first_value)
                total += cost
                places += dealt
        if total < best[0]:
            best = (total, places)
    return _to_bands(anchors, best[1])


def _holds_values(lines: Sequence[Cell]) -> bool:
    numbers = sum(is_number(cell) for cell in lines)
    return numbers > 0 and numbers >= VALUE_SHARE * len(lines)


def _whole_numbers(lines: Sequence[Cell]) -> list[Cell]:
    """The numbers of a column, without the second halves of those that are wrapped at their point."""
    halves = {
        id(b)
        for a, b in itertools.pairwise(lines)
        if a.text.endswith(".") and b.baseline - a.baseline <= WRAP_SHARE * b.size
    }
    return [cell for cell in lines if is_number(cell) and id(cell) not in halves]


def _anchors(numbers: Sequence[Cell]) -> list[Span]:
    """One number a row, top to bottom; the halves of a wrapped number stand nearer to their row than two rows can."""
    lines: list[list[Cell]] = []
    for cell in sorted(numbers, key=lambda c: c.baseline):
        if lines and cell.baseline - lines[-1][0].baseline <= SAME_LINE_SHARE * cell.size:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    anchors: list[Cell] = []
    for line in sorted(lines, key=len, reverse=True):
        if all(abs(line[0].baseline - other.baseline) >= LEAST_STEP_SHARE * line[0].size for other in anchors):
            anchors.append(line[0])
    return [Span(c.top, c.bottom, c.baseline) for c in sorted(anchors, key=lambda c: c.baseline)]


def _is_row_number(cell: Cell, anchors: Sequence[Span]) -> bool:
    """True for a number on the line of its row: it is a cell of its own."""
    near = SAME_LINE_SHARE * cell.size
    return is_number(cell) and any(abs(cell.baseline - anchor.baseline) <= near for anchor in anchors)


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    places: tuple[Place, ...]


def dealt_out(
    lines: Sequence[Cell], anchors: Sequence[Span], mode: str, *, is_label: bool
) -> tuple[float, tuple[Place, ...]]:
    """What it costs, and how the lines of one column (top to bottom) are dealt out to the rows at the least cost."""
    blank = BLANK_COST if is_label or 3 * len(lines) >= 2 * len(anchors) else RARE_BLANK_COST
    widest = max(line.bbox.width for line in lines)
    # states[i]: by next free row the best way to place the first i lines.
    states: list[dict[int, _State]] = [{} for _ in range(len(lines) + 1)]
    states[0][0] = _State(0.0, ())
    for i in range(len(lines)):
        options = _options(lines, i, anchors, widest, mode, may_span=is_label)
        for row, state in states[i].items():
            for place, cost in options:
                if place.start < row:
                    continue
                total = state.cost + cost + blank * (place.start - row)
                after = states[i + len(place.cells)]
                if place.end not in after or total < after[place.end].cost:
                    after[place.end] = _State(total, (*state.places, place))
    ends = [(state.cost + blank * (len(anchors) - row), state.places) for row, state in states[-1].items()]
    if not ends:  # cannot be: every line may be a row of its own
        return float("inf"), ()
    return min(ends, key=lambda end: end[0])


def _options(
    lines: Sequence[Cell], first: int, anchors: Sequence[Span], widest: float, mode: str, *, may_span: bool
) -> list[tuple[Place, float]]:
    """Where the cell that begins with line `first` may stand, and what that costs."""
    out = []
    breaks = 0.0
    for last in range(first, min(first + MAX_LINES, len(lines))):
        if last > first:
            upper, lower = lines[last - 1], lines[last]
            if lower.baseline - upper.baseline > WRAP_SHARE * lower.size or any(
                _is_row_number(c, anchors) for c in (upper, lower)
            ):
                break
            if widest - upper.bbox.width > FULL_SHARE * upper.size:
                breaks += BREAK_COST
        group = tuple(lines[first : last + 1])
        out += [(place, cost + breaks) for place, cost in _places(group, anchors, mode, may_span=may_span)]
    return out


def _places(
    group: tuple[Cell, ...], anchors: Sequence[Span], mode: str, *, may_span: bool
) -> list[tuple[Place, float]]:
    size = group[0].size
    at = _at(group[0].top, group[-1].bottom, mode)
    out = []
    after = sum(anchor.middle < (group[0].top + group[-1].bottom) / 2 for anchor in anchors)
    out.append((Place(group, after, after), LONE_NUMBER_COST if is_number(group[0]) else OWN_ROW_COST))
    for start, anchor in enumerate(anchors):
        if anchor.top > group[-1].bottom + NEAR_SHARE * size:
            break
        for end in range(start + 1, min(start + (MAX_SPAN if may_span else 1), len(anchors)) + 1):
            off = abs(_at(anchor.top, anchors[end - 1].bottom, mode) - at) / size
            if off <= NEAR_SHARE:
                each = SPAN_COST if mode == "middle" else LOOSE_SPAN_COST
                cost = OFF_WEIGHT * max(0.0, off - FREE_OFF_SHARE) + each * (end - start - 1)
                out.append((Place(group, start, end), cost))
    return out


def _at(top: float, bottom: float, mode: str) -> float:
    return {"middle": (top + bottom) / 2, "top": top, "bottom": bottom}[mode]


def _to_bands(anchors: Sequence[Span], places: Sequence[Place]) -> list[Band]:
    """Rows of numbers and rows of their own in order, with the cells that reach over several marked."""
    own: list[tuple[int, list[Cell]]] = []
    for place in sorted((p for p in places if p.start == p.end), key=lambda p: (p.start, p.cells[0].middle)):
        middle = statistics.mean(cell.middle for cell in place.cells)
        for start, cells in own:
            if start == place.start and abs(statistics.mean(c.middle for c in cells) - middle) <= 0.5 * cells[0].size:
                cells.extend(place.cells)
                break
        else:
            own.append((place.start, list(place.cells)))
    rows: list[list[Cell]] = []
    row_of: list[int] = []
    for i in range(len(anchors) + 1):
        rows += [cells for start, cells in own if start == i]
        row_of.append(len(rows))
        if i < len(anchors):
            rows.append([])
    tall: dict[int, dict[int, int]] = {}
    for place in places:
        if place.start == place.end:
            continue
        row = row_of[place.start]
        rows[row].extend(place.cells)
        if place.end - place.start > 1:
            tall.setdefault(row, {})[place.cells[0].column] = row_of[place.end - 1] + 1 - row
    return [replace(_row_band(cells, tall.get(i, {})), tall=tall.get(i, {})) for i, cells in enumerate(rows) if cells]


def _row_band(cells: Sequence[Cell], tall: dict[int, int]) -> Band:
    """The row around its own cells: those that reach further down do not say where it ends."""
    own = [cell for cell in cells if cell.column not in tall] or list(cells)
    return replace(to_band(own), cells=tuple(cells))
