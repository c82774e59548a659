"""What a reviewer decides about a finding, and what every keeper of such decisions can do.

A decision is never changed: who thinks better of it writes another one. The *history* of a finding is all of its
decisions; where two people decided without knowing of each other it has two ends, and both are shown. How a finding
stands is computed from its history (`histories.py`), never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Protocol

from docextract.errors import StoreError

# Report (path relative to the folder, with /) and id of a finding.
Key = tuple[str, str]


class State(StrEnum):
    """How a finding stands. `zh` and `en` are the words for people."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    UNSURE = "unsure"

    @property
    def zh(self) -> str:
        return _IN_CHINESE[self]

    @property
    def en(self) -> str:
        return _IN_ENGLISH[self]


_IN_CHINESE = {
    State.OPEN: "未处理",
    State.CONFIRMED: "确认问题",
    State.DISMISSED: "误报",
    State.UNSURE: "待核实",
}
_IN_ENGLISH = {
    State.OPEN: "open",
    State.CONFIRMED: "confirmed",
    State.DISMISSED: "false alarm",
    State.UNSURE: "to be checked",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a report is known again when its file has another name: the bytes, else whose it is and of which year."""

    sha256: str = ""
    issuer: str = ""
    year: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """One place of the evidence as the reviewer saw it; `page` from 1."""

    page: int
    quote: str
    value: str = ""
    unit: str = ""
    period: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the reviewer saw it: kept with the decision, so that a later difference can be shown."""

    kind: str
    severity: str
    subject: str
    message: str
    message_en: str
    places: tuple[ShownPlace, ...] = ()
    suggested: str = ""
    reason: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A finding of a run, ready to be decided: `fingerprint` changes when what it says changes (`fingerprint.py`)."""

    report: str
    id: str
    check: str
    identity: Identity
    shown: Shown
    fingerprint: str

    @property
    def key(self) -> Key:
        return self.report, self.id


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a finding's history.

    `id` is the same in every store that it is copied to. `at` is in UTC. `follows` are the ids of the entries that the
    reviewer had before them: none for a first decision, two or more for one that settles a conflict. An entry with
    `is_undo` takes a decision back; `restores` are the entries that then hold again, none if the finding is open again.
    """

    id: str
    report: str
    finding: str
    check: str
    state: State
    note: str
    who: str
    at: datetime
    identity: Identity
    shown: Shown
    fingerprint: str
    follows: tuple[str, ...] = ()
    is_undo: bool = False
    restores: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.report, self.finding


@dataclass(frozen=True, slots=True)
class Standing:
    """How a finding stands: what its history comes to.

    `revision` counts the entries and is what `decide` and `undo` want as `expected_revision`; 0 when there are none.
    `ends` are the decisions that hold, the latest last: none when all is undone, several after reviewers who did not
    know of each other. `conflict` says that they differ: then the state is UNSURE and the note holds what each said.
    """

    report: str
    finding: str
    state: State = State.OPEN
    note: str = ""
    revision: int = 0
    ends: tuple[Decision, ...] = ()
    conflict: bool = False

    @property
    def key(self) -> Key:
        return self.report, self.finding

    @property
    def last(self) -> Decision | None:
        """The latest of the entries that hold; None when nobody has decided."""
        return self.ends[-1] if self.ends else None


class StaleDecision(StoreError):
    """Somebody else decided while this reviewer was looking; `standing` is what they decided."""

    code = "decision-stale"

    def __init__(self, standing: Standing) -> None:
        last = standing.last
        who, state = (last.who, standing.state) if last else ("", State.OPEN)
        super().__init__(
            f"{standing.report} {standing.finding}：{who} 刚刚已作出决定（{state.zh}），没有写入；请看过再定。"
            f" {who} has just decided ({state.en}); nothing was written; look at it and decide again."
        )
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: entries that were new here, and the findings on which reviewers now differ."""

    added: int
    conflicts: tuple[Key, ...]


class Store(Protocol):
    """Keeps decisions. What a method has returned is on the disk: a power cut does not take it away.

    Any method raises StoreError when the store can't be reached, read or written; the message says what to do.
    """

    def current(self) -> Mapping[Key, Standing]:
        """How each finding stands that has a history."""

    def standing(self, report: str, finding: str) -> Standing:
        """How one finding stands; OPEN with revision 0 when nobody has decided."""

    def history(self, report: str, finding: str) -> tuple[Decision, ...]:
        """All entries of a finding, the earliest first."""

    def decide(
        self, finding: ReportFinding, state: State, *, note: str = "", who: str, expected_revision: int
    ) -> Standing:
        """Writes a decision; raises StaleDecision unless the finding's revision is the expected one."""

    def undo(self, report: str, finding: str, *, who: str, expected_revision: int) -> Standing:
        """Takes the last decision back by a new entry; again: the one before it. With nothing to undo, nothing happens.

        Raises StaleDecision unless the finding's revision is the expected one.
        """

    def count(self) -> int:
        """How many entries there are. Nothing is ever removed, so what was read with the same count is still current."""

    def all_entries(self) -> tuple[Decision, ...]:
        """Every entry, by time."""

    def merge(self, entries: Iterable[Decision]) -> Merged:
        """Takes in entries of another store; those that are here already are passed over."""

    def close(self) -> None:
        """Lets go of the file or connection; may be called again."""

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
