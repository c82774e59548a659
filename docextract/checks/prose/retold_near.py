"""One thing told in two paragraphs in different words, known by what stands beside it.

Two anchors tell that it is one thing: the number right before it (74 名企业兼职教师 … 授课 6216 学时, told again with the same
74), or the name of a firm or college in its clause. 这 148 家企业 is a number that its own paragraph has told before.
Of values so anchored only those that one slip or a few per cent part are held against each other: larger distances are
other things.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import is_mistyped, is_slip
from docextract.checks.prose.passages import Number, passages
from docextract.model.claim import ClaimKind
from docextract.text.patterns import compile_pattern

_GENERIC = compile_pattern(r"^(?:全市|全校|全省|学校|学院|本校|我校|我市|职业|技术|中等|专业|中心|公司|集团|基地)+")
_NARROWS = compile_pattern(r"其中|新增|增加|减少|上年|去年|计划|累计|[一二三四五六]期|首批|第|每|平均|人均")
MIN_KEY = 3
# An anchor is a number that does not stand everywhere.
MIN_ANCHOR = Decimal(10)
_ALL = compile_pattern(r"现有|共有|全校|全市|全省|全院|总计|共设|共开设|总共|共[ ]*\d")
_TOTAL = compile_pattern(r"总值|总量|总数|总额|总面积|总人数|资产值")
_THESE = compile_pattern(r"(?:这|上述|前述)[ ]*$")
_OPENED = compile_pattern(r"^(?:开设|设有|设置|建有|现开)")
MIN_ALL = 2
TOTAL_TAIL = 6
MIN_NAME = 4
NEAR = Decimal("0.10")


def pairs_told_twice(book: Book) -> Iterator[tuple[Fact, Fact]]:
    """Facts that say one thing with different values, the earlier first; each fact at most once."""
    seen: set[int] = set()
    found = itertools.chain(_beside_one_number(book), _of_one_name(book), _of_all(book), _pointed_back(book))
    for first, second in found:
        if id(first) in seen or id(second) in seen or first.interval.meets(second.interval):
            continue
        seen |= {id(first), id(second)}
        yield first, second


def _beside_one_number(book: Book) -> Iterator[tuple[Fact, Fact]]:
    told: dict[tuple[Decimal, str], list[tuple[Number, Number]]] = {}
    for passage in passages(book):
        for anchor, number in itertools.pairwise(passage.numbers):
            is_anchor = anchor.is_plain and anchor.fact.value >= MIN_ANCHOR and len(anchor.fact.key) >= MIN_KEY
            if is_anchor and _is_told(number) and not any(c in passage.gap(anchor, number) for c in "；。"):
                told.setdefault((anchor.fact.value, number.fact.unit), []).append((anchor, number))
    for pairs in told.values():
        for (a, first), (b, second) in itertools.combinations(pairs, 2):
            same_anchor = a.fact.key.endswith(b.fact.key) or b.fact.key.endswith(a.fact.key)
            if same_anchor and _is_one_thing(first.fact, second.fact) and _tells_the_same(first, second):
                yield first.fact, second.fact


def _of_one_name(book: Book) -> Iterator[tuple[Fact, Fact]]:
    """A number of a named owner, and one in another paragraph whose clause has the name's own part."""
    facts = [f for f in book.facts if f.claim is not None and f.kind is ClaimKind.LEVEL and len(f.key) >= 2]
    for owned in facts:
        name = _GENERIC.sub("", owned.owner)[:MIN_NAME]
        if len(name) < MIN_NAME or _NARROWS.search(owned.quote):
            continue
        others = [f for f in facts if f.key[-2:] == owned.key[-2:] and _is_one_thing(owned, f)]
        others = [f for f in others if name in _clause(book, f) and not _NARROWS.search(_clause(book, f))]
        if len({f.value for f in others}) == 1 and is_slip(owned.value, others[0].value):
            yield _in_order((owned, others[0]), facts)


