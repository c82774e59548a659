"""Where text may begin and end: the left and right edge of the type area, on the open page and inside frames."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.layout.reading_order import Side
from docextract.layout.set_in import set_in_lines
from docextract.model.block import Line
from docextract.model.geometry import BBox

MIN_LINES = 5  # fewer lines say nothing reliable of a page's own edges
RIGHT_PERCENTILE = 0.95
SET_IN_SHARE = 1.2  # of the font size, on both sides
RUNNING_WIDTH_SHARE = 0.5  # of the type area: narrower lines are no running text set in
RUNNING_STEP_SHARE = 2.2  # of the font size, from foot to foot: double spacing at most
USUAL_PITCH_SHARE = 1.6  # of the font size, when a column has too few lines to measure


@dataclass(frozen=True, slots=True)
class Column:
    """Edges in points; `pitch` is the usual distance from one line's foot to the next, in text of that `size`."""

    left: float
    right: float
    pitch: float
    size: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by page (open page), by (page, frame), by style and by line for text set in narrower than the body."""

    by_page: dict[int, Column]
    by_frame: dict[tuple[int, BBox], Column]
    by_style: dict[tuple[str, float], Column]
    by_line: dict[tuple[int, BBox], Column]
    default: Column

    def of(self, line: Line, frame: BBox | None) -> Column:
        own = self.by_line.get((line.page, line.bbox))
        if own is not None:
            return own
        if frame is not None:
            return self.by_frame.get((line.page, frame), self.default)
        return self.by_style.get(_style(line)) or self.by_page.get(line.page, self.default)


def measure_columns(
    lines: Sequence[tuple[Line, BBox | None]], body_size: float, sides: Mapping[tuple[int, BBox], Side]
) -> Columns:
    """Edges from the lines themselves: each line comes with the frame it stands in.

    `sides` gives the edges of lines that stand in narrow columns, by page and box.
    """
    open_lines: dict[int, list[Line]] = defaultdict(list)
    framed: dict[tuple[int, BBox], list[Line]] = defaultdict(list)
    for line, frame in lines:
        if frame is None and (line.page, line.bbox) not in sides:
            open_lines[line.page].append(line)
        elif frame is None:
            continue
        else:
            framed[line.page, frame].append(line)
    body = [line for found in open_lines.values() for line in found if abs(line.size - body_size) < 1.0]
    default = _column(body or [line for line, _ in lines], body_size)
    by_page = {}
    for page, found in open_lines.items():
        own = [line for line in found if abs(line.size - body_size) < 1.0]
        if len(own) >= MIN_LINES:
            column = _column(own, body_size)
            if _is_set_in(column, default) or _begins_late(
                column, default
            ):  # most of it a case with margins of its own
                column = Column(default.left, default.right, column.pitch, body_size)
            # A page of short lines alone must not shrink the type area.
            width = max(column.right - column.left, default.right - default.left)
            by_page[page] = Column(column.left, column.left + width, column.pitch, body_size)
    all_open = [line for found in open_lines.values() for line in found]
    return Columns(
        by_page,
        _frame_columns(framed, default, body_size),
        _style_columns(all_open, default),
        {
            place: column
            for page, found in open_lines.items()
            for place, column in set_in_columns(found, by_page.get(page, default)).items()
        }
        | {place: Column(side.left, side.right, default.pitch, body_size) for place, side in sides.items()},
        default,
    )


def set_in_columns(lines: Sequence[Line], column: Column) -> dict[tuple[int, BBox], Column]:
    """Own columns, by page and box of the line, for stretches of one page that are set in on both sides."""
    columns = {}
    for stretch in set_in_lines(lines, column.left, column.right):
        own = Column(stretch.left, stretch.right, column.pitch, column.size)
        columns.update({(line.page, line.bbox): own for line in stretch.lines})
    return columns


def _style(line: Line) -> tuple[str, float]:
    return line.font, round(line.size * 2) / 2


def _style_columns(lines: Sequence[Line], default: Column) -> dict[tuple[str, float], Column]:
    """Columns of styles whose running text is set in on both sides: a case without a frame, a long quotation.

    Such a style has lines that end at one edge well inside the type area; captions end anywhere and have none. It fills
    most of the type area, and most of its lines stand right below another: headings and captions of four characters
    each end at one edge too.
    """
    by_style: dict[tuple[str, float], list[Line]] = defaultdict(list)
    for line in lines:
        by_style[_style(line)].append(line)
    columns = {}
    for style, found in by_style.items():
        size = style[1]
        if len(found) < MIN_LINES:
            continue
        column = _column(found, size)
        at_edge = sum(abs(line.bbox.x1 - column.right) < size for line in found)
        is_wide = column.right - column.left >= RUNNING_WIDTH_SHARE * (default.right - default.left)
        if _is_set_in(column, default) and is_wide and 2 * at_edge >= len(found) and _runs_on(found):
            columns[style] = column
    return columns


def _is_set_in(column: Column, default: Column) -> bool:
    """Narrower than the type area on both sides; facing pages shift both edges one way."""
    room = SET_IN_SHARE * column.size
    return column.left - default.left > room and default.right - column.right > room


def _begins_late(column: Column, default: Column) -> bool:
    """Starts right of the type area's edge but ends where the type area ends."""
    room = SET_IN_SHARE * column.size
    return column.left - default.left > room and abs(column.right - default.right) <= room


