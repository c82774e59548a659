"""What people type, made fit to be kept: no control characters, names that say something."""

from __future__ import annotations

import re

from docextract.errors import SettingsError

MAX_NOTE = 20_000  # characters; a cell of Excel takes 32,767
MAX_WHO = 100
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")  # makes readers see another order than the file has


def printable(text: str) -> str:
    """Text of a report or person as XML, PDF and HTML can hold it, lines ended by line feeds.

    >>> printable("a\\x00b\\r\\nc\\u202e")
    'ab\\nc'
    """
    return _TURNS_TEXT.sub("", _CONTROL.sub("", re.sub(r"\r\n?", "\n", text)))


def without_control(text: str) -> str:
    """The text without what neither XML nor a database takes."""
    return _CONTROL.sub("", text)


def plain_note(text: str) -> str:
    """The note without control characters, lines ended by line feeds, blanks at both ends gone.

    Raises SettingsError when it is longer than can be kept.
    """
    note = without_control(re.sub(r"\r\n?", "\n", text)).strip()
    if len(note) > MAX_NOTE:
        raise SettingsError(
            f"备注有 {len(note)} 字，至多 {MAX_NOTE} 字，请缩短。 The note has {len(note)} characters, at most {MAX_NOTE}."
        )
    return note


def plain_who(text: str) -> str:
    """The name of a person on one line; raises SettingsError when there is none."""
    who = " ".join(without_control(text).split())[:MAX_WHO]
    if not who:
        raise SettingsError("请给出审阅人姓名。 Give the reviewer's name.")
    return who
