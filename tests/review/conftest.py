"""Stores to test with: every test of a store runs on a SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from docextract.review.decisions import Store
from docextract.review.store import open_store
from tests.review.postgres_server import postgres_server

Open = Callable[[], Store]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A running server's URL."""
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "results.decisions.sqlite")
    return fresh_database(request.getfixturevalue("postgres"))


def fresh_database(server: str) -> str:
    """The URL of a new, empty database on a server."""
    name = f"d{uuid.uuid4().hex}"
    _do(server, f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


def end_connections(server: str) -> None:
    """Cuts every other connection to a server, as a restart would."""
    _do(
        server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname <> ''"
    )


def _do(server: str, statement: str) -> None:
    url = server.replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture
def open_it(place: str) -> Iterator[Open]:
    """Opens the same place as often as asked, as several reviewers would."""
    opened: list[Store] = []

    def opens() -> Store:
        opened.append(open_store(place))
        return opened[-1]

    yield opens
    for store in opened:
        store.close()


@pytest.fixture
def store(open_it: Open) -> Store:
    return open_it()
