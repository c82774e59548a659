"""Opens the place where decisions are kept: a SQLite file, or a PostgreSQL server that a bureau shares."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from docextract.errors import SettingsError
from docextract.review.decisions import Store
from docextract.review.store_place import default_store, refuse_network

POSTGRES = ("postgresql", "postgres")


def open_store(place: str | Path) -> Store:
    """The store at a path or `postgresql://user@host/database`. A file that is not there is made by the first decision.

    Raises SettingsError for a place that means nothing or when a library is missing, StoreError when the place can't be
    read, is damaged or holds something else.
    """
    scheme, colon, _ = str(place).partition("://")
    if colon and scheme not in POSTGRES:
        raise SettingsError(
            f'--store "{scheme}://…"：应为文件路径或 postgresql://用户@主机/数据库。'
            " Give a path or postgresql://user@host/database."
        )
    _need("sqlalchemy", "review")
    if colon:
        _need("psycopg", "postgres")
        from docextract.review.store_engine import open_postgres

        return open_postgres(f"postgresql+psycopg{str(place)[len(scheme) :]}")
    from docextract.review.store_engine import open_sqlite

    path = Path(place)
    refuse_network(path)
    return open_sqlite(path)


def store_of(out: Path, named: str | None = None) -> Store:
    """The store of a run: the one that `--store` names, else the file beside its folder."""
    return open_store(named or default_store(out))


def _need(module: str, extra: str) -> None:
    if importlib.util.find_spec(module) is None:
        raise SettingsError(
            f'保存审阅决定需要另装组件：pip install "docextract[{extra}]"。'
            f' Keeping decisions takes one more package: pip install "docextract[{extra}]"'
        )
