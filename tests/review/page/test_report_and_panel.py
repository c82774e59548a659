"""The views of a report and of the panel."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from docextract.review.run_index import address_of
from tests.review.page.browsing import open_desk, text_of
from tests.review.page.conftest import REPORTS, Served

pytestmark = pytest.mark.slow
REPORT = f"report/{address_of(REPORTS[0])}"


def test_tree_leads_to_pages_and_tables(page: Page, served: Served) -> None:
    open_desk(page, served.address, REPORT)
    structure = served.desk.structure(served.desk.index().by_name[REPORTS[0]])
    assert page.locator("#tree .section").count() == len(structure["sections"])
    assert page.locator("#tree .case").count() == len(structure["cases"])
    page.locator("#tree .table").last.click()
    page.wait_for_selector("#facts .grid")
    last = max(structure["tables"], key=lambda table: table["page"])
    assert page.locator(f"#p{last['page']}").is_visible()


def test_tables_are_shown_as_grids_with_their_merged_cells(page: Page, served: Served) -> None:
    open_desk(page, served.address, REPORT)
    page.click("#tab-tables")
    page.wait_for_selector("#facts .grid")
    structure = served.desk.structure(served.desk.index().by_name[REPORTS[0]])
    table = next(table for table in structure["tables"] if table["merges"])
    page.select_option("#facts select", table["id"])
    page.wait_for_timeout(50)
    covered = sum((r1 - r0 + 1) * (c1 - c0 + 1) - 1 for r0, c0, r1, c1 in table["merges"])
    cells = len(table["cells"]) * len(table["cells"][0]) - covered
    assert page.locator("#facts .grid th, #facts .grid td").count() == cells


def test_layers_of_boxes_are_switched_by_one_key(page: Page, served: Served) -> None:
    structure = served.desk.structure(served.desk.index().by_name[REPORTS[0]])
    number = max(structure["tables"], key=lambda table: len(table["cell_boxes"]))["page"]
    open_desk(page, served.address, f"{REPORT}#p{number}")
    cells = page.locator(f"#p{number} path.l-cell")
    cells.wait_for(state="attached")
    assert not cells.is_visible()
    page.keyboard.press("b")
    assert cells.is_visible()
    assert page.locator(f"#p{number} svg > *").count() == 6, "one shape a layer, however many boxes"
    page.keyboard.press("b")
    assert not cells.is_visible()


def test_indicators_stand_beside_last_years_value(page: Page, served: Served) -> None:
    open_desk(page, served.address, REPORT)
    page.click("#tab-indicators")
    row = page.locator("#facts tbody tr").first
    row.wait_for()
    rows = served.desk.indicators(REPORTS[0])
    by_year = {each["year"]: each["value"] for each in rows if each["code"] == rows[0]["code"]}
    assert [cell.inner_text() for cell in row.locator("td.num").all()][:2] == [by_year["2023"], by_year["2024"]]
    row.click()
    page.wait_for_selector("rect.here", state="attached")


def test_numbers_that_nobody_has_checked_are_listed(page: Page, served: Served) -> None:
    open_desk(page, served.address, REPORT)
    page.click("#tab-numbers")
    page.wait_for_selector("#facts tbody tr")
    unchecked = [row for row in served.desk.verdicts(REPORTS[0]) if row["verdict"] in ("stated-once", "not-checkable")]
    assert page.locator("#facts tbody tr").count() == len(unchecked)
    page.fill("#facts input", unchecked[0]["quote"])
    assert 1 <= page.locator("#facts tbody tr:visible").count() < len(unchecked)


def test_panel_is_sorted_coloured_and_charted(page: Page, served: Served) -> None:
    open_desk(page, served.address, "panel")
    assert page.locator("td.c-high").count() >= 1
    page.locator(".grid thead button").first.click()
    assert page.locator(".grid thead th[aria-sort=descending]").count() == 1
    cells = page.locator("#grid tbody tr:not(.spacer) td:nth-child(2)").all_inner_texts()
    first = [float(text.strip("! ")) for text in cells if text]
    assert first == sorted(first, reverse=True)
    assert "最小" in (page.locator("#chart svg").get_attribute("aria-label") or "")
    assert page.locator("#chart .now").count() == len(first)
    page.check("#only")
    few = text_of(page, "#size")
    page.uncheck("#only")
    assert few != text_of(page, "#size")


def test_coloured_cell_leads_to_its_finding(page: Page, served: Served) -> None:
    open_desk(page, served.address, "panel")
    link = page.locator("td.c a").first
    target = (link.get_attribute("href") or "").removeprefix("/#")
    link.click()
    page.wait_for_function("key => document.body.dataset.shown === key", arg=target)
