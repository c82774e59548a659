"""What must be read out of a finished PDF, in the formats that docextract writes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from .contents import entries, flat_blocks
from .locate import Located, Place, squeeze
from .reasons import case_reasons, figure_reasons, following_text, heading_reasons, table_reasons
from .source import (
    Case,
    Document,
    Figure,
    Footnote,
    Heading,
    Para,
    Part,
    Table,
    Toc,
    bare_number,
    caption_text,
)

REPORT_YEAR = 2024
YEAR_OF_HEADER = {"上年": REPORT_YEAR - 1, "本年": REPORT_YEAR}
INDICATOR_COLUMNS = [
    "code",
    "name",
    "unit",
    "year",
    "value",
    "status",
    "raw",
    "printed_label",
    "table",
    "row",
    "column",
    "hard",
]


def structure(document: Document, located: Located, file: str, level: str, unnumbered: int) -> dict[str, Any]:
    """The report's structure as in `reports/<name>.json`, without what depends on boxes and blocks.

    `unnumbered` pages stand before printed page 1.
    """
    return {
        "file": file,
        "pages": located.page_count,
        "title": document.title,
        "issuer": document.issuer,
        "level": level,
        "year": REPORT_YEAR,
        **_items(document, located),
        "toc": list(_toc(document, located, unnumbered)),
    }


def _items(document: Document, located: Located) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {"sections": [], "cases": [], "figures": [], "tables": [], "footnotes": []}
    open_sections: list[dict[str, Any]] = []
    parts = []
    followed = following_text(document)
    for index, block in enumerate(flat_blocks(document)):
        section = open_sections[-1]["id"] if open_sections else None
        place = located.places.get(index)
        if place is None:
            continue
        match block:
            case Part():
                open_sections = []
                parts.append(_part(block, place))
                if not block.cover:
                    heading = Heading(1, "", block.title, block.title)
                    out["sections"].append(_section(heading, place, len(out["sections"]) + 1, [], len(parts)))
            case Heading():
                open_sections = [each for each in open_sections if each["level"] < block.level]
                item = _section(block, place, len(out["sections"]) + 1, open_sections, len(parts))
                out["sections"].append(item)
                open_sections.append(item)
            case Case():
                item = _case(located, index, block, follows=index in followed)
                out["cases"].append(item | {"section": section})
            case Figure():
                out["figures"].append(_figure(document, block, place) | {"section": section})
            case Table():
                out["tables"].append(_table(document, block, place) | {"section": section})
            case Footnote():
                mark = document.note_mark(block.mark)
                out["footnotes"].append({"mark": mark, "text": block.text, "page": place.pages[0]})
    out["sections"] = [_with_heading_reasons(item, out["sections"]) for item in out["sections"]]
    return out | ({"parts": parts} if parts else {})


def _part(part: Part, place: Place) -> dict[str, Any]:
    return {"title": part.title, "issuer": part.issuer, "year": REPORT_YEAR, "page": place.pages[0]}


def _section(heading: Heading, place: Place, count: int, above: list[dict[str, Any]], part: int) -> dict[str, Any]:
    """`part` counts the documents bound before this one; it does not go into the expectations."""
    return {
        "id": f"s{count}",
        "level": heading.level,
        "number": heading.number,
        "title": heading.title,
        "page": place.pages[0],
        "parent": above[-1]["id"] if above else None,
        "part": part,
    }


def _with_heading_reasons(section: dict[str, Any], sections: list[dict[str, Any]]) -> dict[str, Any]:
    heading = Heading(section["level"], section["number"], section["title"], section["title"])
    place = (section["part"], section["parent"])
    siblings = [each["number"] for each in sections if (each["part"], each["parent"]) == place]
    item = {key: value for key, value in section.items() if key != "part"}
    return _with_reasons(item, heading_reasons(heading, siblings, in_later_part=section["part"] > 0))


def _case(located: Located, index: int, case: Case, *, follows: bool) -> dict[str, Any]:
    paras = [(index + 1 + i, each) for i, each in enumerate(case.body) if isinstance(each, Para)]
    last = max(located.places[i].pages[-1] for i, _ in paras)
    page = located.places[index].pages[0]
    item = {
        "number": bare_number(case.number),
        "title": case.title,
        "page": page,
        "text": "\n".join(each.text for _, each in paras),
    }
    return _with_reasons(item, case_reasons(case, is_broken=last > page, follows=follows))


def _figure(document: Document, figure: Figure, place: Place) -> dict[str, Any]:
    item = {
        "number": bare_number(figure.number),
        "title": figure.title if figure.caption != "none" else "",
        "page": place.pages[0],
        "caption": figure.caption != "none",
    }
    return _with_reasons(item, figure_reasons(document, figure))


def _table(document: Document, table: Table, place: Place) -> dict[str, Any]:
    return _with_reasons(
        {
            "number": bare_number(table.number),
            "title": table.title,
            "caption_position": table.caption,
            "page": place.pages[0],
            "pages": list(place.pages),
            "header_rows": table.header_rows,
            "cells": [list(row) for row in table.cells],
            "merges": [list(merge) for merge in table.merges],
        },
        table_reasons(document, table, place),
    )


def _with_reasons(item: dict[str, Any], reasons: list[str]) -> dict[str, Any]:
    return item | {"hard": reasons} if reasons else item


def _toc(document: Document, located: Located, unnumbered: int) -> Iterator[dict[str, Any]]:
    """`page` is where the entry itself stands, `printed_page` the number at its end."""
    pages = iter(located.toc_pages)
    for block in document.blocks:
        if isinstance(block, Toc):
            for entry in entries(document, block):
                target = located.places[entry.key].pages[0] - unnumbered
                yield {"list": block.list, "text": entry.text, "page": next(pages), "printed_page": target}


# ---- indicators


def indicators_csv(document: Document, names: dict[str, tuple[str, str]]) -> str:
    """The data tables' values; `names` gives each code's canonical name and unit.

    Layouts differ in nothing here, so there is one file for all of them.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, INDICATOR_COLUMNS, lineterminator="\n")
    writer.writeheader()
    labels: list[str] = [row["printed_label"] for row in _indicator_rows(document, names, [])]
    writer.writerows(_indicator_rows(document, names, labels))
    return out.getvalue()


