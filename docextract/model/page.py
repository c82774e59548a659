"""What a reader gives for one page: characters, rules, fills, images. No interpretation."""

from __future__ import annotations

import math
from dataclasses import dataclass

from docextract.model.geometry import BBox


@dataclass(frozen=True, slots=True)
class Char:
    """One glyph as drawn. `text` is what the PDF says it is (may be more than one character, never empty).

    `size` is the font size in points; `baseline` the y of the line the glyph stands on, from the top of the page.
    `turn` counts quarter turns clockwise of the glyph against the page as displayed: 0 is upright, 3 reads upwards.
    `is_slanted` glyphs lie between two quarter turns (a watermark across the page). `score` (0 to 1) is how sure the
    recogniser was of a character read from a picture; 1 for one of a text layer. `is_hidden` text is not painted: a
    scanner's program puts it behind the picture of the page, to be searched and copied.
    """

    text: str
    bbox: BBox
    font: str
    size: float
    baseline: float
    is_bold: bool = False
    turn: int = 0
    score: float = 1.0
    is_slanted: bool = False
    is_hidden: bool = False

    @property
    def upright(self) -> bool:
        return self.turn == 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical stroke (or a filled rectangle so thin that it reads as one)."""

    bbox: BBox
    width: float

    @property
    def is_horizontal(self) -> bool:
        return self.bbox.width >= self.bbox.height


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle that is no rule; `grey` is its lightness from 0 (black) to 1 (white), None if unknown."""

    bbox: BBox
    grey: float | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's box, clipped to the page."""

    bbox: BBox


@dataclass(frozen=True, slots=True)
class Page:
    """One page as displayed (after /Rotate); `number` counts from 1, `label` is the PDF's own page label or "".

    `skew_deg` is not 0 for a scan that lay askew and was straightened before it was read: its lines fall towards the
    right by that many degrees, and all boxes here are those of the straightened page. See `as_displayed`.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    images: tuple[Image, ...] = ()
    label: str = ""
    skew_deg: float = 0.0

    def as_displayed(self, box: BBox) -> BBox:
        """A box of the straightened page where it lies on the page as displayed; the box itself without skew.

        Its middle is turned about the page's middle and its sides are kept: the upright box around a whole turned line
        would reach over the lines above and below.
        """
        if not self.skew_deg:
            return box
        cos, sin = math.cos(math.radians(self.skew_deg)), math.sin(math.radians(self.skew_deg))
        x, y = box.x_mid - self.width / 2, box.y_mid - self.height / 2
        dx, dy = x * cos - y * sin - x, x * sin + y * cos - y
        return BBox(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of the PDF; `level` from 1; `page` is 0 when its target is unknown."""

    level: int
    title: str
    page: int
