"""Shares and rates that name their count: 公办 34 所，民办 12 所。公办院校占比 73.9%; 流失 68 人，流失率 1.85%，年初在校生 3667 人.

The count is the one number of the paragraph so far whose own words the rate repeats; the whole may stand before or, in
the same sentence, behind. Without a whole that fits the rate is held to be wrong only when it, or its count, is a mistyped
digit away, or when the sentence says of what the count is a part (其中).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.slips import is_mistyped, is_slip
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.prose.shares.passage_shares import computed_share, fits, is_count_slip, may_be_of, share_of
from docextract.checks.relations.equations import Equation
from docextract.model.claim import ClaimKind
from docextract.text.patterns import compile_pattern

_NAMED = compile_pattern(
    r"(?:^|[，。；、（(：])(?P<stem>[^，。；、（(：\d]{2,14}?)(?:人数|总数)?的?(?:占比|比例|比重|率|占)(?:约?为|达到?|是|高达|约|为)?[ ]*$"
)
_NO_SHARE = compile_pattern(r"增长|增幅|完成|利用|执行|变化|同比|上年|去年|升|降")
# 公办院校 is what was called 公办 before.
_KIND = compile_pattern(r"(?:院校|学校|学生|教师|人员|毕业生|职称|学历|企业|专业|项目|课程|户籍)$")
_FROM = compile_pattern(r"[由从][^，。；]{0,12}$")
_TO = compile_pattern(r"^[^，。；]{0,2}(?:提高|提升|上升|增长|下降|降低|[增升降])(?:到|至|为)[ ]*$")
_OF = compile_pattern(r"其中|[中里]，?[^，。；]{0,6}$")
_STOPS = "，。；、：（("
_IN_BRACKET = compile_pattern(r"^[ ]*[（(][^，。；（()）]{0,10}$")
_BASE_WORD = compile_pattern(r"基数|总|共|应|全")
MIN_STEM = 2


def named_share_equations(book: Book) -> Iterator[Equation]:
    """Every share of running text that names its count; see the module."""
    block, before = "", list[Number]()
    for passage in passages(book):
        if passage.block != block:
            block, before = passage.block, []
        for index, rate in enumerate(passage.numbers):
            claim = rate.fact.claim
            if (
                rate.fact.unit != "%"
                or rate.fact.kind is ClaimKind.CHANGE
                or claim is None
                or claim.quantity.is_bounded
            ):
                continue
            yield from _judged(passage, [*before, *passage.numbers[:index]], rate, passage.numbers[index + 1 :])
        before += passage.numbers


def _judged(passage: Passage, before: Sequence[Number], rate: Number, behind: Sequence[Number]) -> Iterator[Equation]:
    stem = _stem(rate, before[-1] if before else None)
    counts = [n for n in before if len(stem) >= MIN_STEM and n.is_plain and _is_called(passage, n, stem)]
    if len(counts) != 1:
        return
    count = counts[0]
    wholes = [n for n in before if n is not count and _can_be_whole(n, count)]
    wholes += [
        n for n in behind if _can_be_whole(n, count) and (_BASE_WORD.search(n.lead) or _IN_BRACKET.match(n.lead))
    ]
    for whole in wholes:
        if fits(rate.fact, count.fact, whole.fact):
            yield share_of(count.fact, rate.fact, whole.fact, 1.0)
            return
    for whole in wholes:
        if not may_be_of(rate, whole):
            continue
        is_only = len(wholes) == 1 and (whole.start > count.start or _is_next(passage, whole, count, rate))
        if is_only or _is_its_part(before, whole, count) or _is_near(count.fact, rate.fact, whole.fact):
            yield share_of(count.fact, rate.fact, whole.fact, 0.8)
            return


def _stem(rate: Number, old: Number | None) -> str:
    """What the rate is of; 授权 for the 74.2% of 授权比例由上年的 69% 提高到 74.2%."""
    lead = rate.lead
    if old is not None and old.fact.unit == "%" and _TO.match(lead) and _FROM.search(old.lead):
        lead = _FROM.sub("", old.lead)
    match = _NAMED.search(lead)
    if match is None or _NO_SHARE.search(match.group("stem")):
        return ""
    return match.group("stem").strip()


def _is_called(passage: Passage, number: Number, stem: str) -> bool:
    """True when the words right around the number have the stem: 其中公办 34 所, 68 人流失."""
    piece = number.lead[max(number.lead.rfind(stop) for stop in _STOPS) + 1 :]
    behind = passage.text[number.end : number.end + 6]
    said = piece + behind[: min((i for stop in _STOPS if (i := behind.find(stop)) >= 0), default=len(behind))]
    core = _KIND.sub("", stem)
    return stem in said or (MIN_STEM <= len(core) < len(stem) and core in said)


def _can_be_whole(number: Number, count: Number) -> bool:
    return (
        number.is_plain and number.fact.dimension == count.fact.dimension and number.fact.value >= count.fact.value > 0
    )


def _is_its_part(before: Sequence[Number], whole: Number, count: Number) -> bool:
    """True when 其中 parts the two and no other number of their kind stands between."""
    if whole.start >= count.start or not _OF.search(count.lead):
        return False
    between = [n for n in before if whole.end <= n.start < count.start and n.fact.dimension == count.fact.dimension]
    return not between


def _is_next(passage: Passage, whole: Number, count: Number, rate: Number) -> bool:
    """True when whole, count and rate are of one sentence and the rate stands right behind its count."""
    return passage.start <= whole.start and count in passage.numbers and count.end <= rate.start - len(rate.lead)


def _is_near(count: Fact, rate: Fact, whole: Fact) -> bool:
    decimals = rate.claim.quantity.decimals if rate.claim is not None else 0
    is_near = is_mistyped if decimals else is_slip
    return is_near(rate.value, round(computed_share(count, whole), decimals)) or is_count_slip(count, rate, whole)
