"""A percentage that its two counts do not give.

**What it finds**: in prose a share whose count stands before it and whose base is named ("共 90 名，占专任教师的 60%");
rates of the pack (就业率, 升学率) stated beside their counts; a rate named for what its count did (通过 418 人，通过率);
rates of success above 100 %.
**Why it matters**: shares are quoted without their counts; a wrong one travels on its own.
**Example**: 高级职称教师 30 人, 占专任教师 150 人的 25% (30 / 150 = 20 %).
**Silent** when the base is not named or has no value for the same year and owner, and when some choice of the values
in use for the base fits.
**Tolerance**: rounding and truncation of the printed percentage.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book, agreeing_groups
from docextract.checks.facts.comparable import is_state
from docextract.checks.prose.passages import passages
from docextract.checks.prose.prose_equations import prose_share_equations
from docextract.checks.prose.shares.named_shares import named_share_equations
from docextract.checks.prose.shares.passage_shares import passage_share_equations
from docextract.checks.prose.shares.share_lists import passage_share_lists
from docextract.checks.registry import check
from docextract.checks.relations.equations import Equation, Slot, judge
from docextract.checks.relations.pack_equations import quotient_equation, ratio_equations
from docextract.checks.verdicts.saying import at, at_en, evidence_of, key_of
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.rulepacks.schema import Relation
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

FULL = Decimal(100)
# Rates of those who could, that can't be more than all.
_BOUNDED = compile_pattern(
    r"(?:合格|及格|通过|获奖|优秀|优良|毕业|落实|就业|升学|回收|有效|满意|巩固|到岗|报到|覆盖|持证|对口|参与|获取|达标|双师|落实到位)率[^，。；、]{0,6}$"
    r"|满意度[^，。；、]{0,6}$|占[^，。；、]{0,12}$"
)
_UNBOUNDED = compile_pattern(r"完成|目标|计划|增|涨|产值|利用|负荷|倍")


@check("indicators", "claims")
def share(book: Book) -> Iterator[Verdict]:
    """A percentage that its counts don't give; see the module."""
    for equation in ratio_equations(book):
        if equation.check == "share":
            yield judge(equation)
    equations = [
        *prose_share_equations(book),
        *said_rate_equations(book),
        *passage_share_equations(book),
        *passage_share_lists(book),
    ]
    judged = {equation.slots[0].choices[0].first.source for equation in equations}
    named = (e for e in named_share_equations(book) if e.slots[0].choices[0].first.source not in judged)
    verdicts = [judge(equation) for equation in (*equations, *named)]
    yield from verdicts
    told = {verdict.evidence[0].source for verdict in verdicts if verdict.outcome == "differs"}
    yield from (verdict for verdict in _impossible(book) if verdict.evidence[0].source not in told)


def _impossible(book: Book) -> Iterator[Verdict]:
    """A share or a rate of success above 100 %; plans may be overfulfilled and growth has no bound."""
    for passage in passages(book):
        for number in passage.numbers:
            fact = number.fact
            if fact.unit != "%" or fact.kind not in (ClaimKind.LEVEL, ClaimKind.SHARE) or fact.value <= FULL:
                continue
            if _BOUNDED.search(number.lead) and not _UNBOUNDED.search(number.lead):
                name = fact.subject or number.lead.strip("，、； ")
                yield Verdict(
                    check="share",
                    key=key_of("impossible", fact.code or fact.key, fact.year, fact.printed),
                    outcome="differs",
                    kind=FindingKind.ARITHMETIC,
                    severity=Severity.HIGH,
                    subject=name,
                    message=Message(
                        f"{name} {fact.printed}%{at(fact)}超过 100%",
                        f"{name} {fact.printed}% {at_en(fact)} is above 100%",
                    ),
                    evidence=(evidence_of(fact),),
                    code=fact.code,
                    score=0.9,
                )


def said_rate_equations(book: Book) -> Iterator[Equation]:
    """Rates that no form has and that prose names: 就业率 against 去向落实人数 and 毕业生人数."""
    for relation in book.pack.relations:
        if relation.kind != "share" or relation.whole or not relation.said_as:
            continue
        names = {compare_form(name) for name in relation.said_as}
        for year in book.years([relation.numerator]):
            rates = [
                f
                for f in book.facts
                if compare_form(f.key) in names and f.year == year and f.unit == "%" and is_state(f)
            ]
            slots = _rate_slots(book, relation, year)
            if slots is None:
                continue
            for stated in agreeing_groups(rates):
                slot = Slot(stated.first.subject, (stated,))
                yield quotient_equation(book, relation, (slot, *slots), year)


def _rate_slots(book: Book, relation: Relation, year: int) -> tuple[Slot, Slot] | None:
    slots = [
        Slot(book.pack.indicators[code].name, stated, code, year)
        for code in (relation.numerator, relation.denominator)
        if (stated := book.stated(code, year))
    ]
    return (slots[0], slots[1]) if len(slots) == 2 else None
