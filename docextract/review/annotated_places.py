"""Where a box on the displayed page lies in the PDF's own space: pages may be turned, cropped, or begin anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageSpace:
    """The visible part of a page in the PDF's space (origin bottom left, not turned) and how far it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> Point:
        """A place on the displayed page (points from its top left corner) in the PDF's space.

        >>> PageSpace(0, 0, 600, 800, 0).point(10, 20), PageSpace(0, 0, 600, 800, 90).point(10, 20)
        ((10, 780), (20, 10))
        """
        if self.rotation == 90:
            return self.left + y, self.bottom + x
        if self.rotation == 180:
            return self.right - x, self.bottom + y
        if self.rotation == 270:
            return self.right - y, self.top - x
        return self.left + x, self.top - y

    def quad(self, x0: float, top: float, x1: float, bottom: float) -> Quad:
        """The corners of a displayed box: upper left, upper right, lower left, lower right as a reader sees them.

        That order, not the standard's own, is what Acrobat writes and every viewer reads.
        """
        return self.point(x0, top), self.point(x1, top), self.point(x0, bottom), self.point(x1, bottom)

    @property
    def width(self) -> float:
        """As displayed."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """As displayed."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom


def around(corners: Sequence[Point]) -> Box:
    """The upright rectangle around the corners: left, bottom, right, top."""
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
