"""Wide and narrow screens, many findings, and people who don't see the page: it stays usable."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from bench.many_reports import multiply
from docextract.review.run_index import address_of
from tests.review.page.browsing import open_desk, press_and_wait, text_of
from tests.review.page.conftest import REPORTS, Run, Served, serving

pytestmark = pytest.mark.slow
SERIOUS = ("serious", "critical")
REPORT = f"report/{address_of(REPORTS[0])}"


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1024, 700), (390, 844)])
def test_page_fits_the_screen(new_page: Callable[..., Page], served: Served, width: int, height: int) -> None:
    page = new_page(width, height)
    open_desk(page, served.address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    button = page.locator("#confirm").bounding_box()
    assert button is not None and button["y"] + button["height"] <= height
    pane = page.locator(".pane .view").first.bounding_box()
    assert pane is not None and pane["height"] >= 150 and pane["width"] >= 300


def test_narrow_screen_shows_list_or_finding(new_page: Callable[..., Page], served: Served) -> None:
    page = new_page(390, 844)
    open_desk(page, served.address)
    assert not page.locator("#list").is_visible()
    page.click("#to-list")
    assert page.locator("#list").is_visible()
    page.locator(".row").nth(2).click()
    assert page.locator("#finding h1").is_visible() and not page.locator("#list").is_visible()


@pytest.mark.parametrize(("view", "lang"), [("", "zh"), ("", "en"), (REPORT, "zh"), ("panel", "zh")])
def test_no_serious_fault_for_people_who_use_other_means(page: Page, served: Served, view: str, lang: str) -> None:
    open_desk(page, served.address, view)
    if lang == "en":
        page.click("text=English")
        page.wait_for_selector("body[data-shown]")
    if view == "panel":
        page.locator(".grid thead button").nth(2).click()
    if view == REPORT:
        page.click("#tab-indicators")
        page.wait_for_selector("#facts table")
    found = Axe().run(page).response["violations"]
    serious = [
        (each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found if each["impact"] in SERIOUS
    ]
    assert serious == []


@pytest.fixture
def crowded(run: Run, tmp_path: Path) -> Iterator[Served]:
    out = multiply(run.out, run.pdfs, tmp_path, reports=300, findings=1000, in_full=False)
    with serving(out, tmp_path / "decisions.sqlite") as page:
        yield page


def test_a_thousand_findings_are_listed_filtered_and_decided(page: Page, crowded: Served) -> None:
    began = time.monotonic()
    open_desk(page, crowded.address)
    assert time.monotonic() - began < 8  # a hang, not a slow computer; bench/review.py measures
    assert page.locator(".row").count() == 1000
    assert "1000 / 1000" in text_of(page, "#counts")
    for key in "1231":
        press_and_wait(page, key)
    page.select_option("#order", "severity")
    page.select_option("#by-state", "open")
    assert page.locator(".row").count() == 996
    assert len(crowded.store.current()) == 4
