"""What goes out of a review about one report: the findings that were chosen, numbered once for all files that go out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from docextract.model.finding import FindingKind, Severity
from docextract.outputs.language import Lang
from docextract.review.carry_over import Carried
from docextract.review.decisions import Key, State
from docextract.review.run_index import FindingEntry, Place, ReportEntry, RunIndex
from docextract.text.places import where_in_english

# "all": whatever nobody has called a false alarm or put on the ignore list.
Wanted = Literal["confirmed", "all"]
WANTED: tuple[Wanted, ...] = ("confirmed", "all")
Box = tuple[float, float, float, float]
_ORDER = [severity.value for severity in Severity]
_KINDS = [kind.value for kind in FindingKind]


@dataclass(frozen=True, slots=True)
class Point:
    """A finding that goes out. `number` counts from 1 through the report, the same in every file; `who` and `note` are
    the reviewer's, empty where nobody has decided or they are to stay in the house."""

    number: int
    found: FindingEntry
    places: tuple[Place, ...]
    state: State
    who: str = ""
    note: str = ""

    @property
    def severity(self) -> str:
        return self.found.row["severity"]

    @property
    def kind(self) -> str:
        return self.found.row["kind"]

    def told(self, column: str, lang: Lang) -> str:
        """The message or reason in the reader's language; the other one where there is no English."""
        english = self.found.row.get(f"{column}_en", "") if lang == "en" else ""
        return english or self.found.row.get(column, "")


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one kind, the severest first."""

    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """All that goes out about a report.

    `n_undecided` findings are open or to be checked; `numbers` counts the report's numbers by what became of them;
    `page_labels` are the printed page numbers, "" where there is none; `titles` are those of other reports by name.
    """

    entry: ReportEntry
    wanted: Wanted
    groups: tuple[Group, ...]
    n_undecided: int
    page_labels: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for group in self.groups for point in group.points)

    def severities(self) -> Counter[str]:
        return Counter(point.severity for point in self.points)

    def place_words(self, place: Place, lang: Lang) -> tuple[str, str]:
        """Page of a piece of evidence and where on it; pages are those of the PDF, as messages name them."""
        where = where_in_english(place.where) if lang == "en" else place.where
        where = "" if where == place.quote else where
        if place.report == self.entry.report:
            label = self.page_labels[place.page - 1] if 0 < place.page <= len(self.page_labels) else ""
            return page_words(place.page, label, lang), where
        title = self.titles.get(place.report, place.report)
        where = where.removeprefix(place.report).lstrip("，, ")
        return f"{f'“{title}”, ' if lang == 'en' else f'《{title}》'}{page_words(place.page, '', lang)}", where


def page_words(page: int, label: str, lang: Lang) -> str:
    """The PDF's page, with the printed number where it is another one.

    >>> page_words(8, "5", "zh"), page_words(8, "8", "zh"), page_words(8, "", "en")
    ('第 8 页（印刷页码 5）', '第 8 页', 'page 8')
    """
    printed = label if label not in ("", str(page)) else ""
    if lang == "en":
        return f"page {page}" + (f" (printed {printed})" if printed else "")
    return f"第 {page} 页" + (f"（印刷页码 {printed}）" if printed else "")


def opinion_of(
    index: RunIndex,
    entry: ReportEntry,
    carried: Mapping[Key, Carried],
    wanted: Wanted,
    *,
    with_notes: bool = True,
    numbers: Mapping[str, int] | None = None,
) -> Opinion:
    """The report's findings that are `wanted`, grouped by kind; the group with the severest finding comes first."""
    found = [each for each in index.findings_of(entry.report) if not _is_ignored(each, carried)]
    states = {each.id: carried[each.finding.key].state for each in found}
    chosen = [each for each in found if _is_wanted(states[each.id], wanted)]
    structure = _structure(entry.json_path)
    boxes = _boxes(structure)
    points = [
        _point(number, each, carried[each.finding.key], with_notes, boxes)
        for number, each in enumerate(_in_order(chosen), 1)
    ]
    return Opinion(
        entry=entry,
        wanted=wanted,
        groups=tuple(Group(kind, tuple(own)) for kind, own in groupby(points, key=lambda point: point.kind)),
        n_undecided=sum(state in (State.OPEN, State.UNSURE) for state in states.values()),
        page_labels=tuple(map(str, structure.get("page_labels", ()))),
        numbers=numbers or {},
        titles={each.report: each.title for each in index.reports},
    )


