"""Pages of the corpus as scans: printed, laid askew on the scanner, read from the picture."""

from __future__ import annotations

import ctypes
import difflib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")

import pypdfium2 as pdfium
from PIL import Image

from docextract.model.document import Report
from docextract.pdf.read import read_pdf
from docextract.pdf.render import page_image
from docextract.pipeline import read_report

CORPUS = Path(__file__).parents[2] / "corpus"
PAGE = 5  # headings, body, a table with two header rows, a chart with its caption
DPI = 200
HEADER = "栖岩县职业中等专业学校质量年度报告"  # one page alone does not tell it from text
DEGREES = 0.6  # clockwise

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    image, _ = page_image(CORPUS / "qiyan-2024" / "qiyan-2024.word.pdf", PAGE, DPI / 72)
    return image.convert("L")


@pytest.fixture(scope="module")
def scanned(sheet: Image.Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    askew = sheet.rotate(-DEGREES, resample=Image.Resampling.BICUBIC, fillcolor=255)
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    askew.save(path, "PDF", resolution=DPI)
    return path


@pytest.fixture(scope="module")
def report(scanned: Path) -> Report:
    return read_report(scanned)


@pytest.fixture(scope="module")
def printed() -> Report:
    return read_report(CORPUS / "qiyan-2024" / "qiyan-2024.word.pdf")


def words(report: Report, page: int) -> str:
    """Text of a page's blocks without blanks, its brackets and marks in half width."""
    text = "".join(block.text for block in report.blocks if block.regions[0].page == page)
    return "".join(text.split()).replace(HEADER, "").translate(str.maketrans("（）：，；", "():,;"))


def test_text_is_read(report: Report, printed: Report) -> None:
    found, expected = words(report, 1), words(printed, PAGE)
    assert difflib.SequenceMatcher(None, found, expected, autojunk=False).ratio() > 0.99


def test_table_is_read_cell_by_cell(report: Report, printed: Report) -> None:
    (expected,) = (table for table in printed.tables if table.pages == (PAGE,))
    (found,) = report.tables
    assert found.merges == expected.merges
    for row, expected_row in zip(found.cells, expected.cells, strict=True):
        assert [cell.replace(" ", "") for cell in row] == [cell.replace(" ", "") for cell in expected_row]


def test_headings_are_known_by_size_and_weight(report: Report, printed: Report) -> None:
    expected = [(s.number, s.title) for s in printed.sections if s.page == PAGE]
    assert [(s.number, s.title) for s in report.sections] == expected


def test_page_has_a_notice_and_its_characters_scores(scanned: Path) -> None:
    source = read_pdf(scanned)
    assert [(notice.page, notice.level, notice.error) for notice in source.notices] == [
        (1, "unsure", "page-recognised")
    ]
    (page,) = source.pages
    assert page.skew_deg == pytest.approx(DEGREES, abs=0.1)
    assert all(0 < char.score <= 1 for char in page.chars)
    assert min(char.score for char in page.chars) < 1


def test_same_scan_gives_the_same_records(scanned: Path) -> None:
    assert read_pdf(scanned).pages == read_pdf(scanned).pages


def test_sheet_laid_in_sideways_is_read(sheet: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "sideways.pdf"
    sheet.transpose(Image.Transpose.ROTATE_270).save(path, "PDF", resolution=DPI)
    (page,) = read_pdf(path).pages
    assert {char.turn for char in page.chars} == {1}
    assert page.width > page.height
    assert max(char.bbox.x1 for char in page.chars) <= page.width


def test_number_of_threads_changes_nothing(scanned: Path) -> None:
    """Workers use one thread each and a lone one all cores: the outputs are compared byte by byte."""
    script = "import sys, pathlib; from docextract.pdf.read import read_pdf; print(read_pdf(pathlib.Path(sys.argv[1])))"
    said = [
        subprocess.run(
            [sys.executable, "-c", script, str(scanned)],
            env={**os.environ, "OMP_NUM_THREADS": threads, "PYTHONPATH": str(CORPUS.parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    ]
    assert "page-recognised" in said[0]
    assert said[0] == said[1]


def test_table_given_as_a_picture_comes_out_as_a_table(tmp_path: Path) -> None:
    """The page's other text is text; the picture is that of a small ruled table."""
    image, _ = page_image(CORPUS / "qiyan-2024" / "qiyan-2024.word.pdf", PAGE, DPI / 72)
    (table,) = (t for t in read_report(CORPUS / "qiyan-2024" / "qiyan-2024.word.pdf").tables if t.pages == (PAGE,))
    box = table.regions[0].bbox.grown(4)
    scale = DPI / 72
    cut = image.crop((box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale))
    path = tmp_path / "pictured.pdf"
    page_with_picture(path, cut, box.width, box.height)
    (found,) = read_report(path).tables
    assert [[c.replace(" ", "") for c in row] for row in found.cells] == [
        [c.replace(" ", "") for c in row] for row in table.cells
    ]
    assert [(n.page, n.level, n.error) for n in read_report(path).notices] == [(1, "unsure", "picture-recognised")]
    assert read_report(path, ocr="no").tables == ()


def page_with_picture(path: Path, picture: Image.Image, width: float, height: float) -> None:
    document = pdfium.PdfDocument.new()
    page = document.new_page(595, 842)
    data = io.BytesIO()
    picture.convert("RGB").save(data, "JPEG", quality=85)
    data.seek(0)
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(data, inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height).translate(70, 300))
    page.insert_obj(image)
    font = pdfium.raw.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    text = pdfium.raw.FPDFPageObj_CreateTextObj(document.raw, font, 12.0)
    pdfium.raw.FPDFText_SetText(
        text,
        ctypes.cast(ctypes.create_string_buffer("Text".encode("utf-16-le") + bytes(2)), pdfium.raw.FPDF_WIDESTRING),
    )
    pdfium.raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 72, 700)
    pdfium.raw.FPDFPage_InsertObject(page.raw, text)
    page.gen_content()
    document.save(str(path))
    document.close()
