"""Two people at once: who comes second sees what the first decided, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from docextract.review.decisions import State
from tests.review.page.browsing import look_around, open_desk, press_and_wait, shown, text_of
from tests.review.page.conftest import Served

pytestmark = pytest.mark.slow


def named(page: Page, name: str) -> None:
    page.fill("#reviewer", name)
    page.press("#reviewer", "Tab")
    page.wait_for_function(
        "name => document.readyState === 'complete' && document.getElementById('reviewer').defaultValue === name",
        arg=name,
    )
    page.wait_for_selector("body[data-shown]")


def test_second_decision_waits_for_the_reviewer_and_keeps_the_note(
    new_page: Callable[..., Page], served: Served
) -> None:
    first, second = new_page(), new_page()
    for page, name in ((first, "李老师"), (second, "赵老师")):
        open_desk(page, served.address)
        named(page, name)
    key = shown(second)
    press_and_wait(first, "1")
    second.keyboard.press("e")
    second.keyboard.type("是上年的数")
    second.keyboard.press("Enter")
    second.keyboard.press("2")
    second.wait_for_selector("#alerts .alert")
    told = text_of(second, "#alerts")
    assert "李老师" in told and "确认问题" in told and "误报" in told
    assert shown(second) == key
    assert second.locator("#note").input_value() == "是上年的数"
    (standing,) = served.store.current().values()
    assert (standing.state, standing.ends[0].who) == (State.CONFIRMED, "李老师")

    press_and_wait(second, "2")
    (standing,) = served.store.current().values()
    assert (standing.state, standing.note, standing.ends[0].who) == (State.DISMISSED, "是上年的数", "赵老师")
    assert [entry.who for entry in served.store.history(*standing.key)] == ["李老师", "赵老师"]


def test_what_others_decide_shows_in_the_list_without_moving_it(new_page: Callable[..., Page], served: Served) -> None:
    first, second = new_page(), new_page()
    for page in (first, second):
        open_desk(page, served.address)
    press_and_wait(second, "j")
    press_and_wait(second, "j")
    key = shown(second)
    press_and_wait(first, "3")
    look_around(second)
    second.wait_for_selector(".row .st-unsure", timeout=9_000)
    assert shown(second) == key
    assert "已处理 1 /" in text_of(second, "#done-text")


def test_note_of_a_decision_taken_back_is_there_to_be_used_again(page: Page, served: Served) -> None:
    open_desk(page, served.address)
    key = shown(page)
    page.fill("#note", "是上年的数")
    page.press("#note", "Enter")
    press_and_wait(page, "1")
    press_and_wait(page, "z")
    assert shown(page) == key and page.input_value("#note") == "是上年的数"
