"""Relations that a sentence states itself: parts behind 其中, totals behind 合计, a share behind its count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact, subject_key
from docextract.checks.facts.intervals import difference, quotient, scaled, total
from docextract.checks.prose.sums.complements import complements
from docextract.checks.prose.sums.listed_parts import part_lists
from docextract.checks.prose.sums.passage_rest import joint_counts, told_parts
from docextract.checks.prose.sums.prose_wholes import RATES, between, sentences, wholes_and_parts
from docextract.checks.relations.equations import Combination, Equation, Slot, alone, in_use
from docextract.checks.relations.shapes import no_more_than, quotient_of, sum_of
from docextract.checks.verdicts.naming import name_of, named, terms_named, whole_name
from docextract.checks.verdicts.saying import at, at_en, listed, middle, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import FindingKind, Message, Severity
from docextract.model.quantity import Interval
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

# A part so many times its whole is more likely another number's part.
FAR_LARGER = 2
# 平均月薪 4105 元，其中智能制造类 4560 元: what is among a mean may be larger.
_MEAN = compile_pattern(r"平均|[生人师班户校月年日场]均|最[高低]")
_REST = compile_pattern(r"余下|其余|其他|剩余")  # 余下六国合计 19 人 is one of them
_TOTAL_WORD = compile_pattern(r"合计|总计|共计|总共")
# 体育类 14 个、艺术类 18 个，另有 9 个: the kinds listed are not all.
_BESIDES = compile_pattern(r"^[个项门人名所]?(?:等|，(?:另|还|此外|其余|其他))")
BESIDES_NEAR = 8
_SUBSET_BASE = compile_pattern(r"^(?P<base>.{2,14}?)(?:中|里)(?:的)?(?P<part>.{2,})$")


def prose_part_equations(book: Book) -> Iterator[Equation]:
    """The number behind 其中 is at most the number before it, and so are those that 、 joins to it.

    Rates are none of it: the pass rate of one subject may well be above that of all.
    """
    for whole, parts in wholes_and_parts(book):
        if whole.unit in RATES or _MEAN.search(whole.subject):
            continue
        for index, part in enumerate(parts):
            if index and not between(book, parts[index - 1], part).lstrip().startswith("、"):
                break
            if part.value > whole.value * FAR_LARGER and _exceeds_not_all(book, whole, part):
                continue
            yield _at_most(whole, part)


def _exceeds_not_all(book: Book, whole: Fact, part: Fact) -> bool:
    """True when an earlier number of the sentence is larger: 专任教师 251 人，兼职教师 22 人，其中女教师 148 人 is of both."""
    return any(
        fact.dimension == part.dimension and fact.kind is ClaimKind.LEVEL and fact.value >= part.value
        for fact in book.claims_of(whole.source.block)
        if fact.claim is not None
        and whole.claim is not None
        and fact.claim.sentence == whole.claim.sentence
        and fact.source.start < whole.source.start
    )


def prose_sum_equations(book: Book) -> Iterator[Equation]:
    """Parts that leave nothing out add up; so do the numbers in front of 合计."""
    for whole, parts in wholes_and_parts(book):
        if whole.unit in RATES or _MEAN.search(whole.subject):
            continue
        runs = [run for words in complements(book.pack) if (run := _run_with(parts, words))]
        for run in runs:
            if not any(len(run) < len(other) and set(map(id, run)) <= set(map(id, other)) for other in runs):
                yield _adds_up(book, whole, run)
        if kinds := _run_of_kinds(book, parts):
            yield _adds_up(book, whole, kinds)
    lists = [found for found in part_lists(book) if found.adds_up or found.score]
    judged = {found.whole.source for found in lists}
    settled = {found.whole.source for found in lists if found.adds_up}
    for facts in sentences(book):
        yield from (total for total in _totals(facts, book) if total.slots[0].choices[0].first.source not in settled)
    others = (found for found in (*told_parts(book), *joint_counts(book)) if found.whole.source not in judged)
    for found in (*lists, *others):
        yield _adds_up(book, found.whole, found.parts, found.score or 1.0)


def prose_share_equations(book: Book) -> Iterator[Equation]:
    """A percentage whose count stands before it and whose base is named."""
    wholes = {id(part): whole for whole, parts in wholes_and_parts(book) for part in parts}
    for facts in sentences(book):
        for index, share in enumerate(facts):
            if share.kind is not ClaimKind.SHARE or share.unit != "%":
                continue
            count = next(
                (
                    f
                    for f in reversed(facts[:index])
                    if f.key == share.key and f.kind is not ClaimKind.SHARE and f.unit != "%"
                ),
                None,
            )
            base = _base_of(book, share)
            if base is None and count is not None and not _names_base(share) and (whole := wholes.get(id(count))):
                base = Slot(whole.subject, in_use(book, whole), whole.code, whole.year)
            if count is not None and base is not None:
                yield share_equation(book, share, count, base)


def share_equation(book: Book, share: Fact, count: Fact, base: Slot) -> Equation:
    """count / base = share, in per cent."""
    name = name_of(share, count)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = quotient(intervals[1], intervals[2])
        return found is None or scaled(found, Decimal(100)).meets(intervals[0])

    def computed(chosen: Combination) -> str:
        return rounded(middle(chosen[1].interval) / (middle(chosen[2].interval) or Decimal(1)) * 100, 2)

    def show(chosen: Combination) -> str:
        return f"{count.printed} ÷ {chosen[2].best.printed} = {computed(chosen)}%"

    def say(chosen: Combination) -> Message:
        bases, bases_en = (listed([stated.best.shown for stated in base.choices], word) for word in (" 或 ", " or "))
        return Message(
            f"{name or '占比'}{at(share)}写 {share.printed}%，但 {count.shown}占{base.name} {bases}的 {computed(chosen)}%",
            f"{name or 'a share'} is printed as {share.printed}% {at_en(share)}, but {count.shown} of {base.name} "
            f"{bases_en} is {computed(chosen)}%",
        )

    share_slot = Slot(share.subject, in_use(book, share), share.code, share.year)
    slots = (share_slot, Slot(count.subject, in_use(book, count), count.code, count.year), base)
    return Equation(
        "share",
        "prose_share",
        slots,
        holds,
        show,
        say,
        FindingKind.ARITHMETIC,
        Severity.HIGH,
        name or base.name,
        share.code,
        share.year,
        right=computed,
        shape=quotient_of(Decimal(100)),
    )


def _names_base(share: Fact) -> bool:
    """True when the sentence says of what it is a share, also of something that has no value here."""
    return share.claim is not None and bool(share.claim.base)


def _base_of(book: Book, share: Fact) -> Slot | None:
    """The whole that a share names, with the values in use for it; None when it is not named or not given."""
    text = share.claim.base if share.claim is not None else ""
    code = share.claim.base_code if share.claim is not None else ""
    if code and not share.owner and (stated := book.stated(code, share.year)):
        return Slot(text, stated, code, share.year)
    if not text:
        match = _SUBSET_BASE.match(share.subject)
        text = match.group("base") if match else ""
    key = subject_key(text, book.place, book.pack)
    if len(key) < 2:
        return None
    # 占本年支出的: the 本年 was read as the period.
    named = _named_code(book, text) or _named_code(book, f"本年{text}")
    code = named or next((f.code for f in book.facts if f.key == key and _names_itself(book, f)), "")
    if code and not share.owner and (stated := book.stated(code, share.year)):
        return Slot(text, stated, code, share.year)
    local = [
        f for f in book.claims_of(share.source.block) if f.key == key and f.kind is ClaimKind.LEVEL and f.unit != "%"
    ]
    return Slot(text, alone(local[0])) if local else None


def _named_code(book: Book, text: str) -> str:
    """The one indicator that the pack calls so in full: 本年支出 is none of the other 支出."""
    key = compare_form(text)
    codes = [c for c, indicator in book.pack.indicators.items() if key in map(compare_form, indicator.labels)]
    return codes[0] if len(codes) == 1 else ""


def _names_itself(book: Book, fact: Fact) -> bool:
    """True for a count whose name says everywhere what it counts; 在校生 of a joint programme is not 在校生."""
    return bool(fact.code) and fact.dimension != "百分比" and not book.pack.indicators[fact.code].only_in_place


def _run_with(parts: tuple[Fact, ...], words: tuple[str, ...]) -> tuple[Fact, ...]:
    """The parts, next to each other, whose subjects have those words in that order; () when they are not all there."""
    size = len(words)
    for start in range(len(parts) - size + 1):
        run = parts[start : start + size]
        if all(word in fact.subject for word, fact in zip(words, run, strict=True)):
            return run
    return ()


def _run_of_kinds(book: Book, parts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Three or more parts behind 其中, joined by 、 and all called …类 or …型: a classification leaves nothing out."""
    run = list(parts[:1])
    for part in parts[1:]:
        if not between(book, run[-1], part).strip().startswith("、"):
            break
        if part.subject[-1:] != run[0].subject[-1:] and not _REST.match(part.subject):
            return ()  # 工科类 34 个、文科类 28 个、联办 19 个: these are not all
        run.append(part)
    if len(run) < 3 or not run[0].subject.endswith(("类", "型")) or _BESIDES.search(_behind(book, run[-1])):
        return ()
    return tuple(run)