def _is_ignored(found: FindingEntry, carried: Mapping[Key, Carried]) -> bool:
    """What people decided counts for more than the ignore file."""
    return found.is_ignored and carried[found.finding.key].standing.last is None


def _is_wanted(state: State, wanted: Wanted) -> bool:
    return state is State.CONFIRMED if wanted == "confirmed" else state is not State.DISMISSED


def _in_order(chosen: Sequence[FindingEntry]) -> list[FindingEntry]:
    """Kind by kind, the kind with the severest finding first; within a kind by severity and page."""
    worst: dict[str, int] = {}
    for each in chosen:
        kind = each.row["kind"]
        worst[kind] = min(worst.get(kind, len(_ORDER)), _rank(each.row["severity"], _ORDER))

    def order(each: FindingEntry) -> tuple[int, int, str, int, int]:
        kind = each.row["kind"]
        return worst[kind], _rank(kind, _KINDS), kind, _rank(each.row["severity"], _ORDER), each.page

    return sorted(chosen, key=order)


def _rank(word: str, order: Sequence[str]) -> int:
    return order.index(word) if word in order else len(order)


def _point(
    number: int, found: FindingEntry, carried: Carried, with_notes: bool, boxes: Mapping[tuple[int, str], Box]
) -> Point:
    """A note counts as long as the decision holds: one on what the finding said before is not about this one."""
    places = tuple(
        replace(place, bbox=place.bbox or boxes.get((place.page, _plain(place.quote))))
        if place.report == found.report
        else place
        for place in found.places
    )
    if found.row["kind"] == FindingKind.MISSING.value:
        places = tuple(_where_it_lacks(place, found.row["message"]) for place in places)
    last = carried.standing.last
    if not with_notes or last is None or carried.state is State.OPEN:
        return Point(number, found, places, carried.state)
    return Point(number, found, places, carried.state, last.who, carried.standing.note)


def _where_it_lacks(place: Place, message: str) -> Place:
    """Of what is not there the evidence can only be where it was looked for last; quoting that would look like a fault."""
    if _plain(place.quote) in _plain(message):
        return place
    return replace(place, bbox=None, quote="", where="")


def _structure(path: Path | None) -> Mapping[str, Any]:
    data = json.loads(path.read_bytes()) if path is not None else {}
    return data if isinstance(data, dict) else {}


def _boxes(structure: Mapping[str, Any]) -> dict[tuple[int, str], Box]:
    """The boxes of blocks by page and text: some evidence (headings, captions) names the words alone. Of two blocks with
    the same words on a page neither is meant."""
    found: dict[tuple[int, str], list[Box]] = {}
    for block in structure.get("blocks", ()):
        box: Sequence[float] = block.get("bbox") or ()
        if len(box) == 4:
            text = _without_leader(block["text"]) if block["kind"] == "toc" else block["text"]
            found.setdefault((block["page"], _plain(text)), []).append((box[0], box[1], box[2], box[3]))
    return {key: boxes[0] for key, boxes in found.items() if len(boxes) == 1}


def _without_leader(text: str) -> str:
    """The title of an entry of a contents list, without the dots and the page.

    >>> _without_leader("1.2 办学条件 ...... 12"), _without_leader("表 3")
    ('1.2 办学条件', '表 3')
    """
    before_page = text.rstrip().rstrip("0123456789IVXLivxl-")
    title = before_page.rstrip(" .…·．⋯")
    return title if len(before_page) - len(title) >= 2 else text


def _plain(text: str) -> str:
    return "".join(text.split())
