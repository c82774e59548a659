"""Numbers of figures, tables, cases and sections that jump or come twice.

**What it finds**: within one run of numbers a gap (图 5-5, then 图 5-7) or a number given twice (two sections 2.4).
**Why it matters**: a reader looks for the missing one, and references to a doubled number are ambiguous.
**Example**: 案例 2-3, 案例 2-5; paragraphs numbered 11, 13, 13 (see numbered_paragraphs).
**Silent** when the number stands at the head of some block after all (we misread it), when numbers begin again at 1
(another document bound in, an appendix), when the run does not begin at 1, when only one item has such a number, and
after the first gap of a run in which most numbers are missing (then we missed them).
**Tolerance**: none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.checks.facts.book import Book
from docextract.checks.prose.numbered_paragraphs import paragraph_slips
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.verdicts.unread import printed_heads
from docextract.model.document import Report
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.ordinals import Ordinal, parse_ordinal

# More missing numbers than this in one place say that things were not found, not that they were numbered badly.
GAP_LIMIT = 3
MIN_COPY = 72  # characters of a case that is printed again
_CHINESE = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered thing: its word (图, 表, 案例, 章节), number as printed, title, place."""

    word: str
    number: str
    title: str
    page: int
    block: str

    @property
    def label(self) -> str:
        has_word = self.number.startswith("附") or " " in self.number  # 附表 1, 专栏 2
        number = self.number if self.word == "" or has_word else f"{self.word} {self.number}"
        return f"{number} {self.title}".strip()


@check("structure")
def numbering(book: Book) -> Iterator[Verdict]:
    """Numbers that jump or come twice; see the module."""
    report = book.report
    part_of = report.part_of_blocks()
    for word, items in (("图", figures(report)), ("表", tables(report)), ("案例", _printed_once(report))):
        for part in range(max(1, len(report.parts))):
            for run in caption_runs([item for item in items if part_of.get(item.block, 0) == part]):
                yield from _run_verdicts(report, word, run)
    for run in section_runs(report):
        yield from _run_verdicts(report, "标题", run)
    yield from paragraph_slips(report)


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


def _printed_once(report: Report) -> list[Item]:
    """The cases without copies of earlier ones: that a case is printed twice is told by its text."""
    seen: set[tuple[str, str, str]] = set()
    copies: set[str] = set()
    for case in report.cases:
        mark = (case.number, case.title, case.text)
        if mark in seen and len(case.text) >= MIN_COPY:
            copies.add(case.block)
        seen.add(mark)
    return [item for item in cases(report) if item.block not in copies]


def caption_runs(items: Sequence[Item]) -> Iterator[list[tuple[Item, Ordinal]]]:
    """Items that count on from each other: same style, same leading parts, a new run where numbering starts again."""
    runs: dict[tuple[str, tuple[int, ...]], list[tuple[Item, Ordinal]]] = {}
    for item in items:
        ordinal = parse_ordinal(item.number)
        if ordinal is None:
            continue
        key = (ordinal.style, ordinal.parts[:-1])
        run = runs.get(key, [])
        if run and ordinal.last == 1 and run[-1][1].last > 1:
            yield run
            run = []
        runs[key] = [*run, (item, ordinal)]
    yield from runs.values()


def section_runs(report: Report) -> Iterator[list[tuple[Item, Ordinal]]]:
    """Numbered headings under the same parent, by style of number; those of a bound document by themselves."""
    part_of = report.part_of_blocks()
    runs: dict[tuple[int, str, str, tuple[int, ...]], list[tuple[Item, Ordinal]]] = {}
    for section in report.sections:
        ordinal = parse_ordinal(section.number)
        if ordinal is None:
            continue
        key = (part_of.get(section.block, 0), section.parent, ordinal.style, ordinal.parts[:-1])
        run = runs.get(key, [])
        # 一、 begins again in another document; under one heading 2.1 has no second 2.1.1.
        if run and ordinal.last == 1 and len(ordinal.parts) == 1:
            yield run
            run = []
        runs[key] = [*run, (Item("", section.number, section.title, section.page, section.block), ordinal)]
    yield from runs.values()


