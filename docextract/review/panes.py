"""Evidence on panes: places near each other on one page share a pane, so that a column's six cells are one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.review.run_index import Place

MAX_PANE_PT = 300.0  # what a pane shows at a legible zoom: a good third of an A4 page
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Marked:
    """A place with the letter that stands for it on the page, in the quotes and on the box."""

    letter: str
    place: Place


@dataclass(frozen=True, slots=True)
class Pane:
    """One picture: places of one page of one report, in the order of the evidence."""

    report: str
    page: int
    marked: tuple[Marked, ...]


def panes(places: Sequence[Place]) -> tuple[Pane, ...]:
    """All places, each in one pane; panes in the order of their first places.

    >>> at = lambda page, top: Place("甲.pdf", page, (10, top, 90, top + 12), "", "", "", "", "")
    >>> [[m.letter for m in pane.marked] for pane in panes([at(1, 100), at(2, 80), at(1, 130), at(1, 700)])]
    [['A', 'C'], ['B'], ['D']]
    """
    found: list[Pane] = []
    for number, place in enumerate(places):
        marked = Marked(_letter(number), place)
        at = next((i for i, pane in enumerate(found) if _fits(pane, place)), None)
        if at is None:
            found.append(Pane(place.report, place.page, (marked,)))
        else:
            found[at] = Pane(place.report, place.page, (*found[at].marked, marked))
    return tuple(found)


def _letter(number: int) -> str:
    round_, at = divmod(number, len(LETTERS))
    return LETTERS[at] + (str(round_) if round_ else "")


def _fits(pane: Pane, place: Place) -> bool:
    """A place without a box means the whole page and shares a pane with nothing but its like."""
    if (pane.report, pane.page) != (place.report, place.page):
        return False
    boxes = [marked.place.bbox for marked in pane.marked]
    if place.bbox is None or None in boxes:
        return place.bbox is None and all(box is None for box in boxes)
    known = [box for box in (*boxes, place.bbox) if box is not None]
    return max(box[3] for box in known) - min(box[1] for box in known) <= MAX_PANE_PT
