"""Names of the files that go out, and which of those that are there may be written over."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from docextract.batch.store import write_file
from docextract.review.plain_words import printable

RECORD = ".docextract-feedback.json"
MAX_NAME_BYTES = 180  # file systems take 255; the ending and a number come on top
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Names that Windows gives to devices, whatever ending they have
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A name for a file or folder that Windows, macOS and Linux take, as near to `name` as can be.

    >>> safe_name("江城市: 年度 报告?"), safe_name("con.2024"), safe_name(".."), safe_name("甲. ")
    ('江城市_ 年度 报告_', '_con.2024', '_', '甲')
    """
    plain = re.sub(r"\s", " ", printable(unicodedata.normalize("NFC", name)))
    plain = _FORBIDDEN.sub("_", plain).strip()
    plain = plain.encode()[:MAX_NAME_BYTES].decode("utf-8", "ignore").rstrip(". ")
    if not plain:
        return "_"
    return f"_{plain}" if _DEVICE.match(plain) or plain.startswith("~$") else plain


def file_stems(reports: Iterable[str]) -> dict[str, str]:
    """For each report the path of its files within the folder, without what tells them apart and the ending.

    The folders of the reports are kept. Names that come out alike get ~2, ~3 in the order of the reports.

    >>> file_stems(["江城/a.pdf", "江城/A.PDF", "b?.pdf"])
    {'b?.pdf': 'b_', '江城/A.PDF': '江城/A', '江城/a.pdf': '江城/a~2'}
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for report in sorted(reports, key=lambda name: (name.casefold(), name)):
        *folders, last = PurePosixPath(report).parts or ("",)
        name = re.sub(r"\.pdf$", "", last, flags=re.IGNORECASE)
        stem = first = "/".join(safe_name(part) for part in (*folders, name))
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{first}~{number}"
        taken.add(stem.casefold())
        stems[report] = stem
    return dict(sorted(stems.items()))


class OwnFiles:
    """A folder of files that go out. It remembers what it wrote, so that it can tell a file that somebody has changed
    since from one that may be made anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written = _record(folder / RECORD)

    def put(self, name: str, data: bytes, *, force: bool) -> Path | None:
        """Writes the file and gives its path; None when another one is there and `force` is not set.

        Raises OutputError when it can't be written.
        """
        path = self.folder / name
        if not force and not self._is_free(path, name, data):
            return None
        write_file(path, data)
        self._written[name] = _digest(data)
        # after each file: who stops halfway must not find half the files taken for somebody else's
        text = json.dumps({"program": "docextract", "files": self._written}, ensure_ascii=False, indent=1)
        write_file(self.folder / RECORD, text.encode())
        return path

    def _is_free(self, path: Path, name: str, data: bytes) -> bool:
        if not path.exists():
            return True
        if not path.is_file():
            return False
        there = path.read_bytes()
        return there == data or self._written.get(name) == _digest(there)


def put_one(path: Path, data: bytes, *, force: bool) -> Path | None:
    """Writes a file that the user named; None when another one is there and `force` is not set."""
    if not force and path.exists() and (not path.is_file() or path.read_bytes() != data):
        return None
    write_file(path, data)
    return path


def _record(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    files = found.get("files") if isinstance(found, dict) and found.get("program") == "docextract" else None
    return {str(name): str(digest) for name, digest in files.items()} if isinstance(files, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
