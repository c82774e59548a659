"""A workbook that people filled in, as entries of histories. All its faults come at once, and then nothing is taken in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from docextract.outputs.decision_workbook import FilledSheet
from docextract.review.carry_over import carry_over
from docextract.review.decisions import Decision, Identity, Key, ReportFinding, State
from docextract.review.histories import by_finding, next_entry, open_ends
from docextract.review.sheet_rows import Decided, decided_rows


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook comes to: entries to be merged into the store, and how many decided rows say nothing new."""

    entries: tuple[Decision, ...]
    unchanged: int


def filled_entries(
    sheet: FilledSheet,
    findings: Sequence[ReportFinding],
    reports: Mapping[str, Identity],
    entries: Iterable[Decision],
    *,
    who: str,
    at: datetime,
) -> Filled:
    """The entries that `who` adds by this workbook to those of the store.

    A blank row says nothing; a note by itself leaves the decision as it is. A row as it was written says nothing either,
    unless the store does not know the decision in it. An entry follows what the row showed and what `who` decided
    before: what others decided meanwhile stands beside it as a conflict. Reading a workbook again adds only what was
    filled in since. Raises DecisionsError with all faults of the workbook.
    """
    decided = decided_rows(sheet, {finding.key: finding for finding in findings}, reports)
    known = tuple(entries)
    histories = by_finding(known)
    over = carry_over(known, findings, reports)
    ids = {entry.id for entry in known}
    result = []
    for row in decided:
        key = row.finding.key
        own = histories.get(key, ())
        carried = over.findings.get(key)
        elsewhere = histories.get(carried.decided_as, ()) if carried and carried.decided_as else ()
        entry = _entry(row, own, (*elsewhere, *own), ids, who=who, at=at)
        if entry is not None:
            result.append(entry)
    return Filled(tuple(result), len(decided) - len(result))


def _entry(
    row: Decided,
    own: tuple[Decision, ...],
    history: tuple[Decision, ...],
    known: set[str],
    *,
    who: str,
    at: datetime,
) -> Decision | None:
    """The row's entry; None when it says nothing new."""
    finding, record = row.finding, row.record
    (now,) = carry_over(history, [finding], {finding.report: finding.identity}).findings.values()
    state, noted = row.state or now.state, "" if now.before else now.standing.note
    # A review.xlsx was written with blank notes: one that stayed blank takes nothing back.
    note = noted if record is None and not row.note and state is now.state else row.note
    if (state, note) == (now.state, noted):
        return None
    if record is not None and (state, note) == (record.state, record.note) and known.issuperset(record.basis):
        return None
    earlier = [entry for place, entry in enumerate(own) if entry.who == who and _is_of_sheet(entry, place)]
    if earlier and (earlier[-1].state, earlier[-1].note, earlier[-1].fingerprint) == (state, note, finding.fingerprint):
        return None  # taken in before; what was decided since on the page is later than the workbook
    entry_id = _sheet_id(finding.key, finding.fingerprint, state, note, who, len(earlier))
    entry = next_entry(finding, own, state, note=note, who=who, at=at, entry_id=entry_id)
    # It follows what the workbook showed, not what was decided since.
    return replace(entry, follows=_seen(own, record.basis if record else (), who))


def _sheet_id(key: Key, said: str, state: State, note: str, who: str, number: int) -> str:
    """The id of the entry that a workbook makes: the same in each store that it is read into."""
    return hashlib.sha256(json.dumps([*key, said, state.value, note, who, number]).encode()).hexdigest()[:32]


def _is_of_sheet(entry: Decision, at_most: int) -> bool:
    """True if a workbook made the entry, of which there can't be more before it than `at_most`."""
    said = (entry.key, entry.fingerprint, entry.state, entry.note, entry.who)
    return any(entry.id == _sheet_id(*said, number) for number in range(at_most + 1))


def _seen(history: tuple[Decision, ...], basis: tuple[str, ...], who: str) -> tuple[str, ...]:
    """The ends of what the reviewer had before them: the decisions that the row showed, their own, and all before these."""
    by_id = {entry.id: entry for entry in history}
    seen: dict[str, Decision] = {}
    waiting = [entry.id for entry in history if entry.who == who or entry.id in basis]
    while waiting:
        id = waiting.pop()
        if id in by_id and id not in seen:
            seen[id] = by_id[id]
            waiting += by_id[id].follows
    return open_ends(seen.values())
