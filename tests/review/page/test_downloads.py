"""The files that go out, saved from the view of a report."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from docextract.review.decisions import State
from docextract.review.run_index import address_of
from tests.review.page.browsing import open_desk
from tests.review.page.conftest import REPORTS, Served

pytestmark = pytest.mark.slow
REPORT = f"report/{address_of(REPORTS[0])}"
BEGINNINGS = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}
NAMES = {"docx": "审核意见", "pdf": "批注", "html": "问题图示"}


def confirm_one(served: Served) -> None:
    found = served.desk.index().findings_of(REPORTS[0])[0]
    served.store.decide(found.finding, State.CONFIRMED, who="王老师", note="", expected_revision=0)


@pytest.mark.parametrize("form", list(BEGINNINGS))
def test_confirmed_findings_are_saved_from_the_reports_view(page: Page, served: Served, form: str) -> None:
    confirm_one(served)
    open_desk(page, served.address, REPORT)
    with page.expect_download() as saved:
        page.click(f".files a[href$='/{form}']")
    assert saved.value.suggested_filename == f"lanchuan-2024.word-{NAMES[form]}.{form}"
    assert saved.value.path().read_bytes().startswith(BEGINNINGS[form])
    assert len(served.store.all_entries()) == 1, "saving changes nothing"


def test_nothing_is_saved_before_anything_is_confirmed(page: Page, served: Served) -> None:
    answer = page.request.get(f"{served.address}feedback/{address_of(REPORTS[0])}/docx")
    assert answer.status == 409 and "没有确认的问题" in answer.text()
    assert page.request.get(f"{served.address}feedback/{address_of(REPORTS[0])}/exe").status == 404
    assert page.request.get(f"{served.address}feedback/000000000000/docx").status == 404
