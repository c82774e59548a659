"""Lists of parts in running text and the total that stands before or behind them.

A list behind 其中 need not be complete. It is held to be when its sum is the total, or when its wording closes it: a last
part called 其他 or …以下, words that leave nothing out (男 女), labels of one make (东校区, 西校区), a total behind it (共, 合计),
or when a single mistyped digit is all that parts it from the total.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.book import Book
from docextract.checks.complements import COMPLEMENTS
from docextract.checks.facts import Fact, subject_key
from docextract.checks.intervals import total
from docextract.checks.passages import Number, Passage, is_slip, passages, sentence_start
from docextract.model.claim import ClaimKind
from docextract.text.numbers import chinese_to_int
from docextract.text.patterns import compile_pattern

# What opens a list of parts, between the whole and the first of them.
_OPENS = compile_pattern(r"其中|分别|包括|含|分为|涵盖|由|按|中(?:[，：有]|$)|：|（|\(|——|即")
# What stands right before a total that sums up the numbers in front of it.
_SUMS_UP = compile_pattern(
    r"(?:[，；、（]|^)[^，；、。]{0,12}(?:共计?|合计|总计|总共|总数|合起来)(?:[\p{Han}]{0,4}?)(?:为|达|有)?[ \u00a0\u3000]*$"
)
# 三项合计, 两季共: how many numbers the total sums up.
_TERMS = compile_pattern(r"[，；、](?P<terms>[两二三四五六七八])(?:项|者|类|季|种|块|部分|级)\p{Han}{0,3}?(?:共|合计|总计)[^，；]{0,6}$")
_GROWS = compile_pattern(r"累计|以来|近[一二两三四五六七八九十]年")
# Between two parts of one list these must not stand.
_BREAKS = compile_pattern(r"其中|含|包括|分为|涵盖|另有|另外|此外|同时|共[计有]?|合计|总计|比上|较上|同比|上年|去年|增加|减少|净增|新增|[。！？]")
_JOINT = compile_pattern(r"^(?P<after>[^、，；和及与,;]{0,12})(?:[、，；,;]|和|及|与|以及)+(?P<before>.*)$")
_OTHER = compile_pattern(r"其他|其它|其余|及以下|以下$|未定|未就业|未落实|待定|待批|待就业|待升学|暂不")
_BRACKET = compile_pattern(r"[（(][^（）()]*[）)]")
_NOT_LABEL = compile_pattern(r"[^\p{Han}]|的$|占比|占|约|达到?|为$|有$|分别|其中|包括|合计|共$")
_PERSONS = ("人", "名", "位")
_DIVIDES = compile_pattern(r"(?P<name>\p{Han}{2,10}?)(?:按[^，。；]{1,8}(?:分|看|划分)|中)(?=[，：])")
LABEL_LIMIT = 18
NEAR = Decimal("0.10")
NEAR_OF_KIND = Decimal("0.15")
FAR = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class PartList:
    """A whole and its parts as a sentence lists them; `score` 0 to 1 says how sure it is that nothing is left out.

    0 means that the list adds up, or that it may well be incomplete and nothing can be said.
    """

    whole: Fact
    parts: tuple[Fact, ...]
    adds_up: bool
    score: float


def part_lists(book: Book) -> Iterator[PartList]:
    """All lists of parts whose total stands in the same sentence, or in the sentence before 其中."""
    before: Passage | None = None
    for passage in passages(book):
        if before is None or before.text != passage.text:
            earlier: list[Number] = []
        for unit in dict.fromkeys(_counted_in(number) for number in passage.numbers if number.is_plain):
            line = [n for n in passage.numbers if _counted_in(n) == unit and n.is_plain]
            yield from _lists_of(book, passage, line, [n for n in earlier if _counted_in(n) == unit])
        earlier += [n for n in passage.numbers if n.is_plain]
        before = passage


def _counted_in(number: Number) -> str:
    """What two numbers must have in common to be added: persons of any wording, money of any size, else the same word."""
    unit = number.fact.unit
    if unit in _PERSONS:
        return _PERSONS[0]
    return number.fact.dimension if unit[-1:] == "元" else unit


def _lists_of(book: Book, passage: Passage, line: Sequence[Number], earlier: Sequence[Number]) -> Iterator[PartList]:
    taken: set[int] = set()
    for first in range(len(line)):
        run = _run_from(passage, line, first)
        if len(run) < 2 or id(line[first].fact) in taken or _continues(passage, line, first):
            continue
        found = _whole_before(passage, line[first - 1], run) if first > 0 else None
        if found is None and (_OPENS.search(run[0].lead) or _is_closed(_labels(passage, run))):
            found = _whole_elsewhere(book, passage, [*earlier, *line[:first]], run)
        if found is not None:
            taken |= {id(fact) for fact in found.parts}
            yield found
    for last in range(2, len(line)):
        lead = line[last].lead
        if _SUMS_UP.search(lead) and not _GROWS.search(lead):
            found = _total_behind(passage, line, last)
            if found is not None:
                yield found


def _whole_elsewhere(
    book: Book, passage: Passage, earlier: Sequence[Number], run: Sequence[Number]
) -> PartList | None:
    """The total that the paragraph gave before, or a total of the pack, for a list that its wording closes.

    With several that could be meant the list agrees when it fits one; it differs only when it comes near exactly one.
    """
    parts = _up_to_other(passage, run)
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
    if earlier and earlier[-1].start < passage.start and run[0].lead.lstrip().startswith("其中"):
        before = [n for n in earlier if sentence_start(passage.text, n.start) == sentence_start(passage.text, earlier[-1].start)]
        score = _certainty(passage, before[0], parts, is_open=True) if len(before) == 1 else 0.0
        if score:
            return _part_list(before[0], parts, score, adds_up=False)
    added = _sum(parts)
    labels = _labels(passage, parts)
    if not (len(parts) > 2 or _is_closed(labels)) or not (_is_closed(labels) or is_of_one_make(labels)):
        return None
    near = [f for f in facts if f.value > 0 and _is_one_slip(f, parts, added) and abs(added - f.value) / f.value <= NEAR]
    if len({fact.value for fact in near}) != 1:
        return None
    return PartList(near[0], tuple(part.fact for part in parts), False, 0.75)


def _named_whole(book: Book, passage: Passage, first: Number) -> Fact | None:
    """The value of what the sentence divides: 专任教师按年龄分, 专任教师中; None when it is not given once."""
    named = [m.group("name") for m in _DIVIDES.finditer(passage.text, passage.start, first.start)]
    if not named:
        return None
    key = subject_key(named[-1], book.place)
    facts = [
        f
        for f in book.facts
        if f.key == key and f.kind is ClaimKind.LEVEL and f.dimension == first.fact.dimension and not f.owner
        and f.year == first.fact.year
    ]
    return facts[0] if len({fact.value for fact in facts}) == 1 else None


def _of_named_whole(passage: Passage, whole: Fact, parts: Sequence[Number]) -> PartList | None:
    added = _sum(parts)
    off = abs(added - whole.value) / whole.value if whole.value > 0 else FAR + 1
    labels = _labels(passage, parts)
    if off > FAR or not (_is_closed(labels) or (is_of_one_make(labels) and len(parts) > 2 and off <= NEAR)):
        return None
    return PartList(whole, tuple(part.fact for part in parts), False, 0.85)


def _coded_totals(book: Book, like: Fact) -> list[Fact]:
    """The values of the pack's indicators in the same unit and year that stand in a data table."""
    found = [stated.best for code, year in book.codes if year == like.year for stated in book.stated(code, year)]
    return [f for f in found if f.dimension == like.dimension and f.unit == like.unit and f.origin != "text"]


