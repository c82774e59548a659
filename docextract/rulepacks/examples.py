"""The examples beside the rules: what must come of a label, of values in a relation, of a printed unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from docextract.errors import RulesError
from docextract.rulepacks.entries import Entry, did_you_mean, entry_of, fault, typed
from docextract.rulepacks.read_files import shown_name
from docextract.rulepacks.records import Rule
from docextract.rulepacks.schema import Pack
from docextract.rulepacks.yaml_source import Source, read_yaml
from docextract.text.similar import closest

NONE = "none"
Origin = Literal["wild", "made"]


class Place(Rule):
    """行名所在：表、单位、上面的行、单元格。 Where an example's label stands."""

    table: str = Field(default="", description="数据表的 id；没有表名则不写。 Id of the form, if its title is there.")
    unit: str = Field(default="", description="这一行印的单位。 Unit as printed.")
    after: tuple[str, ...] = Field(default=(), description="上面各行的行名。 Labels of the rows above.")
    cell: str = Field(default="", description="单元格里印的。 The cell as printed.")


class Example(Rule):
    """行名的例子。 One label, or several that must come to the same, and what must come of them."""

    label: str = Field(default="", description="印出的行名。 Label as printed.")
    labels: tuple[str, ...] = Field(
        default=(), description="几个结果相同的行名。 Several labels with the same outcome."
    )
    origin: Origin = Field(
        description="wild 见于真实报告（不写出处）、made 自拟。 Worded so in a real report, or made."
    )
    input: Place = Field(default=Place(), description="行名所在。 Where it stands.")
    expect: str = Field(min_length=1, description="应认作的代码，或 none。 The code that it must give, or none.")
    rule: str = Field(
        default="", description="expect 为 none 或别的指标时：不可认作的代码。 The code that it must not give."
    )
    exact: bool = Field(default=False, description="须按写法相符认出，不靠相似。 By its wording, not by likeness.")
    value: str = Field(default="", description="单元格应读作的数和单位（12 万元）。 What the cell must be read as.")
    known_miss: bool = Field(default=False, description="目前还认错。 Goes wrong today.")
    reason: str = Field(default="", description="为什么还认错。 Why.")

    @property
    def belongs_to(self) -> str:
        """The code of the rule that it tests."""
        return self.rule or self.expect

    @property
    def all_labels(self) -> tuple[str, ...]:
        """Its labels, one or several."""
        return (self.label, *self.labels) if self.label else self.labels


class RelationExample(Rule):
    """关系或必备内容的例子：这些数值下，哪些代码报错。 Values, and the codes for which the relation is broken."""

    relation: str = Field(min_length=1, description="关系的编号。 Id of the relation.")
    origin: Origin = Field(description="wild 见于真实报告、made 自拟。 From a real report, or made.")
    values: Mapping[str, str] = Field(
        description="本年的数值：代码: 印出的数。 This year's values as printed, by code."
    )
    before: Mapping[str, str] = Field(default_factory=dict, description="上年的数值。 Last year's values.")
    said: Mapping[str, str] = Field(
        default_factory=dict, description="正文里说的百分比：说法: 印出的数。 Shares that prose states, by wording."
    )
    differs: tuple[str, ...] = Field(
        default=(), description="报错的代码；空为全部相符。 Codes in dispute; empty: all agree."
    )
    severity: str = Field(default="", description="报错的严重程度。 How grave the finding is.")


class UnitExample(Rule):
    """单位换算的例子。 A printed number and unit, and what it is in another unit."""

    value: str = Field(min_length=1, description="印出的数。 Number as printed.")
    unit: str = Field(min_length=1, description="印出的单位。 Unit as printed.")
    to: str = Field(min_length=1, description="换算成的单位。 Unit wanted.")
    gives: str = Field(description="应得的数；none 表示不能换算。 The number that must come out, or none.")
    origin: Origin = Field(default="made", description="wild 见于真实报告、made 自拟。 From a real report, or made.")


