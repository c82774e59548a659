"""One cause, one finding: the verdicts that one wrong number breaks become one, which names that number first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from docextract.checks.culprits.cause import Cause, Suspect
from docextract.checks.culprits.causes import find_causes
from docextract.checks.culprits.needed import holds
from docextract.checks.verdicts.saying import NOTHING_DECIDES
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.relation import Mention, Relation
from docextract.model.source import Place
from docextract.text.numbers import to_decimal
from docextract.text.places import where_in_english

_EVIDENCE_LIMIT = 8
FULL = Decimal(100)  # per cent
_SHOWN = 3  # suspects in words
_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def blame(
    differing: Sequence[Verdict], verdicts: Sequence[Verdict], usual: Mapping[Place, Decimal] | None = None
) -> list[Verdict]:
    """The differing verdicts with those of one cause made one; `verdicts` are all, those that agree too.

    `usual` are values of the year before, in the unit in which each number is printed.

    Verdicts without relations, and those whose cause was not found, stay as they are.
    """
    relations: list[Relation] = []
    owners: list[Verdict] = []
    broken: list[bool] = []
    for verdict in verdicts:
        for relation in verdict.relations:
            fits = holds(relation)
            if fits or verdict.outcome == "differs":
                relations.append(relation)
                owners.append(verdict)
                broken.append(not fits)
    found = {id(v): v for v in differing}
    left = set(found)
    for cause in find_causes(relations, broken, usual):
        own = list({id(owners[i]): owners[i] for i in cause.broken if id(owners[i]) in left}.values())
        if not own:
            continue
        left -= {id(verdict) for verdict in own}
        first = min(own, key=lambda v: (_RANK[v.severity], v.kind is not FindingKind.VALUE_CONFLICT))
        others = [verdict for verdict in own if verdict is not first]
        touched = sum(cause.suspects[0].mention.place in _places(relation) for relation in relations)
        found[id(first)] = _named(first, others, cause, touched)
        for verdict in others:
            del found[id(verdict)]
    return [found[id(verdict)] for verdict in differing if id(verdict) in found]


def _places(relation: Relation) -> set[Place]:
    return {mention.place for mention in relation.mentions}


def _named(first: Verdict, others: Sequence[Verdict], cause: Cause, touched: int) -> Verdict:
    """The verdict with the suspects in front, what they should be, and the evidence of those that follow from it."""
    shown = [*first.evidence, *(evidence for verdict in others for evidence in verdict.evidence)]
    by_place = {evidence.source.place: evidence for evidence in reversed(shown)}
    message = first.message
    if first.check == "share" and _is_above_all(cause, by_place):
        return replace(first, evidence=tuple(by_place.values())[:_EVIDENCE_LIMIT], suggested="")
    if cause.is_exchange:
        front = [by_place.get(s.mention.place) or _evidence(s.mention) for s in cause.suspects]
        suggested = cause.suspects[0].right if cause.is_sure else ""
        message = _exchange_message(first.message, cause, front)
    elif cause.is_sure:
        front = [by_place.get(s.mention.place) or _evidence(s.mention) for s in cause.suspects]
        suggested = cause.suspects[0].right
    else:
        # The likeliest first, unless the check itself knows better.
        rank = {s.mention.place: (not s.is_slip, -s.nearer) for s in cause.suspects}
        front = [evidence for evidence in first.evidence if evidence.source.place in rank]
        if not first.suggested:
            front.sort(key=lambda evidence: rank[evidence.source.place])
        # What a sum or a rate makes of its other numbers is no better a guess than that one of those is wrong.
        is_known = first.kind is not FindingKind.ARITHMETIC and front[:1] == list(first.evidence[:1])
        suggested = first.suggested if is_known else ""
    evidence = {e.source.place: e for e in (*front, *shown)}
    return replace(
        first,
        message=message,
        evidence=tuple(evidence.values())[:_EVIDENCE_LIMIT],
        suggested=suggested,
        reason=_reason(first.reason, suggested, cause, front, touched),
    )


def _is_above_all(cause: Cause, by_place: Mapping[Place, Evidence]) -> bool:
    """True when only a share of more than all would do: then one of the counts is wrong, by more than a slip."""
    suspect = cause.suspects[0]
    shown = by_place.get(suspect.mention.place)
    right = to_decimal(suspect.right) if cause.is_sure and suspect.right else None
    return shown is not None and shown.unit == "%" and right is not None and right > FULL


def _exchange_message(own: Message, cause: Cause, front: Sequence[Evidence]) -> Message:
    """Which two numbers were changed about, in front of what is seen of it."""
    pairs = [(front[i], front[i + 1]) for i in range(0, len(front), 2)]
    zh = "，或".join(f"{_at(one)}与{_at(two)}" for one, two in pairs)
    en = ", or ".join(f"{_at_en(one)} and {_at_en(two)}" for one, two in pairs)
    n = len(cause.broken)
    return Message(
        f"{zh}疑互换，换回后 {n} 处关系都相符：{own.zh}",
        f"{en} probably stand in each other's place; {n} relations hold when they are exchanged back: {own.en}",
    )


def _at(evidence: Evidence) -> str:
    return f"{evidence.where + '的 ' if evidence.where else ' '}{evidence.value} ".lstrip()


def _at_en(evidence: Evidence) -> str:
    return f"{evidence.value} in {where_in_english(evidence.where)}" if evidence.where else evidence.value


def _evidence(mention: Mention) -> Evidence:
    return Evidence(mention.source, mention.printed, mention.printed)


def _reason(before: Message, own_suggestion: str, cause: Cause, front: Sequence[Evidence], touched: int) -> Message:
    """Why the first suspect is the likeliest, or between which nothing decides."""
    first = cause.suspects[0]
    if cause.is_exchange:  # the message says it
        return Message("", "") if before == NOTHING_DECIDES else before
    if cause.is_sure and first.right:
        where = front[0].where
        all_zh = f"与它有关的 {touched} 处关系都相符" if touched > 1 else "相符"
        all_en = f"all {touched} relations that it stands in hold" if touched > 1 else "it comes out"
        zh = f"{where + '的 ' if where else ''}{first.mention.printed} 改为 {first.right}，则{all_zh}"
        if cause.given:  # the check's own working still has the wrong one
            zh = f"{'、'.join(f'{m.printed} 按 {right} 计' for m, right in cause.given)}，{zh}"
        there = f" in {where_in_english(where)}" if where else ""
        en = f"with {first.right} for {first.mention.printed}{there} {all_en}"
        if cause.given:
            en = f"taking {', '.join(f'{right} for {m.printed}' for m, right in cause.given)}, {en}"
        if cause.has_jumped:
            zh, en = f"{zh}，也与另一年的数相近", f"{en}, and it is near the other year's value"
    elif cause.is_sure:
        zh, en = _why_sure(cause)
    elif own_suggestion:  # by what else the check knows: last year's column, the number of places
        return before
    else:
        changes = [change for s in cause.suspects if (change := _change(s))][:_SHOWN]
        if len(changes) < 2:
            return before
        zh, en = f"{' 或 '.join(changes)} 都能相符，不能判定是哪一个", f"{' or '.join(changes)} would do"
        if before == NOTHING_DECIDES:
            return Message(zh, f"{NOTHING_DECIDES.en}: {en}")
    if before == NOTHING_DECIDES:  # something did
        return Message(zh, en)
    return Message("；".join(filter(None, (before.zh, zh))), "; ".join(filter(None, (before.en, en))))


def _why_sure(cause: Cause) -> tuple[str, str]:
    """Why the first suspect is the wrong one, when several values would do for it."""
    printed = cause.suspects[0].mention.printed
    if cause.has_jumped:
        en = f"{printed} is farthest from the other year's value and probably the wrong one"
        return f"{printed} 与另一年的数相差最多，疑为它有误", en
    if len(cause.suspects) > 1:
        en = f"one slip of the pen in {printed} would explain it, so it is probably the wrong one"
        return f"{printed} 改一处笔误即可相符，疑为它有误", en
    return f"只有改 {printed} 能使各处都相符", f"only another value for {printed} makes all hold"


def _change(suspect: Suspect) -> str:
    return f"{suspect.mention.printed} → {suspect.right}" if suspect.right else ""
