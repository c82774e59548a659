"""Decisions in a database, SQLite or PostgreSQL. The one door to SQLAlchemy."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from docextract.errors import StoreError
from docextract.review.decisions import Decision, Key, Merged, ReportFinding, StaleDecision, Standing, State
from docextract.review.entry_json import body_text, entry_of, time_text
from docextract.review.histories import by_finding, in_order, next_entry, standing_of, undo_entry
from docextract.review.plain_words import plain_note, plain_who
from docextract.review.store_errors import newer_store, not_a_store, store_error
from docextract.review.store_schema import DECISIONS, META, STEPS

# Option of a connection that is going to write.
WRITES = "docextract_writes"
# Any number, the same for all: who makes or merges tables in a PostgreSQL holds this lock.
ADVISORY_LOCK = 0x646F6365

ENTRIES = sa.table(
    DECISIONS,
    *(
        sa.column(name)
        for name in ("id", "report", "finding", "revision", "branch", "state", "note", "who", "at", "body")
    ),
)
READ = (ENTRIES.c.id, ENTRIES.c.report, ENTRIES.c.finding, ENTRIES.c.state, ENTRIES.c.note, ENTRIES.c.who)
READ_ALL = sa.select(*READ, ENTRIES.c.at, ENTRIES.c.body)
Clock = Callable[[], datetime]


class SqlStore:
    """A store over SQLAlchemy; the methods are those of `Store`."""

    def __init__(
        self, engine: sa.Engine, name: str, *, clock: Clock, is_there: Callable[[], bool] = lambda: True
    ) -> None:
        self._engine = engine
        self._name = name
        self._clock = clock
        self._is_there = is_there
        self._is_ready = False

    def current(self) -> Mapping[Key, Standing]:
        return {key: standing_of(key, history) for key, history in by_finding(self._read(READ_ALL)).items()}

    def standing(self, report: str, finding: str) -> Standing:
        return standing_of((report, finding), self.history(report, finding))

    def history(self, report: str, finding: str) -> tuple[Decision, ...]:
        return in_order(self._read(_of_finding((report, finding))))

    def decide(
        self, finding: ReportFinding, state: State, *, note: str = "", who: str, expected_revision: int
    ) -> Standing:
        def entry(history: tuple[Decision, ...]) -> Decision:
            said = {"note": plain_note(note), "who": plain_who(who)}
            return next_entry(finding, history, state, at=self._clock(), entry_id=uuid.uuid4().hex, **said)

        return self._append(finding.key, expected_revision, entry)

    def undo(self, report: str, finding: str, *, who: str, expected_revision: int) -> Standing:
        def entry(history: tuple[Decision, ...]) -> Decision | None:
            return undo_entry(history, who=plain_who(who), at=self._clock(), entry_id=uuid.uuid4().hex)

        return self._append((report, finding), expected_revision, entry)

    def count(self) -> int:
        if not self._is_there():
            return 0
        with self.guarded(), self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(ENTRIES)).scalar_one()

    def all_entries(self) -> tuple[Decision, ...]:
        entries = self._read(READ_ALL)
        return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id)))

    def merge(self, entries: Iterable[Decision]) -> Merged:
        groups = by_finding(entries)
        added: list[Decision] = []
        with self._writing() as connection:
            _lock(connection)
            for key, theirs in groups.items():
                ours = self._rows(connection, _of_finding(key))
                known = {entry.id for entry in ours}
                new = [entry for entry in theirs if entry.id not in known]
                for number, entry in enumerate(new, start=len(ours) + 1):
                    connection.execute(sa.insert(ENTRIES).values(_row(entry, number, branch=entry.id)))
                added += new
        standings = (self.standing(*key) for key in {entry.key: None for entry in added})
        return Merged(len(added), tuple(standing.key for standing in standings if standing.conflict))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

    def check(self) -> None:
        """Raises StoreError unless this is a whole store of ours; brings an older one up to date."""
        with self._engine.connect() as connection:
            damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            tables = sa.inspect(connection).get_table_names()
        if damage != "ok" or (tables and META not in tables):
            raise not_a_store(self._name, str(damage) if damage != "ok" else "")
        if not tables or self._version() != len(STEPS):
            self.upgrade()
        self._is_ready = True

    def upgrade(self, steps: tuple[tuple[str, ...], ...] = STEPS) -> None:
        """Makes the tables, or brings those of an older version up to date; all of it or nothing."""
        with self.guarded(), self._engine.connect() as plain, _for_writing(plain) as connection:
            _lock(connection)
            connection.exec_driver_sql(
                f"CREATE TABLE IF NOT EXISTS {META} (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
            )
            version = _version_of(connection)
            if version > len(steps):
                raise newer_store(self._name)
            for statement in (statement for step in steps[version:] for statement in step):
                connection.exec_driver_sql(statement)
            if version < len(steps):
                connection.exec_driver_sql(f"DELETE FROM {META} WHERE name = 'schema'")
                connection.exec_driver_sql(f"INSERT INTO {META} VALUES ('schema', '{len(steps)}')")
        self._is_ready = True

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns what the database says into a StoreError that says what to do."""
        try:
            yield
        except (DBAPIError, OSError) as error:
            raise store_error(self._name, error) from error

    def _version(self) -> int:
        with self._engine.connect() as connection:
            return _version_of(connection)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if not self._is_ready or not self._is_there():
            self.upgrade()
        with self.guarded(), self._engine.connect() as plain, _for_writing(plain) as connection:
            yield connection

    def _append(
        self, key: Key, expected_revision: int, entry: Callable[[tuple[Decision, ...]], Decision | None]
    ) -> Standing:
        """Writes the entry that `entry` makes of the history; the constraint on revisions decides a race."""
        try:
            with self._writing() as connection:
                history = in_order(self._rows(connection, _of_finding(key)))
                if len(history) != expected_revision:
                    raise StaleDecision(standing_of(key, history))
                new = entry(history)
                if new is None:
                    return standing_of(key, history)
                connection.execute(sa.insert(ENTRIES).values(_row(new, len(history) + 1)))
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise StaleDecision(self.standing(*key)) from error
            raise
        return standing_of(key, (*history, new))

    def _read(self, query: sa.Select[tuple[str, ...]]) -> list[Decision]:
        if not self._is_there():
            return []
        with self.guarded(), self._engine.connect() as connection:
            return self._rows(connection, query)

    def _rows(self, connection: sa.Connection, query: sa.Select[tuple[str, ...]]) -> list[Decision]:
        try:
            return [entry_of(**row) for row in connection.execute(query).mappings()]
        except (ValueError, TypeError, KeyError) as error:
            raise not_a_store(self._name, f"{type(error).__name__}: {error}") from error


@contextmanager
def _for_writing(connection: sa.Connection) -> Iterator[sa.Connection]:
    """One transaction that takes its lock at once, so that what is decided upon can't change under it."""
    writer = connection.execution_options(**{WRITES: True})
    with writer.begin():
        yield writer


def _lock(connection: sa.Connection) -> None:
    """Lets one change tables or merge at a time; in SQLite a writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))


def _of_finding(key: Key) -> sa.Select[tuple[str, ...]]:
    return READ_ALL.where(ENTRIES.c.report == key[0], ENTRIES.c.finding == key[1])


def _row(entry: Decision, revision: int, *, branch: str = "") -> dict[str, object]:
    return {
        "id": entry.id,
        "report": entry.report,
        "finding": entry.finding,
        "revision": revision,
        "branch": branch,
        "state": entry.state.value,
        "note": entry.note,
        "who": entry.who,
        "at": time_text(entry.at),
        "body": body_text(entry),
    }


def _version_of(connection: sa.Connection) -> int:
    found = connection.exec_driver_sql(f"SELECT value FROM {META} WHERE name = 'schema'").scalar()
    return int(found) if found else 0
