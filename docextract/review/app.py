"""The web application: which address is answered by which handler. The door to Starlette, with `guard`, `api` and `pages`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from docextract.errors import DocextractError
from docextract.outputs.language import Lang
from docextract.review import api, pages
from docextract.review.decisions import Store
from docextract.review.desk import Desk
from docextract.review.guard import HEADERS, LOCAL_NAMES, Guard, GuardRules
from docextract.review.standings import Standings

STATIC = Path(__file__).with_name("static")


@dataclass(frozen=True)
class Access:
    """Who may reach the page and under which names (see `guard.GuardRules`); the key is new with every start."""

    password: str = ""
    hosts: frozenset[str] = LOCAL_NAMES
    any_address: bool = False
    reviewer: str = ""
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def rules(self) -> GuardRules:
        return GuardRules(self.key, self.password, self.hosts, self.any_address, self.reviewer)


def make_app(desk: Desk, store: Store, access: Access, lang: Lang = "zh") -> Starlette:
    """The application over an opened desk and store; the caller closes the store."""
    routes = [
        Route("/", pages.findings_page),
        Route("/report/{report}", pages.report_page),
        Route("/panel", pages.panel_page),
        Route("/feedback/{report}/{form}", api.feedback_file),
        Route("/login", pages.login_page, methods=["GET"]),
        Route("/login", pages.log_in, methods=["POST"]),
        Route("/reviewer", pages.set_reviewer, methods=["POST"]),
        Route("/language", pages.set_language, methods=["POST"]),
        Route("/page/{report}/{digest}/{page:int}", api.page_picture),
        Route("/api/findings", api.findings),
        Route("/api/states", api.states),
        Route("/api/finding/{report}/{finding}", api.finding),
        Route("/api/finding/{report}/{finding}/decision", api.decide, methods=["POST"]),
        Route("/api/finding/{report}/{finding}/undo", api.undo, methods=["POST"]),
        Route("/api/report/{report}", api.report),
        Route("/api/report/{report}/boxes/{page:int}", api.report_boxes),
        Route("/api/report/{report}/{part}", api.report_part),
        Route("/api/panel", api.panel),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, rules=access.rules())],
        exception_handlers={DocextractError: _told, HTTPException: _http, Exception: _fault},
    )
    app.state.desk = desk
    app.state.standings = Standings(store)
    app.state.access = access
    app.state.lang = lang
    return app


def _told(_: Request, error: Exception) -> Response:
    """What went wrong, in our own words; the page shows it to the reviewer."""
    return JSONResponse({"error": str(error)}, 503)


def _fault(_: Request, __: Exception) -> Response:
    """A fault of ours, answered outside the guard, which therefore can't put its headers on; the log has the rest."""
    text = "程序自身出错，没有完成；详见启动 docextract review 的窗口。 A fault of docextract; its window tells more."
    return PlainTextResponse(text, 500, headers=HEADERS)


def _http(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return PlainTextResponse("没有这一页。 There is no such page." if status == 404 else str(status), status)
