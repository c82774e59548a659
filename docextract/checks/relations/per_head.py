"""Values by head (生均): a total divided by the number that the pack says they are divided by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import quotient
from docextract.checks.relations.equations import Combination, Equation, Slot, alone, in_use
from docextract.checks.relations.shapes import quotient_of
from docextract.checks.verdicts.saying import listed, middle, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

# Words that the name of a total has and the name of its per-head value may lack.
_LOOSE = compile_pattern(r"^(?:校园|学校)|总(?=值|价值|额|面积|量|数)|数量$|数$|水平$")


def per_head_equations(book: Book) -> Iterator[Equation]:
    """Every value by head whose total stands in the report under the same name."""
    for word in book.pack.words.per_head:
        if code := divided_by(book, word):
            yield from _equations(book, word, code)


def _equations(book: Book, word: str, code: str) -> Iterator[Equation]:
    by_head = compile_pattern(rf"^年?{word}")
    levels = [f for f in book.facts if f.kind is ClaimKind.LEVEL and not f.owner and f.year]
    heads = [f for f in levels if by_head.match(f.subject)]
    totals = [f for f in levels if not by_head.match(f.subject)]
    seen: set[tuple[str, int, Decimal, Decimal]] = set()
    for head in heads:
        stated = book.stated(code, head.year)
        name = _total_name(by_head.sub("", compare_form(head.subject)))
        for whole in totals:
            if (
                whole.year != head.year
                or len(name) < 3
                or _total_name(compare_form(whole.subject)) != name
                or not stated
            ):
                continue
            mark = (name, head.year, head.value, whole.value)
            if mark not in seen and _dimensions_fit(head, whole):
                seen.add(mark)
                yield _equation(book, head, whole, Slot(book.name(code), stated, code, head.year))


def divided_by(book: Book, word: str) -> str:
    """The code of what a value by head (生均) is divided by; "" when the pack does not say or has no such indicator."""
    return next((code for code in book.pack.words.per_head.get(word, ()) if code in book.pack.indicators), "")


def _total_name(name: str) -> str:
    return _LOOSE.sub("", name)


def _dimensions_fit(head: Fact, whole: Fact) -> bool:
    """元/生 goes with 元, 个/生 with 个, 平方米 with 平方米."""
    per_head = {"每生钱": "钱", "每生个数": "件数"}
    return per_head.get(head.dimension, head.unit.partition("/")[0]) in (whole.dimension, whole.unit)


def _equation(book: Book, head: Fact, whole: Fact, students: Slot) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = quotient(intervals[1], intervals[2])
        return found is None or found.meets(intervals[0])

    def computed(chosen: Combination) -> str:
        return rounded(middle(chosen[1].interval) / (middle(chosen[2].interval) or Decimal(1)), 2)

    def show(chosen: Combination) -> str:
        return f"{whole.shown} ÷ {chosen[2].best.printed} = {computed(chosen)}"

    def say(chosen: Combination) -> Message:
        numbers, numbers_en = (
            listed([stated.best.printed for stated in students.choices], word) for word in (" 或 ", " or ")
        )
        return Message(
            f"{head.year} 年{head.subject}为 {head.shown}，但{whole.subject} {whole.shown} ÷ {students.name} {numbers} 人 = {computed(chosen)}",
            f"{head.subject} {head.year} is {head.shown}, but {whole.subject} {whole.shown} by {students.name} {numbers_en} "
            f"makes {computed(chosen)}",
        )

    slots = (Slot(head.subject, in_use(book, head), head.code, head.year), Slot(whole.subject, alone(whole)), students)
    return Equation(
        "ratio",
        "per_head",
        slots,
        holds,
        show,
        say,
        FindingKind.ARITHMETIC,
        Severity.MEDIUM,
        head.subject,
        head.code,
        head.year,
        right=None if head.unit.startswith("万") else computed,
        shape=quotient_of(),
    )
