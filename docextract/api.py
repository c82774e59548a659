"""What `import docextract as dx` offers for one report; `dx.run` for a folder is in `batch`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from docextract import pipeline
from docextract.errors import SettingsError
from docextract.frames import records_to_frame
from docextract.model.document import Report
from docextract.model.finding import Finding
from docextract.outputs.drawing import LAYERS, draw_marks, jpeg_bytes, page_marks
from docextract.outputs.page_view import PageView, report_html
from docextract.outputs.panel import read_panel
from docextract.outputs.tables_csv import INDICATORS
from docextract.pdf.read import DEFAULT_READER
from docextract.pdf.recognised_pages import DEFAULT_OCR
from docextract.pdf.render import page_image

if TYPE_CHECKING:
    import pandas as pd
    from PIL import Image


def read(
    path: str | Path, *, rules: str | Path | None = None, reader: str = DEFAULT_READER, ocr: str = DEFAULT_OCR
) -> Report:
    """The typed document of one PDF: sections, cases, figures, tables and blocks, each with its pages and boxes.

    Boxes are in points from the top left corner of the page as displayed; pages count from 1. `reader` is "pdfium" or
    "pdfplumber". `ocr` says whether pages that are pictures are recognised: "auto" (if the extra `ocr` is installed), "yes"
    (it must be; and text that a scanner put behind its picture is recognised anew) or "no". A page that could not be
    read is left out and named in `report.notices`. `rules` names the rule pack (or a folder with one) by whose words
    headings, captions and cases are known; None: by those of all packs that come with docextract.

    Raises a child of PdfError when the file gives nothing (missing, empty, not a PDF, damaged, encrypted, no text);
    its message says what to do. Raises SettingsError for an unknown reader or `ocr`, or "yes" without the extra;
    RulesError for a pack that can't be used.
    """
    return pipeline.read_report(Path(path), rules=rules, reader=reader, ocr=ocr)


def extract(report: Report, rules: str | Path | None = None) -> pd.DataFrame:
    """The report's indicators: one row an indicator and year, with the columns of indicators.csv, in their order.

    `value` is a float in `unit` (NaN unless `status` is "ok"), `year`, `row`, `column` and `page` are whole numbers,
    `score` is from 0 to 1, `bbox` a list of four floats. Rows that fit no indicator have an empty `code`. A report
    without data tables gives a frame without rows. `rules` names a rule pack or a folder with one; None chooses by the
    report's title and year. Raises RulesError for a pack that can't be used.
    """
    pack, _ = pipeline.choose_rules(report, rules)
    values, _ = pipeline.extract_report(report, pack)
    records = [
        {column.name: column.get(report.file, value) for column in INDICATORS.columns}
        | {"value": None if value.value is None else float(value.value)}
        for value in values
    ]
    return records_to_frame(records, INDICATORS.header)


def check(report: Report, rules: str | Path | None = None, *, also: Collection[str] = ()) -> tuple[Finding, ...]:
    """What a reviewer should look at: numbers that contradict each other, sums that are off, gaps in numbering …

    Each finding has a severity, a message in Chinese and English with the values in it, and the places it rests on.
    Empty if nothing was found. `rules` as in `extract`; `also` names checks that run on request only ("year_jump").
    Raises RulesError for a pack that can't be used, SettingsError for a check that is not there.
    """
    pack, _ = pipeline.choose_rules(report, rules)
    values, _ = pipeline.extract_report(report, pack)
    claims = pipeline.read_report_claims(report, pack)
    return pipeline.check_report(report, values, claims, pack, also).findings


def panel(out: str | Path) -> pd.DataFrame:
    """A run's indicators as a wide frame: one row a report and year, one column an indicator code, NaN where none is given.

    `out` is the folder that `run` wrote. The first columns say which report: report, title, issuer, level, report_year,
    pack, year. Raises OutputError when the folder holds no outputs of a run.
    """
    return read_panel(out).frame()


def draw(
    path: str | Path,
    page: int,
    *,
    scale: float = 2.0,
    layers: Collection[str] = ("cell", "block"),
    reader: str = DEFAULT_READER,
    ocr: str = DEFAULT_OCR,
) -> Image.Image:
    """A page's picture (RGB) with what the program believes boxed and labelled.

    `page` counts from 1, `scale` is pixels a point (less for a poster). `layers` are of line, column, heading, cell, block (headings,
    paragraphs, captions ... each in its colour), order (arrows in reading order) and finding. Raises SettingsError for
    another layer, PageMissing for a page that is not there, and as `read` does.
    """
    _check_layers(layers)
    image, used_scale = page_image(Path(path), page, scale)
    report = pipeline.read_report(Path(path), reader=reader, ocr=ocr)
    findings = check(report) if "finding" in layers else ()
    return draw_marks(image, page_marks(report, page, findings, layers), used_scale)


def view(path: str | Path, *, scale: float = 1.5, reader: str = DEFAULT_READER, ocr: str = DEFAULT_OCR) -> str:
    """A whole report as one HTML text: its pages as pictures, every layer of `draw` over them to be switched on and off.

    It holds all it needs (about 0.15 MB a page) and loads nothing. `scale` is pixels a point. Raises as `read` does.
    """
    report = pipeline.read_report(Path(path), reader=reader, ocr=ocr)
    findings = check(report)
    pages = []
    for number in range(1, report.page_count + 1):
        image, used_scale = page_image(Path(path), number, scale)
        marks = {layer: page_marks(report, number, findings, (layer,)) for layer in LAYERS}
        pages.append(PageView(number, jpeg_bytes(image), image.width / used_scale, image.height / used_scale, marks))
    return report_html(report, pages)


def _check_layers(layers: Collection[str]) -> None:
    unknown = sorted(set(layers) - set(LAYERS))
    if unknown:
        raise SettingsError(
            f"没有图层 {'、'.join(unknown)}，可用：{'、'.join(LAYERS)}。"
            f" There is no layer {', '.join(unknown)}; use some of: {', '.join(LAYERS)}."
        )
