"""The examples beside the rules: labels with the indicator that they must give, or must not give."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from docextract.errors import RulesError
from docextract.rulepacks.entries import did_you_mean, entry_of, typed
from docextract.rulepacks.load import shown_name
from docextract.rulepacks.schema import Pack, Rule
from docextract.rulepacks.yaml_source import read_yaml

NONE = "none"


class Place(Rule):
    """Where an example's label stands: the form's id ("" if no title is there), its unit, the labels above it."""

    table: str = ""
    unit: str = ""
    after: tuple[str, ...] = ()


class Example(Rule):
    """One label and what must come of it.

    `expect` is a code, or "none". `rule` is the code that the example belongs to, when that is not `expect`: what the
    label must not be taken for. `origin` is wild (worded so in a real report) or made. `known_miss` marks what we get
    wrong today, with a `reason`.
    """

    label: str
    origin: Literal["wild", "made"]
    input: Place = Place()
    expect: str = Field(min_length=1)
    rule: str = ""
    known_miss: bool = False
    reason: str = ""

    @property
    def belongs_to(self) -> str:
        """The code of the rule that it tests."""
        return self.rule or self.expect


def load_examples(pack: Pack) -> tuple[Example, ...]:
    """All examples that lie beside the pack's files (`policy.examples.yaml` beside `policy.yaml`), in file order.

    Raises RulesError with all faults: unknown keys or codes, a known miss without a reason.
    """
    faults: list[str] = []
    found: list[Example] = []
    for path in pack.paths:
        beside = path.with_name(f"{path.stem}.examples.yaml")
        if not beside.is_file():
            continue
        source = read_yaml(beside, shown_name(beside))
        for position, item in enumerate(source.data or []):
            entry = entry_of(item, source, (position,), "label", faults)
            example = typed(entry, Example, (), faults) if entry else None
            if entry is None or example is None:
                continue
            for code in {example.expect, example.belongs_to} - {NONE, *pack.indicators}:
                faults.append(
                    f'{entry.at("expect")}: "{code}" is not a code of this pack{did_you_mean(code, pack.indicators)}'
                )
            if example.expect == NONE and not example.rule:
                faults.append(f'{entry.at()}: an example that expects none needs "rule", the code it must not give')
            if example.known_miss and not example.reason:
                faults.append(f'{entry.at("known_miss")}: a known miss needs a "reason"')
            found.append(example)
    if faults:
        raise RulesError(faults)
    return tuple(found)