def _behind(book: Book, fact: Fact) -> str:
    """What follows a number in its sentence part."""
    text = book.report.block(fact.source.block).text
    return text[fact.source.end : fact.source.end + BESIDES_NEAR].partition("；")[0].partition("。")[0]


def _totals(facts: tuple[Fact, ...], book: Book) -> Iterator[Equation]:
    """Numbers joined by 、 with a total behind 合计 in the same clause chain."""
    for index, whole in enumerate(facts):
        if index < 2 or whole.claim is None or whole.kind is not ClaimKind.LEVEL:
            continue
        words = between(book, facts[index - 1], whole) + whole.quote
        if not _TOTAL_WORD.search(words) or _REST.search(words):
            continue
        run = [facts[index - 1]]
        for previous in reversed(facts[: index - 1]):
            if previous.dimension != run[-1].dimension or "、" not in between(book, previous, run[-1])[:2]:
                break
            run.append(previous)
        if len(run) > 1 and run[0].dimension == whole.dimension:
            yield _adds_up(book, whole, tuple(reversed(run)))


def _at_most(whole: Fact, part: Fact) -> Equation:
    def holds(intervals: tuple[Interval, ...]) -> bool:
        low = difference(intervals[1], intervals[0]).low
        return low is None or low <= 0

    # What the sentence went on about is the whole's name: 完成成品 486 件，其中 112 件.
    of = named(part) if name_of(part) not in ("", name_of(whole)) else f" {part.shown}"

    def say(_: Combination) -> Message:
        return Message(
            f"“其中”的{of}大于{named(whole)}{at(whole)}",
            f"{of.lstrip()}, said to be among them, exceeds {named(whole)} {at_en(whole)}",
        )

    return Equation(
        "parts_exceed_whole",
        "prose_part",
        (Slot(whole.subject, alone(whole)), Slot(part.subject, alone(part))),
        holds,
        lambda _: f"{part.printed} ≤ {whole.printed}",
        say,
        FindingKind.SUBSET,
        Severity.HIGH,
        part.subject,
        part.code,
        part.year,
        shape=no_more_than(0, [1]),
    )


