"""The HTML pages: small shells that the scripts fill. Templates escape whatever they are given."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from docextract import __version__
from docextract.outputs.language import LANGS
from docextract.review.api import desk_of, lang_of, report_of, session_of_request
from docextract.review.guard import set_cookie
from docextract.review.sessions import (
    COOKIE,
    LANG_COOKIE,
    cookie_of,
    csrf_token,
    is_password,
    new_session,
    reviewer_name,
)
from docextract.review.words import words

FAILED_LOGIN_S = 1.0  # guesses come one a second, from all sides together

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_guesses = asyncio.Lock()


def safe_json(value: object) -> Markup:
    """JSON to stand inside a script element: no text in it can end the element or begin a comment.

    >>> str(safe_json({"a": "</script><!--"}))
    '{"a": "\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    text = json.dumps(value, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def _page(request: Request, name: str, status: int = 200, **more: object) -> Response:
    session, access = session_of_request(request), request.app.state.access
    lang = lang_of(request)
    html = _templates.get_template(name).render(
        t=words(lang),
        lang=lang,
        html_lang="zh-CN" if lang == "zh" else "en",
        version=__version__,
        reviewer=session.reviewer,
        csrf=csrf_token(session, access.key),
        words_json=safe_json(words(lang)),
        path=request.url.path,
        **more,
    )
    return HTMLResponse(html, status)


def findings_page(request: Request) -> Response:
    return _page(request, "findings.html", view="findings", title=desk_of(request).out.name)


def report_page(request: Request) -> Response:
    entry = report_of(request)
    return _page(request, "report.html", view="report", title=entry.title, address=entry.address, report=entry.report)


def panel_page(request: Request) -> Response:
    return _page(request, "panel.html", view="panel", title=words(lang_of(request))["panel"])


def login_page(request: Request) -> Response:
    return _page(request, "login.html", view="login", title=words(lang_of(request))["log_in"], failed=False)


async def log_in(request: Request) -> Response:
    """With the right password the visit begins anew, under a new cookie; a wrong one costs time."""
    access, form = request.app.state.access, request.state.form
    async with _guesses:
        if not access.password or not is_password(form.get("password", ""), access.password):
            await asyncio.sleep(FAILED_LOGIN_S)
            return _page(request, "login.html", 403, view="login", title=words(lang_of(request))["log_in"], failed=True)
    session = new_session(reviewer_name(form.get("reviewer", "")), is_in=True)
    answer = RedirectResponse("/", 303)
    answer.headers.append("set-cookie", set_cookie(COOKIE, cookie_of(session, access.key)))
    return answer


async def set_reviewer(request: Request) -> Response:
    """Another name for the one at this browser; what was decided before keeps the name it was decided under."""
    access, session = request.app.state.access, session_of_request(request)
    renamed = new_session(reviewer_name(request.state.form.get("reviewer", "")) or session.reviewer, session.is_in)
    answer = _back(request)
    answer.headers.append("set-cookie", set_cookie(COOKIE, cookie_of(renamed, access.key)))
    return answer


async def set_language(request: Request) -> Response:
    answer = _back(request)
    chosen = request.state.form.get("lang", "")
    if chosen in LANGS:
        answer.headers.append("set-cookie", set_cookie(LANG_COOKIE, chosen))
    return answer


def _back(request: Request) -> Response:
    """To the page of ours that the form stood on; a foreign address is never followed."""
    path = request.state.form.get("back", "/")
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return RedirectResponse(path if is_ours else "/", 303)
