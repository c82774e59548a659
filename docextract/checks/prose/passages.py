"""The numbers of a paragraph in their order, with the words between them: what arithmetic in running text is read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.prose.sums.complements import COMPLEMENTS, complements, complements_of
from docextract.model.claim import ClaimKind
from docextract.text.numbers import to_decimal
from docextract.text.patterns import GAP, MAGNITUDE, compile_pattern

_DIGITS = compile_pattern(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
# 三分之二, 八成, 九成五: shares in words; other numbers in words are left out, they stand in names and set phrases.
_SHARE_IN_WORDS = compile_pattern(
    r"[二三四五六七八九十百千万\d]+分之[一二三四五六七八九十\d]+|[一二三四五六七八九]成半?[二三四五六七八九]?"
)
_UNIT_END = compile_pattern(
    rf"{GAP}(?:余|多|来)?{GAP}{MAGNITUDE}?(?:余|多)?{GAP}(?:个?百分点|[%％‰]|平方米|㎡|m²|元/生|元/人|元/月|"
    r"人次|人日|学时|课时|平方公里|公里|小时|公斤|千克|\p{Han}(?:[（(]套[)）])?)?"
)
_STOPS = "。！？!?\n"
_POWERS = (0, 4, 8, 6, 7)
_PER = compile_pattern(
    r"(?:人均|生均|校均|场均|户均|亩均|班均|年均|月均|日均|均价|平均|每[\p{Han}]{1,4}|人月均|师均|件均|课均)[^，。；、]{0,8}$"
)


_COMPARED = compile_pattern(
    r"[比较](?!例|重|为|好|高|大|多)[^，。；]{0,16}$|[与同跟和][^，。；]{0,10}(?:年|届|期)度?的[^，。；]{0,6}$"
)
_CHANGES = compile_pattern(r"新增|增|减|升|降|多|少|提高|扩大|净|高|低")

# What something was (由上年的 126 人, right before or with the number) and the word behind it: 增加到.
MOVED_FROM = compile_pattern(r"[由从][^，。；]{0,14}$")
MOVED_TO = compile_pattern(
    r"^[^，。；\d]{0,3}(?:提高|提升|上升|增长|增加|扩大|调整|下降|降低|减少|压减|[增升降减变])(?:到|至|为)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A stated number where it stands: digits from `start`, unit up to `end` (half open, in the block's text).

    `lead` is the text from the end of the number before in its sentence, or from the sentence's beginning.
    """

    fact: Fact
    start: int
    end: int
    lead: str

    @property
    def is_plain(self) -> bool:
        """A count or amount that may be a term of a sum: no rate, no change, no 约 or 余, nothing per head."""
        claim = self.fact.claim
        if claim is None or claim.quantity.is_bounded or self.is_rate or self.is_compared:
            return False
        return self.fact.kind in (ClaimKind.LEVEL, ClaimKind.LIST_COUNT) and not self.is_per_head

    @property
    def is_compared(self) -> bool:
        """The value that another is compared with: 比上年的 9120 万元增加."""
        match = _COMPARED.search(self.lead)
        return match is not None and _CHANGES.search(match.group()) is None

    @property
    def is_rate(self) -> bool:
        return self.fact.unit in ("%", "‰", "个百分点", ":1", "倍") or self.fact.kind is ClaimKind.RATIO

    @property
    def is_per_head(self) -> bool:
        return bool(_PER.search(self.lead)) or "/" in self.fact.unit


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its numbers in order; `text` is the whole block's, `start` where the sentence begins.

    `complements` are the words that leave nothing out in this kind of report, `of_a_whole` those that do so of a whole which
    is called so.
    """

    text: str
    start: int
    numbers: tuple[Number, ...]
    complements: tuple[tuple[str, ...], ...] = COMPLEMENTS
    of_a_whole: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def block(self) -> str:
        """Where the sentence stands: two paragraphs may have the same text."""
        return self.numbers[0].fact.source.block

    def gap(self, first: Number, second: Number) -> str:
        """What stands between two of its numbers."""
        return self.text[first.end : second.start]

    def part_around(self, number: Number) -> tuple[Number, ...]:
        """The numbers of a number's sentence part, which ； divides; itself among them."""
        return tuple(
            n for n in self.numbers if "；" not in self.text[min(n.end, number.end) : max(n.start, number.start)]
        )

    def after(self, number: Number, length: int = 12) -> str:
        """The text right behind a number, up to the next one."""
        place = bisect_left(self.numbers, number.end, key=lambda n: n.start)
        stop = min([number.end + length, *(n.start for n in self.numbers[place : place + 1])])
        return self.text[number.end : stop]


def is_old_value(passage: Passage, number: Number) -> bool:
    """True for the first number of 由去年的 6 项增加到 9 项: what was so once."""
    following = passage.text[number.end : number.end + 8]
    return MOVED_FROM.search(number.lead) is not None and MOVED_TO.match(following) is not None


@lru_cache(maxsize=1)
def passages(book: Book) -> tuple[Passage, ...]:
    """The sentences of a report that state numbers, in order; read once a book, for two dozen relations are looked for in them."""
    blocks: dict[str, list[Fact]] = {}
    for fact in book.facts:
        if fact.claim is not None:
            blocks.setdefault(fact.source.block, []).append(fact)
    kinds, of_a_whole = complements(book.pack), complements_of(book.pack)
    found: list[Passage] = []
    for block, facts in blocks.items():
        text = book.report.block(block).text
        numbers: list[Number] = []
        for fact in facts:
            place = _digits_of(fact, text, numbers[-1].end if numbers else 0)
            if place is not None:
                start, end = place
                floor = max(sentence_start(text, start), numbers[-1].end if numbers else 0)
                numbers.append(Number(fact, start, end, text[floor:start]))
        found += (replace(p, complements=kinds, of_a_whole=of_a_whole) for p in _by_sentence(text, numbers))
    return tuple(found)


def _by_sentence(text: str, numbers: list[Number]) -> Iterator[Passage]:
    group: list[Number] = []
    for number in numbers:
        start = sentence_start(text, number.start)
        if group and start > group[-1].start:
            yield Passage(text, sentence_start(text, group[0].start), tuple(group))
            group = []
        group.append(number)
    if group:
        yield Passage(text, sentence_start(text, group[0].start), tuple(group))


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that `at` stands in.

    >>> sentence_start("一段。又 3 人", 5)
    3
    """
    return max(text.rfind(stop, 0, at) for stop in _STOPS) + 1


def _digits_of(fact: Fact, text: str, floor: int) -> tuple[int, int] | None:
    """Where a claim's digits stand; None for numbers in Chinese digits and ranges, but not for shares in words."""
    claim = fact.claim
    if claim is None:
        return None
    if claim.quantity.unit == "%" and claim.quantity.is_bounded:
        said = _SHARE_IN_WORDS.search(claim.quote)
        at = fact.source.start + said.start() if said else -1
        if said is not None and at >= floor:
            return at, at + len(said.group())
    for match in _DIGITS.finditer(text, max(fact.source.start, floor), fact.source.end):
        value = to_decimal(match.group())
        if value is not None and any(value.scaleb(power) == claim.quantity.value for power in _POWERS):
            unit = _UNIT_END.match(text, match.end())
            return match.start(), unit.end() if unit else match.end()
    return None
