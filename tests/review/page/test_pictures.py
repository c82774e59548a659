"""The pictures in docs/reviewing.md. `pytest tests/review/page/test_pictures.py --pictures` draws them anew."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

import docextract as dx
from docextract.review.run_index import address_of
from tests.review.page.browsing import open_desk, press_and_wait
from tests.review.page.conftest import CORPUS, REPORTS, Served, serving

pytestmark = pytest.mark.slow
DOCS = CORPUS.parent / "docs"
MAX_BYTES = 300_000
QUALITY = 88
PANEL = ("lanchuan-2024.word", "lujin-2024.word", "yunting-2024.word", "weihu-2024.press", "songyi-2024.press")
REPORT = f"report/{address_of(REPORTS[0])}"


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Takes a picture of the window under a name."""
    if not request.config.getoption("--pictures", default=False):
        pytest.skip("draws the docs' pictures, with --pictures")
    folder = DOCS / "pictures"

    def keeps(page: Page, name: str) -> None:
        page.wait_for_function("() => !document.querySelector('.said.shown')")
        page.wait_for_timeout(300)  # it has faded, pictures are painted
        folder.mkdir(exist_ok=True)
        stream = io.BytesIO()
        Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(stream, "WEBP", quality=QUALITY, method=6)
        assert len(stream.getvalue()) < MAX_BYTES, name
        (folder / f"{name}.webp").write_bytes(stream.getvalue())

    return keeps


def test_the_desk(keep: Callable[[Page, str], None], new_page: Callable[..., Page], served: Served) -> None:
    page = new_page(1366, 800)
    open_desk(page, served.address)
    press_and_wait(page, "1")
    page.keyboard.press("e")
    page.keyboard.type("表 6 与学校核对过")
    page.keyboard.press("Enter")
    keep(page, "review-finding")
    page.keyboard.press("?")
    keep(page, "review-keys")


def test_the_desk_in_english(keep: Callable[[Page, str], None], new_page: Callable[..., Page], served: Served) -> None:
    page = new_page(1366, 800)
    open_desk(page, served.address)
    page.click("text=English")
    page.wait_for_selector("body[data-shown]")
    press_and_wait(page, "j")
    keep(page, "review-finding-en")


def test_someone_was_quicker(keep: Callable[[Page, str], None], new_page: Callable[..., Page], served: Served) -> None:
    first, second = new_page(), new_page(1366, 800)
    for page in (first, second):
        open_desk(page, served.address)
    press_and_wait(first, "1")
    second.keyboard.press("2")
    second.wait_for_selector("#alerts .alert")
    keep(second, "review-stale")


def test_a_report(keep: Callable[[Page, str], None], new_page: Callable[..., Page], served: Served) -> None:
    page = new_page(1366, 800)
    structure = served.desk.structure(served.desk.index().by_name[REPORTS[0]])
    number = max(structure["tables"], key=lambda table: len(table["cell_boxes"]))["page"]
    open_desk(page, served.address, f"{REPORT}#p{number}")
    page.keyboard.press("b")
    page.click("#tab-indicators")
    page.wait_for_selector("#facts table")
    page.wait_for_function("n => document.querySelector(`#p${n} img`)?.complete", arg=number)
    keep(page, "review-report")


def test_the_panel(keep: Callable[[Page, str], None], new_page: Callable[..., Page], tmp_path: Path) -> None:
    for name in PANEL:
        (tmp_path / "pdfs").mkdir(exist_ok=True)
        shutil.copyfile(next(CORPUS.rglob(f"{name}.pdf")), tmp_path / "pdfs" / f"{name}.pdf")
    dx.run(tmp_path / "pdfs", tmp_path / "out")
    with serving(tmp_path / "out", tmp_path / "decisions.sqlite") as served:
        page = new_page(1366, 700)
        open_desk(page, served.address, "panel")
        page.get_by_role("button", name="专任教师总数", exact=False).first.click()
        keep(page, "review-panel")


def test_the_docs_show_all_pictures_and_only_those() -> None:
    drawn = {path.name for path in (DOCS / "pictures").glob("review-*.webp")}
    shown = {
        part.partition(")")[0]
        for name in ("reviewing.md", "reviewing.zh-CN.md")
        for part in (DOCS / name).read_text("utf-8").split("](pictures/")[1:]
    }
    assert drawn == shown
    assert all((DOCS / "pictures" / name).stat().st_size < MAX_BYTES for name in drawn)


def test_a_browser_is_named_where_none_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.review.page.conftest import chromium

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("DOCEXTRACT_CHROMIUM", raising=False)
    assert chromium() is None
    monkeypatch.setenv("DOCEXTRACT_CHROMIUM", "/opt/chromium")
    assert chromium() == "/opt/chromium"
