"""The steps of this stage in order, and the records made of their result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.block import Block, BlockKind
from docextract.model.flow import Flow, FlowItem, Grid
from docextract.model.notice import Notice
from docextract.model.page import OutlineEntry
from docextract.model.table import Table
from docextract.model.tree import Case, ContentsEntry, Figure, Footnote, Section
from docextract.structure.captions import Captioned, mark_captions, tie_captions
from docextract.structure.case_extent import case_of_pieces, plainly_in_case
from docextract.structure.cases import mark_cases
from docextract.structure.contents_lists import mark_contents_lists
from docextract.structure.footnotes import mark_footnotes
from docextract.structure.headings import mark_headings
from docextract.structure.identity import Identity, identify, mark_cover
from docextract.structure.levels import with_levels
from docextract.structure.paragraphs import join_cut_paragraphs
from docextract.structure.piece import Piece, Role, to_pieces

KINDS: Mapping[Role, BlockKind] = {
    Role.TEXT: BlockKind.PARAGRAPH,
    Role.HEADING: BlockKind.HEADING,
    Role.TABLE_CAPTION: BlockKind.TABLE,
    Role.FIGURE_CAPTION: BlockKind.FIGURE,
    Role.CASE_TITLE: BlockKind.CASE,
    Role.FOOTNOTE: BlockKind.FOOTNOTE,
    Role.LIST_TITLE: BlockKind.TOC,
    Role.LIST_ENTRY: BlockKind.TOC,
    Role.COVER: BlockKind.COVER,
    Role.NOTE: BlockKind.PARAGRAPH,
    Role.TABLE: BlockKind.TABLE,
    Role.PICTURE: BlockKind.FIGURE,
}


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything that the structure stage found."""

    identity: Identity
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    missing_tables: tuple[Table, ...]
    toc: tuple[ContentsEntry, ...]
    footnotes: tuple[Footnote, ...]
    notices: tuple[Notice, ...]


def build_tree(flow: Flow, items: Sequence[FlowItem], outline: Sequence[OutlineEntry]) -> Tree:
    """`items` is the flow with the tables' pieces joined; every text of it ends in exactly one block."""
    pieces = classify(flow, items, outline)
    identity = identify(pieces, flow)
    pieces = with_levels(pieces, identity.title)
    case_of = case_of_pieces(pieces)
    tables = {tie.thing: tie for tie in tie_captions(pieces, Role.TABLE, Role.TABLE_CAPTION)}
    figures = {tie.thing: tie for tie in tie_captions(pieces, Role.PICTURE, Role.FIGURE_CAPTION)}
    return _Maker(pieces, case_of, tables, figures, flow).make(identity)


def classify(flow: Flow, items: Sequence[FlowItem], outline: Sequence[OutlineEntry]) -> tuple[Piece, ...]:
    """Every item with its part; paragraphs cut by page breaks joined."""
    heights = {number: height for number, (_, height) in enumerate(flow.page_sizes, start=1)}
    pieces = to_pieces(items)
    pieces = mark_contents_lists(pieces)
    pieces = mark_cover(pieces, flow.body_size)
    pieces = mark_captions(pieces, flow.body_size)
    pieces = mark_footnotes(pieces, flow.body_size, heights)
    pieces = mark_cases(pieces, flow.body_size)
    pieces = mark_headings(pieces, flow, plainly_in_case(pieces), outline)
    return join_cut_paragraphs(pieces)


