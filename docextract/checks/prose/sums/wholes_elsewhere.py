"""The whole of a list of parts that stands in another sentence, or in a table, and not right before the list."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact, subject_key
from docextract.checks.facts.intervals import total
from docextract.checks.prose.passages import Number, Passage, is_old_value, sentence_start
from docextract.checks.prose.sums.part_runs import is_closed, is_of_one_make, labels_of, up_to_other
from docextract.checks.prose.sums.part_sums import FAR, NEAR, PartList, certainty, is_one_slip, part_list, sum_of
from docextract.model.claim import ClaimKind
from docextract.text.patterns import compile_pattern

_DIVIDES = compile_pattern(r"(?P<name>\p{Han}{2,10}?)(?:按[^，。；]{1,8}(?:分|看|划分)|中)(?=[，：])")
# 按区域分: a classification leaves nothing out.
_CLASSIFIES = compile_pattern(r"按[^，。；]{1,8}(?:分|划分|统计)[，：]|从[^，。；]{1,8}看[，：]?")
MANY = 1000


def whole_elsewhere(book: Book, passage: Passage, earlier: Sequence[Number], run: Sequence[Number]) -> PartList | None:
    """The total that the paragraph gave before, or a total of the pack, for a list that its wording closes.

    With several that could be meant the list agrees when it fits one; it differs only when it comes near exactly one.
    """
    parts = up_to_other(passage, run)
    earlier = [number for number in earlier if not is_other_owners(number, run)]
    if any(part.fact.owner for part in parts) and not earlier:
        return None
    facts = [number.fact for number in earlier] + _coded_totals(book, run[0].fact)
    for fact in facts:
        for listed in (run, parts):
            if total(part.fact.interval for part in listed).meets(fact.interval):
                return PartList(fact, tuple(part.fact for part in listed), True, 0.0)
    if (named := _named_whole(book, passage, run[0])) is not None:
        return _of_named_whole(passage, named, parts)
    if earlier and earlier[-1].start < passage.start and starts_with_among(passage, run[0]):
        before = [
            n
            for n in earlier
            if sentence_start(passage.text, n.start) == sentence_start(passage.text, earlier[-1].start)
        ]
        score = certainty(passage, before[0], parts, is_open=True) if len(before) == 1 else 0.0
        if score:
            return part_list(before[0], parts, score, adds_up=False)
    added = sum_of(parts)
    labels = labels_of(passage, parts)
    is_whole = is_closed(passage, labels) or bool(_CLASSIFIES.search(run[0].lead))
    told = _last_told(passage, earlier)
    if is_whole and told is not None and (score := certainty(passage, told, parts, is_open=is_whole)):
        return part_list(told, parts, score, adds_up=False)
    if not (len(parts) > 2 or is_whole) or not (is_whole or is_of_one_make(labels)):
        return None
    near = [f for f in facts if f.value > 0 and is_one_slip(f, parts, added)]
    # Of small numbers too many are a slip apart.
    near = [f for f in near if abs(added - f.value) / f.value <= (NEAR if f.value < MANY else 1)]
    if len({fact.value for fact in near}) != 1:
        return None
    return PartList(near[0], tuple(part.fact for part in parts), False, 0.75)


def _last_told(passage: Passage, earlier: Sequence[Number]) -> Number | None:
    """The one value of today that the sentence before this one gives in the unit of the list."""
    before = [n for n in earlier if n.start < passage.start]
    if not before or before != list(earlier):
        return None
    start = sentence_start(passage.text, before[-1].start)
    last = [n for n in before if n.start >= start and not is_old_value(passage, n)]
    return last[0] if len(last) == 1 else None


def starts_with_among(passage: Passage, first: Number) -> bool:
    """True for the first number of its unit in a sentence that begins with 其中: 其中：汽车类 4 个班、148 人."""
    return passage.text[passage.start : first.start].lstrip().startswith("其中")


def _named_whole(book: Book, passage: Passage, first: Number) -> Fact | None:
    """The value of what the sentence divides: 专任教师按年龄分, 专任教师中; None when it is not given once."""
    named = [m.group("name") for m in _DIVIDES.finditer(passage.text, passage.start, first.start)]
    if not named:
        return None
    key = subject_key(named[-1], book.place, book.pack)
    facts = [
        f
        for f in book.facts
        if f.key == key
        and f.kind is ClaimKind.LEVEL
        and f.dimension == first.fact.dimension
        and not f.owner
        and f.year == first.fact.year
    ]
    return facts[0] if len({fact.value for fact in facts}) == 1 else None


def _of_named_whole(passage: Passage, whole: Fact, parts: Sequence[Number]) -> PartList | None:
    added = sum_of(parts)
    off = abs(added - whole.value) / whole.value if whole.value > 0 else FAR + 1
    labels = labels_of(passage, parts)
    if off > FAR or not (is_closed(passage, labels) or (is_of_one_make(labels) and len(parts) > 2 and off <= NEAR)):
        return None
    return PartList(whole, tuple(part.fact for part in parts), False, 0.85)


def _coded_totals(book: Book, like: Fact) -> list[Fact]:
    """The values of the pack's indicators in the same unit and year that stand in a data table."""
    found = [stated.best for code, year in book.codes if year == like.year for stated in book.stated(code, year)]
    return [f for f in found if f.dimension == like.dimension and f.unit == like.unit and f.origin != "text"]


def is_other_owners(whole: Number, run: Sequence[Number]) -> bool:
    """True when all parts are one school's and the whole is not: 全市 2400 人。其中一职男生 1300 人、女生 1000 人."""
    owners = {part.fact.owner for part in run}
    return len(owners) == 1 and owners != {whole.fact.owner}
