"""Which numbers of a paragraph are parts of which: what 其中 says."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.passages import MOVED_FROM, MOVED_TO
from docextract.model.claim import ClaimKind
from docextract.text.patterns import compile_pattern

_PART_WORD = compile_pattern(r"^[^\p{Han}]*其中[：:，]?(?:含|有)?[ ]*$")
OLD_TAIL = 8
# Units of rates.
RATES = ("%", "‰", "个百分点", ":1", "倍")
_LEVELS = (ClaimKind.LEVEL, ClaimKind.LIST_COUNT)


def sentences(book: Book) -> Iterator[tuple[Fact, ...]]:
    """The facts of each sentence that states a number, in order."""
    group: list[Fact] = []
    for fact in book.facts:
        if fact.claim is None:
            continue
        if group and not _is_same_sentence(group[-1], fact):
            yield tuple(group)
            group = []
        group.append(fact)
    if group:
        yield tuple(group)


def _is_same_sentence(first: Fact, second: Fact) -> bool:
    if first.claim is None or second.claim is None:
        return False
    return first.source.block == second.source.block and first.claim.sentence == second.claim.sentence


def between(book: Book, first: Fact, second: Fact) -> str:
    """The text from the end of one quote to the start of the next; "" when they overlap."""
    return book.report.block(first.source.block).text[first.source.end : second.source.start]


def wholes_and_parts(book: Book) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
    """Numbers with 其中 behind them, and the numbers behind it that count the same sort of thing.

    Between the whole and 其中 may stand how it changed ("26 个，比上年增加 3 个，其中……"); 其中 may begin the next sentence,
    when the one before states only one number that can be the whole.
    """
    before: tuple[Fact, ...] = ()
    for facts in sentences(book):
        for index, part in enumerate(facts):
            earlier = facts[:index] or _same_block(before, part)
            whole = _whole_of(book, earlier, part, is_before=index == 0)
            if whole is not None:
                yield whole, _parts(book, whole, facts[index:])
        before = facts


def _same_block(before: tuple[Fact, ...], part: Fact) -> tuple[Fact, ...]:
    return before if before and before[0].source.block == part.source.block else ()


def _whole_of(book: Book, earlier: tuple[Fact, ...], part: Fact, *, is_before: bool) -> Fact | None:
    """The whole that 其中 right before `part` speaks of; None when there is no 其中 or no one whole."""
    if not earlier or not _PART_WORD.match(between(book, earlier[-1], part)):
        return None
    levels = [fact for fact in earlier if fact.kind in _LEVELS]
    if is_before:  # of 由上年的 126 人增加到 158 人 the second
        levels = [fact for fact in levels if fact.dimension == part.dimension and not _is_old(book, fact)]
    if not levels or (is_before and len(levels) != 1):
        return None
    # 落实 593 人，落实率 98.18%；其中升学 382 人: a rate between is of the whole, as a change is.
    # 583 人，占毕业生 1297 人的 44.95%，其中……: of the 583.
    counts = [fact for fact in levels if fact.unit not in RATES and "占" not in fact.quote] or levels
    last = counts[-1] if part.unit not in RATES else levels[-1]
    between_them = earlier[earlier.index(last) + 1 :]
    is_of_whole = all(
        fact.kind is ClaimKind.CHANGE or fact.unit in RATES or "占" in fact.quote for fact in between_them
    )
    return last if is_before or is_of_whole else None


def _is_old(book: Book, fact: Fact) -> bool:
    """True for the first value of 由上年的 126 人增加到 158 人."""
    text = book.report.block(fact.source.block).text
    return bool(MOVED_FROM.search(text[: fact.source.end]) and MOVED_TO.match(text[fact.source.end :][:OLD_TAIL]))


def _parts(book: Book, whole: Fact, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    parts: list[Fact] = []
    for fact in facts:
        if parts and "；" in between(book, parts[-1], fact):
            break
        if fact.year != whole.year or fact.owner != whole.owner:
            break
        if fact.kind is ClaimKind.LEVEL and fact.dimension == whole.dimension:
            parts.append(fact)
    return tuple(parts)
