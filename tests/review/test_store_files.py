"""Places that a store can't be in, and what is said about them."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from docextract.errors import SettingsError, StoreError
from docextract.review import store_engine, store_place
from docextract.review.decisions import State
from docextract.review.store import open_store, store_of
from docextract.review.store_place import default_store, is_on_network
from docextract.review.store_sql import SqlStore
from tests.review.conftest import end_connections, fresh_database
from tests.review.made import finding

ROOT = Path(__file__).resolve().parents[2]
UTF8 = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def decide(path: Path, expected: int = 0) -> None:
    with open_store(path) as store:
        store.decide(finding(), State.CONFIRMED, who="甲", expected_revision=expected)


def test_the_store_lies_beside_the_folder_and_outlives_it(tmp_path: Path) -> None:
    out = tmp_path / "results"
    out.mkdir()
    with store_of(out) as store:
        store.decide(finding(), State.CONFIRMED, who="甲", expected_revision=0)
    assert default_store(out) == tmp_path / "results.decisions.sqlite"
    assert default_store(out).is_file()
    assert list(out.iterdir()) == []


def test_looking_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with open_store(path) as store:
        assert store.current() == {}
        assert store.count() == 0
    assert not path.exists()


def test_one_file_and_nothing_beside_it(tmp_path: Path) -> None:
    decide(tmp_path / "a.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqlite"]


def test_names_that_mean_something_in_addresses(tmp_path: Path) -> None:
    path = tmp_path / "决定 #1?mode=memory%20&x.sqlite"
    decide(path)
    assert path.is_file()


def test_a_damaged_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with open_store(path) as store:
        for number in range(50):
            store.decide(finding(f"f{number}"), State.CONFIRMED, who="甲", expected_revision=0)
    whole = path.read_bytes()
    middle = bytearray(whole)
    middle[4096:12288] = b"\xff" * 8192
    for damaged in (b"not a database at all" * 99, whole[: len(whole) // 2], bytes(middle)):
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"损坏.*damaged"):
            open_store(path)
        assert path.read_bytes() == damaged


def test_an_empty_file_and_an_empty_database_become_stores(tmp_path: Path) -> None:
    empty, bare = tmp_path / "empty.sqlite", tmp_path / "bare.sqlite"
    empty.touch()
    connection = sqlite3.connect(bare)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    for path in (empty, bare):
        with open_store(path) as store:
            assert store.count() == 0
        decide(path)


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="不是审阅决定文件"):
        open_store(path)


def test_a_body_that_was_edited_by_hand_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    decide(path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE docextract_decisions SET body = '{}'")
    connection.commit()
    connection.close()
    with open_store(path) as store, pytest.raises(StoreError, match="KeyError"):
        store.current()


def test_a_locked_file_is_said_to_be_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_engine, "LOCK_SECONDS", 0.1)
    path = tmp_path / "a.sqlite"
    decide(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(StoreError, match=r"占用.*locked"):
            decide(path, expected=1)
    finally:
        other.close()
    decide(path, expected=1)


# Root may write everywhere, so the process becomes nobody, once everything that it needs is loaded.
READ_ONLY = """
import os, sys, tempfile
from docextract.errors import StoreError
from docextract.review.decisions import State
from docextract.review.store import open_store
from tests.review.made import finding
with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/a.sqlite") as store:
    store.decide(finding(), State.DISMISSED, who="甲", expected_revision=0)
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with open_store(sys.argv[1]) as store:
    sys.stdout.write(f"{store.count()}\\n")
    try:
        store.decide(finding(), State.DISMISSED, who="甲", expected_revision=store.count())
    except StoreError as error:
        sys.stdout.write(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others on Windows")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_place_that_can_only_be_read_can_be_read(is_there: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name, "a.sqlite")
        if is_there:
            decide(place)
            place.chmod(0o444)
        place.parent.chmod(0o555)
        code = [sys.executable, "-c", READ_ONLY, str(place)]
        told = subprocess.run(code, capture_output=True, text=True, check=False, cwd=ROOT, env=UTF8)
        place.parent.chmod(0o755)
    count, _, said = told.stdout.partition("\n")
    assert count == str(int(is_there)), told.stderr
    assert re.search("只读|权限", said)


@pytest.mark.parametrize("place", [".", "nowhere/a.sqlite"])
def test_a_folder_and_a_file_in_no_folder_are_refused(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="文件夹"):
        open_store(place)


@pytest.mark.parametrize("place", ["mysql://a/b", "http://x", "sqlite:///a.db"])
def test_other_addresses_are_refused(place: str) -> None:
    with pytest.raises(SettingsError, match="postgresql://"):
        open_store(place)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/\\345\\261\\200\\040disk cifs rw 0 0
/dev/sdb1 /mnt/\\345\\261\\200\\040disk/local ext4 rw 0 0
host:/export /srv nfs4 rw 0 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="/proc/mounts")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/mnt/局 disk/a.sqlite", True),
        ("/mnt/局 disk/local/a.sqlite", False),
        ("/srv/deep/er/a.sqlite", True),
        ("/srvx/a.sqlite", False),
        ("/data/a.sqlite", False),
    ],
)
def test_network_drives_are_known(path: str, expected: bool) -> None:
    assert is_on_network(Path(path), MOUNTS) is expected


def test_a_network_drive_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_place, "is_on_network", lambda _: True)
    with pytest.raises(StoreError, match=r"decisions merge.*postgresql://"):
        open_store(tmp_path / "a.sqlite")


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"docextract\[review\]"):
        open_store(tmp_path / "a.sqlite")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreError, match="连不上") as told:
        open_store("postgresql://reviewer:geheim@127.0.0.1:1/bureau")
    assert "geheim" not in str(told.value)
    assert "127.0.0.1" in str(told.value)


def test_a_wrong_password_is_told_without_it(postgres: str) -> None:
    wrong = re.sub(":[0-9a-f]+@", ":geheim@", postgres)
    with pytest.raises(StoreError, match="PGPASSWORD") as told:
        open_store(wrong)
    assert "geheim" not in str(told.value)


def test_a_database_that_is_not_there_is_told(postgres: str) -> None:
    with pytest.raises(StoreError, match="不存在"):
        open_store(f"{postgres}_not_there")


def test_a_connection_that_the_server_dropped_is_made_anew(postgres: str) -> None:
    with open_store(fresh_database(postgres)) as store:
        assert store.count() == 0
        end_connections(postgres)
        store.decide(finding(), State.CONFIRMED, who="甲", expected_revision=0)
        assert store.count() == 1


def test_the_short_form_of_the_address_works(postgres: str) -> None:
    with open_store(postgres.replace("postgresql://", "postgres://")) as store:
        assert isinstance(store, SqlStore)
        assert store.count() >= 0
