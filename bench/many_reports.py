"""A run of many reports out of a run of few: the same PDFs under other names, so that the page can be tried at full size."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from docextract.outputs.run_record import RUN_FILE, folder_from, run_bytes
from docextract.outputs.tables_csv import FINDINGS, INDICATORS, VERDICTS, csv_head, csv_lines

Row = list[str]
AHEAD = 10


def multiply(out: Path, pdfs: Path, to: Path, *, reports: int, findings: int, in_full: bool = True) -> Path:
    """Writes under `to` a folder `pdfs` of that many reports and a folder `out` with that many findings among them.

    Each PDF is a file of its own with other bytes, so that no picture serves two reports; with `in_full` False all are
    links to the same few, and indicators.csv and verdicts.csv, by far the largest, are left out. Gives the new OUT.
    """
    new_out, new_pdfs = to / "out", to / "pdfs"
    (new_out / "reports").mkdir(parents=True)
    record = json.loads((out / RUN_FILE).read_bytes())
    sources = [entry for entry in record["reports"] if entry["output"]]
    names = [f"{number:03d}/{Path(sources[number % len(sources)]['report']).name}" for number in range(reports)]
    origin = {name: sources[number % len(sources)]["report"] for number, name in enumerate(names)}
    entries = []
    for number, name in enumerate(names):
        source = sources[number % len(sources)]
        (new_pdfs / name).parent.mkdir(parents=True)
        digest = _copy(pdfs / source["report"], new_pdfs / name, number if in_full else 0) or source["sha256"]
        output = f"reports/{name[:-4]}.json"
        (new_out / output).parent.mkdir(parents=True)
        shutil.copyfile(out / source["output"], new_out / output)
        entries.append({**source, "report": name, "output": output, "sha256": digest})
    record |= {"reports": entries, "folder": folder_from(new_out, new_pdfs)}
    (new_out / RUN_FILE).write_bytes(run_bytes(record))
    _write(new_out / FINDINGS.name, *_findings(out, origin, findings))
    for file in (INDICATORS.name, VERDICTS.name) if in_full else ():
        header, rows = _rows(out / file)
        own = {report: [row for row in rows if row[0] == report] for report in set(origin.values())}
        _write(new_out / file, header, [[name, *row[1:]] for name in names for row in own[origin[name]]])
    return new_out


def _copy(source: Path, target: Path, number: int) -> str:
    """A copy with a remark at its end and its digest; number 0: a link, and ""."""
    if number:
        data = source.read_bytes() + f"\n% {number}\n".encode()
        target.write_bytes(data)
        return hashlib.sha256(data).hexdigest()
    try:
        os.link(source, target)
    except OSError:  # another drive
        shutil.copyfile(source, target)
    return ""


def _findings(out: Path, origin: Mapping[str, str], wanted: int) -> tuple[Row, list[Row]]:
    """As many findings of each report as its share is; they are taken round, so that all kinds come up."""
    header, rows = _rows(out / FINDINGS.name)
    related = header.index("related_reports")
    own = {report: [row for row in rows if row[0] == report and not row[related]] for report in set(origin.values())}
    result: list[Row] = []
    for number, (name, source) in enumerate(origin.items()):
        stock = own[source]
        due = min(wanted, wanted * (number + 1) // len(origin) + AHEAD)  # the last reports may have too few
        share = due - len(result)
        chosen = {(number + step) % len(stock) for step in range(min(share, len(stock)))} if stock else set()
        result.extend([name, *stock[at][1:]] for at in sorted(chosen))
    return header, result


def _rows(path: Path) -> tuple[Row, list[Row]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        return next(reader), list(reader)


def _write(path: Path, header: Row, rows: Sequence[Row]) -> None:
    path.write_bytes(csv_head(header) + csv_lines(rows))
