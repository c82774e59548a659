"""Lists of parts in running text and the total that stands before or behind them.

A list behind 其中 need not be complete. It is held to be when its sum is the total, or when its wording closes it: a last
part called 其他 or …以下, words that leave nothing out (男 女), labels of one make (东校区, 西校区), a total behind it (共, 合计),
or when a single mistyped digit is all that parts it from the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.prose.sums.part_runs import (
    OPENS,
    continues,
    counted_in,
    is_closed,
    labels_of,
    run_from,
    up_to_other,
)
from docextract.checks.prose.sums.part_sums import (
    PartList,
    adds_up_to,
    certainty,
    part_list,
    sum_of,
)
from docextract.checks.prose.sums.totals_behind import totals_behind
from docextract.checks.prose.sums.wholes_elsewhere import is_other_owners, starts_with_among, whole_elsewhere
from docextract.text.patterns import compile_pattern

# 126 门，即 2022 年 38 门、2023 年 41 门、2024 年 47 门.
_THAT_IS = compile_pattern(r"即[：:]?[^，。；]{0,8}$")
# 上年为 65 家.
_WAS = compile_pattern(r"(?:上一?(?:学年|年度|年|届)|去年|前年|前一年)(?:同期)?(?:为|是|有|仅)[ ]*$")
_ADDED = compile_pattern(r"另有|还有|另外|此外|另")
# The first of two divisions has fewer parts than this; to try every place of a list of hundreds takes minutes.
KINDS_LIMIT = 20


def part_lists(book: Book) -> Iterator[PartList]:
    """All lists of parts whose total stands in the same sentence, or in the sentence before 其中."""
    before: Passage | None = None
    for passage in passages(book):
        if before is None or before.block != passage.block:
            earlier: list[Number] = []
        for unit in dict.fromkeys(counted_in(number) for number in passage.numbers if number.is_plain):
            line = [n for n in passage.numbers if counted_in(n) == unit and n.is_plain]
            told = [n for n in earlier if counted_in(n) == unit]
            yield from _lists_of(book, passage, line, told)
            yield from totals_behind(passage, line, told)
        earlier += [n for n in passage.numbers if n.is_plain]
        before = passage


def _lists_of(book: Book, passage: Passage, line: Sequence[Number], earlier: Sequence[Number]) -> Iterator[PartList]:
    taken: set[int] = set()
    for first in range(len(line)):
        run = run_from(passage, line, first)
        if len(run) < 2 or id(line[first].fact) in taken:
            continue
        if continues(passage, line, first) and not _is_division(passage, run):
            continue
        if any(adds_up_to(n, run) for n in line[line.index(run[-1]) + 1 :]):  # what they are parts of stands behind
            continue
        fitting = [n for n in line[:first] if adds_up_to(n, run) and OPENS.search(_opening(passage, n, run[0]))]
        whole = fitting[-1] if fitting else _of_today(line, first) if first else None
        found = _whole_before(passage, whole, run) if whole is not None else None
        is_opened = bool(OPENS.search(run[0].lead)) or starts_with_among(passage, run[0])
        if found is None and (is_opened or is_closed(passage, labels_of(passage, run))):
            found = whole_elsewhere(book, passage, [*earlier, *line[:first]], run)
        if found is not None:
            taken |= {id(fact) for fact in found.parts}
            yield found


def _of_today(line: Sequence[Number], first: int) -> Number:
    """The number before the list; of 84 家，上年为 65 家；其中…… that of this year."""
    before = line[:first]
    return next((n for n in reversed(before) if not _WAS.search(n.lead)), before[-1])


def _whole_before(passage: Passage, whole: Number, run: Sequence[Number]) -> PartList | None:
    opening = _opening(passage, whole, run[0])
    # 公办 9 所、民办 5 所；按类型分，…: behind the stop another division of the same whole begins.
    if is_other_owners(whole, run) or ("；" in opening and "其中" not in opening):
        return None
    is_open = bool(OPENS.search(opening))
    for size in range(len(run), 1, -1):
        if adds_up_to(whole, run[:size]):
            return part_list(whole, run[:size], 0.0) if is_open or size == len(run) else None
    besides = _besides(passage, run)
    if besides is not None:
        return part_list(whole, besides, 0.0) if adds_up_to(whole, besides) else None
    parts = _first_kinds(passage, up_to_other(passage, run))
    score = certainty(passage, whole, parts, is_open=is_open)
    if sum_of(parts) > whole.fact.value and _has_larger(passage, whole, parts):
        return None
    if not score and _THAT_IS.search(opening) and sum_of(parts) <= whole.fact.value * 2:
        score = 0.8
    return part_list(whole, parts, score, adds_up=False) if score else None


def _has_larger(passage: Passage, whole: Number, parts: Sequence[Number]) -> bool:
    """True when the sentence gives a number in front that all of the parts go into: 19 个专业，涵盖 8 个大类，其中重点专业 12 个."""
    unit, added = counted_in(whole), sum_of(parts)
    return any(n.start < whole.start and counted_in(n) == unit and n.fact.value >= added for n in passage.numbers)


def _first_kinds(passage: Passage, run: Sequence[Number]) -> Sequence[Number]:
    """男生 1987 人、女生 1655 人 of 男生 1987 人、女生 1655 人，住宿 2804 人、走读 838 人: the first of two divisions."""
    for size in range(2, min(len(run) - 1, KINDS_LIMIT)):
        halves = (run[:size], run[size:])
        if all(is_closed(passage, labels_of(passage, half)) for half in halves):
            return run[:size]
    return run


def _is_division(passage: Passage, run: Sequence[Number]) -> bool:
    """True when the names of the run's numbers, or of its first ones, leave nothing out."""
    return is_closed(passage, labels_of(passage, _first_kinds(passage, run)))


def _besides(passage: Passage, run: Sequence[Number]) -> list[Number] | None:
    """The run with what 另有 adds to it in the same sentence part; None when nothing is added."""
    following = [n for n in passage.numbers if n.start > run[-1].start and counted_in(n) == counted_in(run[0])]
    if not following or not _ADDED.search(following[0].lead) or "；" in following[0].lead:
        return None
    return [*run, following[0]]


def _opening(passage: Passage, whole: Number, first: Number) -> str:
    return passage.text[whole.end : first.start]
