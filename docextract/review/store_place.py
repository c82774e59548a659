"""Where decisions are kept, and whether a file may be kept there."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

from docextract.errors import StoreError

SUFFIX = ".decisions.sqlite"
# File systems of other machines, as Linux names them. Locks on these can't be relied on, and SQLite lives by locks.
NETWORK_TYPES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "ncpfs", "afs", "ceph", "glusterfs", "lustre"} | {
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "davfs",
}
OCTAL = re.compile(r"\\([0-7]{3})")  # how /proc/mounts writes blanks, and some systems bytes
DRIVE_REMOTE = 4  # what Windows' GetDriveType says of a mapped drive


def default_store(out: Path) -> Path:
    """Beside the run's folder, not in it: who deletes the outputs to run anew must not delete people's work.

    >>> default_store(Path("/data/results")).name
    'results.decisions.sqlite'
    """
    folder = out.resolve()
    return folder.with_name(folder.name + SUFFIX) if folder.name else folder / SUFFIX.lstrip(".")


def refuse_network(path: Path) -> None:
    """Raises StoreError for a file on another machine: there two people would damage it, and nobody would notice."""
    if is_on_network(path):
        raise StoreError(
            f"{path}：位于网络盘，多人同时写入会损坏文件，因此不在这里保存决定。请用 --store 指定本机的文件"
            "（各自审阅后用 docextract decisions merge 合并），或用 --store postgresql://… 共用数据库。"
            " This is on a network drive, where the file would get damaged; name a local one with --store"
            " (merge later), or share a PostgreSQL."
        )


def is_on_network(path: Path, mounts: str | None = None) -> bool:
    """True if the path is known to be on another machine; `mounts` stands for the text of Linux' /proc/mounts.

    >>> is_on_network(Path("/mnt/share/a.sqlite"), "//srv/s /mnt/share cifs rw 0 0")
    True
    """
    resolved = path.resolve()
    if sys.platform == "win32":
        return resolved.drive.startswith("\\\\") or _drive_type(resolved.drive) == DRIVE_REMOTE
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text("latin-1")
        except OSError:
            return False  # macOS: not known
    return _file_system(resolved, mounts) in NETWORK_TYPES


def _file_system(path: Path, mounts: str) -> str:
    """The type of the innermost mount that holds the path."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(
            OCTAL.sub(lambda code: chr(int(code[1], 8)), parts[1]).encode("latin-1").decode("utf-8", "replace")
        )
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2]
    return kind


def _drive_type(drive: str) -> int:
    windll = getattr(ctypes, "windll", None)
    return int(windll.kernel32.GetDriveTypeW(f"{drive}\\")) if windll else 0
