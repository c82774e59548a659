"""What a report's tables say of schools: which they list, and the values in their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from docextract.checks.between_reports.shared import SharedValue
from docextract.checks.facts.facts import subject_key
from docextract.checks.tables.table_cells import table_cells
from docextract.model.geometry import BBox, Region
from docextract.model.source import SourceRef
from docextract.model.table import CellRange, Table
from docextract.rulepacks.issuer_words import shipped_words
from docextract.text.patterns import Pattern, compile_pattern
from docextract.text.word_patterns import any_of

_SUM = compile_pattern(r"(?:合计|总计|小计|全[市县区省]|平均)")


@cache
def _member() -> Pattern:
    return compile_pattern(rf"\p{{Han}}{{2,}}{any_of([*shipped_words('bodies'), '学校', '学院'])}")


def school_lists(structure: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The columns of tables whose cells below the header are names of schools, a line for their sum apart."""
    for table in structure.get("tables", ()):
        for column in zip(*table["cells"][table["header_rows"] :], strict=False):
            names = tuple(text for cell in column if (text := cell.strip()) and not _SUM.match(text))
            if len(set(names)) == len(names) > 1 and all(_member().fullmatch(name) for name in names):
                yield names


def told_in_tables(structure: Mapping[str, Any]) -> Iterator[SharedValue]:
    """The numbers in rows of schools, each named by the head of its column."""
    year = structure.get("year") or 0
    for made in structure.get("tables", ()):
        table = _table(made)
        for cell in table_cells(table, year):
            name = subject_key(cell.heads[-1].partition("（")[0].partition("(")[0]) if cell.heads else ""
            if not cell.year or not name or not cell.unit or not _member().fullmatch(cell.row_label):
                continue
            place = table.cell_place(cell.row, cell.column)
            yield SharedValue(
                code="",
                name=name,
                year=cell.year,
                value=cell.value,
                unit=cell.unit,
                quote=cell.printed,
                where=table.caption,
                source=SourceRef(place.page, place.bbox, table.id, row=cell.row, column=cell.column),
                owner=cell.row_label,
            )


def _table(made: Mapping[str, Any]) -> Table:
    """A table of the report's JSON as a record again."""
    boxes = {_place(key): tuple(_region(each) for each in regions) for key, regions in made["cell_boxes"].items()}
    return Table(
        id=made["id"],
        number=made["number"],
        title=made["title"],
        caption_position=made["caption_position"],
        regions=tuple(_region(each) for each in made["regions"]),
        header_rows=made["header_rows"],
        cells=tuple(map(tuple, made["cells"])),
        merges=tuple(
            CellRange(row0, column0, row1 + 1, column1 + 1) for row0, column0, row1, column1 in made["merges"]
        ),
        cell_boxes=boxes,
    )


def _place(key: str) -> tuple[int, int]:
    row, _, column = key.partition(",")
    return int(row), int(column)


def _region(made: Mapping[str, Any]) -> Region:
    box: Sequence[float] = made["bbox"]
    return Region(made["page"], BBox(*box))
