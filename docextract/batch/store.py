"""The output folder: is it ours, what does it hold from an earlier run, and how are files put into it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docextract.batch.bundle import Bundle, bundle_bytes, bundle_from_bytes
from docextract.errors import OutputError
from docextract.outputs.run_record import RUN_FILE, earlier_outputs, run_bytes, unfinished_object, versions

CACHE_FOLDER = ".docextract-cache"
# What file managers leave in a folder that people call empty
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def write_file(path: Path, data: bytes) -> None:
    """Puts a file in place as a whole, or leaves what was there; touches nothing if the bytes are the same.

    Raises OutputError when the file can't be written.
    """
    with writing(path):
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the operating system says while `path` is written into an OutputError that says what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}：无法写入（{error.strerror}）；如已在 Excel 中打开请先关闭，并检查磁盘空间和权限。"
            " This file can't be written; close it in Excel, check disk space and permissions."
        ) from error


@dataclass(frozen=True, slots=True)
class OutFolder:
    """An output folder that may be written to. `earlier` are the report files that the run before wrote."""

    path: Path
    earlier: tuple[str, ...]

    @property
    def cache(self) -> Path:
        return self.path / CACHE_FOLDER

    def bundle_path(self, report: str) -> Path:
        """Where a report's bundle lies; a digest, since names may be longer than a file name may be."""
        return self.cache / f"{hashlib.sha256(report.encode()).hexdigest()[:32]}.json"

    def bundle(self, report: str) -> Bundle | None:
        """The bundle in the cache; None if there is none or it can't be read (then the report is read again)."""
        try:
            found = bundle_from_bytes(self.bundle_path(report).read_bytes())
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return found if found.report == report else None

    def keep(self, bundle: Bundle) -> None:
        write_file(self.bundle_path(bundle.report), bundle_bytes(bundle))

    def forget_others(self, reports: Iterable[str]) -> None:
        """Removes the bundles of reports that are no longer there, and what a killed run left behind."""
        wanted = {self.bundle_path(report).name for report in reports}
        for path in self.cache.glob("*"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def remove_others(self, outputs: Iterable[str]) -> tuple[str, ...]:
        """Removes the report files of the run before that are none of `outputs`; gives their names."""
        wanted = set(outputs)
        removed = []
        root = (self.path / "reports").resolve()
        for name in sorted(set(self.earlier) - wanted):
            path = (self.path / name).resolve()
            if not path.is_relative_to(root) or not path.is_file():
                continue  # run.json can be edited by anyone; nothing outside reports/ is ever removed
            path.unlink()
            removed.append(name)
            _remove_empty(path.parent, root)
        return tuple(removed)


def _remove_empty(folder: Path, root: Path) -> None:
    """Removes the folder and those above it as long as they are empty, up to `root`, which stays."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def open_out_folder(out: Path, options: Mapping[str, object]) -> OutFolder:
    """The folder, made if need be and marked as ours.

    Raises OutputError if it holds someone else's files or can't be written.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}：不是文件夹，请换一个输出位置。 This is a file; name a folder for the outputs.")
    run_file = out / RUN_FILE
    earlier: tuple[str, ...] = ()
    if _is_filled(out):
        found = earlier_outputs(_json(run_file))
        if found is None:
            raise OutputError(
                f"{out}：文件夹不是空的，也不是 docextract 的输出（没有它的 {RUN_FILE}），为免覆盖已停止；请换一个空文件夹。"
                f" This folder is not empty and not ours (it has no {RUN_FILE} of docextract); name an empty one."
            )
        earlier = tuple(found)
    # What the run before wrote stays on record until this run ends, so that a run that is cut off loses no trace of it.
    write_file(run_file, run_bytes(unfinished_object(options, earlier)))
    return OutFolder(out, earlier)


def _is_filled(folder: Path) -> bool:
    return folder.is_dir() and any(path.name not in LITTER for path in folder.iterdir())


def _json(path: Path) -> object:
    with contextlib.suppress(OSError, ValueError):
        return json.loads(path.read_bytes())
    return None


def outputs_key(sha256: str, report: str, options: Mapping[str, object]) -> str:
    """Changes whenever the outputs of a report may: its bytes, its name, the options, the program, its libraries."""
    parts = [sha256, report, json.dumps(options, sort_keys=True), _program_digest(), json.dumps(versions())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _program_digest() -> str:
    from docextract.rulepacks.load import rules_folder

    package = Path(__file__).resolve().parents[1]
    return files_digest([*package.rglob("*.py"), *_files_under(rules_folder())])


def rules_digest(rules: str | None) -> str:
    """Digest of the user's own rule files and of those they build on; "" for a pack that comes with docextract."""
    from docextract.rulepacks.load import load_packs

    path = Path(rules) if rules else None
    if path is None or not path.exists():
        return ""
    read = {file for pack in load_packs(path) for file in pack.paths}
    return files_digest({*(found.resolve() for found in _files_under(path)), *read})


def _files_under(path: Path) -> Iterator[Path]:
    if path.is_file():
        path = path.parent  # a pack's file names others beside it
    return (found for found in path.rglob("*") if found.is_file())


def files_digest(paths: Iterable[Path]) -> str:
    """Digest of the contents of files, in order of their paths."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
