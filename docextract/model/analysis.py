"""Everything that is known about one report: what the pipeline returns and the outputs write."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.claim import Claim
from docextract.model.coverage import CoverageGap
from docextract.model.document import Report
from docextract.model.finding import Finding, NumberVerdict, Verdict
from docextract.model.indicator import IndicatorValue
from docextract.model.notice import Notice


@dataclass(frozen=True, slots=True)
class Analysis:
    """One report and all that was made of it.

    `pack_id` names the rule pack ("zhongzhi/2024", "" when none fits) and `pack_reason` says in one sentence why it was
    chosen. `gaps` say where the pack's forms and the report's tables do not meet. `notices` are those of all stages,
    the report's own included. `seconds` is wall-clock time: the only value here that differs from run to run.
    """

    report: Report
    pack_id: str
    pack_reason: str
    indicators: tuple[IndicatorValue, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    numbers: tuple[NumberVerdict, ...]
    notices: tuple[Notice, ...]
    seconds: float = 0.0
    gaps: tuple[CoverageGap, ...] = ()
