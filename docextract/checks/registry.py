"""Checks by name: what each needs, and the function that yields its verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from docextract.checks.facts.book import Book
from docextract.errors import SettingsError
from docextract.model.finding import Verdict

Need = Literal["claims", "indicators", "tables", "structure", "prose"]
CheckFunction = Callable[[Book], Iterator[Verdict]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: `name` is also its module's; `needs` says what it reads, so that it is left out when that is missing.

    One that is made `on_request` runs only when it is named.
    """

    name: str
    needs: tuple[Need, ...]
    function: CheckFunction
    on_request: bool = False


_CHECKS: dict[str, Check] = {}


def check(*needs: Need, on_request: bool = False) -> Callable[[CheckFunction], CheckFunction]:
    """Registers a check under the name of its function; the name must be new."""

    def register(function: CheckFunction) -> CheckFunction:
        name = function.__name__
        if name in _CHECKS:
            raise SettingsError(f"two checks are called {name}; rename one of them")
        _CHECKS[name] = Check(name, needs, function, on_request)
        return function

    return register


def all_checks() -> tuple[Check, ...]:
    """All checks that were registered, by name."""
    return tuple(_CHECKS[name] for name in sorted(_CHECKS))
