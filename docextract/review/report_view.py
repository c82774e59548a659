"""A report as the page shows it: its tree, the boxes of a page, its tables as grids, its indicators, its numbers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docextract.outputs.language import Lang
from docextract.review.finding_view import page_picture, told
from docextract.review.pictures import Pictures
from docextract.review.run_index import FindingEntry, ReportEntry

Structure = Mapping[str, Any]
Row = Mapping[str, str]

UNCHECKED = ("stated-once", "not-checkable")


def report_overview(entry: ReportEntry, structure: Structure, pictures: Pictures) -> dict[str, Any]:
    """Its pages with the size of their pictures, and its tree in reading order."""
    n_pages = int(structure.get("pages") or entry.n_pages)
    labels = structure.get("page_labels", [])
    return {
        "title": entry.title,
        "report": entry.report,
        "address": entry.address,
        "pages": [
            {
                "number": page,
                "label": labels[page - 1] if page <= len(labels) else "",
                **page_picture(entry, page, pictures),
            }
            for page in range(1, n_pages + 1)
        ],
        "tree": tree_items(structure),
    }


def tree_items(structure: Structure) -> list[dict[str, Any]]:
    """Sections with their cases, figures and tables beneath, flat, each with its depth from 1.

    What stands in no section comes first.
    """
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind, name in (("case", "cases"), ("figure", "figures"), ("table", "tables")):
        for each in structure.get(name, []):
            inside[each.get("section", "")].append(_item(kind, each, 1))
    items = _by_page(inside[""])
    for section in structure.get("sections", []):
        items.append(_item("section", section, section["level"]))
        items.extend(each | {"depth": section["level"] + 1} for each in _by_page(inside[section["id"]]))
    return items


def _by_page(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(items, key=lambda item: item["page"])


def _item(kind: str, each: Mapping[str, Any], depth: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": each["id"],
        "number": each.get("number", ""),
        "title": each.get("title", ""),
        "page": each["page"],
        "depth": depth,
        "top": (each.get("bbox") or [0, 0])[1],
    }


def page_boxes(
    page: int, structure: Structure, verdicts: Sequence[Row], findings: Sequence[FindingEntry], report: str, lang: Lang
) -> dict[str, Any]:
    """The boxes of a page by layer: each is [x0, top, x1, bottom, words]."""
    return {
        "block": [
            [*region["bbox"], block["kind"]]
            for block in structure.get("blocks", [])
            for region in block.get("regions", [])
            if region["page"] == page
        ],
        "cell": list(_cell_boxes(page, structure)),
        **_number_boxes(page, verdicts, lang),
        "finding": [
            [*place.bbox, told(found.row, "message", lang), found.id, found.row["severity"]]
            for found in findings
            for place in found.places
            if place.page == page and place.report == report and place.bbox
        ],
    }


def _cell_boxes(page: int, structure: Structure) -> Iterable[list[Any]]:
    for table in structure.get("tables", []):
        if page not in table["pages"]:
            continue
        for where, boxes in table.get("cell_boxes", {}).items():
            row, column = map(int, where.split(","))
            for box in boxes:
                if box["page"] == page:
                    yield [*box["bbox"], table["cells"][row][column], table["id"], row, column]


def _number_boxes(page: int, verdicts: Sequence[Row], lang: Lang) -> dict[str, list[list[Any]]]:
    """Numbers in three layers: agreeing, contradicted, and those that nobody has checked."""
    layers: dict[str, list[list[Any]]] = {"confirmed": [], "conflict": [], "unchecked": []}
    for row in verdicts:
        box = json.loads(row["bbox"] or "[]")
        if row["page"] == str(page) and len(box) == 4:
            name = "unchecked" if row["verdict"] in UNCHECKED else row["verdict"]
            layers.setdefault(name, []).append([*box, f"{row['quote']}　{told(row, 'by', lang)}"])
    return layers


def table_list(structure: Structure) -> list[dict[str, Any]]:
    """Its tables as grids; `regions` are where they lie, `merges` inclusive as in the report's JSON."""
    names = ("id", "number", "title", "page", "pages", "regions", "header_rows", "cells", "merges", "note")
    return [{name: table.get(name) for name in names} for table in structure.get("tables", [])]


def unchecked_numbers(verdicts: Sequence[Row], lang: Lang) -> list[dict[str, Any]]:
    """Numbers that stand alone, first those that say something (stated once), then those that can't be compared."""
    rows = [row for row in verdicts if row["verdict"] in UNCHECKED]
    rows.sort(key=lambda row: UNCHECKED.index(row["verdict"]))  # stable: the order of the report within each
    return [
        {
            "verdict": row["verdict"],
            "page": int(row["page"] or 0),
            "bbox": json.loads(row["bbox"] or "[]"),
            "quote": row["quote"],
            "subject": row["subject"],
            "period": row["period"],
            "by": told(row, "by", lang),
        }
        for row in rows
    ]


def indicator_rows(rows: Sequence[Row], year: int) -> list[dict[str, Any]]:
    """A row an indicator and place: the value of the report's year beside last year's.

    >>> at = {"code": "c", "name": "n", "path": "n", "unit": "人", "status": "ok", "raw": "7", "table": "t1", "row": "2",
    ...       "page": "9", "bbox": "[]", "item": "", "printed_label": "n", "score": "1", "method": "exact"}
    >>> both = [at | {"year": "2023", "value": "6"}, at | {"year": "2024", "value": "7"}]
    >>> [(each["value"], each["last"]) for each in indicator_rows(both, 2024)]
    [('7', '6')]
    """
    found: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["code"] or row["printed_label"], row["table"], row["row"], row["item"])
        own = found.setdefault(key, _indicator(row))
        shown = row["value"] or row["raw"]
        if row["year"] == str(year - 1):
            own["last"] = shown
        elif not own["value"] or row["year"] == str(year):
            own |= {"value": shown, "page": int(row["page"] or 0), "bbox": json.loads(row["bbox"] or "[]")}
    return list(found.values())


def _indicator(row: Row) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"] or row["printed_label"],
        "path": row["path"],
        "unit": row["unit"],
        "printed": row["printed_label"],
        "method": row["method"],
        "score": row["score"],
        "value": "",
        "last": "",
        "page": int(row["page"] or 0),
        "bbox": json.loads(row["bbox"] or "[]"),
    }
