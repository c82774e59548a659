"""Which single changes to a pack no example notices: there the rules could be wrong and nobody would know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docextract.rulepacks.examples import Example, Examples, RelationExample, UnitExample
from docextract.rulepacks.schema import Pack
from docextract.rulework.judge import Outcome, judge_labels, judge_relation, judge_unit
from docextract.rulework.mutations import Mutation, mutations

GOAL = 0.95

_Judged = Callable[[Pack], Iterator[Outcome]]
_Run = tuple[int, _Judged]


@dataclass(frozen=True, slots=True)
class MutationReport:
    """`tried` changes were made one at a time; `unnoticed` are those that left every example as it was."""

    pack: str
    tried: int
    unnoticed: tuple[Mutation, ...]

    @property
    def noticed_share(self) -> float:
        """1 when every change was noticed, also when there was none to make."""
        return 1.0 - len(self.unnoticed) / self.tried if self.tried else 1.0

    def as_data(self) -> dict[str, object]:
        """The report for programs."""
        keys = ("part", "rule", "change", "place")
        unnoticed = [{key: getattr(mutation, key) for key in keys} for mutation in self.unnoticed]
        return {"pack": self.pack, "tried": self.tried, "noticed": round(self.noticed_share, 4), "unnoticed": unnoticed}


def mutate(pack: Pack, examples: Examples, own_only: bool = True) -> MutationReport:
    """Makes every single change and runs the examples until one gives another result than before.

    `own_only` leaves out inherited rules: they are tested with the pack that they come from. Examples of the changed rule
    run first, so that most changes are noticed at once.
    """
    files = set(pack.files[: _own_files(pack)] if own_only else pack.files)
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


def _own_files(pack: Pack) -> int:
    """How many of the pack's files are its own: those before the first of the pack that it extends."""
    if not pack.extends:
        return len(pack.files)
    return next((n for n, name in enumerate(pack.files) if name.endswith(f"{pack.extends}.yaml")), len(pack.files))


def _runs(examples: Examples) -> tuple[dict[str, list[_Run]], list[_Run]]:
    """Every example as a numbered function of a pack: by the rules that it names, and all of them."""
    by_rule: dict[str, list[_Run]] = {}
    every: list[_Run] = []
    for label_example, _ in examples.labels:
        run = (len(every), _label_run(label_example))
        every.append(run)
        for rule in {label_example.expect, label_example.belongs_to, label_example.input.unit}:
            by_rule.setdefault(rule, []).append(run)
    for relation_example, _ in examples.relations:
        run = (len(every), _relation_run(relation_example))
        every.append(run)
        by_rule.setdefault(relation_example.relation, []).append(run)
    for unit_example, _ in examples.units:
        run = (len(every), _unit_run(unit_example))
        every.append(run)
        for rule in (unit_example.unit, unit_example.to):
            by_rule.setdefault(rule, []).append(run)
    return by_rule, every


def _label_run(example: Example) -> _Judged:
    return lambda pack: judge_labels(example, pack)


def _relation_run(example: RelationExample) -> _Judged:
    return lambda pack: iter((judge_relation(example, pack),))


def _unit_run(example: UnitExample) -> _Judged:
    return lambda pack: iter((judge_unit(example, pack),))
