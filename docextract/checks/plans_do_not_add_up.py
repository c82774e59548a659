"""Planned amounts of a form's items, told one by one in prose, that don't make up the planned total.

**What it finds**: 年初预算为 … of all items whose sum is not the 年初预算 of the whole, which stands at their head.
**Why it matters**: no table prints the budget beside the final accounts; only the sum shows that one was mistyped.
**Example**: 年初预算为 30.00 万元 for the whole, 10.00 and 21.00 for its two items.
**Silent** unless the actual amounts of the same items make up the actual total: else an item is not told.
**Tolerance**: intervals of the printed digits, added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.intervals import total
from docextract.checks.facts.item_facts import Retelling, retellings
from docextract.checks.prose.plan_and_result import PlanAndResult, plans_and_results
from docextract.checks.registry import check
from docextract.checks.verdicts.item_verdicts import item_verdict
from docextract.checks.verdicts.saying import rounded, terms_of
from docextract.model.finding import Message, Verdict

LEAST_ITEMS = 2


@check("indicators", "claims")
def plans_do_not_add_up(book: Book) -> Iterator[Verdict]:
    """Planned amounts that don't make up the planned total; see the module."""
    pairs = list(plans_and_results(book))
    items = {
        (fact.source.block, fact.source.start): fact.item for fact in book.items if fact.claim is not None and fact.item
    }
    listed = [fact for fact in book.items if fact.claim is None]
    for retelling in retellings(book.report, listed, book.pack):
        own = [pair for pair in pairs if pair.result.fact.source.block in retelling.blocks]
        parts = [pair for pair in own if _place(pair) in items]
        deepest = max((len(items[_place(pair)]) for pair in parts), default=0)
        parts = [pair for pair in parts if len(items[_place(pair)]) == deepest]
        planned = book.pack.indicators[retelling.code].plan
        wholes = [pair for pair in own if planned and pair.plan.fact.code == planned and _place(pair) not in items]
        if len(wholes) == 1 and len(parts) >= LEAST_ITEMS and _is_all(wholes[0], parts):
            yield _verdict(retelling, wholes[0], parts)


def _place(pair: PlanAndResult) -> tuple[str, int]:
    return pair.result.fact.source.block, pair.result.fact.source.start


def _is_all(whole: PlanAndResult, parts: Sequence[PlanAndResult]) -> bool:
    return total(part.result.fact.interval for part in parts).meets(whole.result.fact.interval)


def _verdict(retelling: Retelling, whole: PlanAndResult, parts: Sequence[PlanAndResult]) -> Verdict:
    plans = [part.plan.fact for part in parts]
    planned = whole.plan.fact
    agrees = total(fact.interval for fact in plans).meets(planned.interval)
    added = rounded(sum(fact.value for fact in plans) / planned.unit_size, 4)
    gap = rounded(abs(sum(fact.value for fact in plans) - planned.value) / planned.unit_size, 4)
    working = f"{terms_of([plan.printed for plan in plans])} = {added}"
    title = retelling.form.title
    if agrees:
        message = Message(f"{title}各项的预算相加 {working}，相符", f"planned amounts: {working}, agrees")
    else:
        message = Message(
            f"正文（第 {planned.source.page} 页）年初预算 {planned.shown}，逐项所写的预算相加 {working}，差 {gap}",
            f"the planned total is {planned.shown} (page {planned.source.page}), the items' plans add up to {working}, off by {gap}",
        )
    return item_verdict(
        "plans_do_not_add_up", (retelling.form.id,), agrees, message, [planned, *plans], planned.subject
    )