class _Maker:
    """Turns classified pieces into records; ids count up in reading order."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        case_of: Mapping[int, int],
        tables: Mapping[int, Captioned],
        figures: Mapping[int, Captioned],
        flow: Flow,
    ) -> None:
        self._pieces = pieces
        self._case_of = case_of
        self._tables = tables
        self._figures = figures
        self._flow = flow
        self._section_of = self._sections()
        self._case_ids = {
            index: f"c{n}"
            for n, index in enumerate((i for i, p in enumerate(pieces) if p.role is Role.CASE_TITLE), start=1)
        }

    def make(self, identity: Identity) -> Tree:
        tables, missing = self._make_tables()
        figures, notices = self._make_figures()
        records = {table.block: table.id for table in (*tables, *missing)}
        records |= {figure.block: figure.id for figure in figures}
        return Tree(
            identity=identity,
            blocks=(*self._make_blocks(records), *self._furniture()),
            sections=tuple(self.sections),
            cases=self._make_cases(),
            figures=figures,
            tables=tables,
            missing_tables=missing,
            toc=tuple(
                ContentsEntry(p.list, p.title, p.printed_page, p.item.page)
                for p in self._pieces
                if p.role is Role.LIST_ENTRY and p.title
            ),
            footnotes=tuple(
                Footnote(p.number, p.title, p.item.page, self._block_id(i))
                for i, p in enumerate(self._pieces)
                if p.role is Role.FOOTNOTE
            ),
            notices=notices,
        )

    def _block_id(self, index: int) -> str:
        return f"b{index + 1}"

    def _sections(self) -> list[str]:
        """The sections, and for each piece the id of the section it stands in."""
        self.sections: list[Section] = []
        open_: list[Section] = []
        section_of = []
        for i, piece in enumerate(self._pieces):
            if piece.role is Role.HEADING:
                open_ = [section for section in open_ if section.level < piece.level]
                section = Section(
                    id=f"s{len(self.sections) + 1}",
                    level=piece.level,
                    number=piece.number,
                    title=piece.title,
                    page=piece.item.page,
                    parent=open_[-1].id if open_ else "",
                    block=self._block_id(i),
                )
                self.sections.append(section)
                open_.append(section)
            section_of.append(open_[-1].id if open_ else "")
        return section_of

    def _case_id(self, index: int) -> str:
        return self._case_ids.get(self._case_of.get(index, -1), "")

    def _make_cases(self) -> tuple[Case, ...]:
        cases = []
        for index, case_id in self._case_ids.items():
            texts = [
                piece.text_block.text
                for i, piece in enumerate(self._pieces)
                if piece.is_text and piece.text_block is not None and self._case_of.get(i) == index
            ]
            piece = self._pieces[index]
            cases.append(
                Case(
                    id=case_id,
                    number=piece.number,
                    title=piece.title,
                    page=piece.item.page,
                    section=self._section_of[index],
                    text="\n".join(texts),
                    block=self._block_id(index),
                )
            )
        return tuple(cases)

    def _make_tables(self) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
        tables = []
        for n, (index, tie) in enumerate(sorted(self._tables.items()), start=1):
            grid = self._pieces[index].item
            if not isinstance(grid, Grid):
                continue
            caption = self._pieces[tie.caption] if tie.caption >= 0 else None
            tables.append(
                Table(
                    id=f"t{n}",
                    number=caption.number if caption else "",
                    title=caption.title if caption else "",
                    caption_position=tie.position,
                    regions=grid.regions,
                    header_rows=grid.header_rows,
                    cells=grid.cells,
                    merges=grid.merges,
                    cell_boxes=grid.cell_boxes,
                    section=self._section_of[index],
                    case=self._case_id(index),
                    note=self._note_of(index),
                    block=self._block_id(index),
                )
            )
        return tuple(tables), self._missing_tables(len(tables))

    def _missing_tables(self, count: int) -> tuple[Table, ...]:
        """Table titles with no grid beside them and no picture that could be one."""
        tied = {tie.caption for tie in self._tables.values()}
        missing: list[Table] = []
        for i, piece in enumerate(self._pieces):
            if piece.role is not Role.TABLE_CAPTION or i in tied:
                continue
            after = self._pieces[i + 1] if i + 1 < len(self._pieces) else None
            if after is not None and after.role is Role.PICTURE:
                continue
            missing.append(
                Table(
                    id=f"t{count + len(missing) + 1}",
                    number=piece.number,
                    title=piece.title,
                    caption_position="none",
                    regions=piece.item.regions,
                    header_rows=0,
                    cells=(),
                    section=self._section_of[i],
                    block=self._block_id(i),
                    missing=True,
                )
            )
        return tuple(missing)

    def _note_of(self, index: int) -> str:
        """Unit and source lines next to a table."""
        notes = []
        for i in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= i < len(self._pieces) and self._pieces[i].role is Role.NOTE and self._pieces[i].title:
                notes.append(self._pieces[i].title)
        return " ".join(notes)

    def _make_figures(self) -> tuple[tuple[Figure, ...], tuple[Notice, ...]]:
        """One figure a caption (with its picture, if one was found) and one a picture without caption."""
        by_caption = {tie.caption: tie.thing for tie in self._figures.values() if tie.caption >= 0}
        figures: list[Figure] = []
        notices = []
        for i, piece in enumerate(self._pieces):
            if piece.role is Role.FIGURE_CAPTION:
                picture = self._pieces[by_caption[i]].item if i in by_caption else None
                if picture is None:
                    notices.append(_no_picture(piece))
                box = (picture or piece.item).regions[0].bbox
                page = piece.item.page
            elif piece.role is Role.PICTURE and self._figures[i].caption < 0 and not self._continues_picture(i):
                box, page = piece.item.regions[0].bbox, piece.item.page
            else:
                continue
            figures.append(
                Figure(
                    id=f"f{len(figures) + 1}",
                    number=piece.number,
                    title=piece.title,
                    page=page,
                    bbox=box,
                    section=self._section_of[i],
                    has_caption=piece.role is Role.FIGURE_CAPTION,
                    block=self._block_id(i),
                )
            )
        return tuple(figures), tuple(notices)

    def _continues_picture(self, index: int) -> bool:
        """A picture right before one with a caption shares it: two photographs over one line."""
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        if after is None or after.role is not Role.PICTURE or after.item.page != self._pieces[index].item.page:
            return False
        return self._figures[index + 1].caption >= 0 or self._continues_picture(index + 1)

    def _make_blocks(self, records: Mapping[str, str]) -> tuple[Block, ...]:
        blocks = []
        for i, piece in enumerate(self._pieces):
            text_block = piece.text_block
            id = self._block_id(i)
            blocks.append(
                Block(
                    id=id,
                    kind=KINDS[piece.role],
                    text=text_block.text if text_block is not None else "",
                    regions=piece.item.regions,
                    places=text_block.places if text_block is not None else (),
                    section=self._section_of[i],
                    case=self._case_id(i),
                    record=records.get(id, ""),
                )
            )
        return tuple(blocks)

    def _furniture(self) -> tuple[Block, ...]:
        start = len(self._pieces)
        return tuple(
            Block(self._block_id(start + n), BlockKind.FURNITURE, block.text, block.regions, block.places)
            for n, block in enumerate(self._flow.furniture)
        )


def _no_picture(piece: Piece) -> Notice:
    page = piece.item.page
    name = f"图 {piece.number}".strip()
    return Notice(
        "structure",
        "unsure",
        page,
        "caption-without-picture",
        f"第 {page} 页有“{name}”的标题，但没有找到对应的图片。 The caption of figure {piece.number} has no picture near it.",
    )
