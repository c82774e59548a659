"""Who is asking: a signed cookie, so that the server keeps nothing, and the token that every change must carry."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

COOKIE = "docextract_review"
LANG_COOKIE = "docextract_lang"
TOKEN_BYTES = 18  # 24 characters in an address or on a slip of paper
MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's visit. `reviewer` is the name that decisions are signed with; `is_in`: the password was given."""

    nonce: str
    reviewer: str
    is_in: bool


def new_session(reviewer: str = "", is_in: bool = False) -> Session:
    """A visit with a nonce of its own: one that has logged in never keeps the nonce from before."""
    return Session(secrets.token_urlsafe(16), reviewer, is_in)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def cookie_of(session: Session, key: bytes) -> str:
    """The session as a cookie's value, signed."""
    plain = json.dumps([session.nonce, session.reviewer, session.is_in], ensure_ascii=False).encode()
    body = base64.urlsafe_b64encode(plain).decode("ascii").rstrip("=")
    return f"{body}.{_mac(key, 'session', body)}"


def session_of(cookie: str, key: bytes) -> Session | None:
    """The session that a cookie holds; None when it was not signed with this key."""
    body, _, mac = cookie.partition(".")
    if not hmac.compare_digest(mac.encode(), _mac(key, "session", body).encode()):
        return None
    nonce, reviewer, is_in = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return Session(str(nonce), str(reviewer), bool(is_in))


def csrf_token(session: Session, key: bytes) -> str:
    """What a change must carry: another site's page can send the cookie along, but can't read this."""
    return _mac(key, "csrf", session.nonce)


def is_csrf_token(given: str, session: Session, key: bytes) -> bool:
    return hmac.compare_digest(given.encode(), csrf_token(session, key).encode())


def is_password(given: str, password: str) -> bool:
    """Compares digests, so that neither content nor length shows in the time it takes."""
    return hmac.compare_digest(hashlib.sha256(given.encode()).digest(), hashlib.sha256(password.encode()).digest())


def reviewer_name(text: str) -> str:
    """A name as it is kept: no control characters, one space at a time, not endless.

    >>> reviewer_name("  王 \\n 老师 ")
    '王 老师'
    """
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:MAX_NAME]


def _mac(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
