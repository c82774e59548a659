"""The steps of this stage in order, and the records made of their result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.block import Block, BlockKind
from docextract.model.flow import Flow, FlowItem
from docextract.model.notice import Notice
from docextract.model.page import OutlineEntry
from docextract.model.table import Table
from docextract.model.tree import Case, ContentsEntry, Figure, Footnote, Part, Section
from docextract.structure.bound_parts import identities, make_parts, part_starts
from docextract.structure.captions import mark_captions, tie_captions
from docextract.structure.case_extent import plainly_in_case
from docextract.structure.cases import mark_cases
from docextract.structure.contents_lists import mark_contents_lists
from docextract.structure.context import Context, block_id, to_context
from docextract.structure.covers import mark_covers
from docextract.structure.footnotes import mark_footnotes
from docextract.structure.headings import mark_headings
from docextract.structure.identity import Identity
from docextract.structure.levels import with_levels
from docextract.structure.listed_titles import join_listed_titles
from docextract.structure.make_figures import make_figures
from docextract.structure.make_tables import make_missing_tables, make_tables
from docextract.structure.paragraphs import join_cut_paragraphs
from docextract.structure.piece import Piece, Role, to_pieces
from docextract.structure.plain_captions import mark_plain_captions
from docextract.structure.styles import Styles

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
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    missing_tables: tuple[Table, ...]
    toc: tuple[ContentsEntry, ...]
    footnotes: tuple[Footnote, ...]
    notices: tuple[Notice, ...]


def build_tree(flow: Flow, items: Sequence[FlowItem], outline: Sequence[OutlineEntry], styles: Styles) -> Tree:
    """`items` is the flow with the tables' pieces joined; every text of it ends in exactly one block."""
    pieces = classify(flow, items, outline, styles)
    starts = part_starts(pieces, styles)
    found = identities(pieces, starts, flow, styles)
    pieces = with_levels(pieces, starts, [identity.title for identity in found], styles)
    context = to_context(pieces, styles)
    table_ties = {tie.thing: tie for tie in tie_captions(pieces, Role.TABLE, Role.TABLE_CAPTION)}
    figure_ties = {tie.thing: tie for tie in tie_captions(pieces, Role.PICTURE, Role.FIGURE_CAPTION)}
    tables = make_tables(context, table_ties)
    missing = make_missing_tables(context, table_ties, len(tables))
    figures, notices = make_figures(context, figure_ties)
    records = {table.block: table.id for table in (*tables, *missing)} | {figure.block: figure.id for figure in figures}
    return Tree(
        identity=found[0],
        parts=make_parts(pieces, starts, found, context.sections),
        blocks=(*_make_blocks(context, records), *_furniture(flow, len(pieces))),
        sections=context.sections,
        cases=_make_cases(context),
        figures=figures,
        tables=tables,
        missing_tables=missing,
        toc=tuple(
            ContentsEntry(p.list, p.title, p.printed_page, p.item.page)
            for p in pieces
            if p.role is Role.LIST_ENTRY and p.title
        ),
        footnotes=tuple(
            Footnote(p.number, p.title, p.item.page, block_id(i))
            for i, p in enumerate(pieces)
            if p.role is Role.FOOTNOTE
        ),
        notices=notices,
    )


def classify(
    flow: Flow, items: Sequence[FlowItem], outline: Sequence[OutlineEntry], styles: Styles
) -> tuple[Piece, ...]:
    """Every item with its part; paragraphs cut by page breaks joined."""
    heights = {number: height for number, (_, height) in enumerate(flow.page_sizes, start=1)}
    pieces = to_pieces(items)
    pieces = join_listed_titles(mark_contents_lists(pieces, styles))
    pieces = mark_covers(pieces, flow.body_size, styles)
    pieces = mark_plain_captions(mark_captions(pieces, flow.body_size, styles), styles)
    pieces = mark_footnotes(pieces, flow.body_size, heights)
    pieces = mark_cases(pieces, flow.body_size, styles.case)
    pieces = mark_headings(pieces, flow, plainly_in_case(pieces, styles), outline, styles)
    return join_cut_paragraphs(pieces)


def _make_cases(context: Context) -> tuple[Case, ...]:
    cases = []
    for index, case_id in context.case_ids.items():
        piece = context.pieces[index]
        texts = [
            part.text_block.text
            for i, part in enumerate(context.pieces)
            if part.is_text and part.text_block is not None and context.case_of.get(i) == index
        ]
        cases.append(
            Case(
                id=case_id,
                number=piece.number,
                title=piece.title,
                page=piece.item.page,
                section=context.section_of[index],
                text="\n".join(texts),
                block=block_id(index),
            )
        )
    return tuple(cases)


def _make_blocks(context: Context, records: Mapping[str, str]) -> tuple[Block, ...]:
    blocks = []
    for i, piece in enumerate(context.pieces):
        text_block = piece.text_block
        blocks.append(
            Block(
                id=block_id(i),
                kind=KINDS[piece.role],
                text=text_block.text if text_block is not None else "",
                regions=piece.item.regions,
                places=text_block.places if text_block is not None else (),
                section=context.section_of[i],
                case=context.case_id(i),
                record=records.get(block_id(i), ""),
            )
        )
    return tuple(blocks)


def _furniture(flow: Flow, start: int) -> tuple[Block, ...]:
    return tuple(
        Block(block_id(start + n), BlockKind.FURNITURE, block.text, block.regions, block.places)
        for n, block in enumerate(flow.furniture)
    )
