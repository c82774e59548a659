"""The pack's bounds as equations: ranges, means between their parts, values carried over from the year before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext

from docextract.checks.facts.book import Book, Stated
from docextract.checks.facts.facts import base_unit
from docextract.checks.facts.intervals import quotient, total
from docextract.checks.relations.equations import Combination, Equation, Slot
from docextract.checks.relations.shapes import SAME, at_least, at_most, mean_of
from docextract.checks.verdicts.saying import rounded
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.rulepacks.schema import Relation

# A mean without its counts may have been asked for by itself: only a hint.
UNWEIGHTED_SCORE = 0.5


def range_equations(book: Book) -> Iterator[Equation]:
    """`range`: each value in use lies between the bounds, which are in the unit of its indicator."""
    for relation in book.pack.relations:
        if relation.kind == "range":
            for code in relation.parts:
                for year in book.years([code]):
                    for stated in book.stated(code, year):
                        yield _range_equation(book, relation, Slot(book.name(code), (stated,), code, year))


def mean_equations(book: Book) -> Iterator[Equation]:
    """`weighted-mean`: the mean of the parts by their weights; without weights, between the least and greatest part.

    Only with one value in use for the whole and all parts: of two values any may be the wrong one.
    """
    for relation in book.pack.relations:
        if relation.kind != "weighted-mean":
            continue
        for year in book.years([relation.whole]):
            slots = _single_slots(book, (relation.whole, *relation.parts), year)
            weights = _single_slots(book, relation.weights, year) if relation.weights else None
            if slots and weights:
                yield _weighted_equation(relation, slots, weights, year)
            elif slots:
                yield _between_equation(relation, slots, year)


def carry_over_equations(book: Book) -> Iterator[Equation]:
    """`carry-over`: what a year begins with is what the year before ended with."""
    for relation in book.pack.relations:
        if relation.kind != "carry-over":
            continue
        for year in book.years([relation.whole]):
            opening, closing = book.stated(relation.whole, year), book.stated(relation.before, year - 1)
            if opening and closing:
                slots = (
                    Slot(book.name(relation.whole), opening, relation.whole, year),
                    Slot(book.name(relation.before), closing, relation.before, year - 1),
                )
                yield _carry_equation(relation, slots, year)


def _single_slots(book: Book, codes: tuple[str, ...], year: int) -> tuple[Slot, ...] | None:
    found = tuple(Slot(book.name(code), book.stated(code, year), code, year) for code in codes)
    return found if all(len(slot.choices) == 1 for slot in found) else None


def _range_equation(book: Book, relation: Relation, slot: Slot) -> Equation:
    factor = base_unit(book.pack, book.pack.indicators[slot.code].unit)[1]
    low = None if relation.low is None else relation.low * factor
    high = None if relation.high is None else relation.high * factor

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return intervals[0].meets(Interval(low, high))

    def show(chosen: Combination) -> str:
        left = f"{relation.low} ≤ " if relation.low is not None else ""
        right = f" ≤ {relation.high}" if relation.high is not None else ""
        return f"{left}{chosen[0].best.printed}{right}"

    def say(chosen: Combination) -> Message:
        best = chosen[0].best
        over = relation.high is not None and high is not None and best.value > high
        word, bound = ("大于", relation.high) if over else ("小于", relation.low)
        ends = [f"from {relation.low}" if low is not None else "", f"to {relation.high}" if high is not None else ""]
        allowed = " ".join(filter(None, ends))
        return Message(
            f"{slot.year} 年{slot.name} {best.shown} {word} {bound}：{relation.why}",
            f"{slot.name} {slot.year} is {best.shown}, {'above' if over else 'below'} {bound} (allowed: {allowed})",
        )

    is_below = low is not None and (high is None or slot.choices[0].best.value < low)
    return Equation(
        "out_of_range", relation.id, (slot,), holds, show, say,
        FindingKind.ARITHMETIC, Severity(relation.severity), slot.name, slot.code, slot.year,
        shape=at_least(low) if is_below and low is not None else None if high is None else at_most(high),
    )  # fmt: skip


def _between_equation(relation: Relation, slots: tuple[Slot, ...], year: int) -> Equation:
    def sides(intervals: tuple[Interval, ...]) -> tuple[bool, bool]:
        """Below all parts, above all parts."""
        lows = [part.low for part in intervals[1:] if part.low is not None]
        highs = [part.high for part in intervals[1:] if part.high is not None]
        low, high = intervals[0].low, intervals[0].high
        below = high is not None and len(lows) == len(intervals) - 1 and high < min(lows)
        above = low is not None and len(highs) == len(intervals) - 1 and low > max(highs)
        return below, above

    def between(chosen: Combination) -> str:
        ordered = sorted(chosen[1:], key=lambda stated: stated.best.value)
        return f"{ordered[0].best.printed} 至 {ordered[-1].best.printed}"

    def show(chosen: Combination) -> str:
        low, _, high = between(chosen).partition(" 至 ")
        return f"{low} ≤ {chosen[0].best.shown} ≤ {high}"

    def say(chosen: Combination) -> Message:
        below, _ = sides(tuple(stated.interval for stated in chosen))
        return Message(
            f"{year} 年{slots[0].name} {chosen[0].best.shown} {'低于' if below else '高于'}它的全部分项（{between(chosen)}）",
            f"{slots[0].name} {year} {chosen[0].best.shown} is {'below' if below else 'above'} all its parts "
            f"({between(chosen).replace('至', 'to')})",
        )

    return Equation(
        "mean_outside_parts", relation.id, slots, lambda intervals: not any(sides(intervals)), show, say,
        FindingKind.ARITHMETIC, Severity(relation.severity), slots[0].name, slots[0].code, year, UNWEIGHTED_SCORE,
    )  # fmt: skip


def _weighted_equation(relation: Relation, slots: tuple[Slot, ...], weights: tuple[Slot, ...], year: int) -> Equation:
    parts = len(relation.parts)

    def computed(intervals: tuple[Interval, ...]) -> Interval | None:
        values, counts = intervals[1 : parts + 1], intervals[parts + 1 :]
        products = [_product(value, count) for value, count in zip(values, counts, strict=True)]
        return quotient(total(products), total(counts))

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = computed(intervals)
        return found is None or found.meets(intervals[0])

    def mean(chosen: Combination) -> str:
        values = [stated.best.value for stated in chosen[1 : parts + 1]]
        counts = [stated.best.value for stated in chosen[parts + 1 :]]
        with localcontext() as context:
            context.prec = 40
            products = sum((v * c for v, c in zip(values, counts, strict=True)), Decimal(0))
            return rounded(products / (sum(counts, Decimal(0)) or Decimal(1)), 2)

    def show(chosen: Combination) -> str:
        pairs = zip(chosen[1 : parts + 1], chosen[parts + 1 :], strict=True)
        terms = " + ".join(f"{value.best.printed} × {count.best.printed}" for value, count in pairs)
        counts = " + ".join(count.best.printed for count in chosen[parts + 1 :])
        return f"({terms}) ÷ ({counts}) = {mean(chosen)}"

    def say(chosen: Combination) -> Message:
        return Message(
            f"{year} 年{slots[0].name}为 {chosen[0].best.shown}，但各分项加权平均得 {mean(chosen)}（{show(chosen)}）",
            f"{slots[0].name} {year} is {chosen[0].best.shown}, but the weighted mean of its parts is {mean(chosen)} ({show(chosen)})",
        )

    return Equation(
        "mean_outside_parts", relation.id, (*slots, *weights), holds, show, say,
        FindingKind.ARITHMETIC, Severity(relation.severity), slots[0].name, slots[0].code, year, right=mean,
        shape=mean_of(range(1, parts + 1), range(parts + 1, 2 * parts + 1)),
    )  # fmt: skip


def _product(first: Interval, second: Interval) -> Interval:
    """The product of intervals of numbers that are not negative; an open end stays open."""
    low = None if first.low is None or second.low is None else max(first.low, Decimal(0)) * second.low
    high = None if first.high is None or second.high is None else first.high * second.high
    return Interval(low, high)


def _carry_equation(relation: Relation, slots: tuple[Slot, Slot], year: int) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        return intervals[0].meets(intervals[1])

    def show(chosen: Combination) -> str:
        return f"{year} 年 {_shown(chosen[0])}，{year - 1} 年 {_shown(chosen[1])}"

    def say(chosen: Combination) -> Message:
        return Message(
            f"{year} 年{slots[0].name} {_shown(chosen[0])} 不等于 {year - 1} 年{slots[1].name} {_shown(chosen[1])}：{relation.why}",
            f"{slots[0].name} {year} is {_shown(chosen[0])}, {slots[1].name} {year - 1} was {_shown(chosen[1])}",
        )

    return Equation(
        "not_carried_over", relation.id, slots, holds, show, say,
        FindingKind.ARITHMETIC, Severity(relation.severity), slots[0].name, slots[0].code, year, shape=SAME,
    )  # fmt: skip


def _shown(stated: Stated) -> str:
    return stated.best.shown
