"""A rise or fall that the two values do not give.

**What it finds**: "增加 N" where this year's value and last year's (table, or the same sentence) differ by something
else; a percentage of growth that they do not give; per cent printed where the difference is in percentage points; 由 A 提高到 B
and 新增, 撤销, 净增 of one sentence; a word for the change that goes the other way; places won in a ranking; what there was,
what came and went, and what there is.
**Why it matters**: trends are what a report argues with.
**Example**: 在校生 2400 人，比上年增加 300 人, table: 2000 last year.
**Silent** when either year's value is not given, when the sentence gives both and they fit, when it compares with another
period than the year before, for the change of a part, and when some pair of values in use fits.
**Tolerance**: rounding and truncation of all prints; 近, 约, 超过.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book, Stated, agreeing_groups
from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact, period_to_year
from docextract.checks.facts.intervals import difference, quotient, scaled, total
from docextract.checks.prose.changes.moves import growths_of_rates, move_equations, points_verdict, points_verdicts
from docextract.checks.prose.changes.passage_changes import moved_values, passage_change_equations
from docextract.checks.prose.changes.passage_directions import comparison_equations, direction_equations
from docextract.checks.prose.changes.passage_flows import flow_equations
from docextract.checks.prose.changes.passage_ranks import rank_equations
from docextract.checks.prose.changes.passage_steps import step_equations
from docextract.checks.prose.changes.passage_times import times_equations
from docextract.checks.registry import check
from docextract.checks.relations.equations import Combination, Equation, Slot, alone, judge
from docextract.checks.relations.shapes import Shape, difference_of, growth_by, growth_of
from docextract.checks.verdicts.saying import at, at_en, evidence_of_all, key_of, middle, rounded, values_key
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.model.quantity import Interval
from docextract.model.source import SourceRef
from docextract.text.patterns import compile_pattern

# A difference to what was planned is none to last year's value.
_BY_YEAR = compile_pattern(r"年均|平均每年|每年平均|复合增长")  # the mean of several years
LEAD = 8
_AGAINST_PLAN = compile_pattern(r"[比较与][^，。；]{0,6}(?:预算|计划|目标)")
_RATES = ("%", "个百分点")


@check("claims", "indicators")
def change(book: Book) -> Iterator[Verdict]:
    """A rise or fall that the values don't give; see the module."""
    moved = list(move_equations(book))
    fitting = {_about(equation) for equation in moved if equation.agreeing()}
    beside = (e for e in passage_change_equations(book) if e.agreeing() or _about(e) not in fitting)
    adjacent = [*moved, *beside, *moved_values(book)]
    judged = {_about(equation) for equation in adjacent}
    free = (*step_equations(book), *flow_equations(book), *times_equations(book))
    others = [e for e in free if _about(e) not in judged]
    equations = [*adjacent, *others, *rank_equations(book), *direction_equations(book), *comparison_equations(book)]
    points = {id(fact): verdict for fact, verdict in points_verdicts(book)}
    # What the sentence itself makes of a change outweighs values that were linked to it from elsewhere.
    settled = {_about(e) for e in equations if e.agreeing()}
    told: set[int] = set()
    grown = growths_of_rates(book)
    for fact, verdict in _against_values(book):
        differs = verdict.outcome == "differs"
        if differs and fact.source in (grown if verdict.kind is FindingKind.UNIT else settled):
            continue
        told |= {id(fact)} if differs else set()
        yield verdict
    yield from (verdict for id_, verdict in points.items() if id_ not in told)
    yield from map(judge, equations)


def _about(equation: Equation) -> SourceRef:
    """Where the change stands."""
    return equation.slots[0].choices[0].first.source


def _against_values(book: Book) -> Iterator[tuple[Fact, Verdict]]:
    """Each change, and what the values that the report gives for the two years make of it."""
    for index, fact in enumerate(book.facts):
        if fact.claim is None or fact.kind is not ClaimKind.CHANGE or not fact.year:
            continue
        before_year = period_to_year(fact.claim.base) or fact.year - 1
        if before_year == fact.year:  # 2023 年……比 2023 年减少: one of the years is wrong, which is what `dates` says
            continue
        now, before = _values(book, fact, fact.year), _values(book, fact, before_year)
        if now and before and not _AGAINST_PLAN.search(fact.quote) and not _BY_YEAR.search(_lead(book, fact)):
            slots = (Slot(fact.subject, now, fact.code, fact.year), Slot(fact.subject, before, fact.code, before_year))
            found = list(_verdicts(fact, *slots))
            if any(v.outcome == "differs" for v in found) and _is_of_another(book, fact, before_year):
                continue
            yield from ((fact, verdict) for verdict in found)
        elif now and fact.unit == "%":
            yield from ((fact, verdict) for verdict in _rate_of_difference(book, index, fact, now))
            if now[0].best.unit == "%" and fact.claim.sentence == (
                now[0].best.claim.sentence if now[0].best.claim else ""
            ):
                yield fact, _unclear_points(fact, now[0].best)