def _runs_on(lines: Sequence[Line]) -> bool:
    """True if at least half of the lines follow another of their style as closely as lines of a paragraph do."""
    feet: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        feet[line.page].append(line.bbox.bottom)
    size = statistics.median(line.size for line in lines)
    close = sum(
        b - a <= RUNNING_STEP_SHARE * size for found in feet.values() for a, b in itertools.pairwise(sorted(found))
    )
    return 2 * close >= len(lines)


def _column(lines: Sequence[Line], body_size: float) -> Column:
    if not lines:
        return Column(0.0, 1.0, USUAL_PITCH_SHARE * body_size, body_size)
    lefts = Counter(round(line.bbox.x0) for line in lines)
    # The left edge is the leftmost place where lines begin often; a first-line indent begins further right.
    often = max(2, max(lefts.values()) // 3)
    left = min((x for x, count in lefts.items() if count >= often), default=min(lefts))
    right = _right_edge(sorted(line.bbox.x1 for line in lines), body_size)
    return Column(float(left), max(right, left + 1.0), _pitch(lines, body_size), body_size)


def _right_edge(rights: Sequence[float], size: float) -> float:
    """The furthest place where two lines end, far enough out that hardly any line ends beyond; one may hang out."""
    usual = rights[min(len(rights) - 1, int(RIGHT_PERCENTILE * len(rights)))]
    paired = [b for a, b in itertools.pairwise(rights) if b <= usual and b - a <= size / 2]
    return paired[-1] if paired else usual


def _pitch(lines: Sequence[Line], body_size: float) -> float:
    """The median distance between neighbouring lines of one page."""
    feet: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        feet[line.page].append(line.bbox.bottom)
    steps = [
        b - a
        for found in feet.values()
        for a, b in zip(sorted(found), sorted(found)[1:], strict=False)
        if 0.5 * body_size < b - a < 4 * body_size
    ]
    return statistics.median(steps) if steps else USUAL_PITCH_SHARE * body_size


def _frame_columns(
    framed: dict[tuple[int, BBox], list[Line]], default: Column, body_size: float
) -> dict[tuple[int, BBox], Column]:
    """Edges inside each frame; a frame with few lines takes the usual distance from border to text."""
    # A single line may stand anywhere in its frame: the band behind a centered heading.
    left_pads = [
        min(line.bbox.x0 for line in lines) - frame.x0 for (_, frame), lines in framed.items() if len(lines) > 1
    ]
    right_pads = [
        frame.x1 - max(line.bbox.x1 for line in lines) for (_, frame), lines in framed.items() if len(lines) >= 3
    ]
    left_pad = statistics.median(left_pads) if left_pads else 5.0
    right_pad = statistics.median(right_pads) if right_pads else left_pad
    columns = {}
    for (page, frame), lines in framed.items():
        left = min(min(line.bbox.x0 for line in lines), frame.x0 + left_pad + 1.0)
        right = max(max(line.bbox.x1 for line in lines), frame.x1 - right_pad - 1.0)
        pitch = _pitch(lines, body_size) if len(lines) >= 3 else default.pitch
        columns[page, frame] = Column(left, min(right, frame.x1), pitch, body_size)
    return columns
