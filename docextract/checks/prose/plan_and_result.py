"""Planned and actual amounts that stand one after the other in prose: 年初预算为 452.40 万元，支出决算为 446.11 万元."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docextract.checks.facts.book import Book
from docextract.checks.prose.passages import Number, passages
from docextract.text.patterns import compile_pattern

PLAN = compile_pattern(
    r"(?:预算|计划|目标|任务)(?:数|金额|任务|量|指标)?[ ]*(?:安排|下达)?[ ]*(?:为|是|：|:)?[ ]*$"
    # 原定招收 900 人, 计划投入 320 万元.
    r"|(?:原定|原计划|年初计划|计划|拟|核定|下达)(?:招收|招生|录取|培训|投入|投资|建设|开展|组织|安排|完成)(?:[^，。；、\d]{0,12})(?:为|是|：|:)?[ ]*$"
)
RESULT = compile_pattern(
    r"(?:决算|完成|实际支出|执行)(?:数|金额)?[ ]*(?:为|是|：|:)?[ ]*$"
    r"|实(?:际(?:录取|招收|招生|报到|到校|投入|完成|培训|到位|开展|支出|执行|达到)*|招|录)(?:新生|学生|资金)?[ ]*(?:为|是|：|:)?[ ]*$"
)
RATE = compile_pattern(
    r"(?:完成|执行)[^，。；]{0,10}(?:预算|计划|目标)(?:数)?的?[ ]*$|(?:完成率|执行率|完成比例)[ ]*(?:为|是|达)?[ ]*$"
)


@dataclass(frozen=True, slots=True)
class PlanAndResult:
    """A plan and a result in one unit, and the rate that is stated right behind them (None if none is).

    `after` is the block's text from behind the last of these numbers to the next plan, or to the end.
    """

    plan: Number
    result: Number
    rate: Number | None
    after: str


def rates_of_results(book: Book) -> Iterator[tuple[Number, Number]]:
    """Rates of completion and the results right before them whose plan the sentence leaves out: it stands in a form."""
    paired = {(p.rate.fact.source.block, p.rate.start) for p in plans_and_results(book) if p.rate is not None}
    for passage in passages(book):
        for result, rate in pairwise(passage.numbers):
            indicator = book.pack.indicators.get(result.fact.code)
            if indicator is None or not indicator.plan or result.is_rate or not rate.is_rate:
                continue
            if RATE.search(rate.lead) and (rate.fact.source.block, rate.start) not in paired:
                yield rate, result


def plans_and_results(book: Book) -> Iterator[PlanAndResult]:
    """All pairs in the report's prose, in order. A pair ends where the next plan, or another block, begins."""
    blocks: dict[str, tuple[str, list[Number]]] = {}
    for passage in passages(book):
        for number in passage.numbers:
            blocks.setdefault(number.fact.source.block, (passage.text, []))[1].append(number)
    for text, numbers in blocks.values():
        for index, plan in enumerate(numbers[:-1]):
            result = numbers[index + 1]
            if not PLAN.search(plan.lead) or not RESULT.search(result.lead) or PLAN.search(result.lead):
                continue
            if plan.fact.dimension != result.fact.dimension or plan.is_rate:
                continue
            following = numbers[index + 2] if index + 2 < len(numbers) else None
            rate = following if following is not None and following.is_rate and RATE.search(following.lead) else None
            last = rate or result
            ends = [n.start for n in numbers if n.start > last.start and PLAN.search(n.lead)]
            yield PlanAndResult(plan, result, rate, text[last.end : ends[0] if ends else len(text)])
