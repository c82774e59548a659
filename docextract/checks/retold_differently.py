"""The same words with other numbers.

**What it finds**: two sentences that say the same thing in the same words, a dozen characters or more around the
number, and give it different values; for subjects that are no indicator this is the only way to know that one thing
is meant. Also one thing in other words: beside the same number, with the same name, or pointed back to (这 148 家企业).
**Why it matters**: one of the two was updated and the other forgotten.
**Example**: 与四所高校共 6 个专业开展贯通培养 in 1.1, 与五所高校共 8 个专业开展贯通培养 in 3.2.
**Silent** when subject, year, owner or unit differ, when the two are parts (其中) of different wholes, for prizes
(every contest has the same words), when the clauses name different departments or courses, and when three or more
values share the words (then they are a template).
**Tolerance**: intervals of the printed digits; 近, 约, 超过.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from docextract.checks.facts.book import Book
from docextract.checks.facts.comparable import why_not_comparable
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.retold_near import pairs_told_twice
from docextract.checks.registry import check
from docextract.checks.relations.shapes import SAME, relation_of
from docextract.checks.verdicts.saying import (
    NOTHING_DECIDES,
    at,
    at_en,
    evidence_of_all,
    key_of,
    mention_of,
    pages_of,
    values_key,
)
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.patterns import compile_pattern

MIN_SHARED = 12
_WINDOW = 60
_NUMBER = compile_pattern(r"\d[\d,.]*|[二两三四五六七八九十百]+(?=[个所项名位门家本人])")
_STOP = compile_pattern(r"[。；！？]")
_PRIZE = compile_pattern(r"奖|名次|金牌|银牌|铜牌")
_COMPLETION = compile_pattern(r"(?:完成|执行)[^，。；]{0,10}(?:预算|计划|目标|任务)")
_PART_OF_SCHOOL = compile_pattern(r"\p{Han}{2,8}?(?:专业|系|部|班|年级|校区|学院|学校|中专|职校|职中|技校|一职|二职)")


@check("claims")
def retold_differently(book: Book) -> Iterator[Verdict]:
    """The same words with other numbers; see the module."""
    groups: dict[tuple[str, str], list[tuple[Fact, str]]] = {}
    for fact in book.facts:
        if fact.claim is None or fact.kind is ClaimKind.CHANGE or fact.code or not fact.year or _is_completion(fact):
            continue
        words = words_after(book, fact)
        if len(words) >= MIN_SHARED and not _PRIZE.search(words):
            groups.setdefault((fact.unit, words[:MIN_SHARED]), []).append((fact, words))
    pairs: dict[tuple[str, str], list[tuple[Fact, Fact]]] = {}
    for members in groups.values():
        if len({fact.value for fact, _ in members}) > 2:
            continue
        for (first, _), (second, _) in combinations(members, 2):
            if _is_same_statement(book, first, second):
                pairs.setdefault(_sentences(first, second), []).append((first, second))
    shown = {fact.source for found in pairs.values() for pair in found for fact in pair}
    for found in pairs.values():
        yield _verdict(found)
    for first, second in pairs_told_twice(book):
        if not {first.source, second.source} & shown:
            yield _verdict([(first, second)])


def _is_completion(fact: Fact) -> bool:
    """True for 完成年初预算的 98.61%: every item has its own, in the same words."""
    return fact.unit == "%" and _COMPLETION.search(fact.quote) is not None


def words_after(book: Book, fact: Fact) -> str:
    """The text behind a number up to the next stop, blanks out, numbers as #."""
    if fact.claim is None:
        return ""
    text = book.report.block(fact.source.block).text
    number = text.find(fact.unit, fact.source.start)
    start = number + len(fact.unit) if 0 <= number < fact.source.end else fact.source.end
    stretch = text[start : start + _WINDOW]
    stop = _STOP.search(stretch)
    stretch = stretch[: stop.start()] if stop else stretch
    return "".join(_NUMBER.sub("#", stretch).split())


def _is_same_statement(book: Book, first: Fact, second: Fact) -> bool:
    if first.source.block == second.source.block or why_not_comparable(first, second):
        return False
    if first.key != second.key or _whole_key(book, first) != _whole_key(book, second):
        return False
    return _named_parts(book, first) == _named_parts(book, second)


def _whole_key(book: Book, fact: Fact) -> str:
    """What the number is a part of when 其中 stands before it in its sentence; "" when it is no part."""
    if fact.claim is None:
        return ""
    text = book.report.block(fact.source.block).text
    sentence = max(text.rfind(stop, 0, fact.source.start) for stop in "。；") + 1
    among = text.rfind("其中", sentence, fact.source.start)
    if among < 0:
        return ""
    wholes = [other.key for other in book.claims_of(fact.source.block) if sentence <= other.source.start < among]
    return wholes[-1] if wholes else "?"


def _named_parts(book: Book, fact: Fact) -> tuple[str, ...]:
    """Courses and departments that the number's own clause names before it; enumerations are no names."""
    text = book.report.block(fact.source.block).text
    edge = max(text.rfind(stop, 0, fact.source.start) for stop in "，。；：")
    clause = text[edge + 1 : fact.source.start]
    return () if "、" in clause else tuple(match.group() for match in _PART_OF_SCHOOL.finditer(clause))


def _sentences(first: Fact, second: Fact) -> tuple[str, str]:
    return (first.claim.sentence if first.claim else "", second.claim.sentence if second.claim else "")


def _verdict(pairs: list[tuple[Fact, Fact]]) -> Verdict:
    differing = [(a, b) for a, b in pairs if not a.interval.meets(b.interval)]
    shown = differing or pairs
    first, second = shown[0]
    facts = [fact for pair in shown for fact in pair]
    left = "、".join(a.quote for a, _ in shown)
    right = "、".join(b.quote for _, b in shown)
    if differing:
        message = Message(
            f"同一件事两种说法：“{left}”{at(first)}与“{right}”{at(second)}",
            f"the same statement with other numbers: {left} {at_en(first)} and {right} {at_en(second)}",
        )
    else:
        pages, pages_en = pages_of(facts)
        message = Message(f"“{left}”两处一致（{pages}）", f"{left} agrees in both places ({pages_en})")
    return Verdict(
        check="retold_differently",
        key=key_of(first.key, first.year, values_key(facts)),
        outcome="differs" if differing else "agrees",
        kind=FindingKind.VALUE_CONFLICT,
        severity=Severity.HIGH,
        subject=first.subject,
        message=message,
        evidence=evidence_of_all(facts),
        reason=NOTHING_DECIDES if differing else Message("", ""),
        score=0.85,
        relations=tuple(relation_of(SAME, [(mention_of(a),), (mention_of(b),)]) for a, b in shown),
    )
