"""Rates and shares whose counts stand right before them in the same sentence, with or without a named base.

A rate whose word repeats what its count does (回收 1180 份，回收率 98.3%; 通过 418 人，通过率 86%) is that count by a larger one before
it. A share right behind its count (30 人，占 20%) is that count by some whole; which one need not be said, so it is held to
be wrong only when no number fits and the printed one is a mistyped digit away from what one of them gives.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact, subject_key
from docextract.checks.facts.intervals import quotient, scaled
from docextract.checks.facts.slips import is_mistyped, is_slip
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.prose.shares.unprinted_whole import shares_of_one
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.shapes import quotient_of
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import Message
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_DENIED = compile_pattern(r"(?:未|没有|没|尚未|不|非|无)$")
_RATE_WORD = compile_pattern(
    r"(?P<stem>\p{Han}{2,8}?)(?:率|覆盖面|面|进度)(?:仅|只有|约|近)?(?:为|达到?|是|高达|[：:])?[ \u00a0\u3000]*$"
)
_SHARE_LEAD = compile_pattern(
    r"^[^，。；、]{0,10}[，（(]?[^，。；、]{0,6}(?:约?占|覆盖|占比|比例|比重|恰?好?[为是](?=[^，。；、]{0,8}总[数量额]的))[^，。；、]{0,16}(?:，(?:约|已|高)?达到?)?[ ]*$"
)
SHARES_LEAD = compile_pattern(r"分别(?:约?占|为|达)")
CHANGES = compile_pattern(r"增|减|升|降|提高|高出|高于|低于|回落|涨|扩大|缩小")
# 3260 万元，占总投入 5433 万元的 60%.
OF_THAT = compile_pattern(r"^[ ]*的[^，。；]{0,4}$")
_AMONG = compile_pattern(r"^[^，。；]{0,10}(?:中|里)(?:，[^，。；]{0,14}|[^，。；]{0,8})$")
# 608.04 万元，占 20%.
_PLAIN_SHARE = compile_pattern(r"^[^，。；、]{0,6}[，（(]?[ ]*(?:约?占比?|占比为?)[ ]*$")
# So many shares of one whole tell that the next is a share of it, too.
MIN_FITTING = 2
_HUNDRED = Decimal(100)
# Persons asked and questionnaires that came back.
_ASKED = ("人", "名", "位", "家", "户")
STEM = 2
# A rate further away than this from its count is another one's.
RATE_GAP = 16
# Wholes that a mistyped count is tried with, and counts that one rate may stand for.
NEAREST, MAX_COUNTS = 2, 2
EXACT = 2
# Numbers before the count that may be its whole, the nearest first.
WHOLES_LIMIT = 12


def passage_share_equations(book: Book) -> Iterator[Equation]:
    """Every rate or share of running text with its count before it that can be computed."""
    before: list[Number] = []
    block = ""
    for passage in passages(book):
        if passage.block != block:
            before, block = [], passage.block
        yield from _of_common_whole(passage)
        for index, rate in enumerate(passage.numbers):
            if rate.fact.unit == "%" and rate.fact.kind is not ClaimKind.CHANGE:
                yield from _of_rate(book, passage, before, index)
        before.extend(passage.numbers)


def _smaller_in_front(passage: Passage, index: int) -> list[Fact]:
    """The number before the count, of which it can't be a part: 毕业生 152 人，落实 1701 人，落实率 97.09%."""
    if index < STEM:
        return []
    whole, count = passage.numbers[index - 2 : index]
    is_one = whole.is_plain and whole.fact.dimension == count.fact.dimension and whole.fact.value > 0
    gap = passage.gap(whole, count).lstrip()
    return [whole.fact] if is_one and not gap.startswith(("、", "；")) else []


def _is_vague(number: Number) -> bool:
    return number.fact.claim is None or number.fact.claim.quantity.is_bounded


