"""Numbers of figures, tables, cases and sections that jump or come twice.

**What it finds**: within one run of numbers a gap (图 5-5, then 图 5-7), a number given twice (two sections 2.4), and the
one number that stands out of its run (2-1, 2-2, 2-4, 2-4: the third should be 2-3), with the lists of contents and the
references that still have the right one.
**Why it matters**: a reader looks for the missing one, and references to a doubled number are ambiguous.
**Example**: 案例 2-3, 案例 2-5; paragraphs numbered 11, 13, 13 (see numbered_paragraphs).
**Silent** when the number stands at the head of some block after all (we misread it), when numbers begin again at 1
(another document bound in, an appendix), when only one item has such a number, and in a run in which most numbers are
missing (then we missed them).
**Tolerance**: none. Which number is wrong is said only when the numbers around it leave no other, or the lists and the
headings below it say so too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docextract.checks.facts.book import Book
from docextract.checks.numbered.items import (
    Item,
    Run,
    caption_runs,
    cases_once,
    evidence_of_item,
    figures,
    renumbered,
    section_runs,
    tables,
)
from docextract.checks.numbered.lost import is_unread, stands_somewhere
from docextract.checks.numbered.misnumbered import right_numbers
from docextract.checks.numbered.witnesses import Witnesses, witnesses_of
from docextract.checks.prose.numbered_paragraphs import paragraph_slips
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.model.document import Report
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.text.ordinals import Ordinal, parse_ordinal

# More missing numbers than this in one place say that things were not found, not that they were numbered badly.
GAP_LIMIT = 3
# So many places that name a number are shown.
SHOWN = 3


@check("structure")
def numbering(book: Book) -> Iterator[Verdict]:
    """Numbers that jump or come twice; see the module."""
    report = book.report
    part_of = report.part_of_blocks()
    witnesses = witnesses_of(report)
    for word, items in (("图", figures(report)), ("表", tables(report)), ("案例", cases_once(report))):
        for part in range(max(1, len(report.parts))):
            for run in caption_runs([item for item in items if part_of.get(item.block, 0) == part]):
                yield from _run_verdicts(report, word, run, witnesses)
    for run in section_runs(report):
        yield from _run_verdicts(report, "标题", run, witnesses)
    yield from paragraph_slips(report)


def _run_verdicts(report: Report, word: str, run: Run, witnesses: Witnesses) -> Iterator[Verdict]:
    if len(run) < 2:
        return
    right = _right_numbers(report, run, witnesses)
    mended = [(item, _with_last(ordinal, right.get(at, ordinal.last))) for at, (item, ordinal) in enumerate(run)]
    missing = sum(max(0, b.last - a.last - 1) for (_, a), (_, b) in itertools.pairwise(mended))
    if missing > GAP_LIMIT or missing >= len(run):
        return
    faults = [_wrong(word, run, at, last, witnesses) for at, last in right.items()]
    for (before, first), (after, second) in itertools.pairwise(mended):
        if second.last == first.last:
            faults.append(_doubled(word, before, after))
        elif second.last > first.last + 1:
            numbers = [renumbered(before, first, n) for n in range(first.last, second.last)]
            if stands_somewhere(report, run, before, after, numbers):
                break  # what was not read leaves the rest of the run in doubt
            faults.append(_gap(word, before, after, numbers[1:], witnesses))
    yield from faults
    if not right and all(b.last == a.last + 1 for (_, a), (_, b) in itertools.pairwise(run)):
        yield _in_order(word, run)


def _right_numbers(report: Report, run: Run, witnesses: Witnesses) -> dict[int, int]:
    """Positions that are misnumbered, with the right number; not where a caption with that number was left unread."""
    found = right_numbers([ordinal.last for _, ordinal in run], witnesses.told(run))
    found |= {at: ordinal.last for at, (item, ordinal) in enumerate(run) if parse_ordinal(item.number) != ordinal}
    return {at: last for at, last in found.items() if not is_unread(report, run[at][0], _right(run, at, last))}


def _right(run: Run, at: int, last: int) -> str:
    """The number of a position with that last part, written as its neighbour's."""
    return renumbered(*run[at - 1 if at else at + 1], last)


def _with_last(ordinal: Ordinal, last: int) -> Ordinal:
    return replace(ordinal, parts=(*ordinal.parts[:-1], last))


