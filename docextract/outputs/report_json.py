"""A report's structure as the contract's JSON object, and its bytes."""

from __future__ import annotations

from docextract.model.block import Block
from docextract.model.document import Report
from docextract.model.table import Table
from docextract.model.tree import Case, ContentsEntry, Figure, Footnote, Part, Section
from docextract.outputs.plain import bbox_list, json_text, region_object, utf8

SCHEMA_VERSION = "1"


def report_object(report: Report, pack: str) -> dict[str, object]:
    """The contract's object; `pack` is the id of the rule pack used, "" if none. `year` is null when not found."""
    return {
        "schema_version": SCHEMA_VERSION,
        "file": report.file,
        "sha256": report.sha256,
        "pages": report.page_count,
        "page_labels": list(report.page_labels),
        "title": report.title,
        "issuer": report.issuer,
        "level": report.level,
        "year": report.year or None,
        "pack": pack,
        "parts": [_part(part) for part in report.parts],
        "blocks": [_block(block) for block in report.blocks],
        "sections": [_section(section) for section in report.sections],
        "cases": [_case(case) for case in report.cases],
        "figures": [_figure(figure) for figure in report.figures],
        "tables": [_table(table) for table in report.tables],
        "missing_tables": [_missing_table(table) for table in report.missing_tables],
        "toc": [_contents_entry(entry) for entry in report.toc],
        "footnotes": [_footnote(note) for note in report.footnotes],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "title": part.title,
        "issuer": part.issuer,
        "level": part.level,
        "year": part.year or None,
        "page": part.page,
        "section": part.section,
    }


def _block(block: Block) -> dict[str, object]:
    return {
        "id": block.id,
        "kind": block.kind,
        "page": block.page,
        "bbox": bbox_list(block.bbox),
        "text": block.text,
        "section": block.section,
        "case": block.case,
        "record": block.record,
        "regions": [region_object(region) for region in block.regions],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "page": section.page,
        "parent": section.parent,
    }


def _case(case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "number": case.number,
        "title": case.title,
        "page": case.page,
        "section": case.section,
        "text": case.text,
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "id": figure.id,
        "number": figure.number,
        "title": figure.title,
        "page": figure.page,
        "bbox": bbox_list(figure.bbox),
        "section": figure.section,
        "caption": figure.has_caption,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "id": table.id,
        "number": table.number,
        "title": table.title,
        "caption_position": table.caption_position,
        "page": table.page,
        "pages": list(table.pages),
        "regions": [region_object(region) for region in table.regions],
        "header_rows": table.header_rows,
        "cells": [list(row) for row in table.cells],
        "merges": inclusive_merges(table),
        "cell_boxes": {
            f"{row},{column}": [region_object(region) for region in regions]
            for (row, column), regions in sorted(table.cell_boxes.items())
        },
        "section": table.section,
        "case": table.case,
        "note": table.note,
    }


def inclusive_merges(table: Table) -> list[list[int]]:
    """[r0, c0, r1, c1] with both ends included, as the contract has it; in the package they are half open."""
    areas = sorted((area.row0, area.column0, area.row1 - 1, area.column1 - 1) for area in table.merges)
    return [list(area) for area in areas]


def _missing_table(table: Table) -> dict[str, object]:
    return {"number": table.number, "title": table.title, "page": table.page, "section": table.section}


def _contents_entry(entry: ContentsEntry) -> dict[str, object]:
    return {"list": entry.list, "text": entry.text, "page": entry.page, "printed_page": entry.printed_page}


def _footnote(note: Footnote) -> dict[str, object]:
    return {"mark": note.mark, "text": note.text, "page": note.page}


def json_bytes(data: dict[str, object]) -> bytes:
    """JSON with one item of each list a line, so that two versions can be compared line by line.

    >>> print(json_bytes({"file": "江城.pdf", "cases": [{"id": "c1"}, {"id": "c2"}], "toc": []}).decode(), end="")
    {
    "file": "江城.pdf",
    "cases": [
    {"id": "c1"},
    {"id": "c2"}
    ],
    "toc": []
    }
    """
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            items = ",\n".join(json_text(item) for item in value)
            lines.append(f"{json_text(key)}: [\n{items}\n]")
        else:
            lines.append(f"{json_text(key)}: {json_text(value)}")
    return utf8("{\n" + ",\n".join(lines) + "\n}\n")
