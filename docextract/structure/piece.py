"""A flow item with the part it plays: what the steps of this stage hand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from docextract.model.flow import FlowItem, Grid, Picture, TextBlock


class Role(StrEnum):
    """The part a flow item plays in the document."""

    TEXT = "text"
    HEADING = "heading"
    TABLE_CAPTION = "table caption"
    FIGURE_CAPTION = "figure caption"
    CASE_TITLE = "case title"
    FOOTNOTE = "footnote"
    LIST_TITLE = "list title"
    LIST_ENTRY = "list entry"
    COVER = "cover"
    NOTE = "note"
    TABLE = "table"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Piece:
    """`number` and `title` are set for headings, captions, cases and footnotes (mark and text); `level` for headings.

    `list` names the contents list of an entry, `printed_page` its page. `why` says what decided, for people who ask.
    """

    item: FlowItem
    role: Role = Role.TEXT
    number: str = ""
    title: str = ""
    level: int = 0
    list: str = ""
    printed_page: str = ""
    why: str = ""

    @property
    def text_block(self) -> TextBlock | None:
        return self.item if isinstance(self.item, TextBlock) else None

    @property
    def is_text(self) -> bool:
        return self.role is Role.TEXT and isinstance(self.item, TextBlock)


def to_pieces(items: Sequence[FlowItem]) -> tuple[Piece, ...]:
    """Every item as a piece; grids and pictures know their part already."""
    roles = {Grid: Role.TABLE, Picture: Role.PICTURE, TextBlock: Role.TEXT}
    return tuple(Piece(item, roles[type(item)]) for item in items)


def marked(piece: Piece, role: Role, number: str = "", title: str = "", why: str = "") -> Piece:
    """The piece in a new part."""
    return replace(piece, role=role, number=number, title=title, why=why)