def _continues(passage: Passage, line: Sequence[Number], at: int) -> bool:
    """True when the number is a later item of a list that began before it, so that no whole stands in front."""
    if "；" in passage.gap(line[at - 1], line[at]):
        return False
    return (
        at > 1
        and _is_joint(passage, line[at - 1], line[at])
        and not _OPENS.search(_plain_gap(passage, line[at - 1], line[at]))
        and _is_joint(passage, line[at - 2], line[at - 1])
    )


def _run_from(passage: Passage, line: Sequence[Number], first: int) -> list[Number]:
    """The list that begins with that number; what ； divides from parts that 、 joins is no part."""
    run = [line[first]]
    for number in line[first + 1 :]:
        if not _is_joint(passage, run[-1], number) or _SUMS_UP.search(number.lead):
            break
        if len(run) > 1 and "；" in passage.gap(run[-1], number) and "；" not in passage.gap(run[-2], run[-1]):
            break
        run.append(number)
    return run


def _plain_gap(passage: Passage, first: Number, second: Number) -> str:
    """The text between two numbers without brackets and without the numbers of other units in between."""
    text = list(passage.gap(first, second))
    for other in passage.numbers:
        if first.end <= other.start and other.end <= second.start:
            is_change = other.fact.kind is ClaimKind.CHANGE
            since = max(passage.text.rfind("，", first.end, other.start), first.end) if is_change else other.start
            for i in range(since - first.end, other.end - first.end):
                text[i] = " "
    return _BRACKET.sub("", "".join(text)).replace(" ", "")


