"""The examples beside the rules: read, and checked against the pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docextract.errors import RulesError
from docextract.rulepacks.entries import Entry, did_you_mean, entry_of, fault, typed, unknown
from docextract.rulepacks.example_records import (
    NONE,
    Example,
    PanelExample,
    RelationExample,
    SaidExample,
    UnitExample,
)
from docextract.rulepacks.read_files import shown_name
from docextract.rulepacks.records import Rule
from docextract.rulepacks.schema import Pack
from docextract.rulepacks.yaml_source import Source, read_yaml
from docextract.text.similar import closest


@dataclass(frozen=True, slots=True)
class Examples:
    """All examples of a pack, in file order, each with its file and line ("rules/zhongzhi/policy.examples.yaml:7")."""

    labels: tuple[tuple[Example, str], ...]
    relations: tuple[tuple[RelationExample, str], ...]
    units: tuple[tuple[UnitExample, str], ...]
    panels: tuple[tuple[PanelExample, str], ...] = ()
    said: tuple[tuple[SaidExample, str], ...] = ()


_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")

# The key that tells the kinds of example apart, and the record of each kind.
KINDS: tuple[tuple[str, type[Rule]], ...] = (
    ("relation", RelationExample),
    ("gives", UnitExample),
    ("heads", PanelExample),
    ("rows", PanelExample),
    ("said", SaidExample),
)


def load_examples(pack: Pack) -> Examples:
    """All examples that lie beside the pack's files (`policy.examples.yaml` beside `policy.yaml`) or in them.

    An example of a row that the pack has retired, or that its year does not have, is left out. Raises RulesError with
    all faults: unknown keys or codes, a known miss without a reason.
    """
    faults: list[str] = []
    found = _read(pack, faults)
    if faults:
        raise RulesError(faults)
    return found


def faults_in_examples(pack: Pack) -> tuple[str, ...]:
    """All faults of a pack's examples; the pack may have faults of its own, its codes count as known all the same."""
    faults: list[str] = []
    try:
        _read(pack, faults)
    except RulesError as error:
        faults.extend(error.faults)
    return tuple(faults)


def _read(pack: Pack, faults: list[str]) -> Examples:
    labels: list[tuple[Example, str]] = []
    relations: list[tuple[RelationExample, str]] = []
    units: list[tuple[UnitExample, str]] = []
    panels: list[tuple[PanelExample, str]] = []
    said: list[tuple[SaidExample, str]] = []
    gone = pack.gone
    for path in pack.paths:
        for entry in _entries(path, faults):
            model = next((model for key, model in KINDS if key in entry.data), Example)
            example = typed(entry, model, (), faults)
            if isinstance(example, Example) and not gone & {example.expect, example.belongs_to}:
                faults.extend(_label_faults(entry, example, pack))
                labels.append((example, entry.line()))
            elif isinstance(example, RelationExample) and not gone & {example.relation, *example.values}:
                faults.extend(_relation_faults(entry, example, pack))
                relations.append((example, entry.line()))
            elif isinstance(example, UnitExample):
                faults.extend(_unit_faults(entry, example))
                units.append((example, entry.line()))
            elif isinstance(example, PanelExample) and not gone & {example.expect, example.belongs_to}:
                faults.extend(_panel_faults(entry, example, pack))
                panels.append((example, entry.line()))
            elif isinstance(example, SaidExample) and not gone & {example.expect, example.belongs_to}:
                faults.extend(_said_faults(entry, example, pack))
                said.append((example, entry.line()))
    return Examples(tuple(labels), tuple(relations), tuple(units), tuple(panels), tuple(said))


def _entries(path: Path, faults: list[str]) -> Iterator[Entry]:
    """The examples under `examples:` of a rule file, then those of the file beside it."""
    inside = read_yaml(path, shown_name(path))
    if isinstance(inside.data, dict):
        yield from _listed(inside, inside.data.get("examples"), ("examples",), faults)
    beside = path.with_name(f"{path.stem}.examples.yaml")
    if beside.is_file():
        source = read_yaml(beside, shown_name(beside))
        yield from _listed(source, source.data, (), faults)


