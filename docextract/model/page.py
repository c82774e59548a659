"""What a reader gives for one page: characters, rules, fills, images. No interpretation."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.geometry import BBox


@dataclass(frozen=True, slots=True)
class Char:
    """One glyph as drawn. `text` is what the PDF says it is (may be more than one character, never empty).

    `size` is the font size in points; `baseline` the y of the line the glyph stands on, from the top of the page.
    `turn` counts quarter turns clockwise of the glyph against the page as displayed: 0 is upright, 3 reads upwards.
    """

    text: str
    bbox: BBox
    font: str
    size: float
    baseline: float
    is_bold: bool = False
    turn: int = 0

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
    """One page as displayed (after /Rotate); `number` counts from 1, `label` is the PDF's own page label or ""."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    images: tuple[Image, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of the PDF; `level` from 1; `page` is 0 when its target is unknown."""

    level: int
    title: str
    page: int