def _lead(book: Book, fact: Fact) -> str:
    """The change with a little of what stands before it."""
    text = book.report.block(fact.source.block).text
    return text[max(0, fact.source.start - LEAD) : fact.source.end]


def _is_of_another(book: Book, fact: Fact, before_year: int) -> bool:
    """True when the rise is that of another indicator the sentence has named: 资源库 38 个，……校级 27 个，比上年多 6 个."""
    sentence = fact.claim.sentence if fact.claim is not None else ""
    beside = [f for f in book.claims_of(fact.source.block) if f.claim is not None and f.claim.sentence == sentence]
    # What has a change of its own in the sentence is not what this one is of.
    changed = {f.code for f in beside if f is not fact and f.kind is ClaimKind.CHANGE and f.dimension == fact.dimension}
    for other in beside:
        if other is fact or not other.code or other.code in changed:
            continue
        now, before = book.stated(other.code, fact.year), book.stated(other.code, before_year)
        if other.code == fact.code or not now or not before or other.dimension != fact.dimension:
            continue
        if _difference_equation(fact, Slot("", now), Slot("", before)).agreeing():
            return True
    return False


def _values(book: Book, fact: Fact, year: int) -> tuple[Stated, ...]:
    """The values in use for the thing that changed, in that year: by code, else the same subject in the same paragraph or a table."""
    if fact.code and (stated := book.stated(fact.code, year)):
        return stated
    same = [
        other
        for other in book.facts
        if other.key == fact.key
        and len(fact.key) >= 2
        and other.year == year
        and is_state_of(other, fact)
        and _is_near(other, fact)
        and (other.origin == "text" or _speaks_for_itself(book, other))
    ]
    return agreeing_groups(same)


def _speaks_for_itself(book: Book, cell: Fact) -> bool:
    """False for rows such as 校级 and 省级, of which a form has many."""
    indicator = book.pack.indicators.get(cell.code)
    if indicator is not None:
        return not indicator.only_in_place
    return len([f for f in book.facts if f.key == cell.key and f.origin != "text" and f.year == cell.year]) == 1


def is_state_of(other: Fact, fact: Fact) -> bool:
    """A level of the same owner in a unit that the change can be of."""
    if other.kind is ClaimKind.CHANGE or other.owner != fact.owner:
        return False
    return is_state(other) or bool(fact.owner) if other.dimension == fact.dimension else fact.unit in _RATES


def _is_near(other: Fact, fact: Fact) -> bool:
    return other.source.block == fact.source.block or other.origin != "text"


def _verdicts(fact: Fact, now: Slot, before: Slot) -> Iterator[Verdict]:
    if fact.unit == "个百分点" and now.choices[0].best.unit not in _RATES:
        return
    is_rate_of_share = now.choices[0].best.unit == "%"
    if fact.unit not in _RATES or fact.unit == "个百分点":
        yield judge(_difference_equation(fact, now, before))
    elif is_rate_of_share:
        yield _points_or_percent(fact, now, before)
    else:
        yield judge(_growth_equation(fact, now, before))


def _sign(fact: Fact) -> int:
    return fact.claim.direction if fact.claim is not None and fact.claim.direction else 1


def _difference_equation(fact: Fact, now: Slot, before: Slot) -> Equation:
    sign = _sign(fact)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        first, second = (intervals[1], intervals[2]) if sign > 0 else (intervals[2], intervals[1])
        return difference(first, second).meets(intervals[0])

    def show(chosen: Combination) -> str:
        gap = rounded(middle(chosen[1].interval) - middle(chosen[2].interval), 4)
        return f"{chosen[1].best.printed} − {chosen[2].best.printed} = {_computed(chosen, gap)}"

    def right(chosen: Combination) -> str:
        return rounded(abs(chosen[1].best.value - chosen[2].best.value), 4)

    shape = difference_of(1, 2) if sign > 0 else difference_of(2, 1)
    return _equation(fact, now, before, holds, show, shape, None if fact.unit.startswith("万") else right)


def _computed(chosen: Combination, gap: str) -> str:
    """The difference of the printed numbers when both have one unit."""
    first, second = chosen[1].best, chosen[2].best
    return rounded(first.value - second.value, 4) if first.dimension == second.dimension else gap


def _growth(intervals: tuple[Interval, ...], sign: int) -> Interval | None:
    gap = difference(intervals[1], intervals[2]) if sign > 0 else difference(intervals[2], intervals[1])
    if gap.low is None or gap.low < 0:
        return None
    found = quotient(gap, intervals[2])
    return None if found is None else scaled(found, Decimal(100))


def _growth_equation(fact: Fact, now: Slot, before: Slot) -> Equation:
    sign = _sign(fact)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = _growth(intervals, sign)
        return found is not None and found.meets(intervals[0])

    def show(chosen: Combination) -> str:
        old = middle(chosen[2].interval) or Decimal(1)
        rate = rounded((middle(chosen[1].interval) - old) / old * 100, 2)
        return f"({chosen[1].best.printed} − {chosen[2].best.printed}) ÷ {chosen[2].best.printed} = {rate}%"

    return _equation(fact, now, before, holds, show, growth_of(1, 2, rises=sign > 0))


