"""What stands before every request: the name it was sent to, who sent it, whether a change comes from our own page.

Requests that fail are answered here; handlers see only those that may pass, with `request.state.session` and, for a form,
`request.state.form`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docextract.review.sessions import COOKIE, Session, cookie_of, is_csrf_token, new_session, session_of

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
MAX_BODY = 64 * 1024  # a note, not a novel
OPEN_PATHS = ("/login", "/static/")
COOKIE_SECONDS = 30 * 24 * 3600

# A link on another site is followed without our cookie (SameSite=Strict); a new one would log the visitor out. This page
# asks for the same address once more, as one of ours and so with the cookie, if there is one.
AGAIN = '<!doctype html><meta charset="utf-8"><title>docextract</title><script src="/static/again.js"></script>'

# Everything comes from this server, nothing is framed, nothing is told to others.
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class GuardRules:
    """`key` signs cookies. `password` "" lets everybody in that reaches the server, which then is this computer alone.

    `hosts` are the names that requests may be sent to; with `any_address` numbers (192.0.2.7) too, which no foreign name
    can be made to stand for (DNS rebinding).
    """

    key: bytes
    password: str = ""
    hosts: frozenset[str] = LOCAL_NAMES
    any_address: bool = False
    reviewer: str = ""


@dataclass(slots=True)
class _Body:
    """A request's body, read beforehand and handed on as if it had not been."""

    data: bytes
    rest: Receive
    was_read: bool = field(default=False)

    async def receive(self) -> Message:
        if self.was_read:
            return await self.rest()  # where the server says that the browser has gone
        self.was_read = True
        return {"type": "http.request", "body": self.data, "more_body": False}


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, rules: GuardRules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets here
        known = self._session(scope)
        if known is None and _is_followed_link(scope):
            await HTMLResponse(AGAIN)(scope, receive, _Answer(send, None).send)
            return
        session = known or new_session(self.rules.reviewer)
        scope.setdefault("state", {})["session"] = session
        guarded = _Answer(send, None if known else cookie_of(session, self.rules.key))
        body = await _read_body(receive) if scope["method"] not in ("GET", "HEAD") else b""
        refusal = self._refusal(scope, session, body)
        if refusal is not None:
            await refusal(scope, receive, guarded.send)
            return
        await self.app(scope, _Body(body or b"", receive).receive, guarded.send)

    def _session(self, scope: Scope) -> Session | None:
        cookie = HTTPConnection(scope).cookies.get(COOKIE, "")
        return session_of(cookie, self.rules.key) if cookie else None

    def _refusal(self, scope: Scope, session: Session, body: bytes | None) -> Response | None:
        """Why a request may not pass, as an answer; None when it may."""
        headers = Headers(scope=scope)
        if not self._is_own_name(headers.get("host", "")):
            return _refused(421, "此地址不是本服务。 This server does not answer under that name.")
        if body is None:
            return _refused(413, "内容太大。 Too large.")
        if scope["method"] not in ("GET", "HEAD") and not self._is_own_change(scope, headers, session, body):
            return _refused(403, "页面已过期，请刷新。 This page is out of date; load it again.")
        if self.rules.password and not session.is_in and not scope["path"].startswith(OPEN_PATHS):
            if scope["path"].startswith(("/api/", "/page/")):
                return _refused(401, "请先登录。 Log in first.")
            return RedirectResponse("/login", 303)
        return None

    def _is_own_name(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self.rules.hosts or (self.rules.any_address and _is_address(name))

    def _is_own_change(self, scope: Scope, headers: Headers, session: Session, body: bytes) -> bool:
        origin = headers.get("origin", "null")  # null: a form on a page that tells no referrer, such as ours
        if origin != "null" and origin.partition("://")[2] != headers.get("host"):
            return False
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        form: dict[str, str] = {}
        if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        scope["state"]["form"] = form
        return is_csrf_token(headers.get("x-csrf-token") or form.get("csrf", ""), session, self.rules.key)


class _Answer:
    """Sends what the application answers with our headers on it, and the cookie of a new visit."""

    def __init__(self, send: Send, cookie: str | None) -> None:
        self._send = send
        self._cookie = cookie

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
            if self._cookie is not None and "set-cookie" not in headers:
                headers.append("set-cookie", set_cookie(COOKIE, self._cookie))
        await self._send(message)


def set_cookie(name: str, value: str) -> str:
    """A cookie that scripts can't read and other sites' pages can't send."""
    return f"{name}={value}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Strict"


def _is_followed_link(scope: Scope) -> bool:
    """True for a page asked for by a link on another site, the first time."""
    headers = Headers(scope=scope)
    is_link = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") == "navigate"
    return is_link and scope["method"] == "GET" and b"again" not in scope["query_string"]


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body; None when it is larger than MAX_BODY."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > MAX_BODY:
            return None
        parts.append(part)
        if not message.get("more_body"):
            break
    return b"".join(parts)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _refused(status: int, text: str) -> Response:
    return PlainTextResponse(text, status)
