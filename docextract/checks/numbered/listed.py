"""Entries of 目录, 表目录, 图目录 and 案例目录, each with the title in the body that it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from docextract.checks.numbered.items import Item, bare_number, captioned, headings
from docextract.model.document import Report
from docextract.model.finding import Evidence
from docextract.model.source import SourceRef
from docextract.model.tree import ContentsEntry
from docextract.text.labels import compare_form
from docextract.text.ordinals import Ordinal, parse_ordinal
from docextract.text.patterns import GAP, compile_pattern

MIN_TITLE = 2
# Under this a heading with the entry's number is another one: 一、 stands in every part of a budget.
UNLIKE = 0.3
_CAPTION = compile_pattern(
    rf"^(?P<word>附表|附图|表|图|案例){GAP}(?P<number>\d+(?:{GAP}[-－—–.]{GAP}\d+)*){GAP}[：:.、]?{GAP}(?P<title>.*)$"
)
_COUNT = r"[零〇一二两三四五六七八九十百]+"
# 第一章, （二）, 三、, 2.4, 2.4., 挑战 2：. 2024 年 and 三全育人 are no numbers.
_HEADING = compile_pattern(
    rf"^[ ]*(?P<number>第{GAP}(?:\d{{1,2}}|{_COUNT}){GAP}(?:章|节|部分|篇|条)"
    rf"|[(（](?:\d{{1,2}}|{_COUNT})[)）]|{_COUNT}[、.．]|\d{{1,2}}(?:[.．]\d{{1,2}})*[.．、]?(?![\d.．]|{GAP}[年月日个%])"
    rf"|\p{{Han}}{{2,4}}{GAP}(?:\d{{1,2}}|{_COUNT}){GAP}[：:])(?P<title>.*)$"
)

How = Literal["", "same", "number", "title"]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the list `name`. `word` is 图, 表, 案例, or "" for a heading's; `number` and `title` are as the entry
    prints them ("" if it has no number).

    `item` is what it stands for, None if nothing was found; `how` tells what the two differ in ("same": in nothing).
    """

    name: str
    entry: ContentsEntry
    word: str
    number: str
    title: str
    item: Item | None = None
    how: How = ""

    @property
    def evidence(self) -> Evidence:
        return Evidence(SourceRef(self.entry.page), self.entry.text, where=self.name)

    @property
    def ordinal(self) -> Ordinal | None:
        return parse_ordinal(self.number)


def lists_of(report: Report) -> dict[str, list[ContentsEntry]]:
    """The entries of each list, by the heading it stands under."""
    lists: dict[str, list[ContentsEntry]] = {}
    for entry in report.toc:
        lists.setdefault(entry.list, []).append(entry)
    return lists


def listed(report: Report, name: str, entries: Sequence[ContentsEntry]) -> list[Listed]:
    """The entries of one list with what they stand for, in order."""
    read = [_read(name, entry) for entry in entries]
    found: dict[int, Listed] = {}
    for word, items in (*captioned(report).items(), ("", headings(report))):
        own = [index for index, each in enumerate(read) if each.word == word]
        for index, (at, how) in _matched([read[i] for i in own], items).items():
            each = read[own[index]]
            found[own[index]] = Listed(name, each.entry, word, each.number, each.title, items[at], how)
    return [found.get(index, each) for index, each in enumerate(read)]


def _read(name: str, entry: ContentsEntry) -> Listed:
    text = entry.text.strip()
    if match := _CAPTION.match(text):
        word = match["word"].removeprefix("附")
        prefix = match["word"] + " " if match["word"].startswith("附") else ""
        return Listed(name, entry, word, prefix + match["number"], match["title"])
    if match := _HEADING.match(text):
        return Listed(name, entry, "", match["number"], match["title"])
    return Listed(name, entry, "", "", text)


def _matched(entries: Sequence[Listed], items: Sequence[Item]) -> Mapping[int, tuple[int, How]]:
    """For each entry's place the place of its item: the same first, then, between those, the same number or title."""
    found: dict[int, tuple[int, How]] = {}
    wholes = [_whole(item.word, item.number, item.title) for item in items]
    free = set(range(len(items)))
    last = -1
    for index, each in enumerate(entries):
        whole = _whole(each.word, each.number, each.title)
        same = [i for i in sorted(free) if wholes[i] == whole]
        if same:
            last = next((i for i in same if i > last), same[0])
            found[index] = (last, "same")
            free.discard(last)
    for index, each in enumerate(entries):
        if index not in found and (pair := _nearest(each, items, _between(index, found, free, len(items)))):
            found[index] = pair
            free.discard(pair[0])
    return found


def _whole(word: str, number: str, title: str) -> str:
    return f"{number_form(word, number)}|{compare_form(title)}" if word else compare_form(f"{number}{title}")


def number_form(word: str, number: str) -> str:
    """A number in the form in which those of one word are compared: 2-1, 附3; of headings 2.4, 第一章, 挑战2."""
    if word:
        return ("附" if number.startswith("附") else "") + bare_number(number)
    return compare_form(number).rstrip(".")


def _between(index: int, found: Mapping[int, tuple[int, How]], free: set[int], size: int) -> list[int]:
    """Items that no entry has, between those of the nearest entries before and behind that have one."""
    low = max((at for i, (at, _) in found.items() if i < index), default=-1)
    high = min((at for i, (at, _) in found.items() if i > index), default=size)
    return [at for at in sorted(free) if low < at < high]


def _nearest(each: Listed, items: Sequence[Item], able: Sequence[int]) -> tuple[int, How] | None:
    title = compare_form(each.title)
    if len(title) >= MIN_TITLE:
        for at in able:
            if compare_form(items[at].title) == title and _counts_alike(each, items[at]):
                return at, "number"
    number = number_form(each.word, each.number)
    same = [
        at
        for at in able
        if number
        and number_form(each.word, items[at].number) == number
        and (each.word or shared_characters(title, compare_form(items[at].title)) >= UNLIKE)
    ]
    return (same[0], "title") if len(same) == 1 else None


def _counts_alike(each: Listed, item: Item) -> bool:
    """True when both are numbered in one style, so that another number is another place."""
    first, second = each.ordinal, parse_ordinal(item.number)
    return first is not None and second is not None and first.style == second.style and first.parts != second.parts


def shared_characters(first: str, second: str) -> float:
    """The share of characters that two titles have in common, whatever their order.

    >>> shared_characters("升学与就业", "就业与升学"), shared_characters("党建", "就业")
    (1.0, 0.0)
    """
    common = sum((Counter(first) & Counter(second)).values())
    return common / max(len(first), len(second), 1)
