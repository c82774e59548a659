"""Decisions after another run: kept where the finding says the same, open again where it says something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from docextract.review.decisions import Decision, Identity, Key, ReportFinding, Shown, ShownPlace, Standing, State
from docextract.review.fingerprint import fingerprint, plain
from docextract.review.histories import by_finding, in_order, standing_of
from docextract.review.report_homes import report_homes

# What of a finding is shown as different; severity and reason may be put otherwise without the finding being another.
COMPARED = ("message", "suggested")


@dataclass(frozen=True, slots=True)
class Carried:
    """A finding of the run with what was decided about it.

    `state` is how it stands now; `standing` what was decided, also where that no longer holds; `revision` is what a new
    decision must expect. `before` is the finding as it was decided, when it has changed since and is open again.
    `decided_as` is the key that the decisions stand under: another one than the finding's when the report was renamed
    or a new version names the finding otherwise.
    """

    finding: ReportFinding
    state: State
    standing: Standing
    revision: int
    before: Shown | None = None
    decided_as: Key | None = None


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """All findings of a run by their keys, and what was decided about findings that are `gone`."""

    findings: Mapping[Key, Carried]
    gone: tuple[Standing, ...]

    def counts(self) -> Counter[State]:
        """How many findings are in each state."""
        return Counter(carried.state for carried in self.findings.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a finding says otherwise than before; `name` is a field of Shown, or "place"; "" is nothing."""

    name: str
    before: str
    now: str


def carry_over(
    entries: Iterable[Decision], findings: Sequence[ReportFinding], reports: Mapping[str, Identity]
) -> CarriedOver:
    """What the decisions come to in a run with these findings and `reports` (by name, those without findings too).

    A finding keeps its decisions when its id and what it says are the same; when no finding of the report has the id
    any more, a single one that says the same takes its place, else a single one of that check and subject, which is
    open again. The order of entries and findings changes nothing.
    """
    histories = by_finding(entries)
    homes = report_homes({(entry.report, entry.identity) for own in histories.values() for entry in own}, reports)
    placed = _placed(histories.values(), homes)
    keys = {finding.key for finding in findings}
    adopted: dict[Key, Key] = {}
    for likeness in (_content, _subject):
        left = {key: own for key, own in placed.items() if key not in keys and key not in adopted.values()}
        free = [finding for finding in findings if finding.key not in placed and finding.key not in adopted]
        adopted |= _alike(left, free, likeness)
    result: dict[Key, Carried] = {}
    for finding in findings:
        own = placed.get(adopted.get(finding.key, finding.key), {})
        result[finding.key] = _carried(finding, own, len(histories.get(finding.key, ())))
    used = keys | set(adopted.values())
    unused = [history for key, own in placed.items() if key not in used for history in own.values()]
    nowhere = [[entry for entry in own if not homes[entry.report, entry.identity]] for own in histories.values()]
    gone = (standing_of(history[0].key, history) for history in (*unused, *nowhere) if history)
    return CarriedOver(result, tuple(sorted((one for one in gone if one.ends), key=lambda one: one.key)))


def _placed(
    histories: Iterable[tuple[Decision, ...]], homes: Mapping[tuple[str, Identity], str]
) -> dict[Key, dict[Key, list[Decision]]]:
    """The entries by report's name now and id, then by the key that they stand under."""
    placed: dict[Key, dict[Key, list[Decision]]] = {}
    for history in histories:
        for entry in history:
            home = homes[entry.report, entry.identity]
            if home:
                placed.setdefault((home, entry.finding), {}).setdefault(entry.key, []).append(entry)
    return placed


def _content(check: str, shown: Shown) -> str:
    """What makes two findings the very same one: a new version may name it otherwise."""
    return fingerprint(check, shown)


def _subject(check: str, shown: Shown) -> str:
    """What makes two findings one that has changed: some are named by the very numbers that a correction changes."""
    return f"{check}|{plain(shown.subject)}"


def _alike(
    left: Mapping[Key, Mapping[Key, Sequence[Decision]]],
    free: Sequence[ReportFinding],
    likeness: Callable[[str, Shown], str],
) -> dict[Key, Key]:
    """For findings that nobody has decided: the key that decisions stand under which are on one that is like it.

    Where several are alike, on either side, nothing is guessed.
    """
    before: dict[tuple[str, str], set[Key]] = {}
    for key, own in left.items():
        for history in own.values():
            last = in_order(history)[-1]
            before.setdefault((key[0], likeness(last.check, last.shown)), set()).add(key)
    now: dict[tuple[str, str], set[Key]] = {}
    for finding in free:
        now.setdefault((finding.report, likeness(finding.check, finding.shown)), set()).add(finding.key)
    pairs = ((now[like], keys) for like, keys in before.items() if like in now)
    return {min(mine): min(theirs) for mine, theirs in pairs if len(mine) == len(theirs) == 1}


def _carried(finding: ReportFinding, own: Mapping[Key, Sequence[Decision]], revision: int) -> Carried:
    """Decisions under the finding's own key count before those under an earlier name, unless they were all undone."""

    def is_same(entry: Decision) -> bool:
        return _said(entry) == finding.fingerprint

    standing = standing_of(finding.key, own.get(finding.key, ()), holds=is_same)
    elsewhere = [entry for key, entries in own.items() if key != finding.key for entry in entries]
    decided_as = None
    if not standing.ends and elsewhere:
        standing = standing_of(finding.key, elsewhere, holds=is_same)
        decided_as = elsewhere[-1].key
    last = standing.last
    if last is None:
        return Carried(finding, State.OPEN, standing, revision)
    if is_same(last):
        return Carried(finding, standing.state, standing, revision, decided_as=decided_as)
    return Carried(finding, State.OPEN, standing, revision, before=last.shown, decided_as=decided_as)


def _said(entry: Decision) -> str:
    """The fingerprint of what was decided on, made anew: an earlier version may have made it otherwise."""
    return fingerprint(entry.check, entry.shown)


def differences(before: Shown, now: Shown) -> tuple[Difference, ...]:
    """What a finding says now and what it said, places that are in one of them only among it."""
    result = [
        Difference(name, getattr(before, name), getattr(now, name))
        for name in COMPARED
        if getattr(before, name) != getattr(now, name)
    ]
    old, new = ([_place_text(place) for place in shown.places] for shown in (before, now))
    gone = [text for text in dict.fromkeys(old) if text not in new]
    come = [text for text in dict.fromkeys(new) if text not in old]
    pairs = max(len(gone), len(come))
    padded = zip(gone + [""] * (pairs - len(gone)), come + [""] * (pairs - len(come)), strict=True)
    return (*result, *(Difference("place", a, b) for a, b in padded))


def _place_text(place: ShownPlace) -> str:
    return f"{place.where}：{place.quote}" if place.where else place.quote
