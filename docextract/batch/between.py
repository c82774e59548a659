"""A bundle's rows as what the checks between reports see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from docextract.batch.between_tables import school_lists, told_in_tables
from docextract.batch.bundle import Bundle
from docextract.checks.between_reports.shared import SharedReport, SharedValue
from docextract.model.geometry import BBox
from docextract.model.indicator import is_sure_row
from docextract.model.source import SourceRef
from docextract.outputs.tables_csv import CLAIMS, INDICATORS
from docextract.rulepacks.issuer_words import shipped_words
from docextract.text.patterns import Pattern, compile_pattern
from docextract.text.word_patterns import any_of


@cache
def _all_members() -> Pattern:
    """The institutions as a whole; 公办学校, 示范学校, 小学 and the like are some of them or others."""
    members = any_of(shipped_words("members"))
    return compile_pattern(
        rf"(?:全[市县区]|本[市县区])?(?:现有|共有|有|设有)?(?:独立设置的?)?(?:各类)?{members}(?:数|总数|数量)?"
    )


def shared_report(bundle: Bundle) -> SharedReport | None:
    """The report's identity and values; None for a file that was not read."""
    if bundle.structure is None:
        return None
    return SharedReport(
        name=bundle.report,
        title=bundle.structure["title"],
        issuer=bundle.structure["issuer"],
        level=bundle.structure["level"],
        year=bundle.structure["year"] or 0,
        values=tuple(_values(bundle)),
        told=(*_told(bundle), *told_in_tables(bundle.structure)),
        school_lists=tuple(school_lists(bundle.structure)),
        n_schools=_said_schools(bundle),
    )


def _values(bundle: Bundle) -> Iterator[SharedValue]:
    """The first sure row of each indicator and year: the data tables come first. Values of single items are left out."""
    place = {name: INDICATORS.place(name) for name in INDICATORS.header}
    seen: set[tuple[str, str]] = set()
    for row in bundle.rows.get(INDICATORS.name, []):
        key = (row[place["code"]], row[place["year"]])
        if not key[0] or key in seen or row[place["item"]] or row[place["status"]] != "ok":
            continue
        if not is_sure_row(float(row[place["score"]]), row[place["method"]]):
            continue  # another report is not doubted on a row that may be another indicator's
        seen.add(key)
        yield SharedValue(
            code=key[0],
            name=row[place["name"]],
            year=int(key[1] or 0),
            value=Decimal(row[place["value"]]),
            unit=row[place["unit"]],
            quote=row[place["raw"]],
            where=row[place["printed_label"]],
            source=_source(row, place["page"], place["bbox"]),
        )


def _told(bundle: Bundle) -> Iterator[SharedValue]:
    """Exact values of indicators that a sentence gives for somebody else; a case's number has an id, no name."""
    place = {name: CLAIMS.place(name) for name in CLAIMS.header}
    cases = {case["id"] for case in (bundle.structure or {}).get("cases", [])}
    for row in bundle.rows.get(CLAIMS.name, []):
        owner, value = row[place["scope"]], row[place["value"]]
        if not owner or owner in cases or not row[place["code"]] or row[place["kind"]] == "change":
            continue
        if not _is_exact(Decimal(value), row[place["low"]], row[place["high"]]):
            continue
        period = row[place["period"]][-4:]
        yield SharedValue(
            code=row[place["code"]],
            name=row[place["subject"]],
            year=int(period) if period.isdigit() else 0,
            value=Decimal(value),
            unit=row[place["unit"]],
            quote=row[place["quote"]],
            where="",
            source=_source(row, place["page"], place["bbox"]),
            owner=owner,
        )


def _said_schools(bundle: Bundle) -> int:
    """How many vocational schools a report says that there are; 0 when it does not say, or says different numbers."""
    place = {name: CLAIMS.place(name) for name in CLAIMS.header}
    year = str((bundle.structure or {}).get("year", ""))
    said = {
        int(Decimal(row[place["value"]]))
        for row in bundle.rows.get(CLAIMS.name, [])
        if row[place["unit"]] == "所"
        and row[place["kind"]] == "level"
        and not row[place["scope"]]
        and row[place["period"]][-4:] in ("", year)
        and row[place["low"]] == row[place["high"]] == row[place["value"]]
        and _all_members().fullmatch(row[place["subject"]])
    }
    return said.pop() if len(said) == 1 else 0


def _is_exact(value: Decimal, low: str, high: str) -> bool:
    """True when the sentence bounds the value by its last digit alone, not by 约, 近 or 余."""
    exponent = value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return bool(low and high) and Decimal(high) - Decimal(low) <= 2 * last


def _source(row: Sequence[str], page: int, bbox: int) -> SourceRef:
    box = json.loads(row[bbox] or "[]")
    return SourceRef(int(row[page] or 1), BBox(*box) if box else None)
