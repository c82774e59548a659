"""A reference in the text to a table, figure or case that is not there.

**What it finds**: 见表 1-6, 如图 3 所示, 详见案例 4-2 where the report has no such number.
**Why it matters**: the promised data is missing, or another table is meant.
**Example**: 见表 3-1 in a report whose tables are 表 1-1 to 表 2-2.
**Silent** when the report has no numbered thing of that sort at all (then we did not find them, or they are
pictures), when a block that was not read as a caption begins with the number (表 6 办学条件), when the reference speaks
of an attachment (附件) or stands in a quoted title, and when a number matches with 附 in front.
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.numbered.items import Item, bare_number, captioned
from docextract.checks.numbered.pointers import Pointer, pointers
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.verdicts.unread import caption_stands_unread
from docextract.model.finding import FindingKind, Message, Severity, Verdict

SHOWN = 12  # numbers that are there


@check("structure", "prose")
def cross_reference(book: Book) -> Iterator[Verdict]:
    """References that lead nowhere; see the module."""
    known = captioned(book.report)
    lost: dict[tuple[str, str], list[Pointer]] = {}
    for pointer in pointers(book.report):
        items = known[pointer.word]
        target = next((item for item in items if bare_number(item.number) == pointer.number), None)
        apart = (pointer.evidence.source.block,)
        if target is not None:
            yield _verdict([pointer], target, items)
        elif items and not caption_stands_unread(book.report, pointer.word, pointer.number, apart):
            lost.setdefault((pointer.word, pointer.number), []).append(pointer)
    for (word, _), same in lost.items():
        yield _verdict(same, None, known[word])


def _verdict(same: Sequence[Pointer], target: Item | None, items: Sequence[Item]) -> Verdict:
    """The verdict on references to one number."""
    pointer = same[0]
    name = f"{pointer.word} {pointer.number}"
    quote, page = pointer.evidence.quote, pointer.evidence.source.page
    shown = [item.number for item in items[:SHOWN]]
    if target is not None:
        message = Message(f"“{quote}”所指的{target.label}存在", f"{quote} points to {target.label}")
    else:
        message = Message(
            f"第 {page} 页写“{quote}”，但报告中没有{name}（有{pointer.word} {'、'.join(shown)}）",
            f"page {page} says {quote}, but there is no {name} (there are {pointer.word} {', '.join(shown)})",
        )
    return Verdict(
        "cross_reference",
        key_of(pointer.word, pointer.number),
        "agrees" if target else "differs",
        FindingKind.CROSS_REFERENCE,
        Severity.HIGH,
        name,
        message,
        tuple(each.evidence for each in same),
    )
