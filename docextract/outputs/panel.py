"""A run's indicators as one wide table: a row a report and year, a column an indicator. What researchers begin with."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docextract.errors import OutputError, SettingsError
from docextract.frames import records_to_frame
from docextract.outputs.run_record import RUN_FILE
from docextract.outputs.tables_csv import INDICATORS, csv_head, csv_lines

if TYPE_CHECKING:
    import pandas as pd

REPORT_COLUMNS = ("report", "title", "issuer", "level", "report_year", "pack", "year")
SUFFIXES = (".csv", ".parquet", ".xlsx")


@dataclass(frozen=True, slots=True)
class PanelColumn:
    """What a column of the panel holds: the indicator's canonical name, path and unit."""

    code: str
    name: str
    path: str
    unit: str


@dataclass(frozen=True)
class Panel:
    """面板数据. `rows` are dicts of REPORT_COLUMNS and codes; numbers are floats, a value that is not there is absent.

    A report whose form prints two years has two rows. Where an indicator stands several times in a report, the first row
    of indicators.csv counts: the data tables come first there. Values of a classification's items are left out.
    """

    columns: tuple[PanelColumn, ...]
    rows: tuple[Mapping[str, object], ...]

    def frame(self) -> pd.DataFrame:
        """The rows as a frame: REPORT_COLUMNS, then one column a code, floats with NaN for what is not there."""
        codes = [column.code for column in self.columns]
        frame = records_to_frame(self.rows, [*REPORT_COLUMNS, *codes])
        return frame.astype(dict.fromkeys(codes, "float64"))


def read_panel(out: str | Path) -> Panel:
    """The panel of a run's folder. Reports come in the order of their names, the earlier year first.

    Raises OutputError when the folder holds no outputs of a run.
    """
    folder = Path(out)
    try:
        record = json.loads((folder / RUN_FILE).read_text("utf-8"))
        text = (folder / INDICATORS.name).read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise OutputError(_no_outputs(folder)) from error
    if not isinstance(record, dict):
        raise OutputError(_no_outputs(folder))  # a run.json of some other program
    reports = {entry["report"]: entry for entry in record.get("reports", [])}
    columns: dict[str, PanelColumn] = {}
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if not row["code"] or row["item"]:
            continue
        columns.setdefault(row["code"], PanelColumn(row["code"], row["name"], row["path"], row["unit"]))
        own = rows.setdefault((row["report"], row["year"]), _head(row, reports.get(row["report"], {})))
        if row["status"] == "ok":
            own.setdefault(row["code"], float(row["value"]))
    return Panel(tuple(columns.values()), tuple(rows[key] for key in sorted(rows)))


def _no_outputs(folder: Path) -> str:
    return (
        f"{folder}：这里没有 docextract run 的结果（{RUN_FILE}、{INDICATORS.name}），请先运行 docextract run。"
        " There are no outputs of a run; run docextract first."
    )


def _head(row: Mapping[str, str], entry: Mapping[str, Any]) -> dict[str, object]:
    return {
        "report": row["report"],
        "title": entry.get("title", ""),
        "issuer": entry.get("issuer", ""),
        "level": entry.get("level", ""),
        "report_year": entry.get("year", 0),
        "pack": entry.get("pack", ""),
        "year": int(row["year"] or 0),
    }


def write_panel(panel: Panel, path: str | Path) -> None:
    """Writes the panel as .csv (for Excel), .xlsx or .parquet, by the file's name.

    The columns are headed by codes. What they mean (name, path, unit) stands in a second sheet of .xlsx and beside the
    other two in a file with the ending `.columns.csv`. Raises SettingsError for another ending, or for .parquet without the
    extra `parquet`.
    """
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        raise SettingsError(
            f'"{target.name}"：不认识的扩展名，请用 {"、".join(SUFFIXES)} 之一。 Use one of these endings: {", ".join(SUFFIXES)}.'
        )
    names = [[column.code, column.name, column.path, column.unit] for column in panel.columns]
    heads = ["code", "name", "path", "unit"]
    if target.suffix.lower() == ".xlsx":
        _write_xlsx(panel, target, [heads, *names])
        return
    target.with_suffix(".columns.csv").write_bytes(csv_head(heads) + csv_lines(names))
    if target.suffix.lower() == ".parquet":
        _write_parquet(panel, target)
    else:
        target.write_bytes(csv_head(_all_columns(panel)) + csv_lines(_text_rows(panel)))


def _all_columns(panel: Panel) -> list[str]:
    return [*REPORT_COLUMNS, *(column.code for column in panel.columns)]


def _text_rows(panel: Panel) -> Iterator[Sequence[str]]:
    for row in panel.rows:
        yield ["" if (value := row.get(column)) is None else _plain(value) for column in _all_columns(panel)]


def _plain(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _write_parquet(panel: Panel, target: Path) -> None:
    if importlib.util.find_spec("pyarrow") is None:
        raise SettingsError(
            f'{target.name}：写 Parquet 需要另装组件：pip install "docextract[parquet]"，或改用 .csv、.xlsx。'
            " Writing Parquet needs the extra `parquet`."
        )
    panel.frame().to_parquet(target, index=False)


def _write_xlsx(panel: Panel, target: Path, columns: Sequence[Sequence[str]]) -> None:
    from docextract.outputs.workbook import sheets_bytes

    rows: list[Sequence[object]] = [_all_columns(panel)]
    rows.extend([row.get(column) for column in _all_columns(panel)] for row in panel.rows)
    target.write_bytes(sheets_bytes({"面板 panel": rows, "指标 columns": columns}))
