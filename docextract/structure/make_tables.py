"""Tables of the tree: each grid with its caption, and captions that have no grid."""

from __future__ import annotations

from collections.abc import Mapping

from docextract.model.flow import Grid
from docextract.model.table import Table
from docextract.structure.captions import Captioned
from docextract.structure.context import Context, block_id
from docextract.structure.piece import Role


def make_tables(context: Context, ties: Mapping[int, Captioned]) -> tuple[Table, ...]:
    """One table a grid, in reading order; `ties` by the grid's index."""
    tables = []
    for n, (index, tie) in enumerate(sorted(ties.items()), start=1):
        grid = context.pieces[index].item
        if not isinstance(grid, Grid):
            continue
        caption = context.pieces[tie.caption] if tie.caption >= 0 else None
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
                section=context.section_of[index],
                case=context.case_id(index),
                note=_note_of(context, index),
                block=block_id(index),
            )
        )
    return tuple(tables)


def make_missing_tables(context: Context, ties: Mapping[int, Captioned], count: int) -> tuple[Table, ...]:
    """Table titles with no grid beside them and no picture that could be one; ids go on after `count` tables."""
    tied = {tie.caption for tie in ties.values()}
    missing: list[Table] = []
    for i, piece in enumerate(context.pieces):
        if piece.role is not Role.TABLE_CAPTION or i in tied:
            continue
        after = context.pieces[i + 1] if i + 1 < len(context.pieces) else None
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
                section=context.section_of[i],
                block=block_id(i),
                missing=True,
            )
        )
    return tuple(missing)


def _note_of(context: Context, index: int) -> str:
    """Unit and source lines next to a table."""
    near = (context.pieces[i] for i in (index - 2, index - 1, index + 1, index + 2) if 0 <= i < len(context.pieces))
    return " ".join(piece.title for piece in near if piece.role is Role.NOTE and piece.title)
