"""Findings that the ignore file names: kept and marked, not counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from docextract.checks.between_reports.run import CHECKS
from docextract.checks.catalogue import every_check
from docextract.errors import SettingsError
from docextract.outputs.run_record import IgnoredFindings
from docextract.outputs.tables_csv import FINDINGS, IGNORED, Rows
from docextract.rulepacks.ignores import IGNORE_FILE, Ignore, read_ignores


def ignore_path(named: str | Path | None, folder: Path) -> Path | None:
    """The ignore file of a run: the one that is named, else the one that lies beside the reports, if any.

    Raises SettingsError when the named one is not there.
    """
    if named is None:
        beside = folder / IGNORE_FILE
        return beside if beside.is_file() else None
    path = Path(named)
    if not path.is_file():
        raise SettingsError(f"--ignore {path}：没有这个文件。 There is no such file.")
    return path


def load_ignores(path: Path | None) -> tuple[Ignore, ...]:
    """The entries of the file; raises RulesError with all its faults."""
    if path is None:
        return ()
    names = {check.name for check in every_check()} | {check.__name__ for check in CHECKS}
    return read_ignores(path, names)


def mark_ignored(
    rows_of: Mapping[str, Rows], ignores: Sequence[Ignore], path: Path | None, today: date
) -> tuple[dict[str, Rows], IgnoredFindings]:
    """The findings' rows by report, those marked that an entry names, and what became of the entries.

    Of several entries for one finding the first gives the reason. An entry whose last day is over marks nothing.
    """
    place = {name: FINDINGS.place(name) for name in FINDINGS.header}
    used: set[str] = set()
    marked = 0
    result: dict[str, Rows] = {}
    for report, rows in rows_of.items():
        result[report] = []
        for row in rows:
            named = {key: row[place[key]] for key in ("id", "check", "kind", "report")}
            hits = [ignore for ignore in ignores if ignore.is_of(**named)]
            used |= {ignore.place for ignore in hits}
            holding = next((ignore for ignore in hits if not ignore.is_over(today)), None)
            if holding is not None:
                marked += 1
                row = [*row]
                row[place["state"]], row[place["ignored_because"]] = IGNORED, holding.entry.reason
            result[report].append(row)
    over = tuple(f"{i.place} ({i.what})" for i in ignores if i.place in used and i.is_over(today))
    idle = tuple(f"{i.place} ({i.what})" for i in ignores if i.place not in used)
    return result, IgnoredFindings(str(path or ""), marked, idle, over)
