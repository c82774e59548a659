"""Opens databases for decisions, so that what is acknowledged is on the disk. Shares the door to SQLAlchemy with store_sql."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from docextract.errors import SettingsError, StoreError
from docextract.review.store_sql import WRITES, Clock, SqlStore

LOCK_SECONDS = 10  # how long a writer waits for another; a decision takes a few milliseconds


def _now() -> datetime:
    return datetime.now(UTC)


def open_sqlite(path: Path, *, clock: Clock = _now) -> SqlStore:
    """The store in a SQLite file; nothing is made until the first decision."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise StoreError(f"{path}：应为文件，且其文件夹须已存在。 This must be a file, and its folder must be there.")
    engine = sa.create_engine("sqlite://", creator=lambda: _connect(path), poolclass=sa.NullPool)
    # Begun by us, so that a writer takes its lock before it reads what it decides upon.
    sa.event.listen(engine, "begin", _begin)
    store = SqlStore(engine, str(path), clock=clock, is_there=lambda: _has_bytes(path))
    with store.guarded():
        if _has_bytes(path):
            store.check()
    return store


def _has_bytes(path: Path) -> bool:
    """False also while another process is making the tables: the file is there then, and empty."""
    return path.exists() and path.stat().st_size > 0


def open_postgres(url: str, *, clock: Clock = _now) -> SqlStore:
    """The store in a PostgreSQL database; its tables are made if they are not there."""
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(
            "--store：网址应为 postgresql://用户@主机/数据库。 Give postgresql://user@host/database."
        ) from error
    engine = sa.create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": LOCK_SECONDS})
    sa.event.listen(engine, "connect", _be_durable)
    store = SqlStore(engine, parsed.render_as_string(hide_password=True), clock=clock)
    with store.guarded():
        store.upgrade()
    return store


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path.absolute().as_uri(), uri=True, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False
    )
    # A rollback journal, not WAL: one file to copy and mail, and it can be read where nothing may be written. EXTRA puts
    # a commit on the disk before it returns, the journal's removal too.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from somebody else
    return connection


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _be_durable(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SET synchronous_commit = on")
    cursor.close()
    connection.commit()
