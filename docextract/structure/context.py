"""What the makers of records share: the pieces, and the ids of what each stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.tree import Section
from docextract.structure.case_extent import case_of_pieces
from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles


@dataclass(frozen=True, slots=True)
class Context:
    """`section_of` runs parallel to the pieces; `case_of` and `case_ids` go by index (see `case_of_pieces`)."""

    pieces: tuple[Piece, ...]
    sections: tuple[Section, ...]
    section_of: tuple[str, ...]
    case_of: Mapping[int, int]
    case_ids: Mapping[int, str]

    def case_id(self, index: int) -> str:
        """Id of the case that a piece stands in, "" if none."""
        return self.case_ids.get(self.case_of.get(index, -1), "")


def block_id(index: int) -> str:
    """Blocks are numbered as the pieces are, from 1."""
    return f"b{index + 1}"


def to_context(pieces: Sequence[Piece], styles: Styles) -> Context:
    """Ids count up in reading order."""
    sections, section_of = _make_sections(pieces)
    titles = (i for i, piece in enumerate(pieces) if piece.role is Role.CASE_TITLE)
    return Context(
        pieces=tuple(pieces),
        sections=sections,
        section_of=section_of,
        case_of=case_of_pieces(pieces, styles),
        case_ids={index: f"c{n}" for n, index in enumerate(titles, start=1)},
    )


def _make_sections(pieces: Sequence[Piece]) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """The sections, and for each piece the id of the section it stands in."""
    sections: list[Section] = []
    open_: list[Section] = []
    section_of = []
    for i, piece in enumerate(pieces):
        if piece.role is Role.HEADING:
            open_ = [section for section in open_ if section.level < piece.level]
            section = Section(
                id=f"s{len(sections) + 1}",
                level=piece.level,
                number=piece.number,
                title=piece.title,
                page=piece.item.page,
                parent=open_[-1].id if open_ else "",
                block=block_id(i),
            )
            sections.append(section)
            open_.append(section)
        section_of.append(open_[-1].id if open_ else "")
    return tuple(sections), tuple(section_of)