def _listed(source: Source, data: Any, place: tuple[str | int, ...], faults: list[str]) -> Iterator[Entry]:
    if data is not None and not isinstance(data, list):
        where = f"{source.name}:{source.line(place)}"
        faults.append(fault(where, "例子是一列，每条以“- ”开头。", 'examples are a list; begin each with "- "'))
        return
    for position, item in enumerate(data or []):
        if entry := entry_of(item, source, (*place, position), "", faults):
            yield entry


def _label_faults(entry: Entry, example: Example, pack: Pack) -> Iterator[str]:
    if not example.all_labels:
        yield fault(entry.at(), "缺少 label 或 labels。", 'key "label" (or "labels") is missing; add it')
    forms = [form.id for form in pack.forms]
    if example.input.table and example.input.table not in forms:
        yield unknown(entry.at("input"), "table", example.input.table, forms)
    yield from _outcome_faults(entry, example, pack)
    yield from _miss_faults(entry, example)


def _said_faults(entry: Entry, example: SaidExample, pack: Pack) -> Iterator[str]:
    if not all(words.strip() for words in example.all_said) or not example.all_said:
        yield fault(
            entry.at("said"), "said 不能是空的。", 'words are missing under "said"; write those before the number'
        )
    yield from _outcome_faults(entry, example, pack)
    yield from _miss_faults(entry, example)


def _outcome_faults(entry: Entry, example: Example | PanelExample | SaidExample, pack: Pack) -> Iterator[str]:
    """Codes that the pack does not have, and an example that expects nothing of no rule."""
    for code in sorted({example.expect, example.belongs_to} - {NONE, *pack.places}):
        yield _unknown_code(entry.at("expect"), code, pack.indicators)
    if example.expect == NONE and not example.rule:
        zh = "expect 为 none 的例子，要用 rule 写明不可认作哪个代码。"
        yield fault(entry.at(), zh, 'an example that expects none needs "rule", the code it must not give')


def _miss_faults(entry: Entry, example: Example | SaidExample) -> Iterator[str]:
    if example.known_miss and not example.reason:
        yield fault(entry.at("known_miss"), "known_miss 要写 reason。", 'a known miss needs a "reason"')


def _panel_faults(entry: Entry, example: PanelExample, pack: Pack) -> Iterator[str]:
    forms = [form.id for form in pack.forms if form.panels]
    if example.form not in forms:
        yield _unknown_code(entry.at("form"), example.form, forms)
    for code in sorted({example.column, *example.below} - {"", *pack.places}):
        yield _unknown_code(entry.at("column"), code, pack.indicators)
    if example.value and not example.cell:
        yield fault(entry.at("value"), "有 value 就要有 cell。", '"value" needs "cell", what is printed in it')
    yield from _outcome_faults(entry, example, pack)


def _relation_faults(entry: Entry, example: RelationExample, pack: Pack) -> Iterator[str]:
    ids = [relation.id for relation in pack.relations]
    if example.relation not in pack.places:
        yield _unknown_code(entry.at("relation"), example.relation, ids)
    for code in (*example.values, *example.before):
        if code not in pack.places:
            yield _unknown_code(entry.at("values"), code, pack.indicators)
    for code in example.differs:
        if code not in (*pack.places, *example.said):
            yield _unknown_code(entry.at("differs"), code, (*example.values, *pack.indicators))
    for key in ("values", "before", "said"):
        yield from _number_faults(entry, key, *getattr(example, key).values())


def _unit_faults(entry: Entry, example: UnitExample) -> Iterator[str]:
    yield from _number_faults(entry, "value", example.value)
    if example.gives != NONE:
        yield from _number_faults(entry, "gives", example.gives)


def _number_faults(entry: Entry, key: str, *printed: str) -> Iterator[str]:
    """Texts that are no plain number; of a ratio (17.6:1) what stands before the colon counts."""
    for text in printed:
        if not _NUMBER.fullmatch(text.partition(":")[0]):
            zh = f"{key} 里的“{text}”不是数字；请写成 1234.5 的样子，不加千分号和单位。"
            yield fault(entry.at(key), zh, f'"{text}" under "{key}" is no number; write it as 1234.5')


def _unknown_code(where: str, code: str, known: Any) -> str:
    near = closest(code, known)
    zh = f"“{code}”不是本包的代码{f'；是不是“{near}”？' if near else '。'}"
    return fault(where, zh, f'"{code}" is not a code of this pack{did_you_mean(code, known)}')
