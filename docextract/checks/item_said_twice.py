"""One item's value said in several places that don't agree.

**What it finds**: the same item of a classification with two values for one indicator: in two tables, or in a table and
in the prose that retells it item by item.
**Why it matters**: the reader can't tell which of the two was spent.
**Example**: 行政单位医疗 is 40.35 in the table, and the text says 支出决算为 40.53 万元.
**Silent** for items that the prose names and no table lists, for empty cells, and where the intervals meet.
**Tolerance**: intervals of the printed digits.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book, agreeing_groups
from docextract.checks.facts.facts import Fact
from docextract.checks.registry import check
from docextract.checks.relations.equations import same_value
from docextract.checks.verdicts.item_verdicts import item_verdict
from docextract.checks.verdicts.saying import at, at_en, listed, pages_of
from docextract.model.finding import FindingKind, Message, Verdict


@check("indicators", "claims")
def item_said_twice(book: Book) -> Iterator[Verdict]:
    """Items with two values; see the module."""
    places: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in book.items:
        if fact.printed:
            places.setdefault((fact.code, fact.item, fact.year), []).append(fact)
    for (code, item, _), facts in places.items():
        if len({fact.source.block for fact in facts}) > 1:
            yield _verdict(book, code, item, facts)


def _verdict(book: Book, code: str, item: str, facts: list[Fact]) -> Verdict:
    groups = agreeing_groups(facts)
    name = book.pack.indicators[code].name
    label = f"{item} {next((f.subject for f in facts if f.claim is None), facts[0].subject)}"
    if len(groups) == 1:
        pages, pages_en = pages_of(facts)
        message = Message(
            f"{label}的{name} {facts[0].shown}，{len(facts)} 处相符（{pages}）",
            f"{label} ({name}): {facts[0].shown} in {len(facts)} places ({pages_en})",
        )
    else:
        said = "；".join(f"{group.best.shown}{listed([at(f) for f in group.facts[:2]])}" for group in groups)
        said_en = ", ".join(
            f"{group.best.shown} {listed([at_en(f) for f in group.facts[:2]], ' ')}" for group in groups
        )
        message = Message(f"{label}的{name}各处不同：{said}", f"{label} ({name}) is given as {said_en}")
    shown = [group.best for group in groups] if len(groups) > 1 else facts
    # More places speak for the value that prose and several tables share.
    most = max(groups, key=lambda group: len(group.facts))
    is_decided = len(groups) > 1 and sum(len(g.facts) == len(most.facts) for g in groups) == 1
    return item_verdict(
        "item_said_twice",
        (code, item),
        len(groups) == 1,
        message,
        shown,
        name,
        FindingKind.VALUE_CONFLICT,
        most.best.printed if is_decided else "",
        Message(f"{len(most.facts)} 处写 {most.best.shown}", f"{len(most.facts)} places say {most.best.shown}")
        if is_decided
        else Message("", ""),
        same_value(groups),
    )
