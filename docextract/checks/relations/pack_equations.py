"""The pack's relations between indicators, as equations over the values that a report has in use."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book, Stated
from docextract.checks.facts.facts import base_unit
from docextract.checks.facts.intervals import difference, quotient, scaled, total
from docextract.checks.relations.equations import Combination, Equation, Slot
from docextract.checks.relations.shapes import no_more_than, quotient_of, sum_of
from docextract.checks.verdicts.saying import middle, rounded
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.rulepacks.schema import Relation


def part_equations(book: Book) -> Iterator[Equation]:
    """`part-of`: each part is at most the whole; parts that exclude each other also in sum."""
    for relation in book.pack.relations:
        if relation.kind != "part-of" or not _is_one_dimension(book, relation):
            continue
        for year in book.years([relation.whole]):
            whole = _slot(book, relation.whole, year)
            parts = [slot for code in relation.parts if (slot := _slot(book, code, year)) is not None]
            if whole is None or not parts:
                continue
            yield from (_part_equation(relation, whole, part, year) for part in parts)
            if relation.disjoint and len(parts) > 1:
                yield _sum_equation(relation, whole, tuple(parts), year, at_most=True)


def sum_equations(book: Book) -> Iterator[Equation]:
    """`partition` and `equal`: the parts add up to the whole, or each is the same.

    A missing part leaves only that the others do not exceed it.
    """
    for relation in book.pack.relations:
        if relation.kind not in ("partition", "equal") or not _is_one_dimension(book, relation):
            continue
        for year in book.years([relation.whole]):
            whole = _slot(book, relation.whole, year)
            parts = [slot for code in relation.parts if (slot := _slot(book, code, year)) is not None]
            if whole is None or not parts:
                continue
            if relation.kind == "equal":
                yield from (_sum_equation(relation, whole, (part,), year, at_most=False) for part in parts)
                continue
            given = [code for code in relation.parts if book.stated(code, year) or (code, year) in book.blanks]
            yield _sum_equation(relation, whole, tuple(parts), year, at_most=len(given) < len(relation.parts))


def ratio_equations(book: Book) -> Iterator[Equation]:
    """`ratio` and `share` relations whose quotient some form or sentence states."""
    for relation in book.pack.relations:
        if relation.kind not in ("ratio", "share") or not relation.whole:
            continue
        for year in book.years([relation.whole]):
            slots = [_slot(book, code, year) for code in (relation.whole, relation.numerator, relation.denominator)]
            found = [slot for slot in slots if slot is not None]
            if len(found) == 3:
                yield quotient_equation(book, relation, (found[0], found[1], found[2]), year)


def quotient_equation(book: Book, relation: Relation, slots: tuple[Slot, Slot, Slot], year: int) -> Equation:
    """whole = numerator / denominator x factor; the factor between base units is already in the values."""
    factor = relation.factor * _unit_factor(book, relation)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = quotient(intervals[1], intervals[2])
        return found is None or scaled(found, factor).meets(intervals[0])

    def computed(chosen: Combination) -> str:
        value = middle(chosen[1].interval) / (middle(chosen[2].interval) or Decimal(1)) * factor
        return rounded(value, max(2, _decimals(chosen[0])))

    def show(chosen: Combination) -> str:
        percent = " × 100" if relation.factor == 100 else ""
        return f"{chosen[1].best.printed} ÷ {chosen[2].best.printed}{percent} = {computed(chosen)}"

    def say(chosen: Combination) -> Message:
        names = [slot.name for slot in slots]
        return Message(
            f"{year} 年{names[0]}为 {chosen[0].best.shown}，但{names[1]} {chosen[1].best.shown}与{names[2]} {chosen[2].best.shown}"
            f"相除得 {computed(chosen)}（{show(chosen)}）",
            f"{names[0]} {year} is {chosen[0].best.shown}, but {names[1]} {chosen[1].best.shown} by {names[2]} {chosen[2].best.shown} "
            f"makes {computed(chosen)} ({show(chosen)})",
        )

    severity = Severity(relation.severity)
    return Equation(
        "ratio" if relation.kind == "ratio" else "share",
        relation.id,
        slots,
        holds,
        show,
        say,
        FindingKind.ARITHMETIC,
        severity,
        slots[0].name,
        slots[0].code,
        year,
        right=computed,
        shape=quotient_of(factor),
    )


def _unit_factor(book: Book, relation: Relation) -> Decimal:
    """1, or what makes base units fit the relation's own: the relation is written in the pack's units."""
    whole = base_unit(book.pack, book.pack.indicators[relation.whole].unit)[1] if relation.whole else Decimal(1)
    numerator = base_unit(book.pack, book.pack.indicators[relation.numerator].unit)[1]
    denominator = base_unit(book.pack, book.pack.indicators[relation.denominator].unit)[1]
    return whole * denominator / numerator


def _slot(book: Book, code: str, year: int) -> Slot | None:
    stated = book.stated(code, year)
    return Slot(book.name(code), stated, code, year) if stated else None


def _is_one_dimension(book: Book, relation: Relation) -> bool:
    """A share can't be a part of a count, whatever the form's indent says."""
    units = {base_unit(book.pack, book.pack.indicators[code].unit)[0] for code in (relation.whole, *relation.parts)}
    return len(units) == 1


def _decimals(stated: Stated) -> int:
    return len(stated.best.printed.partition(".")[2])


def _part_equation(relation: Relation, whole: Slot, part: Slot, year: int) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        low = difference(intervals[1], intervals[0]).low
        return low is None or low <= 0

    def show(chosen: Combination) -> str:
        return f"{part.name} {chosen[1].best.printed} ≤ {whole.name} {chosen[0].best.printed}"

    def say(chosen: Combination) -> Message:
        return Message(
            f"{year} 年{part.name} {chosen[1].best.shown}大于{whole.name} {chosen[0].best.shown}：{relation.why}",
            f"{year}: {part.name} {chosen[1].best.shown} exceeds {whole.name} {chosen[0].best.shown}",
        )

    return Equation(
        "parts_exceed_whole",
        relation.id,
        (whole, part),
        holds,
        show,
        say,
        FindingKind.SUBSET,
        Severity(relation.severity),
        part.name,
        part.code,
        year,
        shape=no_more_than(0, [1]),
    )


def _sum_equation(relation: Relation, whole: Slot, parts: tuple[Slot, ...], year: int, at_most: bool) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        added = total(intervals[1:])
        if at_most:
            return added.low is None or intervals[0].high is None or added.low <= intervals[0].high
        return added.meets(intervals[0])

    def show(chosen: Combination) -> str:
        added = sum((stated.best.value for stated in chosen[1:]), Decimal(0))
        terms = " + ".join(stated.best.printed for stated in chosen[1:])
        return f"{terms} = {rounded(added / chosen[0].best.unit_size, 2)}"

    def say(chosen: Combination) -> Message:
        # In the unit that the whole is printed in; values are in base units (元, not 万元).
        size = chosen[0].best.unit_size
        added = sum((stated.best.value for stated in chosen[1:]), Decimal(0)) / size
        gap = abs(added - chosen[0].best.value / size)
        terms = " + ".join(f"{slot.name} {stated.best.printed}" for slot, stated in zip(parts, chosen[1:], strict=True))
        relation_word = "大于" if at_most else "不等于"
        return Message(
            f"{year} 年{terms} = {rounded(added, 2)}，{relation_word}{whole.name} {chosen[0].best.shown}，差 {rounded(gap, 2)}",
            f"{year}: {terms} = {rounded(added, 2)}, but {whole.name} is {chosen[0].best.shown}, off by {rounded(gap, 2)}",
        )

    exceeds = at_most
    return Equation(
        "parts_exceed_whole" if exceeds else "parts_do_not_add_up",
        relation.id + ("_sum" if exceeds else ""),
        (whole, *parts),
        holds,
        show,
        say,
        FindingKind.SUBSET if exceeds else FindingKind.ARITHMETIC,
        Severity(relation.severity),
        whole.name,
        whole.code,
        year,
        shape=no_more_than(0, range(1, len(parts) + 1)) if at_most else sum_of(len(parts)),
    )
