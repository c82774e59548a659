"""Headings, figures, tables and cases as numbered things, and the runs in which they count on from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence
from docextract.model.source import SourceRef
from docextract.text.ordinals import Ordinal, parse_ordinal
from docextract.text.patterns import compile_pattern

MIN_COPY = 72  # characters of a case that is printed again
MAX_HEADING = 30  # characters of a line that may be a heading
_STOPS = ("。", "；", "：", "，", "、", "”")
_DASHES = "－—–"
_CHINESE = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
# 挑战 2： names a thing as 图 2 does: under one heading there is no second one.
_WORDED = compile_pattern(r"^\p{Han}{2,}\#")


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered thing: its word (图, 表, 案例; "" for a heading), number as printed, title, place."""

    word: str
    number: str
    title: str
    page: int
    block: str

    @property
    def label(self) -> str:
        return f"{self.name} {self.title}".strip()

    @property
    def name(self) -> str:
        """Word and number: 图 2-1; a heading's and 附表 1 as printed."""
        has_word = self.number.startswith("附") or " " in self.number  # 附表 1, 专栏 2
        return self.number if self.word == "" or has_word else f"{self.word} {self.number}"


Run = Sequence[tuple[Item, Ordinal]]


def headings(report: Report) -> list[Item]:
    return [Item("", s.number, s.title, s.page, s.block) for s in report.sections]


def figures(report: Report) -> list[Item]:
    return [Item("图", f.number, f.title, f.page, f.block) for f in report.figures if f.number]


def tables(report: Report) -> list[Item]:
    """Tables with those whose content is missing, in order of place."""
    order = {block.id: index for index, block in enumerate(report.blocks)}
    both = [t for t in (*report.tables, *report.missing_tables) if t.number]
    both.sort(key=lambda t: (order.get(t.block, len(order)), t.page))
    return [Item("表", t.number, t.title, t.page, t.block) for t in both]


def cases(report: Report) -> list[Item]:
    return [Item("案例", c.number, c.title, c.page, c.block) for c in report.cases if c.number]


def cases_once(report: Report) -> list[Item]:
    """The cases without copies of earlier ones: that a case is printed twice is told by its text."""
    seen: set[tuple[str, str, str]] = set()
    copies: set[str] = set()
    for case in report.cases:
        mark = (case.number, case.title, case.text)
        if mark in seen and len(case.text) >= MIN_COPY:
            copies.add(case.block)
        seen.add(mark)
    return [item for item in cases(report) if item.block not in copies]


def captioned(report: Report) -> dict[str, list[Item]]:
    """Everything that has a caption, by its word."""
    return {"图": figures(report), "表": tables(report), "案例": cases(report)}


def bare_number(number: str) -> str:
    """A caption's number in the form in which numbers are compared.

    >>> bare_number("2 － 1"), bare_number("附表 3")
    ('2-1', '3')
    """
    return "".join("-" if c in _DASHES else c for c in number if c.isdigit() or c in "-." or c in _DASHES)


def renumbered(item: Item, ordinal: Ordinal, last: int) -> str:
    """The item's number with another last part: 5-5 to 5-6, （二） to （三）."""
    number, digits = item.number, str(ordinal.last)
    at = number.rfind(digits)
    if at >= 0:
        return number[:at] + str(last) + number[at + len(digits) :]
    is_known = max(ordinal.last, last) < len(_CHINESE)
    return number.replace(_CHINESE[ordinal.last], _CHINESE[last]) if is_known else str(last)


def caption_runs(items: Sequence[Item]) -> Iterator[Run]:
    """Items that count on from each other: same style, same leading parts, a new run where numbering starts again.

    An item with another chapter's number between two of one chapter that leave a place for it (2-2, 3-3, 2-4) stands
    in their run, with the number of that place.
    """
    read = [(item, ordinal) for item in items if (ordinal := parse_ordinal(item.number)) is not None]
    runs: dict[tuple[str, tuple[int, ...]], list[tuple[Item, Ordinal]]] = {}
    for at, (item, printed) in enumerate(read):
        ordinal = _place_of_stray(read, at) or printed
        runs.setdefault((ordinal.style, ordinal.parts[:-1]), []).append((item, ordinal))
    for run in runs.values():
        yield from _split(run, _never)


def _place_of_stray(read: Run, at: int) -> Ordinal | None:
    if not 0 < at < len(read) - 1:
        return None
    before, own, after = (read[i][1] for i in (at - 1, at, at + 1))
    wanted = replace(before, parts=(*before.parts[:-1], before.last + 1))
    is_gap = after == replace(before, parts=(*before.parts[:-1], before.last + 2))
    is_stray = own.style == before.style and own.parts[:-1] != before.parts[:-1]
    return wanted if is_gap and is_stray and all(ordinal != wanted for _, ordinal in read) else None


def section_runs(report: Report) -> Iterator[Run]:
    """Numbered headings under the same parent, by style of number; those of a bound document by themselves."""
    part_of = report.part_of_blocks()
    runs: dict[tuple[int, str, str, tuple[int, ...]], list[tuple[Item, Ordinal]]] = {}
    for section, item in zip(report.sections, headings(report), strict=True):
        ordinal = parse_ordinal(section.number)
        if ordinal is not None:
            key = (part_of.get(section.block, 0), section.parent, ordinal.style, ordinal.parts[:-1])
            runs.setdefault(key, []).append((item, ordinal))
    for (_, parent, style, leading), run in runs.items():
        # 一、 begins again in another document; under one heading 2.1 has no second 2.1.
        if leading or (parent and _WORDED.match(style)):
            yield run
        else:
            yield from _split(run, partial(_may_begin_anew, report) if parent else _always)


def _split(run: Run, begins_anew: Callable[[Item, Item], bool]) -> Iterator[Run]:
    """The run cut in front of each 1 that begins anew; `begins_anew` is asked for a 1 right behind a 1."""
    start = 0
    for at in range(1, len(run)):
        (last, before), (item, this) = run[at - 1], run[at]
        # A 1 where the next one goes on from the one before is a misprint: 1, 2, 1, 4.
        goes_on = at + 1 < len(run) and run[at + 1][1].last == before.last + 2
        if this.last == 1 and not goes_on and (before.last > 1 or begins_anew(last, item)):
            yield run[start:at]
            start = at
    yield run[start:]


def _always(_first: Item, _second: Item) -> bool:
    return True


def _never(_first: Item, _second: Item) -> bool:
    return False


def _may_begin_anew(report: Report, first: Item, second: Item) -> bool:
    """True when a heading stands between two headings, or a line that may be one which was not read."""
    order = {block.id: index for index, block in enumerate(report.blocks)}
    inside = report.blocks[order.get(first.block, -1) + 1 : order.get(second.block, len(order))]
    lines = (block.text for block in inside if block.kind is BlockKind.PARAGRAPH)
    is_line = any(len(text) <= MAX_HEADING and not text.rstrip().endswith(_STOPS) for text in lines)
    return is_line or any(block.kind is BlockKind.HEADING for block in inside)


def evidence_of_item(item: Item) -> Evidence:
    return Evidence(SourceRef(item.page, block=item.block), item.label, where=item.label)
