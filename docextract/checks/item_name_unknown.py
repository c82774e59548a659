"""Items that the prose names and the table it retells does not.

**What it finds**: 其他国土资源事务支出（项） in the text where the table lists 其他自然资源事务支出 under the same 款.
**Why it matters**: names of items change with the classification; an old name was copied from last year's text, or the
amount belongs to another item.
**Example**: the text says 住房保障支出（款）, the table 22102 住房改革支出.
**Silent** when the form is not filled in, and for names that are there at that place.
**Tolerance**: names are compared without blanks, width and loose punctuation.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.item_facts import NamedItem, Retelling, named_items, retellings
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef


@check("indicators", "prose")
def item_name_unknown(book: Book) -> Iterator[Verdict]:
    """Named items that the table does not list; see the module."""
    listed = [fact for fact in book.items if fact.claim is None]
    for retelling in retellings(book.report, listed, book.pack):
        said: set[tuple[str, ...]] = set()
        for block in retelling.blocks:
            for named in named_items(book.report.block(block).text, block, retelling.scheme.levels):
                verdict = _verdict(book, retelling, named, listed)
                if verdict is not None and verdict.subject not in {name for names in said for name in names}:
                    said.add((verdict.subject,))
                    yield verdict


def _verdict(book: Book, retelling: Retelling, named: NamedItem, listed: list[Fact]) -> Verdict | None:
    """On the outermost name that is not there; None when all are."""
    depth = next((d for d in range(1, len(named.names) + 1) if not retelling.item_of(named.names[:d])), 0)
    if not depth:
        return None
    name, above = named.names[depth - 1], retelling.item_of(named.names[: depth - 1]) if depth > 1 else ""
    level = retelling.scheme.levels[depth - 1]
    beside = {
        fact.item: fact.subject
        for fact in listed
        if fact.code == retelling.code and fact.printed and retelling.scheme.parent(fact.item) == above
    }
    items = [f"{code} {own}" for code, own in beside.items()]
    page_of = book.report.block(named.block).locate(named.start, named.end)
    page, bbox = (page_of[0].page, page_of[0].bbox) if page_of else (0, None)
    quote = book.report.block(named.block).text[named.start : named.end]
    title = retelling.form.title
    return Verdict(
        check="item_name_unknown",
        key=key_of(retelling.form.id, *named.names[:depth]),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW,
        subject=name,
        message=Message(
            f"正文（第 {page} 页）写“{name}（{level}）”，{title}中同一位置没有这个科目，有：{'、'.join(items) or '没有这一级'}",
            f"{name} (page {page}) is not among the items of {title}: {', '.join(items) or 'none of that level'}",
        ),
        evidence=(
            Evidence(
                SourceRef(page, bbox or book.report.block(named.block).bbox, named.block, named.start, named.end), quote
            ),
        ),
        suggested=next(iter(beside.values())) if len(beside) == 1 else "",
        reason=Message(f"{title}同一位置只有这一个科目", "the only item there")
        if len(beside) == 1
        else Message("", ""),
        score=0.9,
    )