def _of_all(book: Book) -> Iterator[tuple[Fact, Fact]]:
    """现有教学班 96 个 and 全校 69 个教学班: both clauses say that it is all there are, and the values are one slip apart."""
    named: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in book.facts:
        if (
            fact.claim is None
            or fact.kind is not ClaimKind.LEVEL
            or fact.owner
            or fact.code
            or len(_tail(fact.key)) < MIN_ALL
        ):
            continue
        clause = _last_clause(book, fact)
        if fact.year and not _NARROWS.search(clause) and (_ALL.search(clause) or _TOTAL.search(fact.key)):
            named.setdefault((_tail(fact.key), fact.unit, fact.year), []).append(fact)
    for facts in named.values():
        if len({fact.value for fact in facts}) == 2:  # more than two values are no two tellings of one
            first = facts[0]
            second = next(fact for fact in facts if fact.value != first.value)
            is_other_block = first.source.block != second.source.block
            if is_other_block and (is_slip(first.value, second.value) or _is_turned(first.value, second.value)):
                yield first, second


def _pointed_back(book: Book) -> Iterator[tuple[Fact, Fact]]:
    """这 148 家企业 behind 企业共 418 家: no number before it is the same, and one is it mistyped."""
    earlier: list[Fact] = []
    block = ""
    for passage in passages(book):
        if passage.block != block:
            earlier, block = [], passage.block
        for number in passage.numbers:
            if _THESE.search(number.lead) and number.is_plain:
                alike = [f for f in earlier if f.unit == number.fact.unit]
                slips = [f for f in alike if _is_mistyped(f.value, number.fact.value)]
                if len(slips) == 1 and not any(f.interval.meets(number.fact.interval) for f in alike):
                    yield slips[0], number.fact
            earlier.append(number.fact)


def _is_mistyped(first: Decimal, second: Decimal) -> bool:
    return is_mistyped(first, second) or _is_turned(first, second)


def _tail(key: str) -> str:
    """The end of a total's name: 捐赠设备总值 of 接收合作企业捐赠设备总值. Other names stand for themselves."""
    return key[-TOTAL_TAIL:] if _TOTAL.search(key) else _OPENED.sub("", key)


def _is_turned(first: Decimal, second: Decimal) -> bool:
    """True for two digits that have changed places: 96 and 69."""
    left, right = (format(value, "f") for value in (first, second))
    return len(left) == 2 and left == right[::-1] and left != right


def _last_clause(book: Book, fact: Fact) -> str:
    text = book.report.block(fact.source.block).text
    return text[max(text.rfind(stop, 0, fact.source.start) for stop in "，。；：") + 1 : fact.source.end]


def _in_order(pair: tuple[Fact, Fact], facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    places = [next(i for i, f in enumerate(facts) if f is fact) for fact in pair]
    return pair if places[0] < places[1] else (pair[1], pair[0])


def _clause(book: Book, fact: Fact) -> str:
    """The text of the fact's sentence up to its number."""
    text = book.report.block(fact.source.block).text
    return text[max(text.rfind(stop, 0, fact.source.start) for stop in "。；") + 1 : fact.source.end]


def _is_told(number: Number) -> bool:
    return number.is_plain and not _NARROWS.search(number.lead)


def _is_one_thing(first: Fact, second: Fact) -> bool:
    if first.source.block == second.source.block or first.unit != second.unit or first.year != second.year:
        return False
    high, low = max(first.value, second.value), min(first.value, second.value)
    return low > 0 and (high - low <= low * NEAR or is_slip(first.value, second.value))


def _tells_the_same(first: Number, second: Number) -> bool:
    """Of one name (党员 417 名, 471 名党员), or behind the same verb in one clause with the anchor."""
    is_named = len(first.fact.key) >= MIN_ALL and first.fact.key == second.fact.key
    is_clause = not any(number.lead.lstrip().startswith("、") for number in (first, second))
    return (is_named and is_slip(first.fact.value, second.fact.value)) or (is_clause and _shares_verb(first, second))


def _shares_verb(first: Number, second: Number) -> bool:
    """True when the words before the two numbers have two neighbouring characters in common at their end."""
    left, right = (n.lead.rstrip(" 达了约为共").replace("，", "")[-6:] for n in (first, second))
    return any(left[i : i + 2] in right for i in range(len(left) - 1))
