"""Which single changes to a pack no example notices: there the rules could be wrong and nobody would know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from docextract.rulepacks.examples import Examples
from docextract.rulepacks.records import Rule
from docextract.rulepacks.schema import Pack
from docextract.rulework.coverage import own_files
from docextract.rulework.judge import Outcome, judge_labels, judge_panel, judge_relation, judge_said, judge_unit
from docextract.rulework.mutations import Mutation, Part, mutations

GOAL = 0.95
# The example that notices a change of that kind, as it is written.
ADVICE: dict[Part, str] = {
    "alias": "{label: …, expect: …, exact: true}，{said: …, unit: …, expect: …}",
    "unit": "{label: …, input: {unit: …, cell: …}, expect: …, value: 12 万元}，{value: …, unit: …, to: …, gives: …}",
    "relation": "{relation: …, values: {…}, differs: […], severity: …}",
    "panel": "{heads: […], form: …, expect: …}，{rows: […], form: …, expect: …}",
}

Record = TypeVar("Record", bound=Rule)
_Judged = Callable[[Pack], Iterator[Outcome]]
_Run = tuple[int, _Judged]


@dataclass(frozen=True, slots=True)
class MutationReport:
    """`tried` changes were made one at a time; `unnoticed` are those that left every example as it was."""

    pack: str
    tried: int
    unnoticed: tuple[Mutation, ...]

    @property
    def advice(self) -> tuple[str, ...]:
        """The examples that would notice what nothing does now, one a kind of change."""
        return tuple(text for part, text in ADVICE.items() if any(each.part == part for each in self.unnoticed))

    @property
    def noticed_share(self) -> float:
        """1 when every change was noticed, also when there was none to make."""
        return 1.0 - len(self.unnoticed) / self.tried if self.tried else 1.0

    def as_data(self) -> dict[str, object]:
        """The report for programs."""
        keys = ("part", "rule", "change", "place")
        unnoticed = [{key: getattr(mutation, key) for key in keys} for mutation in self.unnoticed]
        return {"pack": self.pack, "tried": self.tried, "noticed": round(self.noticed_share, 4), "unnoticed": unnoticed}


def report_lines(report: MutationReport) -> Iterator[str]:
    """What people are told of it."""
    for mutation in report.unnoticed:
        yield f"{mutation.place}: {mutation.rule}：{mutation.change}——没有例子察觉。 no example notices"
    for example in report.advice:
        yield f"{report.pack}: 可补的例子 examples that would notice: {example}"
    yield (
        f"{report.pack}: {report.tried} 处改动，察觉 {report.noticed_share:.1%}。"
        f" {report.tried} changes, {report.noticed_share:.1%} noticed."
    )


def mutate(pack: Pack, examples: Examples, own_only: bool = True) -> MutationReport:
    """Makes every single change and runs the examples until one gives another result than before.

    `own_only` leaves out inherited rules: they are tested with the pack that they come from. Examples of the changed rule
    run first, so that most changes are noticed at once.
    """
    files = own_files(pack) if own_only else frozenset(pack.files)
    tried, unnoticed = 0, []
    by_rule, every = _runs(examples)
    usual: dict[int, list[str]] = {}

    def _differs(number: int, run: _Judged, changed: Pack) -> bool:
        if number not in usual:
            usual[number] = [outcome.got for outcome in run(pack)]
        return [outcome.got for outcome in run(changed)] != usual[number]

    for mutation in mutations(pack, lambda place: place.rpartition(":")[0] in files):
        tried += 1
        changed = mutation.make()
        first = by_rule.get(mutation.rule, [])
        if not any(_differs(n, run, changed) for n, run in [*first, *(each for each in every if each not in first)]):
            unnoticed.append(mutation)
    return MutationReport(pack.id, tried, tuple(unnoticed))


def _runs(examples: Examples) -> tuple[dict[str, list[_Run]], list[_Run]]:
    """Every example as a numbered function of a pack: by the rules that it names, and all of them."""
    by_rule: dict[str, list[_Run]] = {}
    every: list[_Run] = []
    for rules, judged in _judged(examples):
        run = (len(every), judged)
        every.append(run)
        for rule in rules:
            by_rule.setdefault(rule, []).append(run)
    return by_rule, every


def _judged(examples: Examples) -> Iterator[tuple[set[str], _Judged]]:
    """Every example as a function of a pack, with the rules that it names."""
    for label, _ in examples.labels:
        yield {label.expect, label.belongs_to, label.input.unit}, partial(judge_labels, label)
    for relation, _ in examples.relations:
        yield {relation.relation}, partial(_one, judge_relation, relation)
    for panel, _ in examples.panels:
        yield {panel.expect, panel.belongs_to}, partial(judge_panel, panel)
    for said, _ in examples.said:
        yield {said.expect, said.belongs_to}, partial(judge_said, said)
    for unit, _ in examples.units:
        yield {unit.unit, unit.to}, partial(_one, judge_unit, unit)


def _one(judge: Callable[[Record, Pack], Outcome], example: Record, pack: Pack) -> Iterator[Outcome]:
    yield judge(example, pack)
