"""What a check says: verdicts on single comparisons, and the findings made of those that differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from docextract.model.relation import Relation
from docextract.model.source import SourceRef


class FindingKind(StrEnum):
    """The contract's kinds of finding."""

    VALUE_CONFLICT = "value-conflict"
    ARITHMETIC = "arithmetic"
    SUBSET = "subset"
    UNIT = "unit"
    NUMBERING = "numbering"
    CROSS_REFERENCE = "cross-reference"
    CAPTION = "caption"
    DUPLICATE = "duplicate"
    MISSING = "missing"
    TEXT = "text"
    DATE = "date"


class Severity(StrEnum):
    """By consequence for the reader.

    HIGH: a reader who uses the number or follows the pointer is misled (two values for one fact, a part larger than its
    whole, a promised table that is not there). MEDIUM: the reader notices and can't tell which is right, or loses time
    (a sum that is off, numbering that jumps). LOW: a blemish that changes no conclusion.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


Outcome = Literal["agrees", "differs", "blocked"]


@dataclass(frozen=True, slots=True)
class Message:
    """One plain sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that a verdict rests on. `quote` is verbatim; `value` is the number as printed, "" if none.

    `role` is "support" for a place that only tells which of the disputed values is right: nothing is wrong with it.

    `where` tells people the place in words ("表 6 落实政策表, 专任教师总数, 2024"; "1.3 办学条件").
    """

    source: SourceRef
    quote: str
    value: str = ""
    unit: str = ""
    period: str = ""
    where: str = ""
    role: Literal["party", "support"] = "party"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one comparison, agreeing ones too.

    `check` is the name of the check; `key` tells the comparison from others of the same check without using page, box
    or file name, so that the finding's id stays the same in another layout. `blocked` means that the values could not
    be compared, and `message` says why. `relations` say what must hold between the numbers, for the search for the one
    that is wrong.
    """

    check: str
    key: str
    outcome: Outcome
    kind: FindingKind
    severity: Severity
    subject: str
    message: Message
    evidence: tuple[Evidence, ...]
    code: str = ""
    suggested: str = ""
    reason: Message = Message("", "")
    score: float = 1.0
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing that a reviewer should look at: one cause, however many comparisons it broke."""

    id: str
    check: str
    kind: FindingKind
    severity: Severity
    score: float
    subject: str
    code: str
    message: Message
    evidence: tuple[Evidence, ...]
    suggested: str = ""
    reason: Message = Message("", "")
    related_reports: tuple[str, ...] = ()


NumberState = Literal["confirmed", "conflict", "stated-once", "not-checkable"]


@dataclass(frozen=True, slots=True)
class NumberVerdict:
    """What became of one number of the report: a row of verdicts.csv.

    `by` says what confirmed or contradicted it, or why nothing could be set against it; `check` names the check that did.
    """

    source: SourceRef
    quote: str
    value: str
    unit: str
    subject: str
    code: str
    period: str
    state: NumberState
    by: str
    by_en: str = ""
    check: str = ""
