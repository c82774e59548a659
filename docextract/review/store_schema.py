"""The tables of a store, version by version: a store of an older version is brought up to date when it is opened.

The steps are SQL that SQLite and PostgreSQL both read. A step that has been released is never edited; a change is a new
step at the end.
"""

from __future__ import annotations

META = "docextract_meta"
DECISIONS = "docextract_decisions"

STEPS: tuple[tuple[str, ...], ...] = (
    (
        # `revision` and `branch` are the lock: entries written here have the branch "" and the number of entries before
        # them plus one, so of two people who decide on the same revision one violates the constraint. Entries that come
        # from another store have their id as branch and are never in the way. What follows what is in `body`.
        f"""
        CREATE TABLE {DECISIONS} (
            id TEXT PRIMARY KEY,
            report TEXT NOT NULL,
            finding TEXT NOT NULL,
            revision INTEGER NOT NULL,
            branch TEXT NOT NULL,
            state TEXT NOT NULL,
            note TEXT NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (report, finding, revision, branch)
        )
        """,
    ),
)
