"""May two facts be set against each other at all? Nearly all false alarms come from comparing unlike things."""

from __future__ import annotations

from docextract.checks.facts.facts import Fact
from docextract.model.claim import ClaimKind

# Kinds that state how large a thing is; a change never meets a level.
_STATES = {ClaimKind.LEVEL, ClaimKind.RATIO, ClaimKind.SHARE, ClaimKind.LIST_COUNT}


def why_not_comparable(first: Fact, second: Fact) -> str:
    """The reason in one Chinese phrase, "" when both speak of the same thing: owner, period, unit, kind."""
    if first.owner != second.owner:
        return "主体不同"
    if first.year != second.year or not first.year:
        return "年份不同或未注明"
    if first.dimension != second.dimension:
        return "单位不同"
    if first.kind not in _STATES or second.kind not in _STATES:
        return "一个是变化量"
    return ""


def is_state(fact: Fact) -> bool:
    """True for a fact that says how large something is, with a year and an owner that is the report's issuer."""
    return fact.kind in _STATES and fact.year > 0 and not fact.owner
