"""What the page does not do for strangers, other sites, or texts that would like to be scripts."""

from __future__ import annotations

import csv
import http.client
import io
import ipaddress
import json
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from docextract.outputs.tables_csv import FINDINGS, csv_head, csv_lines
from docextract.review import pages
from docextract.review.app import Access
from docextract.review.decisions import State
from docextract.review.guard import HEADERS, MAX_BODY
from docextract.review.run_index import read_run
from docextract.review.serve import access_to, listen
from docextract.review.sessions import COOKIE, Session, cookie_of, session_of
from tests.review.page.browsing import open_desk
from tests.review.page.conftest import REPORTS, Run, Served, serving

pytestmark = pytest.mark.slow
PASSWORD = "湖边的第三棵树"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def cookie(self) -> str:
        return self.headers.get("set-cookie", "").partition(";")[0]


def ask(
    served: Served, path: str, *, method: str = "GET", body: str | bytes = "", headers: Mapping[str, str] | None = None
) -> Answer:
    """A request as nobody's browser would send it: path and headers go out as they are."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    data = body.encode() if isinstance(body, str) else body
    connection.request(method, path, data or None, dict(headers or {}))
    answer = connection.getresponse()
    given = Answer(
        answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8", "replace")
    )
    connection.close()
    return given


def visit(served: Served) -> dict[str, str]:
    """Cookie and token as a browser has them after opening the page."""
    answer = ask(served, "/")
    token = answer.text.partition('name="csrf" content="')[2].partition('"')[0]
    return {"cookie": answer.cookie, "x-csrf-token": token}


def decision_path(served: Served) -> str:
    found = served.desk.index().findings[0]
    return f"/api/finding/{found.address}/{found.id}/decision"


DECISION = json.dumps({"state": "confirmed", "note": "", "revision": 0})


def test_every_answer_has_the_headers_that_keep_strangers_out(served: Served) -> None:
    for path in ("/", "/panel", "/api/findings", "/static/base.css", "/nothing", "/report/nothing"):
        answer = ask(served, path)
        assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS), path
    assert "'unsafe" not in HEADERS["content-security-policy"]


def test_pages_have_no_script_or_style_of_their_own(served: Served) -> None:
    for path in ("/", "/panel", f"/report/{served.desk.index().reports[0].address}"):
        text = ask(served, path).text
        assert "<style" not in text and " style=" not in text and " onclick=" not in text
        assert text.count("<script") == text.count('<script type="module" src=') + text.count('type="application/json"')


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "192.0.2.7"])
def test_request_under_a_foreign_name_is_refused(served: Served, host: str) -> None:
    assert ask(served, "/api/findings", headers={"host": host}).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8357", "[::1]:8357"])
def test_request_under_our_names_is_answered(served: Served, host: str) -> None:
    assert ask(served, "/api/findings", headers={"host": host}).status == 200


def test_change_needs_the_pages_token(served: Served) -> None:
    own = visit(served)
    path = decision_path(served)
    other = visit(served)["x-csrf-token"]
    refused = [
        {"cookie": own["cookie"]},
        {"x-csrf-token": own["x-csrf-token"]},
        own | {"x-csrf-token": ""},
        own | {"x-csrf-token": other},
        own | {"origin": "http://evil.example"},
        own | {"origin": "http://["},
        own | {"sec-fetch-site": "cross-site"},
    ]
    for headers in refused:
        assert ask(served, path, method="POST", body=DECISION, headers=headers).status == 403
    for form in ("/language", "/reviewer", "/login"):
        assert ask(served, form, method="POST", body="lang=en", headers={"cookie": own["cookie"]}).status == 403
    assert not served.store.current()
    assert ask(served, path, method="POST", body=DECISION, headers=own).status == 200
    assert [standing.state for standing in served.store.current().values()] == [State.CONFIRMED]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[]", 400),
        ("{", 400),
        ("[" * 30_000, 400),
        ('{"state": "open", "revision": 0}', 400),
        ('{"state": "confirmed"}', 400),
        ('{"state": "confirmed", "revision": "0"}', 400),
        ("x" * (MAX_BODY + 1), 413),
    ],
)
def test_change_that_makes_no_sense_is_refused(served: Served, body: str, status: int) -> None:
    assert ask(served, decision_path(served), method="POST", body=body, headers=visit(served)).status == status
    assert not served.store.current()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/cli.py",
        "/static//etc/passwd",
        "/report/..%2f..%2frun.json",
        "/api/report/../run.json",
        "/api/report/%2e%2e%2f%2e%2e",
        f"/api/report/{REPORTS[0]}",
        "/page/../../pdfs/1",
        "/page/%2e%2e/0/1",
        "/api/finding/..%2f..%2fetc/passwd",
    ],
)
def test_no_path_of_a_request_reaches_the_disk(served: Served, path: str) -> None:
    assert ask(served, path).status in (404, 405)


def test_reports_file_outside_the_outputs_is_never_opened(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(run.out, out)
    (tmp_path / "secret.json").write_text('{"secret": 1}', "utf-8")
    record = json.loads((out / "run.json").read_bytes())
    for entry, output in zip(record["reports"], ("../secret.json", "reports/../../secret.json"), strict=True):
        entry["output"] = output
    (out / "run.json").write_text(json.dumps(record), "utf-8")
    assert [entry.json_path for entry in read_run(out).reports] == [None, None]


def test_picture_is_given_only_for_pages_and_scales_that_there_are(served: Served) -> None:
    entry = served.desk.index().reports[0]
    begin = f"/page/{entry.address}/{entry.sha256[:12]}"
    assert ask(served, f"{begin}/1").headers["content-type"] == "image/jpeg"
    for path in (f"{begin}/0", f"{begin}/9999", f"{begin}/1?scale=40", f"/page/{entry.address}/{'0' * 12}/1"):
        assert ask(served, path).status == 404


@pytest.fixture
def locked(run: Run, tmp_path: Path) -> Iterator[Served]:
    with serving(run.out, tmp_path / "decisions.sqlite", Access(password=PASSWORD)) as page:
        yield page


def log_in(served: Served, password: str) -> tuple[Answer, str]:
    before = ask(served, "/login")
    token = before.text.partition('name="csrf" content="')[2].partition('"')[0]
    form = urlencode({"csrf": token, "password": password, "reviewer": "陈老师"})
    headers = {"cookie": before.cookie, "content-type": "application/x-www-form-urlencoded"}
    return ask(served, "/login", method="POST", body=form, headers=headers), before.cookie


def test_without_the_password_nothing_is_told(locked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FAILED_LOGIN_S", 0.0)
    assert ask(locked, "/").headers["location"] == "/login"
    entry = locked.desk.index().reports[0]
    for path in ("/api/findings", f"/page/{entry.address}/{entry.sha256[:12]}/1", "/api/panel"):
        assert ask(locked, path).status == 401
    wrong, cookie = log_in(locked, "猜的")
    assert wrong.status == 403 and "密码不对" in wrong.text
    assert ask(locked, "/api/findings", headers={"cookie": cookie}).status == 401
    right, before = log_in(locked, PASSWORD)
    assert right.status == 303 and right.cookie != before
    assert ask(locked, "/api/findings", headers={"cookie": right.cookie}).status == 200
    assert ask(locked, "/api/findings", headers={"cookie": before}).status == 401, "the visit before is no way in"


def test_wrong_password_costs_time(locked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FAILED_LOGIN_S", 0.3)
    began = time.monotonic()
    log_in(locked, "猜的")
    assert time.monotonic() - began >= 0.3


def test_cookie_can_neither_be_read_by_scripts_nor_sent_by_others_nor_forged(served: Served) -> None:
    flags = ask(served, "/").headers["set-cookie"]
    assert flags.startswith(f"{COOKIE}=") and "HttpOnly" in flags and "SameSite=Strict" in flags
    own = Session("n", "王老师", False)
    cookie = cookie_of(own, b"key")
    assert session_of(cookie, b"key") == own
    forged = cookie_of(Session("n", "王老师", True), b"another key")
    for bad in (forged, cookie[:-1] + "x", f"{forged.partition('.')[0]}.{cookie.partition('.')[2]}", "", ".", "甲.乙"):
        assert session_of(bad, b"key") is None


def test_other_computers_always_need_a_password() -> None:
    assert access_to("127.0.0.1", "").password == ""
    made = access_to("0.0.0.0", "")
    assert len(made.password) >= 20 and made.password != access_to("0.0.0.0", "").password
    assert access_to("192.0.2.7", "自己的").password == "自己的"
    assert not access_to("127.0.0.1", "").any_address


def test_link_on_another_site_does_not_log_the_visitor_out(locked: Served) -> None:
    followed = ask(locked, "/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert "set-cookie" not in followed.headers and "again.js" in followed.text and "csrf" not in followed.text
    right, _ = log_in(locked, PASSWORD)
    assert "list" in ask(locked, "/", headers={"cookie": right.cookie, "sec-fetch-site": "same-origin"}).text


HOSTILE = "</script><img src=x onerror=\"document.title='owned'\"><b>粗</b>{{7*7}}'\"&"


def test_text_of_a_report_is_never_markup_or_script(page: Page, run: Run, tmp_path: Path) -> None:
    shutil.copytree(run.out.parent, tmp_path / "copy")
    out = tmp_path / "copy" / "out"
    rows = list(csv.reader(io.StringIO((out / "findings.csv").read_text("utf-8-sig"), newline="")))
    for name in ("message", "reason", "subject", "suggested"):
        rows[1][rows[0].index(name)] = HOSTILE
    at = rows[0].index("evidence")
    rows[1][at] = json.dumps([item | {"quote": HOSTILE, "where": HOSTILE} for item in json.loads(rows[1][at])])
    (out / "findings.csv").write_bytes(csv_head(FINDINGS.header) + csv_lines(rows[1:]))
    record = json.loads((out / "run.json").read_bytes())
    for entry in record["reports"]:
        entry["title"] = HOSTILE
    (out / "run.json").write_text(json.dumps(record), "utf-8")
    address = read_run(out).reports[0].address
    with serving(out, tmp_path / "decisions.sqlite", Access(reviewer=HOSTILE)) as served:
        for view in ("", f"report/{address}", "panel"):
            open_desk(page, served.address, view)
            assert page.locator("img[src=x], main b").count() == 0
            assert "owned" not in page.title() or HOSTILE in page.title()
        open_desk(page, served.address)
        assert page.locator("#finding h1").inner_text() == HOSTILE
        assert HOSTILE in page.locator(".pane q").first.inner_text()


def test_address_to_tell_others_is_one_they_can_type() -> None:
    """A name of this computer is often not known to the others in an office."""
    listening = listen("0.0.0.0", 0)
    host = listening.address.removeprefix("http://").rpartition(":")[0]
    listening.socket.close()
    assert host not in ("0.0.0.0", "")
    assert host == socket.gethostname() or ipaddress.ip_address(host).version == 4
