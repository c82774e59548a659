"""Boxes on a page: points (1/72 inch), origin top left of the page as displayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BBox:
    """An upright rectangle; x0 <= x1 and top <= bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        return self.width * self.height

    def holds_point(self, x: float, y: float) -> bool:
        """True also on the border."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def holds_middle_of(self, other: BBox) -> bool:
        return self.holds_point(other.x_mid, other.y_mid)

    def x_overlap(self, other: BBox) -> float:
        """Length of the common horizontal stretch; 0 when there is none."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def y_overlap(self, other: BBox) -> float:
        """Length of the common vertical stretch; 0 when there is none."""
        return max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))

    def grown(self, by: float) -> BBox:
        """The box with every side moved outwards by that many points."""
        return BBox(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)


def union_box(boxes: Iterable[BBox]) -> BBox:
    """The smallest box around all; raises ValueError on none.

    >>> union_box([BBox(0, 0, 1, 1), BBox(2, 3, 4, 5)])
    BBox(x0=0, top=0, x1=4, bottom=5)
    """
    found = list(boxes)
    if not found:
        raise ValueError("union_box needs at least one box")
    return BBox(
        min(b.x0 for b in found),
        min(b.top for b in found),
        max(b.x1 for b in found),
        max(b.bottom for b in found),
    )


def turned_box(box: BBox, quarters: int, width: float, height: float) -> BBox:
    """Where a box lies once its page of that width and height was turned clockwise by `quarters` (0 to 3).

    >>> turned_box(BBox(0, 0, 10, 5), 1, 200, 100)
    BBox(x0=95, top=0, x1=100, bottom=10)
    """
    match quarters:
        case 1:
            return BBox(height - box.bottom, box.x0, height - box.top, box.x1)
        case 2:
            return BBox(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        case 3:
            return BBox(box.top, width - box.x1, box.bottom, width - box.x0)
        case _:
            return box


@dataclass(frozen=True, slots=True)
class Region:
    """A box on one page; pages count from 1."""

    page: int
    bbox: BBox


def regions_by_page(regions: Iterable[Region]) -> tuple[Region, ...]:
    """One region a page, around all boxes given for that page; in page order."""
    pages: dict[int, list[BBox]] = {}
    for region in regions:
        pages.setdefault(region.page, []).append(region.bbox)
    return tuple(Region(page, union_box(boxes)) for page, boxes in sorted(pages.items()))
