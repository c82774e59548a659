"""What a history comes to, and the next entry of it: pure functions over decisions, the same for every store."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from docextract.review.decisions import Decision, Key, ReportFinding, Standing, State


def by_finding(entries: Iterable[Decision]) -> dict[Key, tuple[Decision, ...]]:
    """The history of each finding, in order; findings in order of their keys. An entry that comes twice counts once."""
    groups: dict[Key, dict[str, Decision]] = {}
    for entry in entries:
        groups.setdefault(entry.key, {})[entry.id] = entry
    return {key: in_order(groups[key].values()) for key in sorted(groups)}


def in_order(entries: Iterable[Decision]) -> tuple[Decision, ...]:
    """By time, but never before an entry that is followed: a computer's clock may have been set back."""
    by_id = {entry.id: entry for entry in entries}
    waits_for = {entry.id: {id for id in entry.follows if id in by_id} for entry in by_id.values()}
    followers: dict[str, list[str]] = {}
    for entry in by_id.values():
        for id in waits_for[entry.id]:
            followers.setdefault(id, []).append(entry.id)
    ready = [(entry.at, entry.id) for entry in by_id.values() if not waits_for[entry.id]]
    heapq.heapify(ready)
    result: list[Decision] = []
    while ready:
        _, id = heapq.heappop(ready)
        result.append(by_id[id])
        for follower in followers.get(id, ()):
            waits_for[follower].discard(id)
            if not waits_for[follower]:
                heapq.heappush(ready, (by_id[follower].at, follower))
    return tuple(result)


def standing_of(
    key: Key, history: Iterable[Decision], *, holds: Callable[[Decision], bool] = lambda _: True
) -> Standing:
    """How a finding stands after its whole history, whatever the order in which it is given.

    `holds` leaves out decisions that say nothing of the finding as it is now, as long as another one does.
    """
    ordered = in_order(history)
    held = _held(open_ends(ordered), ordered)
    # Who set a finding back to open says nothing against the decision of another.
    held = tuple(entry for entry in held if entry.state is not State.OPEN) or held[-1:]
    held = tuple(entry for entry in held if holds(entry)) or held
    states = {entry.state for entry in held}
    conflict = len(states) > 1
    return Standing(
        report=key[0],
        finding=key[1],
        state=State.UNSURE if conflict else next(iter(states), State.OPEN),
        note=_joined_notes(held, conflict),
        revision=len(ordered),
        ends=held,
        conflict=conflict,
    )


def _joined_notes(ends: tuple[Decision, ...], conflict: bool) -> str:
    """The notes of all ends; in a conflict each with its author and what was decided."""
    if conflict:
        return "\n".join(f"{entry.who}（{entry.state.zh} {entry.state.en}）：{entry.note}" for entry in ends)
    return "\n".join(dict.fromkeys(entry.note for entry in ends if entry.note))


def open_ends(history: Iterable[Decision]) -> tuple[str, ...]:
    """The ids of all entries that no other follows; the next entry follows them."""
    entries = {entry.id: entry for entry in history}
    followed = {id for entry in entries.values() for id in entry.follows}
    return tuple(sorted(set(entries) - followed))


def _held(ids: Iterable[str], ordered: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold after the entries `ids`: themselves, or for an undo those that it restored; in order."""
    by_id = {entry.id: entry for entry in ordered}
    wanted = {id for end in ids if end in by_id for id in _unless_undo(by_id[end])}
    return tuple(entry for entry in ordered if entry.id in wanted)


def _newest(entries: Iterable[Decision], ordered: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those of the entries that none of the others comes after, in order."""
    wanted = {entry.id for entry in entries}
    before: dict[str, set[str]] = {}
    for entry in ordered:
        before[entry.id] = set(entry.follows).union(*(before.get(id, set()) for id in entry.follows))
    superseded = set().union(*(before[id] for id in wanted))
    return tuple(entry for entry in ordered if entry.id in wanted - superseded)


def _unless_undo(entry: Decision) -> tuple[str, ...]:
    return entry.restores if entry.is_undo else (entry.id,)


def next_entry(
    finding: ReportFinding,
    history: Iterable[Decision],
    state: State,
    *,
    note: str,
    who: str,
    at: datetime,
    entry_id: str,
) -> Decision:
    """The entry that a decision adds to the history."""
    return Decision(
        id=entry_id,
        report=finding.report,
        finding=finding.id,
        check=finding.check,
        state=state,
        note=note,
        who=who,
        at=at,
        identity=finding.identity,
        shown=finding.shown,
        fingerprint=finding.fingerprint,
        follows=open_ends(history),
    )


def undo_entry(history: Iterable[Decision], *, who: str, at: datetime, entry_id: str) -> Decision | None:
    """The entry that takes back the latest decision which still holds; None when none does.

    Undoing twice goes two decisions back; undoing what settled a conflict brings the conflict back.
    """
    ordered = in_order(history)
    held = _held(open_ends(ordered), ordered)
    if not held:
        return None
    taken = standing_of(held[-1].key, ordered).ends[-1]
    candidates = (*(entry for entry in held if entry != taken), *_held(taken.follows, ordered))
    restored = _newest(candidates, ordered)
    after = standing_of(taken.key, restored)
    return replace(
        (restored or held)[-1],
        id=entry_id,
        state=after.state,
        note=after.note,
        who=who,
        at=at,
        follows=open_ends(ordered),
        is_undo=True,
        restores=tuple(entry.id for entry in restored),
    )
