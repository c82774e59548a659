"""The bench's figures as lines for people: by kind of error, by layout, by the check that had confirmed the number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.checks.planting import Outcome

# What the checks should reach; `at most` for those below 2 that count findings.
RECALL, CULPRIT, FINDINGS, FALSE_PER_100_PAGES = 0.97, 0.9, 1.1, 0.5
_HEAD = f"{'':<24}{'errors':>7}{'found':>8}{'first':>8}{'named':>8}{'named*':>8}{'each':>7}{'stray':>7}"


@dataclass(frozen=True)
class Row:
    """Figures of a group of outcomes; each is nan for a group without such outcomes.

    recall: share found. first: of those found, the share whose true place is the finding's first evidence. named: or whose true
    value it suggests; determinable: the same where two witnesses and more speak for the true value. findings: a found error's
    findings. stray: new findings that show no planted place, an error.
    """

    n: int
    recall: float
    first: float
    named: float
    determinable: float
    findings: float
    stray: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Row:
        found = [o for o in outcomes if o.is_found]
        decided = [o for o in found if o.error.n_witnesses > 1]
        return cls(
            len(outcomes),
            _mean([o.is_found for o in outcomes]),
            _mean([o.rank == 1 for o in found]),
            _mean([o.is_named for o in found]),
            _mean([o.is_named for o in decided]),
            _mean([o.n_findings for o in found]),
            _mean([o.n_stray for o in outcomes]),
        )

    def line(self, name: str) -> str:
        shares = "".join(f"{value:>8.3f}" for value in (self.recall, self.first, self.named, self.determinable))
        return f"{name:<24}{self.n:>7}{shares}{self.findings:>7.2f}{self.stray:>7.3f}".replace("nan", "  –")


def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The whole table."""
    numbers = [o for o in outcomes if o.error.by]
    yield f"{_HEAD}\n(named*: where two witnesses and more speak for the true value)"
    yield Row.of(outcomes).line("all")
    yield Row.of([o for o in outcomes if not o.is_double]).line("single")
    yield Row.of([o for o in outcomes if o.is_double]).line("one of two in a report")
    yield Row.of(numbers).line("numbers")
    groups: tuple[tuple[str, Callable[[Outcome], str], Sequence[Outcome]], ...] = (
        ("by kind", lambda o: o.error.kind, outcomes),
        ("numbers by what had confirmed them", lambda o: o.error.by, numbers),
        ("numbers by place", lambda o: "table" if o.error.is_in_table else "text", numbers),
        ("by layout", lambda o: o.report.rpartition(".")[2], outcomes),
        ("by report", lambda o: o.report.partition(".")[0], outcomes),
    )
    for title, key, among in groups:
        yield title
        for value in sorted({key(o) for o in among}):
            yield Row.of([o for o in among if key(o) == value]).line(f"  {value}")


def misses(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Errors that no finding shows, and findings that show no error."""
    for o in outcomes:
        what = f"{o.report}  {o.error.kind}  {o.error.by or '-'}  {o.error.before} -> {o.error.after}"
        if not o.is_found:
            yield f"missed  {what}  {o.error.places[0].block} {o.error.places[0].row},{o.error.places[0].column}"
        yield from (f"stray   {what}\n        {stray}" for stray in o.stray)


def targets_missed(outcomes: Sequence[Outcome], false_per_100_pages: float) -> list[str]:
    """Each kind below the recall wanted, and what else is not as it should be."""
    found = []
    for kind in sorted({o.error.kind for o in outcomes}):
        recall = Row.of([o for o in outcomes if o.error.kind == kind]).recall
        if recall < RECALL:
            found.append(f"{kind}: found {recall:.3f}, wanted at least {RECALL}")
    row = Row.of(outcomes)
    if row.determinable < CULPRIT:
        found.append(f"right culprit: {row.determinable:.3f}, wanted at least {CULPRIT}")
    if row.findings > FINDINGS:
        found.append(f"findings an error: {row.findings:.2f}, wanted at most {FINDINGS}")
    if false_per_100_pages > FALSE_PER_100_PAGES:
        found.append(f"false findings per 100 pages: {false_per_100_pages:.2f}, wanted at most {FALSE_PER_100_PAGES}")
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
