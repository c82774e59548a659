"""The findings of a run as reviewers see them, read from its folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from docextract.errors import OutputError
from docextract.outputs.run_record import RUN_FILE
from docextract.outputs.tables_csv import FINDINGS, IGNORED
from docextract.review.decisions import Identity, Key, ReportFinding, Shown, ShownPlace
from docextract.review.fingerprint import fingerprint
from docextract.review.spans import csv_rows


def run_findings(out: Path) -> tuple[ReportFinding, ...]:
    """The findings of findings.csv in their order, ignored ones too.

    Raises OutputError when the folder holds no outputs of a run.
    """
    reports = run_reports(out)
    with reading_findings(out) as rows:
        return tuple(finding_of_row(row, reports.get(row["report"], Identity())) for row in rows)


@contextmanager
def reading_findings(out: Path) -> Iterator[list[dict[str, str]]]:
    """The rows of findings.csv, for a block that takes them apart.

    Raises OutputError when it is not there, since that is not the same as no findings, or not as a run wrote it.
    """
    path = out / FINDINGS.name
    if not path.is_file():
        raise _no_run(out)
    try:
        yield csv_rows(path)
    except (KeyError, ValueError, csv.Error) as error:  # not UTF-8 is a ValueError
        raise OutputError(
            f"{path}：内容不是 run 写出的样子，可能用 Excel 另存过；请重新运行 docextract run。"
            " It is not as the run wrote it; a spreadsheet program may have saved it. Run docextract again."
        ) from error


def ignored_findings(out: Path) -> frozenset[Key]:
    """The findings that the run's ignore file sets aside."""
    with reading_findings(out) as rows:
        return frozenset((row["report"], row["id"]) for row in rows if row.get("state") == IGNORED)


def run_reports(out: Path) -> dict[str, Identity]:
    """By what each report of the run is known, the reports without findings too."""
    try:
        record = json.loads((out / RUN_FILE).read_bytes())
    except (OSError, ValueError) as error:
        raise _no_run(out) from error
    if not isinstance(record, dict):
        raise _no_run(out)
    return {
        entry["report"]: Identity(
            str(entry.get("sha256", "")),
            str(entry.get("issuer", "")),
            int(entry.get("year") or 0),
            str(entry.get("title", "")),
        )
        for entry in record.get("reports", [])
    }


def finding_of_row(row: Mapping[str, str], identity: Identity) -> ReportFinding:
    """A row of findings.csv as a finding."""
    shown = Shown(
        kind=row["kind"],
        severity=row["severity"],
        subject=row["subject"],
        message=row["message"],
        message_en=row["message_en"],
        places=tuple(_place(item) for item in json.loads(row["evidence"] or "[]")),
        suggested=row["suggested"],
        reason=row["reason"],
        reason_en=row["reason_en"],
    )
    return ReportFinding(row["report"], row["id"], row["check"], identity, shown, fingerprint(row["check"], shown))


def _place(item: Mapping[str, object]) -> ShownPlace:
    texts = {name: str(item.get(name, "")) for name in ("quote", "value", "unit", "period", "where")}
    return ShownPlace(page=int(str(item["page"])), **texts)


def _no_run(out: Path) -> OutputError:
    return OutputError(
        f"{out}：不是 docextract run 的输出文件夹（没有 {RUN_FILE} 或 {FINDINGS.name}）。"
        " This is no folder that docextract run wrote; name one."
    )
