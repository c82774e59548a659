"""A PostgreSQL server of our own for the tests: in a temporary folder, on a free port, gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

START_SECONDS = 60


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a database on a fresh server; skips the test where there is no PostgreSQL to start."""
    if sys.platform == "win32":
        pytest.skip("PostgreSQL is started on Linux and macOS only")
    initdb, control = _binary("initdb"), _binary("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("no PostgreSQL server on this machine (initdb and pg_ctl; Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="docextract-pg-"))
    as_user = _not_root(folder)
    password = secrets.token_hex(12)
    data, word = folder / "data", folder / "password"
    word.write_text(password)
    if "user" in as_user:
        os.chown(word, as_user["user"], as_user["group"])
    port = _free_port()
    options = f"-p {port} -h 127.0.0.1 -F -c unix_socket_directories=''"
    log = folder / "log"
    try:
        make = [initdb, "-D", str(data), "-U", "reviewer", "-A", "scram-sha-256", f"--pwfile={word}", "-E", "UTF8"]
        subprocess.run([*make, "--no-sync", "--locale=C"], check=True, capture_output=True, cwd=folder, **as_user)
        start = [control, "-D", str(data), "-l", str(log), "-w", "-t", str(START_SECONDS), "-o", options, "start"]
        with (folder / "start").open("w") as told:  # no pipe: the server would hold it open
            subprocess.run(start, check=True, stdout=told, stderr=told, cwd=folder, **as_user)
        try:
            yield f"postgresql://reviewer:{password}@127.0.0.1:{port}/postgres"
        finally:
            stop = [control, "-D", str(data), "-m", "immediate", "-w", "stop"]
            subprocess.run(stop, check=True, capture_output=True, cwd=folder, **as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binary(name: str) -> str | None:
    """On the path, or where Debian and Red Hat put it, the newest version first."""
    found = shutil.which(name)
    places = sorted([*Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), *Path("/usr").glob(f"pgsql-*/bin/{name}")])
    return found or (str(places[-1]) if places else None)


def _not_root(folder: Path) -> dict[str, Any]:
    """As whom to run: PostgreSQL refuses to be root."""
    import pwd  # Windows has none

    if os.getuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users.get("nobody")
    if user is None:
        pytest.skip("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
