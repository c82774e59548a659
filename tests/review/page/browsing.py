"""Steps that the tests in the browser share."""

from __future__ import annotations

from playwright.sync_api import Page

WAIT_MS = 10_000


def open_desk(page: Page, address: str, query: str = "") -> None:
    """Opens the list of findings and waits until the first one's pages are painted."""
    page.goto(f"{address}{query}")
    page.wait_for_selector("body[data-shown]", timeout=WAIT_MS)


def shown(page: Page) -> str:
    """Report and id of the finding that is on the screen."""
    return str(page.evaluate("decodeURIComponent(location.hash.slice(1))"))


def press_and_wait(page: Page, key: str) -> str:
    """Presses a key that leads to another finding, and gives that one."""
    before = shown(page)
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.body.dataset.shown !== before && '#' + document.body.dataset.shown === location.hash",
        arg=before,
        timeout=WAIT_MS,
    )
    return shown(page)


def look_around(page: Page) -> None:
    """What the page does every few seconds, and when its window is turned to: it asks what others have decided."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def text_of(page: Page, selector: str) -> str:
    return page.locator(selector).inner_text()
