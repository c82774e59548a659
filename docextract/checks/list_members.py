"""Enumerations with a count: the number against the list, and lists against each other.

**What it finds**: "A、B、C 四门课程" (three are listed); a list of what there is now (开设, 现有) that holds what another list
says was given up (停招, 撤销) in the same year.
**Why it matters**: the list or the number is out of date, and readers take over both.
**Example**: 开设 A、B、C 3 个专业 and 停招 B 1 个专业.
**Silent** behind 等, for lists of kinds (…类), for lists with numbers in them, when number and list are more than two
apart (then the list is not what is counted), and for lists of fewer than two items.
**Tolerance**: 和 and 及 may or may not divide the last two items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import at, at_en, evidence_of_all, key_of
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.labels import compare_form
from docextract.text.lists import counted_items
from docextract.text.patterns import compile_pattern

_GIVEN_UP = compile_pattern(r"停招|停办|撤销|取消|淘汰|停止招生")
_STARTED = compile_pattern(r"新增|新设|增设|新开|新建")
_NOW = compile_pattern(r"目前|现有|现开|开设有?|设有")
_KINDS = compile_pattern(r"类$|等|方面|领域")
_VERB_START = compile_pattern(
    r"^.*?(?:开设有|开设|设有|现有|包括|新设|新增|增设|停招|撤销|打造了?|建设了?|建成|获评|成立了?|举办了?|实施|入选)"
)
MAX_APART = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with the enumeration that it counts; `before` and `after` are the words around them."""

    fact: Fact
    items: tuple[str, ...]
    before: str
    after: str


@check("claims", "prose")
def list_members(book: Book) -> Iterator[Verdict]:
    """Numbers against lists, lists against lists; see the module."""
    found = [counted for fact in book.facts if (counted := _counted(book, fact)) is not None]
    for counted in found:
        verdict = _count_verdict(counted)
        if verdict is not None:
            yield verdict
    for now in found:
        for gone in found:
            if (
                _is_now(now)
                and _is_given_up(gone)
                and now.fact.unit == gone.fact.unit
                and now.fact.owner == gone.fact.owner
            ):
                yield from _members_verdict(now, gone, [c for c in found if _is_started(c)])


def _counted(book: Book, fact: Fact) -> Counted | None:
    if fact.claim is None or fact.kind is not ClaimKind.LIST_COUNT:
        return None
    block = book.report.block(fact.source.block)
    start = fact.source.start
    items = counted_items(block.text, start, fact.source.end)
    edge = max(block.text.rfind(stop, 0, start) for stop in "，。；：")
    before, after = block.text[edge + 1 : start], block.text[fact.source.end : fact.source.end + 16]
    cleaned = tuple(_VERB_START.sub("", item) if i == 0 else item for i, item in enumerate(items))
    return Counted(fact, cleaned, before, after)


def _count_verdict(counted: Counted) -> Verdict | None:
    """Agrees when the list has as many items; differs when it is one or two off; None when it is no list of these."""
    fact, size = counted.fact, len(counted.items)
    divided_less = size - 1 if size > 1 else size
    agrees = fact.value in (size, divided_less)
    is_clean = not any(_KINDS.search(item) or len(item) < 2 for item in counted.items)
    if not agrees and (not is_clean or abs(fact.value - size) > MAX_APART or size < 3 or fact.value < 2):
        return None
    listed = "、".join(counted.items[:8])
    message = Message(
        f"“{fact.quote}”与所列相符（{listed}）", f"{fact.quote} agrees with its list ({listed.replace('、', ', ')})"
    )
    if not agrees:
        message = Message(
            f"“{fact.quote}”{at(fact)}前后只列出 {size} 项：{listed}",
            f"{fact.quote} {at_en(fact)}, but the list has {size}: {listed.replace('、', ', ')}",
        )
    return Verdict(
        check="list_members",
        key=key_of("count", fact.key, fact.value, listed),
        outcome="agrees" if agrees else "differs",
        kind=FindingKind.ARITHMETIC,
        severity=Severity.LOW,
        subject=fact.subject,
        message=message,
        evidence=evidence_of_all([fact]),
        score=0.6,
    )


def _is_now(counted: Counted) -> bool:
    return bool(_NOW.search(counted.before)) and not _is_given_up(counted) and not _is_started(counted)


def _is_given_up(counted: Counted) -> bool:
    return bool(_GIVEN_UP.search(counted.before) or _GIVEN_UP.search(counted.after))


def _is_started(counted: Counted) -> bool:
    return bool(_STARTED.search(counted.before)) and not _is_given_up(counted)


def _members_verdict(now: Counted, gone: Counted, started: list[Counted]) -> Iterator[Verdict]:
    present = {compare_form(item) for item in now.items}
    still = [item for item in gone.items if compare_form(item) in present]
    new = next(
        (c for c in started if c.fact.unit == now.fact.unit and c.fact.source.block == gone.fact.source.block), None
    )
    lacking = [item for item in new.items if compare_form(item) not in present] if new else []
    if not still:
        return
    tail = f"，又没有新设的{'、'.join(lacking)}" if lacking else ""
    tail_en = f", and lacks the new {', '.join(lacking)}" if lacking else ""
    message = Message(
        f"所列“{now.fact.quote}”{at(now.fact)}中有已停的{'、'.join(still)}（“{gone.fact.quote}”{gone.after.strip()[:8]}）{tail}，名单疑未更新",
        f"the list of {now.fact.quote} {at_en(now.fact)} still holds {', '.join(still)}, given up according to {gone.fact.quote}"
        f"{gone.after.strip()[:8]} {at_en(gone.fact)}{tail_en}; it is probably out of date",
    )
    facts = [now.fact, gone.fact, *([new.fact] if new and lacking else [])]
    yield Verdict(
        check="list_members",
        key=key_of("members", now.fact.key, now.fact.value, *still),
        outcome="differs",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.MEDIUM,
        subject=now.fact.subject,
        message=message,
        evidence=evidence_of_all(facts),
        score=0.8,
    )
