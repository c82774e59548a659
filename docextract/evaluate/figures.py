"""Figures of a corpus: by PDF, stage and cause of difficulty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

STAGES = (
    "sections",
    "section_levels",
    "cases",
    "case_text",
    "figures",
    "tables_found",
    "table_cells",
    "table_rows_exact",
    "table_captions",
    "toc",
    "footnotes",
    "parts",
    "indicators",
    "findings_recall",
    "findings_precision",
    "agrees_flagged",
)
LESS_IS_BETTER = {"agrees_flagged"}


@dataclass(frozen=True)
class CauseShare:
    """Of the items that are hard for one reason, how many came out; `cause` "" are the plain ones."""

    stage: str
    cause: str
    right: int
    wanted: int


@dataclass(frozen=True)
class DocumentFigures:
    """One PDF of the corpus. `figures` lacks the stages of which the PDF has nothing; `missed` are finding ids."""

    name: str
    split: str
    was_read: bool
    figures: Mapping[str, float]
    causes: tuple[CauseShare, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Evaluation:
    """All PDFs of a corpus, in the order of their names; `skipped` are those that need an extra the run went without."""

    documents: tuple[DocumentFigures, ...]
    skipped: tuple[str, ...] = ()

    def mean(self, stage: str) -> float | None:
        """Mean over the PDFs that have the stage; `None` when none has it."""
        values = [each.figures[stage] for each in self.documents if stage in each.figures]
        return sum(values) / len(values) if values else None

    def causes(self) -> tuple[CauseShare, ...]:
        """Every cause of every stage, added up over the PDFs."""
        right: Counter[tuple[str, str]] = Counter()
        wanted: Counter[tuple[str, str]] = Counter()
        for share in (share for each in self.documents for share in each.causes):
            right[share.stage, share.cause] += share.right
            wanted[share.stage, share.cause] += share.wanted
        order = sorted(wanted, key=lambda key: (STAGES.index(key[0]), key[1]))
        return tuple(CauseShare(stage, cause, right[stage, cause], wanted[stage, cause]) for stage, cause in order)
