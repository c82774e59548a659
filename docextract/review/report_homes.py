"""Which report of a new run is the one that was decided on: files get renamed, corrected, and replaced by next year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docextract.review.decisions import Identity
from docextract.review.fingerprint import plain

# A report as it was when somebody decided: its name and what it was known by.
Known = tuple[str, Identity]


def report_homes(known: Iterable[Known], now: Mapping[str, Identity]) -> dict[Known, str]:
    """For each report that was decided on its name in the run, "" if it is not there any more.

    The same bytes count first, then the same name unless another issuer or year says that it is another report, then a
    single report with the same issuer, year and title that nothing else is.
    """
    by_bytes: dict[str, list[str]] = {}
    for name, identity in sorted(now.items()):
        by_bytes.setdefault(identity.sha256, []).append(name)
    homes: dict[Known, str] = {}
    left: list[Known] = []
    for name, identity in sorted(set(known), key=repr):
        same = by_bytes.get(identity.sha256, []) if identity.sha256 else []
        if name in same or (not same and name in now and not _is_other(identity, now[name])):
            homes[name, identity] = name
        elif same:
            homes[name, identity] = same[0]
        else:
            left.append((name, identity))
    taken = set(homes.values())
    for name, identity in left:
        alike = [other for other, found in now.items() if other not in taken and _is_same(identity, found)]
        homes[name, identity] = alike[0] if len(alike) == 1 else ""
    return homes


def _is_other(before: Identity, now: Identity) -> bool:
    """True if what both tell of themselves excludes that they are one report."""
    issuers = plain(before.issuer), plain(now.issuer)
    return any(a and b and a != b for a, b in (issuers, (before.year, now.year)))


def _is_same(before: Identity, now: Identity) -> bool:
    """True if all that a report tells of itself is known and the same."""
    told, tells = ((plain(one.issuer), one.year, plain(one.title)) for one in (before, now))
    return all(told) and told == tells