def _indicator_rows(
    document: Document, names: dict[str, tuple[str, str]], labels: list[str]
) -> Iterator[dict[str, Any]]:
    for table in document.tables():
        if not table.is_data:
            continue
        header = [_header_text(table, c) for c in range(len(table.widths))]
        unit_column = header.index("单位")
        label = ""
        for r in range(table.header_rows, len(table.cells)):
            row = table.cells[r]
            printed = row[unit_column - 1]
            continued, label = not printed, printed or label
            for c, head in enumerate(header):
                year = _year(head)
                if year:
                    yield _indicator(table, r, c, label, names, year, _row_reasons(table, label, continued, labels))


def _header_text(table: Table, c: int) -> str:
    """The lowest header cell that says something, so a two-level header gives its year."""
    return next((table.cells[r][c] for r in range(table.header_rows - 1, -1, -1) if table.cells[r][c]), "")


def _year(head: str) -> int | None:
    if head in YEAR_OF_HEADER:
        return YEAR_OF_HEADER[head]
    years = re.findall(r"20\d\d", head)
    return int(years[-1]) if years else None


def _indicator(
    table: Table, r: int, c: int, label: str, names: dict[str, tuple[str, str]], year: int, reasons: list[str]
) -> dict[str, Any]:
    code, raw = table.codes[r] or "", table.cells[r][c]
    name, unit = names.get(code, ("", ""))
    status = cell_status(raw)
    return {
        "code": code,
        "name": name,
        "unit": unit or table.cells[r][_unit_column(table)],
        "year": year,
        "value": raw.removesuffix(":1") if status == "ok" else "",
        "status": status,
        "raw": raw,
        "printed_label": label,
        "table": caption_text(table.number, table.title),
        "row": r,
        "column": c,
        "hard": "; ".join(reasons),
    }


def _unit_column(table: Table) -> int:
    return table.cells[0].index("单位")


def cell_status(raw: str) -> str:
    if raw == "仅高职填报":
        return "not_applicable"
    return "missing" if raw in ("", "-", "——") else "ok"


def _row_reasons(table: Table, label: str, continued: bool, labels: list[str]) -> list[str]:
    # Each row comes twice, once a year.
    reasons = ["second unit"] * continued + ["repeated label"] * (labels.count(label) > 2)
    if any(r1 >= table.header_rows for _, _, r1, _ in table.merges):
        reasons.append("merged cells")
    if table.header_rows > 1:
        reasons.append("two-level header")
    if len(label) * 9.5 > 4.3 * table.widths[_unit_column(table) - 1]:
        reasons.append("wrapped label")
    return reasons


# ---- evidence


def evidence_pages(document: Document, located: Located, findings: list[dict[str, Any]]) -> dict[str, list[int]]:
    """The page of each piece of evidence, by finding id."""
    return {each["id"]: [_evidence_page(document, located, piece) for piece in each["evidence"]] for each in findings}


def _evidence_page(document: Document, located: Located, piece: dict[str, Any]) -> int:
    if piece.get("in") in {block.list for block in document.blocks if isinstance(block, Toc)}:
        at = located.text.find(squeeze(str(piece["quote"])))
        return located.page_of(at)
    start, end, table_place = part_range(document, located, str(piece["in"]))
    if "row" in piece and table_place is not None:
        table, place = table_place
        rows = [r for r, cells in enumerate(table.cells) if str(piece["row"]) in cells]
        row = rows[int(piece.get("nth", 1)) - 1]
        if str(piece["quote"]) not in table.cells[row]:
            raise ValueError(f"{piece}: the row does not hold the quote")
        return place.row_pages[row]
    at = located.text.find(squeeze(str(piece["quote"])), start, end)
    if at >= 0:
        return located.page_of(at)
    return _broken_by_page(located, squeeze(str(piece["quote"])), start, end)


def _broken_by_page(located: Located, quote: str, start: int, end: int) -> int:
    """A quote with a page's furniture in its midst: its longest findable beginning tells the page."""
    for length in range(len(quote) - 1, 2, -1):
        at = located.text.find(quote[:length], start, end)
        if at >= 0:
            return located.page_of(at)
    raise ValueError(f"{quote!r} is not printed there")


def part_range(document: Document, located: Located, part: str) -> tuple[int, int, tuple[Table, Place] | None]:
    """Character range of a named part: a section (`2.3`, or `2.3 title` where the number is doubled), a caption's number."""
    flat = flat_blocks(document)
    for index, block in enumerate(flat):
        names = _part_names(block)
        if part in names:
            place = located.places[index]
            if isinstance(block, Table):
                return place.start, place.end, (block, place)
            if isinstance(block, Heading):
                later = [located.places[i].start for i in range(index + 1, len(flat)) if isinstance(flat[i], Heading)]
                return place.start, later[0] if later else len(located.text), None
            return place.start, place.end + 1500, None
    raise KeyError(f"no part of {document.name} is called {part!r}")


def _part_names(block: object) -> set[str]:
    match block:
        case Heading():
            return {block.number, block.title, f"{block.number} {block.title}"} - {""}
        case Table():
            return {block.number, block.title} - {""}
        case Figure() | Case():
            return {block.number}
        case _ if hasattr(block, "number"):
            return {block.number}
    return set()