def _equation(
    fact: Fact,
    now: Slot,
    before: Slot,
    holds: Callable[[tuple[Interval, ...]], bool],
    show: Callable[[Combination], str],
    shape: Shape,
    right: Callable[[Combination], str] | None = None,
) -> Equation:
    word, word_en = ("增加", "rise") if _sign(fact) > 0 else ("减少", "fall")

    def say(chosen: Combination) -> Message:
        working = show(chosen)
        return Message(
            f"{fact.subject}写{word} {fact.shown}，但 {now.year} 年 {chosen[1].best.shown}、{before.year} 年 {chosen[2].best.shown}：{working}",
            f"{fact.subject} is said to {word_en} by {fact.shown}, but was {chosen[2].best.shown} in "
            f"{before.year} and is {chosen[1].best.shown} in {now.year}: {working}",
        )

    slots = (Slot(fact.subject, alone(fact)), now, before)
    return Equation(
        "change",
        "change",
        slots,
        holds,
        show,
        say,
        FindingKind.ARITHMETIC,
        Severity.HIGH,
        fact.subject,
        fact.code,
        fact.year,
        right=right,
        shape=shape,
    )


def _points_or_percent(fact: Fact, now: Slot, before: Slot) -> Verdict:
    """A share that rose "by N %": agrees as growth, else N may be the difference in points, which is a unit slip."""
    growth, points = _growth_equation(fact, now, before), _difference_equation(fact, now, before)
    if growth.agreeing() or not points.agreeing():
        return judge(growth)
    chosen = points.agreeing()[0]
    facts = [fact, chosen[1].best, chosen[2].best]
    return points_verdict(fact, points.show(chosen), facts)


def _unclear_points(fact: Fact, now: Fact) -> Verdict:
    """A rate that "rose by N %" and no value of last year: N is in all likelihood the difference in points."""
    message = Message(
        f"{now.subject} {now.shown}，“{fact.quote}”{at(fact)}：比率之差应以百分点计，写作百分数就说不清是差还是增幅",
        f"{now.subject} {now.shown}, {fact.quote} {at_en(fact)}: a difference of rates is told in percentage points, "
        "per cent leaves open which is meant",
    )
    return Verdict(
        check="change",
        key=key_of("unclear", fact.code or fact.key, fact.year, values_key([fact, now])),
        outcome="differs",
        kind=FindingKind.UNIT,
        severity=Severity.LOW,
        subject=fact.subject,
        message=message,
        evidence=evidence_of_all([fact, now]),
        code=fact.code,
        suggested=f"{fact.printed} 个百分点",
        score=0.5,
    )


def _rate_of_difference(book: Book, index: int, fact: Fact, now: tuple[Stated, ...]) -> Iterator[Verdict]:
    """ "增加 59 个，增加 34%": the two statements and this year's value must fit together."""
    gaps = [
        other
        for other in book.facts[max(0, index - 2) : index]
        if other.kind is ClaimKind.CHANGE
        and other.claim is not None
        and fact.claim is not None
        and other.key == fact.key
        and other.unit not in _RATES
        and other.claim.sentence == fact.claim.sentence
    ]
    for gap in gaps:
        yield judge(_rate_equation(fact, gap, Slot(fact.subject, now, fact.code, fact.year)))


def _rate_equation(fact: Fact, gap: Fact, now: Slot) -> Equation:
    sign = _sign(gap)
    words = ("增长", "增加") if sign > 0 else ("下降", "减少")

    def holds(intervals: tuple[Interval, ...]) -> bool:
        old = difference(intervals[2], intervals[1]) if sign > 0 else total((intervals[2], intervals[1]))
        if old.low is None or old.low <= 0:
            return True
        found = quotient(intervals[1], old)
        return found is None or scaled(found, Decimal(100)).meets(intervals[0])

    def show(chosen: Combination) -> str:
        old = chosen[2].best.value - gap.value if sign > 0 else chosen[2].best.value + gap.value
        rate = rounded(gap.value / old * 100, 2) if old else "?"
        return f"{gap.printed} ÷ ({chosen[2].best.printed} {'−' if sign > 0 else '+'} {gap.printed}) = {rate}%"

    def say(chosen: Combination) -> Message:
        return Message(
            f"{fact.subject}写{words[0]} {fact.printed}%，但{words[1]} {gap.shown}后为 {chosen[2].best.shown}：{show(chosen)}",
            f"{fact.subject} is said to {'grow' if sign > 0 else 'fall'} by {fact.printed}%, but it is {chosen[2].best.shown} after "
            f"a change of {gap.shown}: {show(chosen)}",
        )

    slots = (Slot(fact.subject, alone(fact)), Slot(gap.subject, alone(gap)), now)
    return Equation(
        "change",
        "growth",
        slots,
        holds,
        show,
        say,
        FindingKind.ARITHMETIC,
        Severity.MEDIUM,
        fact.subject,
        fact.code,
        fact.year,
        shape=growth_by(1, 2, rises=sign > 0),
    )
