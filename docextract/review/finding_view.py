"""Findings as the page shows them: the list, and one with its evidence laid out on panes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from docextract.outputs.language import Lang
from docextract.review.carry_over import Carried
from docextract.review.decisions import Decision, Key
from docextract.review.panes import Marked, Pane, panes
from docextract.review.pictures import PictureMissing, Pictures
from docextract.review.run_index import FindingEntry, ReportEntry, RunIndex
from docextract.review.standings import changes, entry_view, state_of
from docextract.text.places import where_in_english


def finding_list(index: RunIndex, standings: Mapping[Key, Carried], lang: Lang) -> dict[str, Any]:
    """All findings, short, and the reports that have any; reports are named by address."""
    counts = index.counts()
    return {
        "run": index.stamp,
        "reports": [
            {"address": each.address, "report": each.report, "title": each.title, "findings": counts[each.report]}
            for each in index.reports
        ],
        "findings": [_short(found, standings[found.finding.key], lang) for found in index.findings],
    }


def _short(found: FindingEntry, carried: Carried, lang: Lang) -> dict[str, Any]:
    return {
        "report": found.address,
        "id": found.id,
        "kind": found.row["kind"],
        "severity": found.row["severity"],
        "subject": found.row["subject"],
        "message": told(found.row, "message", lang),
        "page": found.page,
        **state_of(found, carried),
    }


def told(row: Mapping[str, str], column: str, lang: Lang) -> str:
    """A sentence in the reader's language; the other one where there is no English."""
    return (row.get(f"{column}_en") if lang == "en" else "") or row.get(column, "")


def finding_detail(
    found: FindingEntry,
    index: RunIndex,
    pictures: Pictures,
    carried: Carried,
    history: Sequence[Decision],
    lang: Lang,
) -> dict[str, Any]:
    """One finding with all that is needed to decide it."""
    entry = index.by_address[found.address]
    row = found.row
    return {
        **_short(found, carried, lang),
        "title": entry.title,
        "report_name": entry.report,
        "score": row["score"],
        "check": row["check"],
        "reason": told(row, "reason", lang),
        "suggested": row["suggested"],
        "panes": [_pane(pane, index, entry, pictures, lang) for pane in panes(found.places)],
        "history": [entry_view(each, lang) for each in history],
        "before": changes(carried),
    }


def _pane(pane: Pane, index: RunIndex, own: ReportEntry, pictures: Pictures, lang: Lang) -> dict[str, Any]:
    entry = index.by_name.get(pane.report)
    return {
        "report": entry.address if entry else "",
        "title": f"{PurePosixPath(entry.report).name} · {entry.title}" if entry and entry is not own else "",
        "page": pane.page,
        "picture": page_picture(entry, pane.page, pictures),
        "places": [_place(marked, lang) for marked in pane.marked],
    }


def page_picture(entry: ReportEntry | None, page: int, pictures: Pictures) -> dict[str, Any]:
    """The size in points and address of a page's picture, or the key of the word that says why there is none."""
    if entry is None:
        return {"missing": "pdf_missing"}
    try:
        sizes = pictures.sizes(entry)
    except PictureMissing as missing:
        return {"missing": str(missing)}
    if not 1 <= page <= len(sizes):
        return {"missing": "page_missing"}
    width, height = sizes[page - 1]
    # the digest in the address lets the browser keep the picture until the PDF changes
    return {
        "width": round(width, 2),
        "height": round(height, 2),
        "at": f"/page/{entry.address}/{entry.sha256[:12]}/{page}",
    }


def _place(marked: Marked, lang: Lang) -> dict[str, Any]:
    place = marked.place
    where = place.where.removeprefix(place.report).removeprefix("，")  # evidence of other reports begins so
    return {
        "letter": marked.letter,
        "bbox": place.bbox,
        "quote": place.quote,
        "value": place.value,
        "unit": place.unit,
        "period": place.period,
        "where": where_in_english(where) if lang == "en" else where,
    }
