"""Lists of parts in running text and the total that stands before or behind them.

A list behind 其中 need not be complete. It is held to be when its sum is the total, or when its wording closes it: a last
part called 其他 or …以下, words that leave nothing out (男 女), labels of one make (东校区, 西校区), a total behind it (共, 合计),
or when a single mistyped digit is all that parts it from the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact, subject_key
from docextract.checks.facts.intervals import total
from docextract.checks.prose.part_runs import (
    NOT_LABEL,
    OPENS,
    SUMS_UP,
    continues,
    counted_in,
    is_closed,
    is_joint,
    is_of_one_make,
    labels_of,
    run_from,
    up_to_other,
)
from docextract.checks.prose.part_sums import (
    FAR,
    NEAR,
    NEAR_OF_KIND,
    PartList,
    adds_up_to,
    certainty,
    is_one_slip,
    part_list,
    sum_of,
)
from docextract.checks.prose.passages import Number, Passage, is_old_value, passages, sentence_start
from docextract.model.claim import ClaimKind
from docextract.text.numbers import chinese_to_int
from docextract.text.patterns import compile_pattern

# 三项合计, 两季共: how many numbers the total sums up.
_TERMS = compile_pattern(
    r"(?:^|[，；、])(?P<terms>[两二三四五六七八])(?:项|者|类|季|种|块|部分|级|年|届|轮)\p{Han}{0,6}?(?:共|合计|总计)[^，；]{0,6}$"
)
_GROWS = compile_pattern(r"累计|以来|近[一二两三四五六七八九十]年")
_DIVIDES = compile_pattern(r"(?P<name>\p{Han}{2,10}?)(?:按[^，。；]{1,8}(?:分|看|划分)|中)(?=[，：])")
# 按区域分: a classification leaves nothing out.
_CLASSIFIES = compile_pattern(r"按[^，。；]{1,8}(?:分|划分|统计)[，：]|从[^，。；]{1,8}看[，：]?")
_ADDS = compile_pattern(r"(?:合计|总计|合起来|加起来|相加)[^，；]{0,4}$")
# 126 门，即 2022 年 38 门、2023 年 41 门、2024 年 47 门.
_THAT_IS = compile_pattern(r"即[：:]?[^，。；]{0,8}$")
_SUM_MOVED = compile_pattern(r"总(?:数|量|计|额)[^，。；]{0,2}[由从][^，。；]{0,14}$")
# 博士 38 人、硕士 402 人，专任教师总量为 731 人: the total of a named thing need not be that of the list.
_NAMED_TOTAL = compile_pattern(r"\p{Han}(?:总数|总量|总人数)(?:为|达到?|有)?[ ]*$")
_ADDED = compile_pattern(r"另有|还有|另外|此外|另")


def part_lists(book: Book) -> Iterator[PartList]:
    """All lists of parts whose total stands in the same sentence, or in the sentence before 其中."""
    before: Passage | None = None
    for passage in passages(book):
        if before is None or before.text != passage.text:
            earlier: list[Number] = []
        for unit in dict.fromkeys(counted_in(number) for number in passage.numbers if number.is_plain):
            line = [n for n in passage.numbers if counted_in(n) == unit and n.is_plain]
            yield from _lists_of(book, passage, line, [n for n in earlier if counted_in(n) == unit])
        earlier += [n for n in passage.numbers if n.is_plain]
        before = passage


def _lists_of(book: Book, passage: Passage, line: Sequence[Number], earlier: Sequence[Number]) -> Iterator[PartList]:
    taken: set[int] = set()
    for first in range(len(line)):
        run = run_from(passage, line, first)
        if len(run) < 2 or id(line[first].fact) in taken or continues(passage, line, first):
            continue
        found = _whole_before(passage, line[first - 1], run) if first > 0 else None
        is_opened = bool(OPENS.search(run[0].lead)) or _starts_with_among(passage, run[0])
        if found is None and (is_opened or is_closed(passage, labels_of(passage, run))):
            found = _whole_elsewhere(book, passage, [*earlier, *line[:first]], run)
        if found is not None:
            taken |= {id(fact) for fact in found.parts}
            yield found
    for whole in line:
        everything = [*earlier, *line]
        last = everything.index(whole)
        if last < 2:
            continue
        if whole.start < passage.start or is_old_value(passage, whole):
            continue
        if is_old_value(passage, everything[last - 1]) and _SUM_MOVED.search(everything[last - 1].lead):
            del everything[last - 1]  # 总量由去年的 6 项增加到 9 项: the nine are the total of what stands in front
            last -= 1
        elif not SUMS_UP.search(whole.lead):
            continue
        if _TERMS.search(whole.lead) or last - len(earlier) > 1:
            found = _total_behind(passage, everything, last)
            if found is not None:
                yield found


def _whole_elsewhere(book: Book, passage: Passage, earlier: Sequence[Number], run: Sequence[Number]) -> PartList | None:
    """The total that the paragraph gave before, or a total of the pack, for a list that its wording closes.

    With several that could be meant the list agrees when it fits one; it differs only when it comes near exactly one.
    """
    parts = up_to_other(passage, run)
    earlier = [number for number in earlier if not _is_other_owners(number, run)]
    if any(part.fact.owner for part in parts) and not earlier:
        return None
    facts = [number.fact for number in earlier] + _coded_totals(book, run[0].fact)
    for fact in facts:
        for listed in (run, parts):
            if total(part.fact.interval for part in listed).meets(fact.interval):
                return PartList(fact, tuple(part.fact for part in listed), True, 0.0)
    if (named := _named_whole(book, passage, run[0])) is not None:
        return _of_named_whole(passage, named, parts)
    if earlier and earlier[-1].start < passage.start and _starts_with_among(passage, run[0]):
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
    if not (len(parts) > 2 or is_whole) or not (is_whole or is_of_one_make(labels)):
        return None
    near = [f for f in facts if f.value > 0 and is_one_slip(f, parts, added) and abs(added - f.value) / f.value <= NEAR]
    if len({fact.value for fact in near}) != 1:
        return None
    return PartList(near[0], tuple(part.fact for part in parts), False, 0.75)


def _starts_with_among(passage: Passage, first: Number) -> bool:
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


def _is_other_owners(whole: Number, run: Sequence[Number]) -> bool:
    """True when all parts are one school's and the whole is not: 全市 2400 人。其中一职男生 1300 人、女生 1000 人."""
    owners = {part.fact.owner for part in run}
    return len(owners) == 1 and owners != {whole.fact.owner}


