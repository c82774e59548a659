"""What the reviewer is told about rows and cells that we are not sure of. Chinese first, then English."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.indicators.cell_values import CellValue
from docextract.indicators.decide import Assignment
from docextract.indicators.recognise import Piece
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.notice import Notice
from docextract.rulepacks.schema import Pack

STAGE = "indicators"


def piece_notices(piece: Piece) -> Iterator[Notice]:
    """The years of a table that names none."""
    if piece.columns.guessed_years:
        years = "、".join(str(year) for year in piece.columns.years.values())
        yield Notice(
            STAGE, "unsure", piece.table.page, "years-by-order",
            f"{piece.table.caption or '数据表'}的表头没有年份，按列的先后读作 {years}；请核对。"
            f" The header names no years; the columns were read as {years} by their order. Please check.",
        )  # fmt: skip


def row_notice(assignment: Assignment, pack: Pack) -> Notice | None:
    """Why a data-table row was given no code; None for a row that has one."""
    if assignment.code:
        return None
    row = assignment.row
    label = row.label.printed or "（空白）"
    page = row.table.cell_place(row.row, 0).page
    near = pack.indicators[assignment.runner_up].name if assignment.runner_up else ""
    if assignment.reason == "near-tie":
        zh, en, error = (
            f"行“{label}”有几种可能的读法（如“{near}”），未作选择",
            "could be read in several ways",
            "near-tie",
        )
    elif assignment.reason == "twice":
        zh, en, error = f"有几行都像“{near}”，“{label}”未作选择", f"is one of several rows like {near}", "row-twice"
    else:
        zh, en, error = (
            f"行“{label}”不是规则包 {pack.id} 中的指标",
            f"is no indicator of {pack.id}",
            "row-without-indicator",
        )
    return Notice(
        STAGE, "unsure", page, error,
        f"{zh}；请核对行名，或在规则中补充别名。"
        f' Row "{label}" {en} and was left without a code; check it or add an alias to the rules.',
    )  # fmt: skip


def cell_notices(value: IndicatorValue, cell: CellValue) -> Iterator[Notice]:
    """A cell that is no number, and a number in a unit that does not fit its indicator."""
    page, label = value.source.page, value.printed_label
    if value.status is ValueStatus.UNREADABLE and value.code:
        yield Notice(
            STAGE, "unsure", page, "cell-not-a-number",
            f"“{label}”{value.year} 年的单元格“{value.raw}”不是数；请核对原文。"
            f' The cell "{value.raw}" of "{label}" ({value.year}) is not a number; check it on the page.',
        )  # fmt: skip
    if cell.doubt == "unit" and value.code:
        yield Notice(
            STAGE, "unsure", page, "unit-does-not-fit",
            f"“{label}”的单位印作“{cell.unit}”，应为“{value.unit}”，数值照原样给出；请核对。"
            f' "{label}" is printed in "{cell.unit}", expected "{value.unit}"; the number is given as printed.',
        )  # fmt: skip
