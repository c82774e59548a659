"""What stands on a page without belonging to its text: slanted watermarks, page numbers beside the type area.

It is taken out before tables and lines are looked for, since it stands in the middle of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docextract.layout.blocks import to_block
from docextract.layout.columns import Column
from docextract.layout.furniture import PAGE_NUMBER
from docextract.layout.lines import page_lines
from docextract.model.block import Line
from docextract.model.flow import Flow
from docextract.model.page import Page

NUMBER_GAP_SHARE = 0.6  # of the font size: a page number in the margin stands this far from the text at least
EDGE_PERCENTILE = 0.1  # of the lines begin left of the type area's edge: the numbers themselves
SAME_PLACE_PT = 6.0
MIN_PAGES = 3


@dataclass(frozen=True, slots=True)
class Aside:
    """The pages without what was set aside, that as lines, and page numbers found in the side margins by page."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    labels: Mapping[int, str]


def set_aside(pages: Sequence[Page]) -> Aside:
    """Takes slanted characters and side page numbers out of the pages; nothing is lost, it comes back as furniture."""
    slanted = [line for page in pages for line in _slanted_lines(page)]
    numbers = _side_numbers(pages)
    taken = {id(char) for line in (*slanted, *numbers.values()) for char in line.chars}
    kept = tuple(
        replace(page, chars=tuple(char for char in page.chars if id(char) not in taken)) if taken else page
        for page in pages
    )
    labels = {number: PAGE_NUMBER.match(line.text) for number, line in numbers.items()}
    return Aside(kept, (*slanted, *numbers.values()), {n: match["number"] for n, match in labels.items() if match})


def with_aside(flow: Flow, aside: Aside) -> Flow:
    """The flow with what was set aside among its furniture."""
    blocks = tuple(to_block([line], None, Column(0.0, 1.0, 1.0, 1.0)) for line in aside.lines)
    labels = tuple(label or aside.labels.get(n, "") for n, label in enumerate(flow.page_labels, start=1))
    return replace(flow, furniture=(*flow.furniture, *blocks), page_labels=labels)


def _slanted_lines(page: Page) -> tuple[Line, ...]:
    """The page's slanted characters as one line a run, in the order in which they are drawn."""
    slanted = [replace(char, turn=1) for char in page.chars if char.is_slanted]
    originals = {(char.text, char.bbox): char for char in page.chars if char.is_slanted}
    return tuple(
        replace(line, chars=tuple(originals[char.text, char.bbox] for char in line.chars))
        for line in page_lines(slanted, page.number)
    )


def _side_numbers(pages: Sequence[Page]) -> dict[int, Line]:
    """By page the number printed left or right of the type area, where several pages have theirs in one place."""
    spots: dict[tuple[int, int], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        lines = page_lines([c for c in page.chars if not c.is_slanted], page.number, split_share=NUMBER_GAP_SHARE)
        for line in lines:
            if PAGE_NUMBER.match(line.text) and _is_outside(line, lines):
                # Odd and even pages mirror each other: the distance to the nearer side is what they share.
                to_side = min(line.bbox.x0, page.width - line.bbox.x1)
                spots[round(to_side / SAME_PLACE_PT), round(line.bbox.y_mid / SAME_PLACE_PT)].append(
                    (page.number, line)
                )
    found: dict[int, Line] = {}
    for members in spots.values():
        steps = {
            number - int(m["number"])
            for number, line in members
            if (m := PAGE_NUMBER.match(line.text)) and m["number"].isdigit()
        }
        if len(members) >= MIN_PAGES and len(steps) <= max(1, len(members) // 4):
            found.update(members)
    return found


def _is_outside(line: Line, lines: Sequence[Line]) -> bool:
    """True if nearly all other lines of the page lie on one side of the line, with a gap."""
    others = [other.bbox for other in lines if other is not line and len(other.text) > 3]
    if not others:
        return False
    gap = NUMBER_GAP_SHARE * line.size
    left = sum(box.x0 > line.bbox.x1 + gap for box in others)
    right = sum(box.x1 < line.bbox.x0 - gap for box in others)
    return max(left, right) >= (1 - EDGE_PERCENTILE) * len(others)
