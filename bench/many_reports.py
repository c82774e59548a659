"""A run of many reports out of a run of few: the same PDFs under other names, so that the page can be tried at full size."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docextract.outputs.run_record import RUN_FILE, folder_from, run_bytes
from docextract.outputs.tables_csv import FINDINGS, INDICATORS, VERDICTS, csv_head, csv_lines

Row = list[str]
AHEAD = 10


def multiply(out: Path, pdfs: Path, to: Path, *, reports: int, findings: int, with_numbers: bool = True) -> Path:
    """Writes under `to` a folder `pdfs` of that many reports and a folder `out` with that many findings among them.

    `with_numbers` False leaves out the rows of indicators.csv and verdicts.csv, by far the most. Gives the new OUT.
    """
    new_out, new_pdfs = to / "out", to / "pdfs"
    (new_out / "reports").mkdir(parents=True)
    record = json.loads((out / RUN_FILE).read_bytes())
    sources = [entry for entry in record["reports"] if entry["output"]]
    names = [f"{number:03d}/{Path(sources[number % len(sources)]['report']).name}" for number in range(reports)]
    origin = {name: sources[number % len(sources)]["report"] for number, name in enumerate(names)}
    entries = [_copied(sources[i % len(sources)], name, out, pdfs, new_out, new_pdfs) for i, name in enumerate(names)]
    record |= {"reports": entries, "folder": folder_from(new_out, new_pdfs)}
    (new_out / RUN_FILE).write_bytes(run_bytes(record))
    _write(new_out / FINDINGS.name, *_findings(out, origin, findings))
    for file in (INDICATORS.name, VERDICTS.name) if with_numbers else ():
        header, rows = _rows(out / file)
        own = {report: [row for row in rows if row[0] == report] for report in set(origin.values())}
        _write(new_out / file, header, [[name, *row[1:]] for name in names for row in own[origin[name]]])
    return new_out


def _copied(
    source: Mapping[str, Any], name: str, out: Path, pdfs: Path, new_out: Path, new_pdfs: Path
) -> Mapping[str, Any]:
    pdf = new_pdfs / name
    pdf.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(pdfs / source["report"], pdf)
    except OSError:  # another drive
        shutil.copyfile(pdfs / source["report"], pdf)
    output = f"reports/{name[:-4]}.json"
    (new_out / output).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(out / source["output"], new_out / output)
    return {**source, "report": name, "output": output}


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
