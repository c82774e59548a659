"""Wholes of which a sentence tells all parts, in verbs and not in a list: 除 12 人入伍、746 人升学外，386 人就业，另有 36 人未落实.

That nothing is left out is said by 除…外 and a rest (其余, 另有 … 未 …). The numbers may stand before or behind what they count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.intervals import total
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.prose.sums.part_runs import counted_in
from docextract.checks.prose.sums.part_sums import PartList, is_one_slip
from docextract.model.claim import ClaimKind
from docextract.text.patterns import compile_pattern

_REST = compile_pattern(r"其余|余下|剩余|剩下|尚待|尚缺|还剩|仍缺|尚有|另有|还有|另外")
_UNDONE = compile_pattern(r"^[^，。；]{0,8}(?:未|待|暂)")
# 28 名编制空缺
_EMPTY = compile_pattern(r"^[^，。；、]{0,6}(?:空缺|空编|缺口|缺额)")
_EXCEPT = compile_pattern(r"除(?:了|去)?[^。；]{2,40}?(?:以?外|之外)[，、]")
_NESTED = compile_pattern(r"其中|含|包括|分别|比上年|较上年|同比|计划|上年|去年|累计|共")
_WHO = r"(?:(?P<both>师生)|(?P<teachers>教师|老师|导师|教练)|(?P<students>学生|学员|选手|队员))"
_PARTY = compile_pattern(rf"^(?:[\p{{Han}}]{{0,4}}?){_WHO}")
_PARTY_BEFORE = compile_pattern(rf"{_WHO}(?:共|合计|达|约)?[ ]*$")
_GROWN = compile_pattern(r"发展|扩大|增|壮大|扩充|累计|以来|覆盖|惠及|服务")
PAIR_GAP = 14
NEAR = Decimal("0.12")
MIN_PARTS = 2


def told_parts(book: Book) -> Iterator[PartList]:
    """Every whole with all its parts that a sentence tells in this way."""
    for passage in passages(book):
        for unit in dict.fromkeys(counted_in(n) for n in passage.numbers if n.is_plain):
            line = [n for n in passage.numbers if counted_in(n) == unit]
            if len(line) > MIN_PARTS and (found := _told(passage, line)) is not None:
                yield found


def joint_counts(book: Book) -> Iterator[PartList]:
    """选派 6 名教师、24 名学生 and, in the same case or paragraph, 30 名师生: teachers and students, told once each."""
    told: dict[str, list[tuple[Passage, Number]]] = {}
    for passage in passages(book):
        block = book.report.block(passage.numbers[0].fact.source.block)
        told.setdefault(block.case or block.id, []).extend((passage, n) for n in passage.numbers if n.is_plain)
    for numbers in told.values():
        persons = [(p, n) for p, n in numbers if counted_in(n) == "人"]
        pairs = [
            (a[1], b[1])
            for a, b in itertools.pairwise(persons)
            if a[0] is b[0] and {_party(*a), _party(*b)} == {"师", "生"} and len(a[0].gap(a[1], b[1])) <= PAIR_GAP
        ]
        both = [n for p, n in persons if _party(p, n) == "师生" and not _GROWN.search(n.lead)]
        if len(pairs) == 1 and len(both) == 1 and both[0] not in pairs[0]:
            yield _judged(both[0], pairs[0])


def _party(passage: Passage, number: Number) -> str:
    """Who is counted: 师, 生, 师生, or "" for others."""
    match = _PARTY.match(passage.text[number.end : number.end + 10]) or _PARTY_BEFORE.search(number.lead)
    return "" if match is None else "师生" if match["both"] else "师" if match["teachers"] else "生"


def _judged(whole: Number, parts: Sequence[Number]) -> PartList:
    facts = tuple(part.fact for part in parts)
    adds_up = total(fact.interval for fact in facts).meets(whole.fact.interval)
    return PartList(whole.fact, facts, adds_up, 0.0 if adds_up else 0.8)


def _told(passage: Passage, line: Sequence[Number]) -> PartList | None:
    whole, parts = line[0], line[1:]
    if not all(n.is_plain and n.fact.kind is not ClaimKind.CHANGE for n in line):
        return None
    if any(number.fact.owner != whole.fact.owner for number in parts):
        return None
    if any(_NESTED.search(n.lead) for n in parts[1:]) or "；" in passage.text[whole.end : parts[-1].start]:
        return None
    # A升学 512 人、转段 386 人、其他 70 人: what 、 joins is a list, and its first is no whole.
    if passage.gap(whole, parts[0]).lstrip().startswith("、") or not _tells_all(passage, whole, parts):
        return None
    facts = tuple(part.fact for part in parts)
    added = sum((fact.value for fact in facts), Decimal(0))
    if total(fact.interval for fact in facts).meets(whole.fact.interval):
        return PartList(whole.fact, facts, True, 0.0)
    off = abs(added - whole.fact.value) / (whole.fact.value or Decimal(1))
    return PartList(whole.fact, facts, False, 0.8) if off <= NEAR or is_one_slip(whole.fact, parts, added) else None


def _tells_all(passage: Passage, whole: Number, parts: Sequence[Number]) -> bool:
    last = parts[-1]
    rest = _REST.search(last.lead[-12:])
    if _EXCEPT.search(passage.text, whole.end, last.start):
        return True
    if rest is None:
        return bool(_EMPTY.match(passage.text[last.end : last.end + 12]))
    # 另有 3 人 alone adds to the whole; 另有 3 人未落实 and 其余 3 人 are of it.
    return rest.group() not in ("另有", "还有", "另外", "尚有") or bool(
        _UNDONE.match(passage.text[last.end : last.end + 12])
    )
