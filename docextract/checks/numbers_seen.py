"""What became of every number: confirmed, in conflict, stated once, or not checkable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docextract.checks.book import Book
from docextract.checks.facts import Fact
from docextract.model.claim import ClaimKind
from docextract.model.finding import NumberState, NumberVerdict, Verdict
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.source import SourceRef

_Place = tuple[str, int, int, int, int]


def number_verdicts(
    book: Book, verdicts: Iterable[Verdict], indicators: Sequence[IndicatorValue]
) -> tuple[NumberVerdict, ...]:
    """One row a number of the report, in the order of its facts; indicator cells without a number come last."""
    conflicts: dict[_Place, str] = {}
    confirmed: dict[_Place, str] = {}
    for verdict in verdicts:
        target = conflicts if verdict.outcome == "differs" else confirmed if verdict.outcome == "agrees" else None
        if target is not None:
            for evidence in verdict.evidence:
                if evidence.role == "support":
                    continue
                target.setdefault(_place(evidence.source), f"{verdict.check}：{verdict.message.zh}")
    rows = [_row(fact, conflicts, confirmed) for fact in book.facts]
    rows += [_row(fact, conflicts, confirmed) for fact in book.items if fact.claim is None and fact.printed]
    rows += [_unread(value) for value in indicators if value.status is not ValueStatus.OK or not value.code]
    return tuple(rows)


def _row(fact: Fact, conflicts: dict[_Place, str], confirmed: dict[_Place, str]) -> NumberVerdict:
    place = _place(fact.source)
    state: NumberState
    if place in conflicts:
        state, by = "conflict", conflicts[place]
    elif place in confirmed:
        state, by = "confirmed", confirmed[place]
    else:
        by = _why_not_checkable(fact)
        state = "not-checkable" if by else "stated-once"
    period = fact.claim.period if fact.claim is not None else str(fact.year or "")
    return NumberVerdict(fact.source, fact.quote, fact.printed, fact.unit, fact.subject, fact.code, period, state, by)


def _why_not_checkable(fact: Fact) -> str:
    """Why nothing could be set against the number; "" when it could, had the report said it again."""
    if fact.kind is ClaimKind.CHANGE:
        return "变化量：没有两年的数可以相减"
    if not fact.year:
        return "没有说明是哪一年"
    if fact.owner:
        return f"主体不是报告全体（{fact.owner}）" if not fact.owner.startswith("c") else "案例中的数"
    if not fact.subject:
        return "没有读出所数的是什么"
    return ""


def _unread(value: IndicatorValue) -> NumberVerdict:
    why = {
        ValueStatus.MISSING: "未填报",
        ValueStatus.NOT_APPLICABLE: "不需填报",
        ValueStatus.UNREADABLE: "读不出数",
    }.get(value.status, "行名没有对应的指标")
    shown = value.raw
    return NumberVerdict(
        value.source,
        shown,
        shown,
        value.unit,
        value.name or value.printed_label,
        value.code,
        str(value.year),
        "not-checkable",
        why,
    )


def _place(source: SourceRef) -> _Place:
    return source.block, source.start, source.end, source.row, source.column
