"""A reviewer at work: everything by keyboard, the next finding by itself, nothing lost."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from docextract.outputs.tables_csv import FINDINGS, csv_head, csv_lines
from docextract.review.decisions import State
from docextract.review.run_index import address_of
from tests.review.page.browsing import look_around, open_desk, press_and_wait, shown, text_of
from tests.review.page.conftest import REPORTS, Run, Served, serving

pytestmark = pytest.mark.slow
KEYS = {"1": State.CONFIRMED, "2": State.DISMISSED, "3": State.UNSURE}


def test_whole_report_is_reviewed_by_keyboard_alone(page: Page, served: Served) -> None:
    findings = served.desk.index().findings_of(REPORTS[0])
    open_desk(page, served.address, f"?report={address_of(REPORTS[0])}")
    expected = {}
    for number, found in enumerate(findings):
        assert shown(page) == f"{found.address}/{found.id}"
        key = "123"[number % 3]
        expected[found.finding.key] = KEYS[key]
        if number == 1:
            page.keyboard.press("e")
            page.keyboard.type("表 6 才对")
            page.keyboard.press("Enter")
        if number + 1 < len(findings):
            press_and_wait(page, key)
        else:
            page.keyboard.press(key)
    page.wait_for_selector("#alerts .alert")
    assert "都已处理" in text_of(page, "#alerts")
    standings = served.store.current()
    assert {key: standings[key].state for key in expected} == expected
    assert standings[findings[1].finding.key].note == "表 6 才对"
    assert {standing.ends[0].who for standing in standings.values()} == {"王老师"}
    assert f"已处理 {len(findings)} /" in text_of(page, "#done-text")


def test_undo_returns_to_the_finding_and_opens_it_again(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    first = shown(page)
    assert press_and_wait(page, "2") != first
    assert press_and_wait(page, "z") == first
    assert [standing.state for standing in served.store.current().values()] == [State.OPEN]
    assert page.locator(".row[aria-selected=true] .state").inner_text() == ""


def test_a_note_that_is_not_saved_yet_survives_reloading(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    page.keyboard.press("e")
    page.keyboard.type("问过学校")
    page.reload()
    page.wait_for_selector("body[data-shown]")
    assert page.locator("#note").input_value() == "问过学校"


def test_decision_stays_after_reloading_and_the_next_open_one_is_shown(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    first, second = shown(page), press_and_wait(page, "1")
    page.goto(served.address)
    page.wait_for_selector("body[data-shown]")
    assert shown(page) == second
    assert press_and_wait(page, "k") == first
    assert "确认问题" in text_of(page, "#finding dl")


def test_chosen_row_and_box_are_in_the_middle(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    for _ in range(5):
        press_and_wait(page, "1")
    row, frame = page.locator(".row[aria-selected=true]").bounding_box(), page.locator("#list").bounding_box()
    assert row is not None and frame is not None
    assert abs((row["y"] + row["height"] / 2) - (frame["y"] + frame["height"] / 2)) < frame["height"] / 4
    for pane in page.locator(".pane").all():
        box, view = pane.locator(".box").first.bounding_box(), pane.locator(".view").bounding_box()
        assert box is not None and view is not None
        assert view["x"] <= box["x"] + box["width"] / 2 <= view["x"] + view["width"]
        assert view["y"] <= box["y"] + box["height"] / 2 <= view["y"] + view["height"]


def test_filters_and_search_narrow_the_list(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    rows = page.locator(".row")
    total = rows.count()
    page.select_option("#by-severity", "high")
    high = sum(found.row["severity"] == "high" for found in served.desk.index().findings)
    assert rows.count() == high < total
    page.keyboard.press("/")
    page.keyboard.type("没有这样的词")
    page.wait_for_selector("#list .empty")
    page.click("#clear")
    assert rows.count() == total
    page.select_option("#by-state", "confirmed")
    assert rows.count() == 0


def test_help_lists_the_keys(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    assert text_of(page, "#help").startswith("键盘") and "误报" in text_of(page, "#help")
    page.keyboard.press("1")  # behind the dialog, keys decide nothing
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    assert not served.store.current()


def test_english_page_has_no_chinese_of_its_own(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    page.click("text=English")
    page.wait_for_selector("body[data-shown]")
    assert page.locator("html").get_attribute("lang") == "en"
    own = text_of(page, "#decide") + text_of(page, "header nav") + text_of(page, "#finding dt >> nth=0")
    assert not any("\u4e00" <= char <= "\u9fff" for char in own)
    assert "is" in text_of(page, "#finding h1")


def test_finding_that_changed_in_a_new_run_is_open_again_and_shows_what_it_said(
    page: Page, run: Run, tmp_path: Path
) -> None:
    shutil.copytree(run.out.parent, tmp_path / "copy")
    out = tmp_path / "copy" / "out"
    with serving(out, tmp_path / "decisions.sqlite") as served:
        open_desk(page, served.address)
        first, second = shown(page), press_and_wait(page, "1")
        press_and_wait(page, "2")
        rows = list(csv.reader(io.StringIO((out / "findings.csv").read_text("utf-8-sig"), newline="")))
        at = rows[0].index("suggested")
        before = rows[1][at]
        rows[1][at] = "4321"
        (out / "findings.csv").write_bytes(csv_head(FINDINGS.header) + csv_lines(rows[1:]))
        (out / "run.json").write_bytes((out / "run.json").read_bytes() + b"\n")
        look_around(page)
        page.wait_for_selector("#alerts button", timeout=9_000)
        assert "结果已更新" in text_of(page, "#alerts")
        open_desk(page, served.address, f"?again#{first}")
        assert shown(page) == first
        told = text_of(page, "#finding .alert")
        assert "内容变了" in told and before in told and "4321" in told
        assert page.locator(f'[data-key="{first}"] .state').inner_text() == ""
        assert page.locator(f'[data-key="{second}"] .state').inner_text() == "误报"


def test_a_key_that_is_held_or_pressed_twice_decides_one_finding(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    page.keyboard.down("1")
    page.keyboard.down("1")  # what a held key sends
    page.keyboard.down("1")
    page.keyboard.up("1")
    page.wait_for_function("() => document.querySelector('#done-text').textContent.startsWith('已处理 1 /')")
    page.wait_for_timeout(300)
    assert len(served.store.current()) == 1
