"""Examples run against a pack: what each must give, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from docextract.claims.explain import read_said
from docextract.indicators.cell_values import read_cell
from docextract.indicators.explain import read_label
from docextract.indicators.explain_panels import read_head, read_panel_row
from docextract.model.indicator import ValueStatus
from docextract.rulepacks.example_records import (
    NONE,
    Example,
    PanelExample,
    RelationExample,
    SaidExample,
    UnitExample,
)
from docextract.rulepacks.examples import Examples
from docextract.rulepacks.schema import Pack
from docextract.rulework.relation_cases import broken_codes
from docextract.text.numbers import plain

BY_LIKENESS = "（靠相似 by likeness）"
BY_WORDING = ("exact", "alias")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example that was run. `subject` is its label, relation or number; `rule` the code or id that it tests.

    `place` is the example's file and line. `expected` and `got` are in the words of the example. `refuse` is the code
    under whose `not` the label would be written if it must not be taken for that one.
    """

    rule: str
    subject: str
    place: str
    expected: str
    got: str
    known_miss: bool = False
    refuse: str = ""

    @property
    def is_right(self) -> bool:
        """True when it gives what it must; for a known miss, when it still goes wrong."""
        return (self.expected == self.got) != self.known_miss


def judge_all(examples: Examples, pack: Pack) -> Iterator[Outcome]:
    """Every example of a pack, in file order: labels, then relations, panels, prose, units."""
    for label_example, place in examples.labels:
        yield from judge_labels(label_example, pack, place)
    for relation_example, place in examples.relations:
        yield judge_relation(relation_example, pack, place)
    for panel_example, place in examples.panels:
        yield from judge_panel(panel_example, pack, place)
    for said_example, place in examples.said:
        yield from judge_said(said_example, pack, place)
    for unit_example, place in examples.units:
        yield judge_unit(unit_example, pack, place)


def judge_labels(example: Example, pack: Pack, place: str = "") -> Iterator[Outcome]:
    """The example's labels one by one."""
    expected = f"{example.expect} {example.value}".strip()
    for label in example.all_labels:
        where = example.input
        assignment = read_label(label, pack, where.table, where.unit, where.after)
        got = assignment.code or NONE
        if example.exact and assignment.code and assignment.method not in BY_WORDING:
            got += BY_LIKENESS
        if example.value and assignment.code:
            got += f" {_read_value(example.input.cell, example.input.unit, assignment.code, pack)}"
        refuse = assignment.code if example.expect == NONE else ""
        yield Outcome(example.belongs_to, label, place, expected, got, example.known_miss, refuse)


def judge_relation(example: RelationExample, pack: Pack, place: str = "") -> Outcome:
    """The codes for which the relation is broken with the example's values."""
    relation = next((each for each in pack.relations if each.id == example.relation), None)
    found = broken_codes(example, relation, pack) if relation else {}
    expected = _shown(dict.fromkeys(example.differs, example.severity))
    got = _shown({code: severity if example.severity else "" for code, severity in found.items()})
    if relation is None:
        got = "没有这条关系 no such relation"
    return Outcome(example.relation, f"{example.relation} {_values(example)}", place, expected, got)


def judge_panel(example: PanelExample, pack: Pack, place: str = "") -> Iterator[Outcome]:
    """The example's headers and row labels one by one."""
    read = [(head, read_head(head, pack, example.form, example.side)) for head in example.heads]
    for label in example.rows:
        read.append((label, read_panel_row(label, pack, example.form, example.side, example.column, example.below)))
    expected = f"{example.expect} {example.value}".strip()
    for printed, code in read:
        got = code or NONE
        if example.value and code in pack.indicators:
            got += f" {_read_value(example.cell, example.unit, code, pack)}"
        yield Outcome(example.belongs_to, printed, place, expected, got)


def judge_said(example: SaidExample, pack: Pack, place: str = "") -> Iterator[Outcome]:
    """The example's words one by one, each before a number."""
    for words in example.all_said:
        got = read_said(words, pack, example.unit, example.section) or NONE
        yield Outcome(example.belongs_to, words, place, example.expect, got, example.known_miss)


def judge_unit(example: UnitExample, pack: Pack, place: str = "") -> Outcome:
    """The number converted into the wanted unit."""
    converted = pack.convert(Decimal(example.value), example.unit, example.to)
    got = NONE if converted is None else plain(converted)
    wanted = example.gives if example.gives == NONE else plain(Decimal(example.gives))
    subject = f"{example.value} {example.unit} → {example.to}"
    return Outcome(example.unit, subject, place, wanted, got)


def _read_value(printed: str, unit: str, code: str, pack: Pack) -> str:
    indicator = pack.indicators[code]
    cell = read_cell(printed, indicator.unit, unit, pack)
    if cell.value is None or cell.status is not ValueStatus.OK:
        return cell.status.value
    doubt = "（单位不符 unit does not fit）" if cell.doubt else ""
    return f"{plain(cell.value)} {indicator.unit}{doubt}"


def _shown(severities: dict[str, str]) -> str:
    """ "a, b" in order of codes; "agrees" for none."""
    return ", ".join(f"{code} {severity}".strip() for code, severity in sorted(severities.items())) or "agrees"


def _values(example: RelationExample) -> str:
    return "、".join(f"{code} {value}" for code, value in {**example.values, **example.said}.items())