def _wrong(word: str, run: Run, at: int, last: int, witnesses: Witnesses) -> Verdict:
    """The item whose number stands out of its run, with what speaks for another one."""
    item, right = run[at][0], _right(run, at, last)
    before, after = (run[i][0] if 0 <= i < len(run) else None for i in (at - 1, at + 1))
    told = (*witnesses.speaking(item, last), *witnesses.names(item.word, right))
    is_double = any(other.number == item.number for other, _ in run if other is not item)
    verdict = _verdict(
        word,
        item,
        f"wrong|{item.number}|{item.title}",
        Message(
            f"“{item.label}”（第 {item.page} 页）的编号{'与别处重复' if is_double else '不合次序'}，疑应为 {right}",
            f"{item.label} (page {item.page}): the number {'is given twice' if is_double else 'is out of order'} and seems to be {right}",
        ),
        Severity.HIGH if word == "标题" else Severity.MEDIUM,
        (*(evidence_of_item(other) for other in (before, after) if other is not None), *told),
    )
    reason = Message(
        "，".join(
            [
                *(f"{side}是“{other.label}”" for side, other in (("前面", before), ("后面", after)) if other),
                *map(_said, told[:SHOWN]),
            ]
        ),
        ", ".join(
            [
                *(f"{side} {other.label}" for side, other in (("behind", before), ("before", after)) if other),
                *map(_said_en, told[:SHOWN]),
            ]
        ),
    )
    return replace(verdict, suggested=right, reason=reason)


def _said(told: Evidence) -> str:
    """Who names a number, in words: a list, a sub-heading, a reference."""
    return (
        f"{told.where or f'第 {told.source.page} 页'}写“{told.quote}”"
        if told.where != told.quote
        else f"下级标题是“{told.quote}”"
    )


def _said_en(told: Evidence) -> str:
    return f"page {told.source.page} says {told.quote}"


def _doubled(word: str, before: Item, after: Item) -> Verdict:
    return _verdict(
        word,
        after,
        f"twice|{before.number}|{before.title}|{after.title}",
        Message(
            f"{word}编号 {before.number} 用了两次：“{before.label}”（第 {before.page} 页）和“{after.label}”（第 {after.page} 页）",
            f"{before.number} is used twice: {before.label} (page {before.page}) and {after.label} (page {after.page})",
        ),
        Severity.HIGH if word == "标题" else Severity.MEDIUM,
        parties=[before],
    )


def _gap(word: str, before: Item, after: Item, lost: Sequence[str], witnesses: Witnesses) -> Verdict:
    """Numbers that nothing has, with the places that name them all the same."""
    named = [each for number in lost for each in witnesses.names(before.word, number)]
    return _verdict(
        word,
        after,
        f"gap|{before.number}|{after.number}",
        Message(
            "，".join(
                [
                    f"“{before.label}”（第 {before.page} 页）之后是“{after.label}”（第 {after.page} 页）",
                    f"缺 {'、'.join(lost)}",
                    *map(_said, named[:SHOWN]),
                ]
            ),
            "; ".join(
                [
                    f"{before.label} (page {before.page}) is followed by {after.label} (page {after.page})",
                    f"{', '.join(lost)} is missing",
                    *map(_said_en, named[:SHOWN]),
                ]
            ),
        ),
        Severity.MEDIUM,
        named,
        parties=[before],
    )


def _verdict(
    word: str,
    item: Item,
    key: str,
    message: Message,
    severity: Severity,
    support: Sequence[Evidence] = (),
    parties: Sequence[Item] = (),
) -> Verdict:
    """A verdict on an item's number; it and the other `parties` are in dispute, what is in `support` only speaks of it."""
    shown = [evidence_of_item(each) for each in (item, *parties)]
    return Verdict(
        check="numbering",
        key=key_of(word, key),
        outcome="differs",
        kind=FindingKind.NUMBERING,
        severity=severity,
        subject=f"{word} {item.number}",
        message=message,
        evidence=(*shown, *(replace(each, role="support") for each in support)),
    )


def _in_order(word: str, run: Run) -> Verdict:
    first, last = run[0][0], run[-1][0]
    message = Message(
        f"{word} {first.number} 至 {last.number} 编号连续", f"{first.number} to {last.number} are in order"
    )
    verdict = _verdict(word, first, f"order|{first.number}|{last.number}", message, Severity.LOW, parties=[last])
    return replace(verdict, outcome="agrees", subject=word)