def _is_joint(passage: Passage, first: Number, second: Number) -> bool:
    gap = _plain_gap(passage, first, second)
    return bool(_JOINT.match(gap)) and not _BREAKS.search(gap) and len(gap) <= LABEL_LIMIT


def _labels(passage: Passage, run: Sequence[Number]) -> list[str]:
    """What each part is called: the words right before its number, or right behind it when none stand before."""
    found = []
    for index, number in enumerate(run):
        before = _BRACKET.sub("", number.lead)
        piece = before[max(before.rfind(stop) for stop in "、，；：,;。") + 1 :]
        for word in ("其中", "分别为", "分别", "包括", "和", "及", "与"):
            piece = piece.rpartition(word)[2] if word in piece else piece
        label = _NOT_LABEL.sub("", piece)
        if len(label) < 1:
            end = run[index + 1].start if index + 1 < len(run) else number.end + 10
            match = _JOINT.match(passage.text[number.end : end])
            label = _NOT_LABEL.sub("", match.group("after") if match else passage.after(number))
        found.append(label)
    return found


def is_of_one_make(labels: Sequence[str]) -> bool:
    """True for labels that end or begin alike, as the names of the parts of one division do.

    >>> is_of_one_make(["东校区", "西校区"]), is_of_one_make(["高一", "高二"]), is_of_one_make(["党员", "硕士"])
    (True, True, False)
    """
    if any(len(label) < 2 for label in labels) or len(set(labels)) < len(labels):
        return False
    return len({label[-1] for label in labels}) == 1 or len({label[0] for label in labels}) == 1


def _is_closed(labels: Sequence[str]) -> bool:
    """True when the wording says that nothing is left out."""
    if any(_OTHER.search(label) for label in labels[-1:]) and len(labels) > 1:
        return True
    if "以下" in labels[0] and "以上" in labels[-1]:
        return True
    return any(
        len(words) == len(labels) and all(word in label for word, label in zip(words, labels, strict=True))
        for words in COMPLEMENTS
    )


def _sum(parts: Sequence[Number]) -> Decimal:
    return sum((part.fact.value for part in parts), Decimal(0))


def _adds_up(whole: Number, parts: Sequence[Number]) -> bool:
    return total(part.fact.interval for part in parts).meets(whole.fact.interval)


def _is_other_owners(whole: Number, run: Sequence[Number]) -> bool:
    """True when all parts are one school's and the whole is not: 全市 2400 人。其中一职男生 1300 人、女生 1000 人."""
    owners = {part.fact.owner for part in run}
    return len(owners) == 1 and owners != {whole.fact.owner}


def _whole_before(passage: Passage, whole: Number, run: Sequence[Number]) -> PartList | None:
    if _is_other_owners(whole, run):
        return None
    is_open = bool(_OPENS.search(_opening(passage, whole, run[0])))
    for size in range(len(run), 1, -1):
        if _adds_up(whole, run[:size]):
            return _part_list(whole, run[:size], 0.0) if is_open or size == len(run) else None
    parts = _up_to_other(passage, run)
    score = _certainty(passage, whole, parts, is_open=is_open)
    return _part_list(whole, parts, score, adds_up=False) if score else None


