"""Records to plain values and to the text of a cell: the conventions that all outputs share."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from docextract.model.geometry import BBox, Region

BOX_DECIMALS = 2  # 1/100 point is a thirtieth of a hair's breadth; more digits only make files differ between machines
SCORE_DECIMALS = 4

# A cell that begins so is a formula for Excel; = + @ come from printed text, tab and CR from broken PDFs.
FORMULA_START = re.compile(r"[=+@\t\r]")


def bbox_list(bbox: BBox | None) -> list[float]:
    """[x0, top, x1, bottom], rounded; an unknown box is an empty list.

    >>> bbox_list(BBox(72, 100.128, 200.5, 112))
    [72.0, 100.13, 200.5, 112.0]
    """
    if bbox is None:
        return []
    return [rounded(side, BOX_DECIMALS) for side in (bbox.x0, bbox.top, bbox.x1, bbox.bottom)]


def region_object(region: Region) -> dict[str, object]:
    return {"page": region.page, "bbox": bbox_list(region.bbox)}


def rounded(value: float, decimals: int) -> float:
    """Rounded, and never minus zero."""
    return round(float(value), decimals) + 0.0


def json_text(value: object) -> str:
    """Compact JSON on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def decimal_text(value: Decimal) -> str:
    """Dot decimals, no exponent, digits as printed.

    >>> decimal_text(Decimal("1.50E+3")), decimal_text(Decimal("17.60"))
    ('1500', '17.60')
    """
    return format(value, "f")


def cell_text(value: object) -> str:
    """What stands in a CSV cell: numbers with a dot and no exponent, boxes and lists as JSON, None as nothing.

    >>> [cell_text(value) for value in (None, True, 0.50001, BBox(0, 0, 1, 2), ["甲"])]
    ['', 'true', '0.5', '[0.0, 0.0, 1.0, 2.0]', '["甲"]']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, float):
        return decimal_text(Decimal(repr(rounded(value, SCORE_DECIMALS))).normalize())
    if isinstance(value, BBox):
        return json_text(bbox_list(value))
    if isinstance(value, Mapping | Sequence):
        return json_text(value)
    return str(value)


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula.

    >>> guarded("=1+1"), guarded("-")
    ("'=1+1", '-')
    """
    return "'" + text if FORMULA_START.match(text) else text


def utf8(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which broken PDFs give, becomes a question mark."""
    return text.encode("utf-8", "replace")
