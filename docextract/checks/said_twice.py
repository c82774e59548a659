"""One thing said with two values.

**What it finds**: an indicator with different values for the same year and owner, in the text or between text and
tables; the same for equal subjects that are no indicator but name a total (…面积, …资产值, …总数). When the text's value is
last year's column, the finding says so and suggests this year's. When the two differ by 10, 100, 1000 or 10 000, it
is a unit slip.
**Why it matters**: whoever quotes the report quotes one of the two by chance.
**Example**: 专任教师 150 人 in 1.3, 专任教师 105 人 in 2.4, 150 in table 6.
**Silent** when owner, year or unit differ, when one of the two is a change, when the label is printed several times
in one sentence (then the label is wrong, see repeated_label), and when the printed digits leave room for one value.
**Tolerance**: rounding and truncation of both prints; the bounds of 约, 近, 超过.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.culprits.weigh import Vote, favourite, votes_for
from docextract.checks.facts.book import Book, Stated, agreeing_groups, doubled_labels
from docextract.checks.facts.comparable import is_state
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import is_mistyped
from docextract.checks.prose.row_mentions import row_equations
from docextract.checks.prose.table_scope import is_among_table_values, is_of_which
from docextract.checks.registry import check
from docextract.checks.relations.equations import judge, same_value
from docextract.checks.tables.cells_exchanged import is_exchanged
from docextract.checks.verdicts.saying import NOTHING_DECIDES, at, at_en, evidence_of_all, key_of, pages_of, values_key
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.numbers import plain
from docextract.text.patterns import compile_pattern
from docextract.text.places import where_in_english

# Subjects without a code are compared only when they name a total of the issuer.
_TOTAL_NAME = compile_pattern(r"(?:面积|总值|资产值|设备值|价值|总数|总量|总额|总人数|拨款|工位|藏书|图书量|总投入)$")
_MIN_KEY = 4
_SLIPS = {Decimal(10), Decimal(100), Decimal(1000), Decimal(10000)}


@check("claims", "indicators")
def said_twice(book: Book) -> Iterator[Verdict]:
    """One thing said with two values; see the module."""
    for code, year in book.codes:
        choices = _of_one_size(book, book.stated(code, year))
        if sum(len(stated.facts) for stated in choices) > 1 and not _are_of_other_bases(choices):
            yield _verdict(book, book.name(code), code, year, choices)
    for (key, year, _), facts in _uncoded(book).items():
        in_table = any(fact.origin != "text" for fact in facts) and any(fact.origin == "text" for fact in facts)
        if len(facts) > 1 and (in_table or _TOTAL_NAME.search(key)):
            yield _verdict(book, facts[0].subject or key, "", year, agreeing_groups(facts))
    for equation in row_equations(book):
        yield judge(equation)


def _are_of_other_bases(choices: tuple[Stated, ...]) -> bool:
    """True for shares of one thing in several wholes: 占“双师型”教师的 20.4%，占专任教师的 12.6%."""
    bases = {f.claim.base for s in choices for f in s.facts if f.kind is ClaimKind.SHARE and f.claim is not None}
    return len(choices) > 1 and len(bases - {""}) > 1


def _of_one_size(book: Book, choices: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Without values of the text that are less than half or more than twice a table's: those speak of a part.

    涉农专业布点 6 个，在校生 1024 人 is no second value for the 31264 students of the table. A slip of the unit stays, one of the pen,
    a value that the table has beside the cell, and what stands in one sentence with other values of the table.
    """
    tables = [s.best.value for s in choices if any(f.origin == "data-table" for f in s.facts) and s.best.value > 0]
    if len(tables) != 1:
        return choices
    cells = [f for s in choices for f in s.facts if f.origin == "data-table"]
    return tuple(
        s
        for s in choices
        if any(f.origin != "text" for f in s.facts)
        or _is_of_size(s.best.value, tables[0])
        or _is_factor(s, tables[0])
        or is_mistyped(s.best.value, tables[0])
        or any(is_exchanged(book, cell, s) for cell in cells)
        or any(is_among_table_values(book, fact, cells) for fact in s.facts)
    )


def _is_of_size(value: Decimal, known: Decimal) -> bool:
    return known <= value * 2 and value <= known * 2


def _is_factor(stated: Stated, known: Decimal) -> bool:
    high, low = max(stated.best.value, known), min(stated.best.value, known)
    return low > 0 and high / low in _SLIPS


def _uncoded(book: Book) -> dict[tuple[str, int, str], list[Fact]]:
    """Facts without a code that name the same total, by key, year and dimension."""
    doubled = doubled_labels(book.facts)
    found: dict[tuple[str, int, str], list[Fact]] = {}
    for fact in book.facts:
        if fact.code or not is_state(fact) or id(fact) in doubled or len(fact.key) < _MIN_KEY:
            continue
        if fact.origin == "text" and is_of_which(book, fact):
            continue
        if not fact.key.startswith(("新增", "其中")):
            # 4 所学校实训工位 9860 个: schools are no places
            counted = fact.unit if fact.unit == "所" else fact.dimension
            found.setdefault((fact.key, fact.year, counted), []).append(fact)
    return found


