"""Running headers, footers and page numbers: lines in a page's margin that come again on other pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.model.block import Line

MARGIN_SHARE = 0.12  # of the page's height, at the top and at the bottom
SAME_HEIGHT_PT = 4.0
SAME_LINE_SHARE = 0.3  # of a line's height: lines that overlap more stand at one height
MIN_PAGES = 2
# A header that changes by chapter stands on neighbouring pages, on every second one in two-sided print; words that come
# again only further away are titles of two parts bound in one file.
NEIGHBOUR_PAGES = 2
PAGE_NUMBER = re.compile(
    r"^[-–—·.\s~～]*(?:第\s*)?(?:page\s*)?(?P<number>\d{1,4}|[IVXLC]{1,7}|[ivxlc]{1,7})(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-–—·.\s~～]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Which lines of each page are furniture (indices into its lines), and each page's printed number."""

    lines: Mapping[int, frozenset[int]]
    labels: tuple[str, ...]


def find_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> Furniture:
    """`pages` gives each page's height and lines; the result counts pages from 1.

    A margin line is furniture when its text (numbers set aside) stands at the same height on another page, or when it
    is a page number in the place where other pages have theirs.
    """
    margin: list[dict[int, str]] = []
    for height, lines in pages:
        margin.append({i: _zone(line, height) for i, line in enumerate(lines) if _zone(line, height)})
    repeated = _repeated(pages, margin)
    repeated |= _in_header_places(pages, margin, repeated)
    numbers = _page_numbers(pages, margin)
    found: dict[int, frozenset[int]] = {}
    labels = []
    for index, _ in enumerate(pages):
        chosen = {i for i in margin[index] if (index, i) in repeated or (index, i) in numbers}
        found[index + 1] = frozenset(chosen)
        labels.append(next((numbers[index, i] for i in sorted(chosen, reverse=True) if (index, i) in numbers), ""))
    return Furniture(found, tuple(labels))


def _zone(line: Line, height: float) -> str:
    """Which margin a line stands in: "top", "bottom", or "" for the body."""
    if line.bbox.bottom <= MARGIN_SHARE * height:
        return "top"
    if line.bbox.top >= (1 - MARGIN_SHARE) * height:
        return "bottom"
    return ""


def _masked(text: str) -> str:
    return re.sub(r"\d+|\s+", "", text)


def _repeated(
    pages: Sequence[tuple[float, Sequence[Line]]], margin: Sequence[Mapping[int, str]]
) -> set[tuple[int, int]]:
    """(page index, line index) of margin lines whose words come again at the same height.

    Only the outermost lines count: the outermost line of a margin that does not repeat ends the search inwards, so that
    a table header at the top of the type area is not taken.
    """
    places: dict[tuple[str, str], list[tuple[int, int, float]]] = defaultdict(list)
    for index, (height, lines) in enumerate(pages):
        for i, zone in margin[index].items():
            words = _masked(lines[i].text)
            y = lines[i].bbox.top if zone == "top" else height - lines[i].bbox.bottom
            if words:
                places[zone, words].append((index, i, y))
    found: set[tuple[int, int]] = set()
    for spots in places.values():
        for index, i, y in spots:
            others = {other for other, _, y2 in spots if other != index and abs(y2 - y) <= SAME_HEIGHT_PT}
            if any(abs(other - index) <= NEIGHBOUR_PAGES for other in others):
                found.add((index, i))
    clear = {spot for spot in found if not _is_in_type_area(spot, pages, found)}
    return {spot for spot in clear if _is_outermost(spot, pages, margin, clear)}


def _in_header_places(
    pages: Sequence[tuple[float, Sequence[Line]]],
    margin: Sequence[Mapping[int, str]],
    repeated: set[tuple[int, int]],
) -> set[tuple[int, int]]:
    """Margin lines that come once, but stand where other pages have their headers, in the same print.

    A header that names the chapter comes once when the chapter has one page, or two in two-sided print.
    """

    def place(index: int, i: int) -> tuple[str, float, float]:
        line = pages[index][1][i]
        return margin[index][i], round(line.size, 1), round(line.bbox.bottom)

    usual = Counter(place(index, i) for index, i in repeated)
    return {
        (index, i)
        for index, lines in enumerate(margin)
        for i in lines
        if (index, i) not in repeated and usual[place(index, i)] >= MIN_PAGES
    }


def _is_in_type_area(
    spot: tuple[int, int], pages: Sequence[tuple[float, Sequence[Line]]], found: set[tuple[int, int]]
) -> bool:
    """True if more pages have text of their own at that height than repeated lines.

    Where chapters begin on new pages, their titles stand at one height near the page's top; two parts of a bound file,
    each with a chapter 基本情况, would lose them as running headers.
    """
    box = pages[spot[0]][1][spot[1]].bbox
    repeated = own = 0
    for index, (height, lines) in enumerate(pages):
        here = {
            (index, i) in found
            for i, line in enumerate(lines)
            if height == pages[spot[0]][0]
            and line.bbox.y_overlap(box) > SAME_LINE_SHARE * box.height
            and not PAGE_NUMBER.match(line.text)
        }
        repeated += True in here
        own += here == {False}
    return own > repeated


def _is_outermost(
    spot: tuple[int, int],
    pages: Sequence[tuple[float, Sequence[Line]]],
    margin: Sequence[Mapping[int, str]],
    found: set[tuple[int, int]],
) -> bool:
    index, i = spot
    lines = pages[index][1]
    zone = margin[index][i]
    line = lines[i]
    for j, other in enumerate(lines):
        outside = other.bbox.bottom < line.bbox.top if zone == "top" else other.bbox.top > line.bbox.bottom
        if outside and (index, j) not in found and not PAGE_NUMBER.match(other.text):
            return False
    return True


def _page_numbers(
    pages: Sequence[tuple[float, Sequence[Line]]], margin: Sequence[Mapping[int, str]]
) -> dict[tuple[int, int], str]:
    """Page numbers by (page index, line index): margin lines that are a number alone, at a height that is usual for it.

    A lone year or count in the margin of one page is no page number; the height must be that of several pages.
    """
    spots: list[tuple[int, int, int, str]] = []
    for index, (height, lines) in enumerate(pages):
        for i, zone in margin[index].items():
            match = PAGE_NUMBER.match(lines[i].text.strip())
            if match:
                y = lines[i].bbox.y_mid if zone == "top" else height - lines[i].bbox.y_mid
                spots.append((index, i, round(y / SAME_HEIGHT_PT) * (1 if zone == "top" else -1), match["number"]))
    usual = Counter(y for _, _, y, _ in spots)
    found = {}
    for index, i, y, number in spots:
        if usual[y] + usual[y - 1] + usual[y + 1] >= min(MIN_PAGES, len(pages)):
            found[index, i] = number
    return found
