"""What we are unsure of, or had to leave out, in our own reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NoticeLevel = Literal["lost", "unsure"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of errors.csv; `page` is 0 when the whole file is meant.

    `lost`: something was not read at all. `unsure`: it was read, but a person should look. `error` is a short stable
    word (`page-without-text`), `message` one sentence that says what to do.
    """

    stage: str
    level: NoticeLevel
    page: int
    error: str
    message: str
