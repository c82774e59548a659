"""How the findings of the run stand, with what was decided in earlier runs carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docextract.outputs.language import Lang
from docextract.outputs.tables_csv import IGNORED
from docextract.review.carry_over import Carried, carry_over, differences
from docextract.review.decisions import Decision, Key, Standing, State, Store
from docextract.review.run_index import FindingEntry, RunIndex


@dataclass
class Standings:
    """Asks the store. It remembers under which other key a finding was decided before, so that one finding can be asked
    for without passing all decisions again."""

    store: Store
    _decided_as: dict[Key, Key] = field(default_factory=dict)

    def all(self, index: RunIndex) -> Mapping[Key, Carried]:
        """Every finding of the run, decided or not."""
        findings = [found.finding for found in index.findings]
        carried = carry_over(self.store.all_entries(), findings, index.identities).findings
        self._decided_as = {key: each.decided_as for key, each in carried.items() if each.decided_as is not None}
        return carried

    def one(self, found: FindingEntry, index: RunIndex) -> tuple[Carried, tuple[Decision, ...]]:
        """How one finding stands, and its history."""
        key = found.finding.key
        entries = self.store.history(*key)
        if key in self._decided_as:
            entries = (*self.store.history(*self._decided_as[key]), *entries)
        return carry_over(entries, [found.finding], index.identities).findings[key], entries


def state_of(found: FindingEntry, carried: Carried | None) -> dict[str, Any]:
    """How the finding stands: ignored by the run's ignore file, or what people decided; `who` decided last."""
    standing = carried.standing if carried else Standing(*found.finding.key)
    last = standing.last
    if found.is_ignored and last is None:
        return {"state": IGNORED, "revision": 0, "who": "", "note": found.row.get("ignored_because", "")}
    return {
        "state": carried.state if carried else State.OPEN,
        "revision": carried.revision if carried else 0,
        "who": last.who if last else "",
        "note": standing.note,
        "conflict": standing.conflict,
    }


def changes(carried: Carried) -> list[dict[str, str]]:
    """What the finding said when it was decided, where it says something else now; empty otherwise."""
    if carried.before is None:
        return []
    return [
        {"what": each.name, "was": each.before, "now": each.now}
        for each in differences(carried.before, carried.finding.shown)
    ]


def entry_view(decision: Decision, lang: Lang) -> dict[str, str]:
    """One line of a finding's history."""
    return {
        "word": decision.state.en if lang == "en" else decision.state.zh,
        "who": decision.who,
        "at": decision.at.isoformat(timespec="seconds"),
        "note": decision.note,
        "is_undo": "1" if decision.is_undo else "",
    }
