"""The PDFs of a folder: in which order, under which names, and where their outputs go."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from docextract.errors import SettingsError
from docextract.model.notice import Notice
from docextract.outputs.run_record import RUN_FILE

PDF_SUFFIX = ".pdf"
# Finder leaves a "._江城.pdf" beside each file on foreign disks and in ZIPs: its own notes, no document.
MAC_NOTES = "._"
LOCK_FILE = "~$"  # left beside a file that an Office program has open


@dataclass(frozen=True, slots=True)
class InputFile:
    """One PDF. `report` is its name in all outputs; `output` its JSON's path relative to OUT, with `/`."""

    path: Path
    report: str
    output: str


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The PDFs in order of their names, and a (name, notice) for each subfolder that could not be opened."""

    files: tuple[InputFile, ...]
    notices: tuple[tuple[str, Notice], ...]


def list_pdfs(folder: Path, out: Path) -> FolderListing:
    """All PDFs under `folder` at any depth; `out` is passed over when it lies inside.

    Sorted by name, code point by code point, so that no locale matters; links to folders are not followed. Raises
    SettingsError when `folder` is no folder, or holds no PDF although `out` has no earlier run to bring up to date.
    """
    if not folder.is_dir():
        raise SettingsError(
            f"{folder}：不是文件夹，请给出存放 PDF 的文件夹。 This is not a folder; name the folder that holds the PDFs."
        )
    failures: list[OSError] = []
    found = {report_name(path.relative_to(folder)): path for path in _walk(folder, out.resolve(), failures)}
    if not found and not failures and not (out / RUN_FILE).is_file():
        raise SettingsError(f"{folder}：文件夹里没有 PDF 文件。 There is no PDF in this folder.")
    names = sorted(found)
    outputs = output_names(names)
    files = tuple(InputFile(found[name], name, outputs[name]) for name in names)
    return FolderListing(files, tuple(_unopened(folder, failure) for failure in failures))


def _walk(folder: Path, out: Path, failures: list[OSError]) -> Iterator[Path]:
    for here, subfolders, names in os.walk(folder, onerror=failures.append):
        subfolders[:] = [name for name in subfolders if (Path(here) / name).resolve() != out]
        for name in names:
            if name.lower().endswith(PDF_SUFFIX) and not name.startswith((MAC_NOTES, LOCK_FILE)):
                yield Path(here) / name


def _unopened(folder: Path, failure: OSError) -> tuple[str, Notice]:
    where = Path(failure.filename or folder)
    name = report_name(where.relative_to(folder)) if where.is_relative_to(folder) else where.name
    text = (
        f"文件夹无法打开（{failure.strerror}），其中的文件未读取；请检查访问权限。"
        " This folder can't be opened and was left out; check its permissions."
    )
    return name, Notice("batch", "lost", 0, "folder-unreadable", text)


def report_name(path: PurePath) -> str:
    r"""The path with `/`, composed Unicode (macOS gives it decomposed), and no undecodable byte.

    >>> from pathlib import PureWindowsPath
    >>> report_name(PureWindowsPath("江城市\\2024\\report.PDF"))
    '江城市/2024/report.PDF'
    """
    text = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def output_names(reports: Iterable[str]) -> dict[str, str]:
    """For each report its JSON's path relative to OUT.

    Names that differ in nothing but case or in `.pdf`/`.PDF` would be one file on Windows and macOS: the first keeps
    its name, later ones get `~2`, `~3` …

    >>> output_names(["a.PDF", "a.pdf", "乙/b.pdf"])
    {'a.PDF': 'reports/a.json', 'a.pdf': 'reports/a~2.json', '乙/b.pdf': 'reports/乙/b.json'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for report in reports:
        stem = report[: -len(PDF_SUFFIX)]
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}~{number}"
        taken.add(name.casefold())
        names[report] = f"reports/{name}.json"
    return names