def _verdict(book: Book, name: str, code: str, year: int, choices: tuple[Stated, ...]) -> Verdict:
    facts = [fact for stated in choices for fact in stated.facts]
    if len(choices) == 1:
        pages, pages_en = pages_of(facts)
        message = Message(
            f"{year} 年{name}各处一致：{choices[0].best.shown}（{pages}）",
            f"{name} {year} is {choices[0].best.shown} everywhere ({pages_en})",
        )
        return Verdict(
            "said_twice",
            key_of(code or name, year, values_key(facts)),
            "agrees",
            FindingKind.VALUE_CONFLICT,
            Severity.HIGH,
            name,
            message,
            evidence_of_all(facts),
            code,
            relations=same_value(choices),
        )
    votes = votes_for(book, code, year) if code else ()
    best = favourite(votes, choices)
    old = _last_year_copy(book, code, year, choices)
    shown = [stated.first for stated in choices]
    reason, extra = _reason(best, votes, old, choices)
    if old is not None and best is None:
        best = next((s for s in choices if s is not old[0] and any(f.origin != "text" for f in s.facts)), None)
    kind = FindingKind.UNIT if _is_slip(choices) else FindingKind.VALUE_CONFLICT
    more = [f for stated in choices for f in stated.facts[1:2]]
    return Verdict(
        check="said_twice",
        key=key_of(code or name, year, values_key(shown)),
        outcome="differs",
        kind=kind,
        severity=Severity.HIGH if code else Severity.MEDIUM,
        subject=name,
        message=_message(name, year, choices, old),
        evidence=evidence_of_all([*shown, *more], extra),
        code=code,
        suggested=best.best.printed if best is not None else "",
        reason=reason,
        score=min(0.95, *(0.9 if f.claim is not None and f.claim.score < 1 else 0.95 for f in shown)),
        relations=same_value(choices),
    )


def _message(name: str, year: int, choices: tuple[Stated, ...], old: tuple[Stated, Fact] | None) -> Message:
    places = "、".join(f"{stated.first.shown}{at(stated.first)}" for stated in choices[:4])
    places_en = ", ".join(f"{stated.first.shown} {at_en(stated.first)}" for stated in choices[:4])
    tail = f"；{old[0].best.shown}是 {old[1].year} 年的数" if old else ""
    tail_en = f"; {old[0].best.shown} is the value of {old[1].year}" if old else ""
    return Message(f"{year} 年{name}前后不一：{places}{tail}", f"{name} {year} is given as {places_en}{tail_en}")


def _last_year_copy(book: Book, code: str, year: int, choices: tuple[Stated, ...]) -> tuple[Stated, Fact] | None:
    """The value in the text that is the table's value of the year before, and that cell; None when there is none."""
    before = (
        [fact for stated in book.stated(code, year - 1) for fact in stated.facts if fact.origin != "text"]
        if code
        else []
    )
    for stated in choices:
        if all(fact.origin == "text" for fact in stated.facts):
            for fact in before:
                if stated.interval.meets(fact.interval):
                    return stated, fact
    return None


def _reason(
    best: Stated | None, votes: tuple[Vote, ...], old: tuple[Stated, Fact] | None, choices: tuple[Stated, ...]
) -> tuple[Message, list[Fact]]:
    """Why one value is the likelier, with the working, and the facts that it rests on."""
    if votes:
        # The same working may come from several places, and needs no name when all of it speaks for one value.
        is_one = best is not None and all(vote.stated is best for vote in votes)
        parts = [vote.working if is_one else f"{vote.stated.best.printed}：{vote.working}" for vote in votes]
        parts = list(dict.fromkeys(parts))
        decided = f"支持 {best.best.printed}" if best is not None else "两边都有依据，不能判定"
        text = f"{decided}（{'；'.join(parts)}）"
        decided_en = (
            f"speaks for {best.best.printed}" if best is not None else "undecided, both have something behind them"
        )
        text_en = f"{decided_en} ({'; '.join(part.replace('：', ': ') for part in parts)})"
        facts = [fact for vote in votes[:2] for fact in vote.facts]
        return Message(text, text_en), facts
    if old is not None:
        note = f"正文的 {old[0].best.printed} 与{old[1].where}相同，疑为上年数"
        there = where_in_english(old[1].where)
        return Message(note, f"{old[0].best.printed} stands in {there}: probably last year's value"), [old[1]]
    if best is not None:
        count = len(best.facts)
        return Message(f"{best.best.printed} 出现 {count} 处", f"{best.best.printed} stands in {count} places"), []
    return NOTHING_DECIDES if choices else Message("", ""), []


def _is_slip(choices: tuple[Stated, ...]) -> bool:
    """True when two values have the same digits and differ by a power of ten that units can be off by."""
    values = sorted(stated.best.value for stated in choices)
    if len(values) != 2 or values[0] <= 0:
        return False
    quotient = values[1] / values[0]
    return quotient in _SLIPS and len(plain(values[0]).replace(".", "").strip("0")) >= 3