def _adds_up(book: Book, whole: Fact, parts: tuple[Fact, ...], score: float = 1.0) -> Equation:
    added = sum((part.value for part in parts), Decimal(0)) / whole.unit_size
    terms = " + ".join(part.printed if part.unit_size == whole.unit_size else part.shown for part in parts)

    def holds(intervals: tuple[Interval, ...]) -> bool:
        return total(intervals[1:]).meets(intervals[0])

    def show(_: Combination) -> str:
        return f"{terms} = {rounded(added, 2)}"

    name = whole_name(whole, parts)

    def say(_: Combination) -> Message:
        gap = rounded(abs(added - whole.value / whole.unit_size), 2)
        named = f"{terms_named(parts)} = {rounded(added, 2)}"
        return Message(
            f"{named}，不等于{name.zh} {whole.shown}{at(whole)}，差 {gap}",
            f"{named}, but {name.en} is {whole.shown} {at_en(whole)}, off by {gap}",
        )

    slots = (
        Slot(whole.subject, in_use(book, whole), whole.code, whole.year),
        *(Slot(part.subject, alone(part)) for part in parts),
    )
    return Equation(
        "parts_do_not_add_up",
        "prose_sum",
        slots,
        holds,
        show,
        say,
        FindingKind.ARITHMETIC,
        Severity.MEDIUM,
        name.zh,
        whole.code,
        whole.year,
        score,
        shape=sum_of(len(parts)),
    )
