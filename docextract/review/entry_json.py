"""A decision as plain values and back: what a store keeps of it beside the columns that it looks things up by."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from docextract.review.decisions import Decision, Identity, Shown, ShownPlace, State


def time_text(at: datetime) -> str:
    """UTC, to the microsecond, always as long: sorts as it reads.

    >>> time_text(datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
    '2026-03-01T08:00:00.000000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def body_text(entry: Decision) -> str:
    """JSON in ASCII: half a surrogate pair or a NUL, which broken PDFs give, would be refused by a database as text."""
    body = {
        "check": entry.check,
        "fingerprint": entry.fingerprint,
        "identity": asdict(entry.identity),
        "shown": asdict(entry.shown),
        "follows": entry.follows,
        "is_undo": entry.is_undo,
        "restores": entry.restores,
    }
    return json.dumps(body, ensure_ascii=True, separators=(",", ":"))


def entry_of(*, id: str, report: str, finding: str, state: str, note: str, who: str, at: str, body: str) -> Decision:
    """The decision that `body_text` and the columns keep; raises ValueError, TypeError or KeyError on anything else."""
    kept: dict[str, Any] = json.loads(body)
    shown = kept["shown"]
    return Decision(
        id=id,
        report=report,
        finding=finding,
        check=kept["check"],
        state=State(state),
        note=note,
        who=who,
        at=datetime.fromisoformat(at).astimezone(UTC),
        identity=Identity(**kept["identity"]),
        shown=Shown(**(shown | {"places": tuple(ShownPlace(**place) for place in shown["places"])})),
        fingerprint=kept["fingerprint"],
        follows=tuple(kept["follows"]),
        is_undo=bool(kept["is_undo"]),
        restores=tuple(kept["restores"]),
    )
