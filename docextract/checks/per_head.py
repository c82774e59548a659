"""生均 values: a total divided by the number of students."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.book import Book
from docextract.checks.equations import Combination, Equation, Slot, alone, in_use
from docextract.checks.facts import Fact
from docextract.checks.intervals import quotient
from docextract.checks.saying import listed, middle, rounded
from docextract.checks.shapes import quotient_of
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

# By these names packs call the number that 生均 divides by.
STUDENT_NAMES = ("全日制在校生人数", "在校生人数", "在校生总数", "全日制在校生数")
_PER_HEAD = compile_pattern(r"^(?:年)?生均")
# Words that the name of a total has and the name of its per-head value may lack.
_LOOSE = compile_pattern(r"^(?:校园|学校)|总(?=值|价值|额|面积|量|数)|数量$|数$|水平$")


def per_head_equations(book: Book) -> Iterator[Equation]:
    """Every 生均 value whose total stands in the report under the same name."""
    students = student_code(book)
    if not students:
        return
    heads = [
        f for f in book.facts if _PER_HEAD.match(f.subject) and f.kind is ClaimKind.LEVEL and not f.owner and f.year
    ]
    totals = [
        f for f in book.facts if not _PER_HEAD.match(f.subject) and f.kind is ClaimKind.LEVEL and not f.owner and f.year
    ]
    seen: set[tuple[str, int, Decimal, Decimal]] = set()
    for head in heads:
        stated = book.stated(students, head.year)
        name = _total_name(head.subject)
        for whole in totals:
            if whole.year != head.year or len(name) < 3 or _total_name(whole.subject) != name or not stated:
                continue
            mark = (name, head.year, head.value, whole.value)
            if mark not in seen and _dimensions_fit(head, whole):
                seen.add(mark)
                yield _equation(book, head, whole, Slot("在校生", stated, students, head.year))


def student_code(book: Book) -> str:
    """The pack's code for the number of students; "" when it has none."""
    wanted = {compare_form(name) for name in STUDENT_NAMES}
    for indicator in book.pack.indicators.values():
        if not indicator.only_in_place and any(compare_form(label) in wanted for label in indicator.labels):
            return indicator.code
    return ""


def _total_name(subject: str) -> str:
    return _LOOSE.sub("", _PER_HEAD.sub("", compare_form(subject)))


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
            f"{head.year} 年{head.subject}为 {head.shown}，但{whole.subject} {whole.shown} ÷ 在校生 {numbers} 人 = {computed(chosen)}",
            f"{head.subject} {head.year} is {head.shown}, but {whole.subject} {whole.shown} by {numbers_en} students makes "
            f"{computed(chosen)}",
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
