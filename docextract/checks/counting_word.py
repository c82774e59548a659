"""A counting word that belongs to another noun.

**What it finds**: a number of one thing with the unit that the pack's forms use for another thing only (教材 in 门, 课程
in 本).
**Why it matters**: either the noun or the unit is wrong, and so perhaps the number.
**Example**: 出版教材 2 门 (教材 are counted in 本, 课程 in 门).
**Silent** for units that count anything (个, 项, 种, 类, 套, 件), for nouns that the forms do not count, and for units they
do not use.
**Tolerance**: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import at, at_en, evidence_of, key_of
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

_COUNT_END = compile_pattern(r"(?:总人数|人数|总数|总量|数量|个数|数)$")
# Units that a form may use for any noun say nothing about it.
_ANYTHING = {"个", "项", "人", "%", "元", "万元"}
_HEAD = 2


@check("claims")
def counting_word(book: Book) -> Iterator[Verdict]:
    """A counting word that belongs to another noun; see the module."""
    units = units_of_nouns(book.pack)
    special = {unit for used in units.values() for unit in used} - _ANYTHING
    for fact in book.facts:
        if fact.claim is None or fact.kind is not ClaimKind.LEVEL or fact.unit not in special or len(fact.key) < _HEAD:
            continue
        own = units.get(fact.key[-_HEAD:], frozenset())
        if own and not own & _ANYTHING and not any(_same(book.pack, fact.unit, unit) for unit in own):
            yield _verdict(fact, sorted(own)[0])


@lru_cache(maxsize=4)
def units_of_nouns(pack: Pack) -> dict[str, frozenset[str]]:
    """The last two characters of every counted noun of the forms, and the units in which the forms count it."""
    found: dict[str, set[str]] = {}
    for indicator in pack.indicators.values():
        name = compare_form(indicator.name)
        noun = _COUNT_END.sub("", name)
        if indicator.kind == "count" and noun != name and len(noun) >= _HEAD and not indicator.only_in_place:
            found.setdefault(noun[-_HEAD:], set()).add(indicator.unit)
    return {noun: frozenset(units) for noun, units in sorted(found.items())}


def _same(pack: Pack, first: str, second: str) -> bool:
    """The same unit, or two ways to print it."""
    a, b = pack.unit(first), pack.unit(second)
    return first == second or (a is not None and a is b)


def _verdict(fact: Fact, unit: str) -> Verdict:
    noun = fact.key[-_HEAD:]
    message = Message(
        f"“{fact.quote}”{at(fact)}的量词“{fact.unit}”不当：{noun}以“{unit}”计",
        f"{fact.quote} {at_en(fact)}: {noun} is counted in {unit}, not in {fact.unit}",
    )
    return Verdict(
        check="counting_word",
        key=key_of(fact.key, fact.unit, fact.printed),
        outcome="differs",
        kind=FindingKind.UNIT,
        severity=Severity.LOW,
        subject=fact.subject,
        message=message,
        evidence=(evidence_of(fact),),
        code=fact.code,
        suggested=f"{fact.printed} {unit}",
        score=0.7,
    )
