"""Totals that stand behind the numbers they sum up: 46 人、27 人，双方共 73 人; 486 万元和 167 万元，合计 653 万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.prose.passages import Number, Passage, is_old_value
from docextract.checks.prose.sums.part_runs import (
    NOT_LABEL,
    SUMS_UP,
    is_closed,
    is_joint,
    is_of_one_make,
    is_told_in_turn,
    labels_of,
)
from docextract.checks.prose.sums.part_sums import (
    FAR,
    NEAR_OF_KIND,
    PartList,
    adds_up_to,
    is_one_slip,
    part_list,
    sum_of,
)
from docextract.text.numbers import chinese_to_int
from docextract.text.patterns import compile_pattern

# 三项合计, 两季共: how many numbers the total sums up.
_TERMS = compile_pattern(
    r"(?:^|[，；、])(?P<terms>[两二双三四五六七八])(?:项|者|类|季|种|块|部分|级|年|届|轮|方|地|个\p{Han}{1,3})\p{Han}{0,6}?(?:共|合计|总计|总投入|汇总|相加|加起来)[^；]{0,16}$"
)
_GROWS = compile_pattern(r"累计|以来|近[一二两三四五六七八九十]年")
_ADDS = compile_pattern(r"(?:合计|总计|合起来|加起来|相加)[^，；]{0,4}$")
_SUM_MOVED = compile_pattern(r"总(?:数|量|计|额)[^，。；]{0,2}[由从][^，。；]{0,14}$")
# 博士 38 人、硕士 402 人，专任教师总量为 731 人: the total of a named thing need not be that of the list.
_NAMED_TOTAL = compile_pattern(r"\p{Han}(?:总数|总量|总人数)(?:为|达到?|有)?[ ]*$")
_BARE_TOTAL = compile_pattern(r"^[ ]*，[ ]*(?:共计?|合计|总计|总共)[ ]*$")
_REST = compile_pattern(r"余下|其余|其他|剩余|另外")


def totals_behind(passage: Passage, line: Sequence[Number], earlier: Sequence[Number]) -> Iterator[PartList]:
    """Every total of the sentence's numbers of one unit (`line`), or of those and the paragraph's before it (`earlier`)."""
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
        elif not (SUMS_UP.search(whole.lead) or _TERMS.search(whole.lead)) or _REST.search(whole.lead):
            continue
        if _TERMS.search(whole.lead) or last - len(earlier) > 1:
            found = _total_behind(passage, everything, last)
            if found is not None:
                yield found


def _total_behind(passage: Passage, line: Sequence[Number], last: int) -> PartList | None:
    """The numbers in front of 共 or 合计: the longest run that ends right before it."""
    first = last - 1
    while first > 0 and is_joint(passage, line[first - 1], line[first]):
        first -= 1
    run, whole = list(line[first:last]), line[last]
    if number := _TERMS.search(whole.lead):
        wanted = chinese_to_int(number.group("terms").replace("双", "两")) or 0
        run = list(line[max(0, last - wanted) : last])
        if len(run) < wanted:
            return None
        for end in range(wanted, last):  # 三届毕业生分别为……，三届合计: what came between is none of them
            if adds_up_to(whole, line[end - wanted : end]):
                return part_list(whole, line[end - wanted : end], 0.0)
    if len(run) < 2 or _is_one_of_them(passage, run, whole):
        return None
    for start in range(len(run) - 1):
        if adds_up_to(whole, run[start:]):
            return part_list(whole, run[start:], 0.0)
    added = sum_of(run)
    if _GROWS.search(whole.lead) and (len(run) < 3 or not is_one_slip(whole.fact, run, added)):
        return None
    is_counted = number is not None and _are_next(line, run, last)
    labels = labels_of(passage, run)
    # 一等奖 14 项、二等奖 27 项、三等奖 35 项，共 760 项: of kinds that leave nothing out it is the total whatever it says.
    is_counted = is_counted or (is_closed(passage, labels) and bool(_BARE_TOTAL.search(whole.lead)))
    if whole.fact.value <= 0 or (abs(added - whole.fact.value) / whole.fact.value > FAR and not is_counted):
        return None
    is_far = abs(added - whole.fact.value) / whole.fact.value > NEAR_OF_KIND
    if (
        is_far
        and not is_counted
        and _NAMED_TOTAL.search(whole.lead)
        and not all(label[-2:] in whole.lead for label in labels)
    ):
        return None
    is_sure = (
        _TERMS.search(whole.lead)
        or is_of_one_make(labels)
        or is_closed(passage, labels)
        or is_told_in_turn(run)
        or is_one_slip(whole.fact, run, added)
        or (_ADDS.search(whole.lead) and not is_far)
    )
    return part_list(whole, run, 0.85, adds_up=False) if is_sure else None


def _are_next(line: Sequence[Number], run: Sequence[Number], last: int) -> bool:
    """True when the total's sentence has just those numbers in front of it."""
    return list(line[:last]) == list(run)


def _is_one_of_them(passage: Passage, run: Sequence[Number], whole: Number) -> bool:
    """True when the number behind 共 counts one more thing of the list's make (共获一等奖 3 个), not their total."""
    labels = labels_of(passage, run)
    names = (NOT_LABEL.sub("", _behind_sum_word(whole.lead)), NOT_LABEL.sub("", passage.after(whole)))
    return any(name.endswith(("奖", "级", "类", "型")) and is_of_one_make([*labels, name]) for name in names)


def _behind_sum_word(lead: str) -> str:
    """What stands behind 共 in the words before a total."""
    return lead.rpartition("共")[2]
