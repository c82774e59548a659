"""A pack's examples run: what goes wrong, and which indicators nothing tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docextract.rulepacks.example_records import Example, PanelExample, SaidExample
from docextract.rulepacks.examples import Examples
from docextract.rulepacks.schema import Pack
from docextract.rulework.judge import Outcome, judge_all


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """`unmatched` are codes without a label that must match, `unrefused` without one that must not, `unbroken` relations
    without values that break them."""

    pack: str
    outcomes: tuple[Outcome, ...]
    unmatched: tuple[str, ...]
    unrefused: tuple[str, ...]
    unbroken: tuple[str, ...]

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """Examples that do not give what they must."""
        return tuple(outcome for outcome in self.outcomes if not outcome.is_right)

    @property
    def is_good(self) -> bool:
        """True when every example is right and nothing is without one."""
        return not (self.wrong or self.unmatched or self.unrefused or self.unbroken)

    def as_data(self) -> dict[str, object]:
        """The report for programs."""
        keys = ("place", "rule", "subject", "expected", "got")
        return {
            "pack": self.pack,
            "examples": len(self.outcomes),
            "wrong": [{key: getattr(outcome, key) for key in keys} for outcome in self.wrong],
            "unmatched": self.unmatched,
            "unrefused": self.unrefused,
            "unbroken": self.unbroken,
        }


def run_examples(pack: Pack, examples: Examples) -> ExampleReport:
    """Runs every example of a pack."""
    labels: list[Example | PanelExample | SaidExample] = [example for example, _ in examples.labels]
    labels += [example for example, _ in examples.panels]
    labels += [example for example, _ in examples.said]
    matched = {example.expect for example in labels if example.expect == example.belongs_to}
    refused = {example.belongs_to for example in labels if example.expect != example.belongs_to}
    broken = {example.relation for example, _ in examples.relations if example.differs}
    return ExampleReport(
        pack=pack.id,
        outcomes=tuple(judge_all(examples, pack)),
        unmatched=tuple(code for code in pack.indicators if code not in matched),
        unrefused=tuple(code for code in pack.indicators if code not in refused),
        unbroken=tuple(relation.id for relation in pack.relations if relation.id not in broken),
    )


def report_lines(report: ExampleReport) -> Iterator[str]:
    """What people are told of it: each wrong example and how to mend it, what has no example, and the sum."""
    for outcome in report.wrong:
        yield (
            f"{outcome.place}: “{outcome.subject}” 应为 {outcome.expected}，得 {outcome.got}。"
            f" expected {outcome.expected}, got {outcome.got}"
        )
        if code := outcome.refuse:
            yield (
                f"    这个行名绝不是 {code} 的，就写进 {code} 的 not：{{code: {code}, not: [{outcome.subject}]}}。"
                f' If it must never be taken for {code}, write it under "not" of {code}.'
            )
    for codes, zh, en in (
        (report.unmatched, "没有必须认出的例子", "no label that must match"),
        (report.unrefused, "没有不可认作它的例子", "no label that must not match"),
        (report.unbroken, "没有会报错的例子", "no values that break it"),
    ):
        if codes:
            yield f"{report.pack}: {zh}：{'、'.join(codes)}。 {en}"
    yield (
        f"{report.pack}: {len(report.outcomes)} 个例子，{len(report.wrong)} 个不符。"
        f" {len(report.outcomes)} examples, {len(report.wrong)} wrong."
    )


def pack_summary(pack: Pack) -> dict[str, object]:
    """What a pack is for and how much is in it, for programs."""
    scope = pack.applies_to
    return {
        "id": pack.id,
        "name": pack.name,
        "extends": pack.extends,
        "first_year": scope.first_year,
        "last_year": scope.last_year,
        "titles": scope.titles,
        "forms": len(pack.forms),
        "indicators": len(pack.indicators),
        "relations": len(pack.relations),
        "required": len(pack.required),
        "files": pack.files,
    }