def _opening(passage: Passage, whole: Number, first: Number) -> str:
    return passage.text[whole.end : first.start]


def _up_to_other(passage: Passage, run: Sequence[Number]) -> Sequence[Number]:
    """The run up to the part called 其他, which ends a list."""
    for index, label in enumerate(_labels(passage, run)):
        if index and _OTHER.search(label):
            return run[: index + 1]
    return run


def _certainty(passage: Passage, whole: Number, parts: Sequence[Number], *, is_open: bool) -> float:
    """How sure it is that parts which do not add up to the whole should; 0 when they need not."""
    added = _sum(parts)
    if whole.fact.value <= 0 or added <= 0:
        return 0.0
    off = abs(added - whole.fact.value) / whole.fact.value
    labels = _labels(passage, parts)
    if off > FAR:
        return 0.0
    if is_open and _is_closed(labels):
        return 0.85
    slips = _is_one_slip(whole.fact, parts, added)
    if _is_closed(labels) and off <= NEAR:
        return 0.75
    alike = is_of_one_make(labels)
    if is_open and alike and added > whole.fact.value:
        return 0.85
    is_chain = all("、" in passage.gap(a, b) for a, b in itertools.pairwise(parts))
    if is_chain and added > whole.fact.value and off <= NEAR and (is_open or len(parts) > 2):
        return 0.75
    if is_open and alike and len(parts) > 2 and off <= NEAR_OF_KIND:
        return 0.7
    if is_open and slips and off <= NEAR:
        return 0.75
    return 0.7 if alike and len(parts) > 2 and slips and off <= NEAR else 0.0


def _is_one_slip(whole: Fact, parts: Sequence[Number], added: Decimal) -> bool:
    gap = added - whole.value
    return is_slip(whole.value, added) or any(
        part.fact.value > gap and is_slip(part.fact.value, part.fact.value - gap) for part in parts
    )


def _total_behind(passage: Passage, line: Sequence[Number], last: int) -> PartList | None:
    """The numbers in front of 共 or 合计: the longest run that ends right before it."""
    first = last - 1
    while first > 0 and _is_joint(passage, line[first - 1], line[first]):
        first -= 1
    run, whole = list(line[first:last]), line[last]
    if number := _TERMS.search(whole.lead):
        wanted = chinese_to_int(number.group("terms")) or 0
        run = list(line[max(0, last - wanted) : last])
    if len(run) < 2 or _is_one_of_them(passage, run, whole):
        return None
    for start in range(len(run) - 1):
        if _adds_up(whole, run[start:]):
            return _part_list(whole, run[start:], 0.0)
    added = _sum(run)
    if whole.fact.value <= 0 or abs(added - whole.fact.value) / whole.fact.value > FAR:
        return None
    is_sure = _TERMS.search(whole.lead) or is_of_one_make(_labels(passage, run)) or _is_one_slip(whole.fact, run, added)
    return _part_list(whole, run, 0.85, adds_up=False) if is_sure else None


def _is_one_of_them(passage: Passage, run: Sequence[Number], whole: Number) -> bool:
    """True when the number behind 共 counts one more thing of the list's make (共获一等奖 3 个), not their total."""
    labels = _labels(passage, run)
    names = (_NOT_LABEL.sub("", _behind_sum_word(whole.lead)), _NOT_LABEL.sub("", passage.after(whole)))
    return any(name.endswith(("奖", "级", "类", "型")) and is_of_one_make([*labels, name]) for name in names)


def _behind_sum_word(lead: str) -> str:
    """What stands behind 共 in the words before a total."""
    return lead.rpartition("共")[2]


def _part_list(whole: Number, parts: Sequence[Number], score: float, *, adds_up: bool = True) -> PartList:
    return PartList(whole.fact, tuple(part.fact for part in parts), adds_up, score)
