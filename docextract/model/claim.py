"""A number stated in prose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docextract.model.quantity import Quantity
from docextract.model.source import SourceRef


class ClaimKind(StrEnum):
    """What the number says of its subject."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RATIO = "ratio"
    RANK = "rank"
    LIST_COUNT = "list-count"


@dataclass(frozen=True, slots=True)
class Claim:
    """陈述. `quote` is verbatim: subject, number and unit, no longer than needed.

    `subject` is the noun that is counted ("专任教师"), `code` its canonical indicator or "". `period` is "2024",
    "2023-2024" (school year) or "" when the sentence gives none and none may be assumed. `scope` says whose number it
    is: "" for the report's own issuer, else a name or a case's id. `base` is the whole of a share or the reference of a
    change; `base_code` is the canonical indicator that the whole of a share is, or "". `direction` is +1, -1 or 0 (not a
    change). `head` is the last noun of the subject, for refusing unlike heads.
    """

    source: SourceRef
    quote: str
    subject: str
    code: str
    kind: ClaimKind
    quantity: Quantity
    period: str
    scope: str
    sentence: str
    section: str = ""
    case: str = ""
    base: str = ""
    direction: int = 0
    score: float = 1.0
    base_code: str = ""
