"""A run of two corpus reports, the page served over it, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import docextract as dx
from docextract.review.app import Access, make_app
from docextract.review.decisions import Store
from docextract.review.desk import Desk
from docextract.review.serve import listen, server_of
from docextract.review.store import open_store

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
# Between them: data tables, a table over pages, turned pages, findings of all severities
REPORTS = ("lanchuan-2024/lanchuan-2024.word.pdf", "songyi-2024/songyi-2024.word.pdf")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@dataclass(frozen=True)
class Run:
    """A run's outputs and the PDFs that it read."""

    out: Path
    pdfs: Path


@dataclass(frozen=True)
class Served:
    """A page that can be asked for, and what lies behind it."""

    address: str
    store: Store
    desk: Desk

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("review")
    for name in REPORTS:
        (folder / "pdfs" / name).parent.mkdir(parents=True)
        shutil.copyfile(CORPUS / name, folder / "pdfs" / name)
    assert dx.run(folder / "pdfs", folder / "out", jobs=2).exit_status == 0
    return Run(folder / "out", folder / "pdfs")


@contextmanager
def serving(out: Path, store: Path, access: Access | None = None) -> Iterator[Served]:
    """The page over `out`, until the block ends."""
    desk = Desk(out)
    started = threading.Event()
    listening = listen("127.0.0.1", 0)
    with open_store(store) as opened:
        server = server_of(make_app(desk, opened, access or Access(reviewer="王老师")), started.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening.socket]})
        thread.start()
        try:
            assert started.wait(10)
            yield Served(listening.address, opened, desk)
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture
def served(run: Run, tmp_path: Path) -> Iterator[Served]:
    """The page over the run, with a store of its own."""
    with serving(run.out, tmp_path / "decisions.sqlite") as page:
        yield page


def chromium() -> str | None:
    """The browser of this computer; DOCEXTRACT_CHROMIUM names another."""
    named = os.environ.get("DOCEXTRACT_CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        pytest.skip(
            "no Chromium on this computer (Debian: apt install chromium), or name one in DOCEXTRACT_CHROMIUM;"
            " the page was not tried in a browser"
        )
    with sync_playwright() as playwright:
        # no sandbox: it can't be had in containers, and all that is opened is our own page
        opened = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows of their own (other cookies); a fault in any script fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opens(width: int = 1366, height: int = 768) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if not _is_own(request.url) else None)
        return page

    yield opens
    for context in contexts:
        context.close()
    assert faults == []


def _is_own(address: str) -> bool:
    """The page loads nothing from outside."""
    return address.startswith(("http://127.0.0.1:", "data:", "blob:"))


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
