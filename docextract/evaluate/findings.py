"""Findings against the planted conflicts and against the statements that come out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from docextract.evaluate.measured import Item, Measured, Pair, mean_of, plain
from docextract.evaluate.values import number_of

# Kinds within a family shade into each other (a wrong sum is also a value conflict): any of them may name the conflict.
FAMILIES = {
    "value-conflict": "numbers",
    "arithmetic": "numbers",
    "subset": "numbers",
    "unit": "numbers",
    "numbering": "structure",
    "cross-reference": "structure",
    "caption": "structure",
    "missing": "structure",
}
# A conflict and its nearest consequence are both worth showing; a third finding about one cause is noise.
FINDINGS_PER_CONFLICT = 2


def measure_findings(planted: Sequence[Item], agrees: Sequence[Item], given: Sequence[Item]) -> Measured:
    # A finding between reports needs another report to be judged by: not measured here.
    shown = [each for each in given if not str(each.get("related_reports") or "").strip("[] ")]
    evidence = [_evidence(each) for each in shown]
    times: Counter[str] = Counter()
    extra: list[list[Item]] = []
    for finding, pieces in zip(shown, evidence, strict=True):
        about = [each["id"] for each in planted if _shows(finding, pieces, each)]
        fresh = [each for each in about if times[each] < FINDINGS_PER_CONFLICT]
        times.update(fresh)
        if not fresh:
            extra.append(pieces)
    right = len(shown) - len(extra)
    pairs: list[Pair] = [(each, each if times[each["id"]] else None) for each in planted]
    return Measured(
        {
            "findings_recall": mean_of([partner is not None for _, partner in pairs]),
            "findings_precision": right / len(shown) if shown else None,
            "agrees_flagged": float(sum(any(_flags(pieces, each) for pieces in extra) for each in agrees)),
        },
        {"findings_recall": [({"hard": [each["kind"]]}, partner) for each, partner in pairs]},
        tuple(each["id"] for each, partner in pairs if partner is None),
    )


def _evidence(finding: Item) -> list[Item]:
    pieces = finding.get("evidence") or "[]"
    return list(json.loads(pieces)) if isinstance(pieces, str) else list(pieces)


def _shows(finding: Item, pieces: Sequence[Item], conflict: Item) -> bool:
    """Whether the finding is about the conflict: it quotes the faulty place, and for a short quote another one too."""
    kind, wanted = str(finding.get("kind")), str(conflict["kind"])
    if FAMILIES.get(kind, kind) != FAMILIES.get(wanted, wanted):
        return False
    faulty, *others = conflict["evidence"]
    if not any(_touches(piece, faulty) for piece in pieces):
        return False
    # "3" or "2.3" stands everywhere: alone it does not tell which conflict is meant.
    is_telling = len(plain(faulty["quote"])) >= 4 or not others
    return is_telling or any(_touches(piece, other) for piece in pieces for other in others)


def _touches(piece: Item, planted: Item) -> bool:
    """Same place: the same page (a paragraph may go on to the next) and the planted words or number."""
    page = number_of(piece.get("page"))
    if page is None or not 0 <= abs(page - planted["page"]) <= 1:
        return False
    quote, wanted = plain(piece.get("quote")), plain(planted["quote"])
    if "value" in planted:
        return number_of(planted["value"]) in {*_numbers(quote), number_of(piece.get("value"))}
    return bool(quote) and (wanted in quote or (len(quote) >= 2 and quote in wanted))


def _numbers(text: str) -> set[Decimal | None]:
    return {number_of(each) for each in re.findall(r"\d+(?:\.\d+)?", text)}


def _flags(pieces: Sequence[Item], agree: Item) -> bool:
    """Whether unasked-for evidence quotes a statement that comes out; short quotes must be the very cell."""
    wanted = plain(agree["quote"])
    for quote in (plain(piece.get("quote")) for piece in pieces):
        if quote == wanted or (len(wanted) >= 8 and wanted in quote) or (len(quote) >= 8 and quote in wanted):
            return True
    return False
