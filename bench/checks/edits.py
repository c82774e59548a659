"""What is changed in a report's records, as data: single edits, and the errors that are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docextract.model.block import Block
from docextract.model.document import Report
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.model.tree import Figure, Section


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Characters `start` to `end` (exclusive) of a block become `new`."""

    block: str
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class CellEdit:
    """The whole text of one cell."""

    table: str
    row: int
    column: int
    new: str


@dataclass(frozen=True, slots=True)
class TitleEdit:
    """Number and title of a section, figure or table; its block's text says the same afterwards."""

    sort: Literal["sections", "figures", "tables"]
    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class EntryEdit:
    """The text of one line of a contents list, `index` counting from 0 over all lists."""

    index: int
    new: str


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """A case printed once more, behind everything else."""

    id: str


Edit = TextEdit | CellEdit | TitleEdit | EntryEdit | CaseCopy


@dataclass(frozen=True, slots=True)
class Error:
    """One error that could be planted. `places` are where it shows: a finding at any of them has found it.

    A place without `start` is the whole block; one without `block` is known by its words (`after`, or `before` where
    the other side of the disagreement still says so). `n_witnesses` is in how many relations and second mentions the
    true value took part: from two on the rest of the report can tell which value is wrong. 0 for errors that are no numbers.
    """

    kind: str
    places: tuple[SourceRef, ...]
    before: str
    after: str
    edits: tuple[Edit, ...]
    by: str = ""
    n_witnesses: int = 0

    @property
    def is_in_table(self) -> bool:
        return any(place.row >= 0 for place in self.places)

    @property
    def touched(self) -> frozenset[str]:
        """Ids of the blocks, tables and parts that it changes: two errors of one report touch none in common."""
        return frozenset(place.block for place in self.places)


def with_edits(report: Report, edits: Sequence[Edit]) -> Report:
    """The report with all edits made. Text edits of one block are made from the last to the first, so spans stay right."""
    ordered = sorted(edits, key=lambda edit: -edit.start if isinstance(edit, TextEdit) else 0)
    for edit in ordered:
        report = _with_edit(report, edit)
    return report


def _with_edit(report: Report, edit: Edit) -> Report:
    if isinstance(edit, TextEdit):
        return _with_block(report, edit.block, edit.start, edit.end, edit.new)
    if isinstance(edit, CellEdit):
        tables = tuple(_with_cell(table, edit) if table.id == edit.table else table for table in report.tables)
        return replace(report, tables=tables)
    if isinstance(edit, EntryEdit):
        toc = list(report.toc)
        toc[edit.index] = replace(toc[edit.index], text=edit.new)
        return replace(report, toc=tuple(toc))
    return _with_title(report, edit) if isinstance(edit, TitleEdit) else _with_copy(report, edit.id)


def _with_block(report: Report, id: str, start: int, end: int, new: str) -> Report:
    return replace(report, blocks=tuple(_with_text(b, start, end, new) if b.id == id else b for b in report.blocks))


def _with_text(block: Block, start: int, end: int, new: str) -> Block:
    """New characters stand at the place of the first that they replace."""
    places = block.places
    if places:
        at = places[min(start, len(places) - 1)]
        places = (*places[:start], *([at] * len(new)), *places[end:])
    return replace(block, text=block.text[:start] + new + block.text[end:], places=places)


def _with_cell(table: Table, edit: CellEdit) -> Table:
    row = list(table.cells[edit.row])
    row[edit.column] = edit.new
    return replace(table, cells=(*table.cells[: edit.row], tuple(row), *table.cells[edit.row + 1 :]))


def _with_title(report: Report, edit: TitleEdit) -> Report:
    """The record and its caption; a caption that does not say number and title in these words keeps its text."""
    records = getattr(report, edit.sort)
    old = next(record for record in records if record.id == edit.id)
    for before, after in ((old.number, edit.number), (old.title, edit.title)):
        if before != after and (caption := caption_block(report, old)) is not None:
            at = caption.text.find(before)
            if at >= 0:
                report = _with_block(report, caption.id, at, at + len(before), after)
    new = replace(old, number=edit.number, title=edit.title)
    return replace(report, **{edit.sort: tuple(new if record is old else record for record in records)})


def caption_block(report: Report, record: Section | Figure | Table) -> Block | None:
    """The block that prints number and title: a table's stands near that of its cells. None if there is none."""
    at = next((i for i, block in enumerate(report.blocks) if block.id == record.block), None)
    if at is None:
        return None
    own = report.blocks[at]
    able = [
        (abs(i - at), i)
        for i, block in enumerate(report.blocks)
        if block.kind is own.kind and block.text and record.number in block.text and record.title in block.text
    ]
    return report.blocks[min(able)[1]] if able else own


def _with_copy(report: Report, id: str) -> Report:
    case = next(case for case in report.cases if case.id == id)
    copies = [
        replace(b, id=f"{b.id}-again", case=f"{id}-again") for b in report.blocks if b.case == id or b.id == case.block
    ]
    again = replace(case, id=f"{id}-again", block=f"{case.block}-again" if case.block else "")
    return replace(report, blocks=(*report.blocks, *copies), cases=(*report.cases, again))
