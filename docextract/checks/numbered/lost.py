"""Whether a number that a run lacks stands in the report after all: then we misread it, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.numbered.items import Item, Run, bare_number, captioned
from docextract.checks.verdicts.unread import caption_stands_unread, heading_stands_between
from docextract.model.document import Report
from docextract.text.labels import compare_form


def is_unread(report: Report, item: Item, number: str) -> bool:
    """True when something that was not read as a caption begins like that of the number."""
    items = captioned(report).get(item.word, [])
    labels = {compare_form(other.label) for other in items} | {""}
    read = {other.block for other in items} | {b.id for b in report.blocks if compare_form(b.text) in labels}
    return item.word != "" and caption_stands_unread(report, item.word, bare_number(number), read)


def stands_somewhere(report: Report, run: Run, before: Item, after: Item, numbers: Sequence[str]) -> bool:
    """True when one of the numbers behind the first stands somewhere: then we misread it, or it was moved, nothing is lost."""
    if not before.word:
        return heading_stands_between(report, before.block, after.block, numbers)
    moved = {item.number for item, _ in run}.intersection(numbers[1:])
    return (
        bool(moved)
        or _is_scanned_away(report, before, after)
        or any(is_unread(report, before, number) for number in numbers[1:])
    )


def _is_scanned_away(report: Report, before: Item, after: Item) -> bool:
    """True when a report read from pictures has a table without a number between the two: its caption was not read."""
    order = {block.id: index for index, block in enumerate(report.blocks)}
    start, end = order.get(before.block, 0), order.get(after.block, 0)
    return bool(before.word == "表" and report.doubts) and any(
        not t.number and start < order.get(t.block, -1) < end for t in report.tables
    )