def _of_rate(book: Book, passage: Passage, before: Sequence[Number], index: int) -> Iterator[Equation]:
    rate = passage.numbers[index]
    if index == 0 or CHANGES.search(rate.lead.replace("新增", "")) or SHARES_LEAD.search(rate.lead):
        return
    count = passage.numbers[index - 1]
    if OF_THAT.match(passage.gap(count, rate)) and "占" in count.lead and index >= STEM:
        if SHARES_LEAD.search(count.lead):  # the first of a list of shares
            return
        parts = [n for n in passage.numbers[: index - 1] if n.is_plain and n.fact.dimension == count.fact.dimension]
        fitting = [part for part in parts if fits(rate.fact, part.fact, count.fact)]
        if fitting or parts[-1:] == [passage.numbers[index - 2]]:
            yield share_of((fitting or parts)[-1].fact, rate.fact, count.fact, 0.9)
        return
    if count.is_rate or not count.is_plain:
        return
    if _SHARE_LEAD.match(rate.lead) and _is_of_those(passage, index) and may_be_of(rate, passage.numbers[index - 2]):
        yield share_of(count.fact, rate.fact, passage.numbers[index - 2].fact, 0.9)
        return
    if _is_vague(rate):
        return
    earlier = [*before, *passage.numbers[: index - 1]]
    wholes = [n.fact for n in reversed(earlier) if _can_be_whole(n, count)][:WHOLES_LIMIT]
    match = _RATE_WORD.search(rate.lead)
    is_those = _is_of_those(passage, index) and not (match and _is_of_whole(match.group("stem"), passage, index))
    if match and (_is_done_by(match.group("stem"), passage, count, rate) or is_those):
        wholes = wholes or _smaller_in_front(passage, index)
        yield from _rate_equations(book, count.fact, rate.fact, wholes, is_sure=True)
    elif _is_triple(passage, index) and may_be_of(rate, passage.numbers[index - 2]):
        yield from _rate_equations(
            book, count.fact, rate.fact, [passage.numbers[index - 2].fact, *wholes], is_sure=True
        )
    elif _SHARE_LEAD.match(rate.lead) or (match and len(rate.lead.strip()) <= RATE_GAP):
        yield from _rate_equations(book, count.fact, rate.fact, wholes, is_sure=False)


def _of_common_whole(passage: Passage) -> Iterator[Equation]:
    """Counts, each with its share: when two and more are shares of one number of the sentence, so are all."""
    pairs = [
        (count, rate)
        for count, rate in itertools.pairwise(passage.numbers)
        if rate.fact.unit == "%" and count.is_plain and _PLAIN_SHARE.match(rate.lead) and not _is_vague(rate)
    ]
    units = {count.fact.unit for count, _ in pairs}
    if len(pairs) < MIN_FITTING or len(units) != 1:
        return
    counts = [count for count, _ in pairs]
    # Nothing is 0 % of anything: such a share speaks for no whole. And no part is the whole of the others.
    pairs = [(count, rate) for count, rate in pairs if count.fact.value]
    wholes = [n.fact for n in passage.numbers if n.is_plain and n.fact.unit in units and n not in counts]
    if not any(fits(rate.fact, count.fact, whole) for whole in wholes for count, rate in pairs):
        yield from shares_of_one([(count.fact, rate.fact) for count, rate in pairs])
    for whole in wholes:
        fitting = [fits(rate.fact, count.fact, whole) for count, rate in pairs]
        is_all = sum((count.fact.value for count, _ in pairs), Decimal(0)) == whole.value
        if fitting.count(False) != 1 or not any(fitting):
            continue
        count, rate = pairs[fitting.index(False)]
        if fitting.count(True) >= MIN_FITTING or is_all or _is_rate_slip(count.fact, rate.fact, whole):
            yield share_of(count.fact, rate.fact, whole, 0.85)


def _is_rate_slip(count: Fact, rate: Fact, whole: Fact) -> bool:
    decimals = rate.claim.quantity.decimals if rate.claim is not None else 0
    return is_slip(rate.value, round(computed_share(count, whole), decimals))


