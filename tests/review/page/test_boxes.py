"""Boxes lie where the places are: at any zoom, on turned pages; without the PDF a word says why there is no picture."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from docextract.outputs.tables_csv import FINDINGS, csv_head, csv_lines
from docextract.pdf.render import page_sizes
from docextract.review.run_index import address_of
from tests.review.page.browsing import open_desk, press_and_wait
from tests.review.page.conftest import REPORTS, Run, Served, serving

pytestmark = pytest.mark.slow

# Each box in points, as it lies on the picture that is shown
DRAWN = """pane => {
  const image = pane.querySelector("img").getBoundingClientRect(), view = pane.querySelector("svg").viewBox.baseVal;
  const scale = view.width / image.width;
  return [...pane.querySelectorAll(".box")].map(box => {
    const r = box.getBoundingClientRect();
    return [r.left - image.left, r.top - image.top, r.right - image.left, r.bottom - image.top].map(side => side * scale);
  });
}"""


@pytest.mark.parametrize("zoom", ["", "+++", "----"])
def test_boxes_are_drawn_where_the_evidence_says_at_any_zoom(page: Page, served: Served, zoom: str) -> None:
    open_desk(page, served.address)
    for key in zoom:
        page.keyboard.press(key)
    found = served.desk.index().findings[0]
    drawn = [box for pane in page.locator(".pane").all() for box in pane.evaluate(DRAWN)]
    expected = [place.bbox for place in found.places if place.bbox]
    assert len(drawn) == len(expected)
    for want in expected:
        # the half of the line that is drawn outside of the box is what differs
        assert min(max(abs(a - b) for a, b in zip(box, want, strict=True)) for box in drawn) < 1.5


def test_turned_page_is_shown_as_displayed(page: Page, served: Served) -> None:
    report = REPORTS[1]
    sizes = page_sizes(served.desk.index().by_name[report].pdf or Path())
    number = next(number for number, (width, height) in enumerate(sizes, start=1) if width > height)
    open_desk(page, served.address, f"report/{address_of(report)}#p{number}")
    page.wait_for_selector(f"#p{number} img")
    shape = page.evaluate(
        "async selector => { const image = document.querySelector(selector); await image.decode();"
        " return [image.naturalWidth / image.naturalHeight, image.clientWidth / image.clientHeight]; }",
        f"#p{number} img",
    )
    width, height = sizes[number - 1]
    assert shape == [pytest.approx(width / height, rel=0.01)] * 2


@pytest.mark.parametrize(("change", "word"), [("gone", "找不到原 PDF"), ("other", "PDF 在运行之后有改动")])
def test_pdf_that_is_gone_or_changed_is_told_in_place_of_its_picture(
    page: Page, run: Run, tmp_path: Path, change: str, word: str
) -> None:
    shutil.copytree(run.out.parent, tmp_path / "copy")
    pdf = tmp_path / "copy" / "pdfs" / REPORTS[0]
    if change == "gone":
        pdf.unlink()
    else:
        pdf.write_bytes(pdf.read_bytes() + b"\n")
    with serving(tmp_path / "copy" / "out", tmp_path / "decisions.sqlite") as served:
        open_desk(page, served.address)
        assert word in page.locator(".pane .missing").first.inner_text()
        assert page.locator("#finding h1").inner_text()


def test_run_names_its_folder_relative_to_the_outputs(run: Run) -> None:
    assert json.loads((run.out / "run.json").read_bytes())["folder"] == "../pdfs"


def test_two_places_far_apart_on_one_page_both_have_its_picture(page: Page, run: Run, tmp_path: Path) -> None:
    shutil.copytree(run.out.parent, tmp_path / "copy")
    out = tmp_path / "copy" / "out"
    rows = list(csv.reader(io.StringIO((out / "findings.csv").read_text("utf-8-sig"), newline="")))
    at = rows[0].index("evidence")
    place = json.loads(rows[1][at])[0]
    rows[1][at] = json.dumps([place | {"bbox": [100, top, 200, top + 12]} for top in (80, 700)])
    (out / "findings.csv").write_bytes(csv_head(FINDINGS.header) + csv_lines(rows[1:]))
    with serving(out, tmp_path / "decisions.sqlite") as served:
        open_desk(page, served.address)
        assert page.locator(".pane").count() == page.locator(".pane img").count() == 2
        press_and_wait(page, "j")
        press_and_wait(page, "k")
        assert page.locator(".pane img").count() == 2
