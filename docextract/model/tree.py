"""The document's parts: sections, cases, figures, footnotes, entries of the contents lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docextract.model.geometry import BBox

IssuerLevel = Literal["school", "city", "province", "other"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the documents bound in a PDF; most PDFs hold one. `title`, `issuer` are "" and `year` is 0 if not found.

    `section` is its first section ("" if it has none), `block` the block with which it begins.
    """

    title: str
    issuer: str
    level: IssuerLevel
    year: int
    page: int
    section: str
    block: str


@dataclass(frozen=True, slots=True)
class Section:
    """章节. `level` 1 is a chapter; `number` as printed ("2.4.1", "一、", "第一章"), "" if none; `parent` an id or ""."""

    id: str
    level: int
    number: str
    title: str
    page: int
    parent: str
    block: str


@dataclass(frozen=True, slots=True)
class Case:
    """案例. `text` is its paragraphs joined with a line feed: no title, no captions, no table text."""

    id: str
    number: str
    title: str
    page: int
    section: str
    text: str
    block: str


@dataclass(frozen=True, slots=True)
class Figure:
    """图. `bbox` is the picture's box, or the caption's when no picture was found; `has_caption` False: picture alone."""

    id: str
    number: str
    title: str
    page: int
    bbox: BBox
    section: str
    has_caption: bool
    block: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of 目录, 表目录, 图目录 or 案例目录 (`list` is the heading it stands under).

    `text` has neither leader dots nor page; `printed_page` is what the line says, "" if nothing; `page` the PDF page on
    which the line stands.
    """

    list: str
    text: str
    printed_page: str
    page: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """脚注 with its mark as printed (①, 1, *)."""

    mark: str
    text: str
    page: int
    block: str
