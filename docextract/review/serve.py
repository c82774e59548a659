"""Starts the server: which names it answers to, what it prints. The door to uvicorn."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from docextract.errors import SettingsError
from docextract.review.app import Access
from docextract.review.guard import LOCAL_NAMES
from docextract.review.sessions import new_token, reviewer_name

LOCAL_HOST = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::", "")


@dataclass(frozen=True, slots=True)
class Listening:
    """An opened port, and the address that people type."""

    socket: socket.socket
    address: str


def access_to(host: str, password: str, reviewer: str = "") -> Access:
    """Who may reach a server on that host. One that other computers can reach always has a password: ours if none is
    given."""
    is_local = host in LOCAL_NAMES
    return Access(
        password=password if is_local else password or new_token(),
        hosts=LOCAL_NAMES if is_local else LOCAL_NAMES | _own_names(host),
        any_address=not is_local,
        reviewer=reviewer_name(reviewer) or _user(),
    )


def _own_names(host: str) -> frozenset[str]:
    names = {socket.gethostname().lower(), socket.getfqdn().lower()}
    return frozenset(names if host in EVERYWHERE else names | {host.lower()})


def _user() -> str:
    """The name that this computer knows the user by, which the reviewer can change on the page."""
    try:
        return reviewer_name(getpass.getuser())
    except (OSError, KeyError):
        return ""


def listen(host: str, port: int) -> Listening:
    """Opens the port (0: a free one). Raises SettingsError when it is taken or the host is none of this computer's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
    except OSError as error:
        opened.close()
        raise SettingsError(
            f"--host {host} --port {port}：无法监听（{error.strerror}）；请换一个端口，如 --port 0（自动选择）。"
            " This address can't be listened on; choose another port, such as --port 0."
        ) from error
    shown = _own_address() if host in EVERYWHERE else host
    shown = f"[{shown}]" if ":" in shown else shown
    return Listening(opened, f"http://{shown}:{opened.getsockname()[1]}/")


def _own_address() -> str:
    """This computer's number in the office's network, which others can type where names are not known; else its name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # chooses the way out; a datagram socket sends nothing by this
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def serve(app: Starlette, listening: Listening, started: Callable[[], object] = lambda: None) -> None:
    """Answers until it is interrupted; `started` is called when the first page can be asked for."""
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how it ends
        server_of(app, started).run(sockets=[listening.socket])


def server_of(app: Starlette, started: Callable[[], object]) -> uvicorn.Server:
    """The server, not yet running; its `should_exit` ends it from another thread."""
    # our own lines only: uvicorn's would tell of every picture, and its header names the program
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none", workers=1
    )
    return _Server(config, started)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, told: Callable[[], object]) -> None:
        super().__init__(config)
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._told()