def _is_of_those(passage: Passage, index: int) -> bool:
    """True for 128 名毕业生中，103 人……，留用率 80%: whole, part and rate one after the other."""
    if index < STEM:
        return False
    whole, count = passage.numbers[index - 2 : index]
    gap = passage.gap(whole, count)
    is_near = len(passage.gap(count, passage.numbers[index]).replace(" ", "")) <= RATE_GAP * 2
    is_whole = _can_be_whole(whole, count) or bool(_AMONG.search(gap) and whole.is_plain and count.is_plain)
    return bool(_AMONG.search(gap) or "其中" in gap) and is_whole and is_near


def _is_triple(passage: Passage, index: int) -> bool:
    """True for 收上来 496 本，没有断过的有 231 本，占 46.57%: the sentence gives one number before the count, and joins it by no 、."""
    if index < STEM or not _PLAIN_SHARE.match(passage.numbers[index].lead):
        return False
    whole, count = passage.numbers[index - 2 : index]
    gap = passage.gap(whole, count)
    alike = [n for n in passage.numbers[:index] if n.fact.dimension == count.fact.dimension]
    is_pair = len(alike) == STEM and alike[0] is whole and whole.is_plain
    return is_pair and not gap.lstrip().startswith(("、", "；")) and "；" not in gap and not CHANGES.search(gap)


def may_be_of(rate: Number, whole: Number) -> bool:
    """False when the share names another base: 专任教师 182 人中，双师型 96 人，占专业课教师的 79%."""
    base = rate.fact.claim.base if rate.fact.claim is not None else ""
    return not base or subject_key(base) in whole.fact.key or whole.fact.key in subject_key(base)


def _can_be_whole(number: Number, count: Number) -> bool:
    return (
        number.is_plain
        and (number.fact.dimension == count.fact.dimension or (number.fact.unit in _ASKED and count.fact.unit == "份"))
        and number.fact.value >= count.fact.value > 0
    )


def _is_done_by(stem: str, passage: Passage, count: Number, rate: Number) -> bool:
    """True when the words around the count say what the rate is of: 回收 in 回收率."""
    if len(passage.gap(count, rate).replace(" ", "")) > RATE_GAP or _is_of_other_number(stem, passage, count):
        return False
    gap = passage.gap(count, rate)
    around = count.lead[-14:] + (gap.partition("，")[0] if "，" in gap else "")
    at = passage.numbers.index(count)
    is_listed = at > 0 and passage.numbers[at - 1].fact.unit == count.fact.unit and count.lead.startswith(("、", "，"))
    by_first = len(stem) > STEM and not is_listed and _has_all(around, stem[:STEM])
    return _has_all(around, stem[-STEM:]) or by_first


def _is_of_whole(stem: str, passage: Passage, index: int) -> bool:
    """True for the 就业率 of 就业 1264 人，其中升学 617 人，就业率 98.37%: it is named for the whole, not the part."""
    whole, count = passage.numbers[index - 2 : index]
    name = stem[-STEM:]
    return name in whole.lead + whole.fact.subject and name not in count.lead + passage.after(count).partition("，")[0]


def _is_of_other_number(stem: str, passage: Passage, count: Number) -> bool:
    """True for the 队伍获奖率 behind 21 支队伍、53 名选手获奖: its first words are those of another number."""
    name, own = stem[:STEM], count.lead[max(count.lead.rfind(stop) for stop in "、，；") + 1 :]
    if len(stem) <= STEM or name in own or name in passage.after(count).partition("，")[0]:
        return False
    before = (n for n in passage.numbers if n.end <= count.start)
    return any(name in passage.text[n.end : n.end + len(name) + 2] for n in before)


def _has_all(text: str, characters: str) -> bool:
    """True when the characters stand next to each other, in either order, and are not denied: 收回 and 回收, not 未回收."""
    return any(
        (place := text.find(written)) >= 0 and not _DENIED.search(text[:place])
        for written in (characters, characters[::-1])
    )


def fits(rate: Fact, count: Fact, whole: Fact) -> bool:
    """True when the count can be that share of the whole."""
    found = quotient(count.interval, whole.interval)
    return found is not None and scaled(found, _HUNDRED).meets(rate.interval)