def _whole_before(passage: Passage, whole: Number, run: Sequence[Number]) -> PartList | None:
    opening = _opening(passage, whole, run[0])
    # 公办 9 所、民办 5 所；按类型分，…: behind the stop another division of the same whole begins.
    if _is_other_owners(whole, run) or ("；" in opening and "其中" not in opening):
        return None
    is_open = bool(OPENS.search(opening))
    for size in range(len(run), 1, -1):
        if adds_up_to(whole, run[:size]):
            return part_list(whole, run[:size], 0.0) if is_open or size == len(run) else None
    besides = _besides(passage, run)
    if besides is not None:
        return part_list(whole, besides, 0.0) if adds_up_to(whole, besides) else None
    parts = up_to_other(passage, run)
    score = certainty(passage, whole, parts, is_open=is_open)
    if not score and _THAT_IS.search(opening) and sum_of(parts) <= whole.fact.value * 2:
        score = 0.8
    return part_list(whole, parts, score, adds_up=False) if score else None


def _besides(passage: Passage, run: Sequence[Number]) -> list[Number] | None:
    """The run with what 另有 adds to it in the same sentence part; None when nothing is added."""
    following = [n for n in passage.numbers if n.start > run[-1].start and counted_in(n) == counted_in(run[0])]
    if not following or not _ADDED.search(following[0].lead) or "；" in following[0].lead:
        return None
    return [*run, following[0]]


def _opening(passage: Passage, whole: Number, first: Number) -> str:
    return passage.text[whole.end : first.start]


def _total_behind(passage: Passage, line: Sequence[Number], last: int) -> PartList | None:
    """The numbers in front of 共 or 合计: the longest run that ends right before it."""
    first = last - 1
    while first > 0 and is_joint(passage, line[first - 1], line[first]):
        first -= 1
    run, whole = list(line[first:last]), line[last]
    if number := _TERMS.search(whole.lead):
        wanted = chinese_to_int(number.group("terms")) or 0
        run = list(line[max(0, last - wanted) : last])
    if len(run) < 2 or _is_one_of_them(passage, run, whole):
        return None
    for start in range(len(run) - 1):
        if adds_up_to(whole, run[start:]):
            return part_list(whole, run[start:], 0.0)
    added = sum_of(run)
    if _GROWS.search(whole.lead) and (len(run) < 3 or not is_one_slip(whole.fact, run, added)):
        return None
    if whole.fact.value <= 0 or abs(added - whole.fact.value) / whole.fact.value > FAR:
        return None
    labels = labels_of(passage, run)
    is_far = abs(added - whole.fact.value) / whole.fact.value > NEAR_OF_KIND
    if is_far and _NAMED_TOTAL.search(whole.lead) and not all(label[-2:] in whole.lead for label in labels):
        return None
    is_sure = (
        _TERMS.search(whole.lead)
        or is_of_one_make(labels)
        or is_closed(passage, labels)
        or is_one_slip(whole.fact, run, added)
        or (_ADDS.search(whole.lead) and not is_far)
    )
    return part_list(whole, run, 0.85, adds_up=False) if is_sure else None


def _is_one_of_them(passage: Passage, run: Sequence[Number], whole: Number) -> bool:
    """True when the number behind 共 counts one more thing of the list's make (共获一等奖 3 个), not their total."""
    labels = labels_of(passage, run)
    names = (NOT_LABEL.sub("", _behind_sum_word(whole.lead)), NOT_LABEL.sub("", passage.after(whole)))
    return any(name.endswith(("奖", "级", "类", "型")) and is_of_one_make([*labels, name]) for name in names)


def _behind_sum_word(lead: str) -> str:
    """What stands behind 共 in the words before a total."""
    return lead.rpartition("共")[2]
