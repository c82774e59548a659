"""What every reader gives: the pages of one file, and what could not be read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.geometry import BBox
from docextract.model.notice import Notice
from docextract.model.page import OutlineEntry, Page


@dataclass(frozen=True, slots=True)
class PdfSource:
    """All pages of a file, in order. A damaged page is there without characters and has a notice."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    sha256: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class RawPages:
    """What a reader hands to `read`, before the checks that are the same for all readers."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to read from its picture, or only the `area` of it where a picture of a table may be.

    A page that is no scan keeps its own rules, fills and images.
    """

    page: Page
    is_scan: bool
    area: BBox | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Pages by number with recognised characters; `tables` are the areas of a page that turned out to be tables or text.

    `left_out` pages were not looked at, or recognition failed on them. A page without text is in neither.
    """

    pages: Mapping[int, Page]
    tables: Mapping[int, Sequence[BBox]]
    left_out: frozenset[int]