class PanelExample(Rule):
    """各列是指标的表的例子：表头或行名。 Headers or row labels of a form whose columns are indicators."""

    heads: tuple[str, ...] = Field(
        default=(), description="结果相同的表头，自上而下用 > 隔开。 Headers from the top, parted by >."
    )
    rows: tuple[str, ...] = Field(default=(), description="结果相同的行名。 Labels of rows.")
    form: str = Field(min_length=1, description="数据表的 id。 Id of the form.")
    side: str = Field(default="", description="在哪一栏（收入、支出）。 Which panel of it.")
    column: str = Field(default="", description="行名的例子：值列的代码，不写为第一列。 Code of the row's column.")
    below: tuple[str, ...] = Field(default=(), description="上面各固定行的代码。 Codes of the fixed rows above.")
    origin: Origin = Field(description="wild 见于真实报告、made 自拟。 From a real report, or made.")
    expect: str = Field(min_length=1, description="应认作的代码，或 none。 The code that it must give, or none.")
    rule: str = Field(default="", description="不可认作的代码。 The code that it must not give.")

    @property
    def belongs_to(self) -> str:
        """The code of the rule that it tests."""
        return self.rule or self.expect


@dataclass(frozen=True, slots=True)
class Examples:
    """All examples of a pack, in file order, each with its file and line ("rules/zhongzhi/policy.examples.yaml:7")."""

    labels: tuple[tuple[Example, str], ...]
    relations: tuple[tuple[RelationExample, str], ...]
    units: tuple[tuple[UnitExample, str], ...]
    panels: tuple[tuple[PanelExample, str], ...] = ()


# The key that tells the kinds of example apart, and the record of each kind.
KINDS: tuple[tuple[str, type[Rule]], ...] = (
    ("relation", RelationExample),
    ("gives", UnitExample),
    ("heads", PanelExample),
    ("rows", PanelExample),
)


def load_examples(pack: Pack) -> Examples:
    """All examples that lie beside the pack's files (`policy.examples.yaml` beside `policy.yaml`) or in them.

    An inherited example of a row that the pack has retired is left out. Raises RulesError with all faults: unknown keys
    or codes, a known miss without a reason.
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
    gone = {change.code for change in pack.retired}
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
                units.append((example, entry.line()))
            elif isinstance(example, PanelExample) and not gone & {example.expect, example.belongs_to}:
                faults.extend(_panel_faults(entry, example, pack))
                panels.append((example, entry.line()))
    return Examples(tuple(labels), tuple(relations), tuple(units), tuple(panels))


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
    for code in sorted({example.expect, example.belongs_to} - {NONE, *pack.places}):
        yield _unknown_code(entry.at("expect"), code, pack.indicators)
    if example.expect == NONE and not example.rule:
        zh = "expect 为 none 的例子，要用 rule 写明不可认作哪个代码。"
        yield fault(entry.at(), zh, 'an example that expects none needs "rule", the code it must not give')
    if example.known_miss and not example.reason:
        yield fault(entry.at("known_miss"), "known_miss 要写 reason。", 'a known miss needs a "reason"')


def _panel_faults(entry: Entry, example: PanelExample, pack: Pack) -> Iterator[str]:
    forms = [form.id for form in pack.forms if form.panels]
    if example.form not in forms:
        yield _unknown_code(entry.at("form"), example.form, forms)
    for code in sorted({example.expect, example.belongs_to, example.column, *example.below} - {NONE, "", *pack.places}):
        yield _unknown_code(entry.at("expect"), code, pack.indicators)
    if example.expect == NONE and not example.rule:
        zh = "expect 为 none 的例子，要用 rule 写明不可认作哪个代码。"
        yield fault(entry.at(), zh, 'an example that expects none needs "rule", the code it must not give')


def _relation_faults(entry: Entry, example: RelationExample, pack: Pack) -> Iterator[str]:
    ids = [relation.id for relation in pack.relations]
    if example.relation not in pack.places:
        yield _unknown_code(entry.at("relation"), example.relation, ids)
    for code in (*example.values, *example.before):
        if code not in pack.places:
            yield _unknown_code(entry.at("values"), code, pack.indicators)


def _unknown_code(where: str, code: str, known: Any) -> str:
    near = closest(code, known)
    zh = f"“{code}”不是本包的代码{f'；是不是“{near}”？' if near else '。'}"
    return fault(where, zh, f'"{code}" is not a code of this pack{did_you_mean(code, known)}')