def computed_share(count: Fact, whole: Fact) -> Decimal:
    """How many per cent of the whole the count is."""
    return count.value / (whole.value or Decimal(1)) * _HUNDRED


def _rate_equations(
    book: Book, count: Fact, rate: Fact, wholes: Sequence[Fact], *, is_sure: bool
) -> Iterator[Equation]:
    others = totals_like(book, count)
    for whole in (*wholes, *others):
        if fits(rate, count, whole):
            yield share_of(count, rate, whole, 1.0)
            return
    if not is_sure and _is_of_another(rate, count):
        return
    if is_sure and wholes:  # of one that is smaller than the count one of the two is wrong
        nearest = min(wholes[:3], key=lambda whole: abs(computed_share(count, whole) - rate.value))
        yield share_of(count, rate, nearest, 0.85)
        return
    decimals = rate.claim.quantity.decimals if rate.claim is not None else 0
    outermost = [fact for fact in others if not book.pack.indicators[fact.code].parent]
    for whole in (*wholes, *outermost):
        right = round(computed_share(count, whole), decimals)
        if is_slip(rate.value, right):
            yield share_of(count, rate, whole, 0.8)
            return
    for whole in wholes[:NEAREST]:
        if is_count_slip(count, rate, whole):
            yield share_of(count, rate, whole, 0.75)
            return


def _is_of_another(rate: Fact, count: Fact) -> bool:
    """True for 兼职教师 286 名，承担课时占总课时的 16.4%: the share has a subject of its own."""
    own = rate.key
    if rate.kind is not ClaimKind.SHARE or not own or rate.claim is None or own not in rate.claim.sentence:
        return False
    return own not in count.key and count.key not in own and own[:STEM] not in count.quote


def is_count_slip(count: Fact, rate: Fact, whole: Fact) -> bool:
    """True when the count is one slip away from one that gives the rate: 512 人，最终 480 人通过，通过率 95.7%.

    Of a rate to two decimals any slip counts, of others a mistyped digit: what is less exact fits by chance.
    """
    low, high = rate.interval.low, rate.interval.high
    if low is None or high is None:
        return False
    first, last = int(low * whole.value / _HUNDRED) + 1, int(high * whole.value / _HUNDRED)
    decimals = rate.claim.quantity.decimals if rate.claim is not None else 0
    is_meant = is_mistyped if decimals >= EXACT else is_slip
    return last - first <= MAX_COUNTS and any(is_meant(count.value, Decimal(n)) for n in range(first, last + 1))


def totals_like(book: Book, count: Fact) -> list[Fact]:
    """Values of the pack's indicators in the count's unit, of the same year, no smaller than it, largest first."""
    year = count.year or book.report.year
    found = [s.best for code, at_year in book.codes if at_year == year for s in book.stated(code, at_year)]
    fitting = [f for f in found if f.dimension == count.dimension and f.value >= count.value and f.unit != "%"]
    return sorted(fitting, key=lambda fact: -fact.value)


def share_of(count: Fact, rate: Fact, whole: Fact, score: float) -> Equation:
    """count / whole = rate, in per cent."""
    decimals = rate.claim.quantity.decimals if rate.claim is not None else 0
    right = rounded(computed_share(count, whole), max(2, decimals))
    working = f"{count.printed} ÷ {whole.printed} = {right}%"

    def holds(intervals: tuple[Interval, ...]) -> bool:
        found = quotient(intervals[1], intervals[2])
        return found is None or scaled(found, _HUNDRED).meets(intervals[0])

    name = name_of(rate, count)
    of = name_of(whole)
    message = Message(
        f"{name or '占比'}{at(rate)}写 {rate.printed}%，但 {count.shown}占{of} {whole.shown}的 {right}%",
        f"{name or 'a share'} is printed as {rate.printed}% {at_en(rate)}, but {count.shown} of {whole.shown} is {right}% ({working})",
    )
    facts, shape = (rate, count, whole), quotient_of(_HUNDRED)
    return passage_equation(
        "share", "passage_share", facts, holds, working, message, shape=shape, score=score, subject=name
    )