def _run_verdicts(report: Report, word: str, run: list[tuple[Item, Ordinal]]) -> Iterator[Verdict]:
    if len(run) < 2:
        return
    missing = sum(max(0, b.last - a.last - 1) for (_, a), (_, b) in itertools.pairwise(run))
    if missing > GAP_LIMIT or missing >= len(run):
        return
    faults = 0
    for (before, first), (after, second) in itertools.pairwise(run):
        if second.last == first.last:
            faults += 1
            yield _doubled(word, before, after)
        elif second.last > first.last + 1:
            if _stands_somewhere(report, word, before.number, first, second):
                return
            faults += 1
            yield _gap(word, before, after, first, second)
    if not faults:
        yield _in_order(word, run)


def _stands_somewhere(report: Report, word: str, number: str, first: Ordinal, second: Ordinal) -> bool:
    """True when a block or cell begins with the number that seems to be missing: then we misread it, nothing is lost."""
    wanted = [_numbered(number, first, n) for n in range(first.last + 1, second.last)]
    marks = [_plain(f"{word}{n}" if word != "标题" else n) for n in wanted]
    starts = [_plain(text) for text in printed_heads(report)]
    return any(_begins(start, mark) for mark in marks for start in starts)


def _begins(text: str, mark: str) -> bool:
    """True if the text begins with the number and the number ends there; anywhere in a caption of two pictures."""
    at = text.find(mark)
    return (at == 0 or (at > 0 and mark[0] in "图表案")) and not text[at + len(mark) : at + len(mark) + 1].isdigit()


def _plain(text: str) -> str:
    return "".join(text.split())


def _doubled(word: str, before: Item, after: Item) -> Verdict:
    return _verdict(
        word,
        before,
        after,
        f"twice|{before.number}|{before.title}|{after.title}",
        Message(
            f"{word}编号 {before.number} 用了两次：“{before.label}”（第 {before.page} 页）和“{after.label}”（第 {after.page} 页）",
            f"{before.number} is used twice: {before.label} (page {before.page}) and {after.label} (page {after.page})",
        ),
        Severity.HIGH if word == "标题" else Severity.MEDIUM,
    )


def _gap(word: str, before: Item, after: Item, first: Ordinal, second: Ordinal) -> Verdict:
    lost = "、".join(_numbered(before.number, first, n) for n in range(first.last + 1, second.last))
    return _verdict(
        word,
        before,
        after,
        f"gap|{before.number}|{after.number}",
        Message(
            f"“{before.label}”（第 {before.page} 页）之后是“{after.label}”（第 {after.page} 页），缺 {lost}",
            f"{before.label} (page {before.page}) is followed by {after.label} (page {after.page}); {lost.replace('、', ', ')} is missing",
        ),
        Severity.MEDIUM,
    )


def _numbered(number: str, ordinal: Ordinal, last: int) -> str:
    """The number with another last part: 5-5 to 5-6, （二） to （三）."""
    digits = str(ordinal.last)
    at = number.rfind(digits)
    if at >= 0:
        return number[:at] + str(last) + number[at + len(digits) :]
    return (
        number.replace(_CHINESE[ordinal.last], _CHINESE[last]) if max(ordinal.last, last) < len(_CHINESE) else str(last)
    )


def _verdict(word: str, before: Item, after: Item, key: str, message: Message, severity: Severity) -> Verdict:
    return Verdict(
        "numbering",
        key_of(word, key),
        "differs",
        FindingKind.NUMBERING,
        severity,
        f"{word} {after.number}",
        message,
        (evidence_of_item(before), evidence_of_item(after)),
    )


def evidence_of_item(item: Item) -> Evidence:
    return Evidence(SourceRef(item.page, block=item.block), item.label, where=item.label)


def _in_order(word: str, run: list[tuple[Item, Ordinal]]) -> Verdict:
    first, last = run[0][0], run[-1][0]
    message = Message(
        f"{word} {first.number} 至 {last.number} 编号连续", f"{first.number} to {last.number} are in order"
    )
    return Verdict(
        "numbering",
        key_of(word, "order", first.number, last.number),
        "agrees",
        FindingKind.NUMBERING,
        Severity.LOW,
        word,
        message,
        (evidence_of_item(first), evidence_of_item(last)),
    )
