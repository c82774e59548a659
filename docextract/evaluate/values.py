"""Indicator values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from docextract.evaluate.measured import Item, Measured, Pair, pair_f1, plain


def measure_indicators(wanted: Sequence[Item], given: Sequence[Item]) -> Measured:
    want = {_key(row): row for row in wanted if row["code"]}
    years = {year for _, _, year in want}
    have: dict[tuple[str, str, str], Item] = {}
    for row in given:
        if row.get("code") and row.get("year") in years:
            # A body table may print the value again: the data table's row comes first and is the one meant.
            have.setdefault(_key(row), row)
    pairs: list[Pair] = [
        (row, have[key] if key in have and _same_value(row, have[key]) else None) for key, row in want.items()
    ]
    return Measured({"indicators": pair_f1(pairs, list(have.values()))}, {"indicators": pairs})


def _key(row: Item) -> tuple[str, str, str]:
    """Code, item of a classification ("" for none) and year."""
    return str(row["code"]), str(row.get("item") or ""), str(row["year"])


def _same_value(wanted: Item, given: Item) -> bool:
    if wanted["status"] != given.get("status"):
        return False
    if wanted["status"] != "ok":
        return True
    value = number_of(given.get("value"))
    return (
        value is not None and value == number_of(wanted["value"]) and plain(wanted["unit"]) == plain(given.get("unit"))
    )


def number_of(text: object) -> Decimal | None:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
