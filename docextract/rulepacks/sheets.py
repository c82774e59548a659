"""Rule files as sheets of rows, as clerks see them in a workbook: one sheet a kind of rule, one row a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as record_field
from typing import Any

import yaml
from pydantic import BaseModel

from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.example_records import Example, PanelExample, RelationExample, SaidExample, UnitExample
from docextract.rulepacks.read_files import MAPPINGS
from docextract.rulepacks.schema import Form, Indicator, Relation, Renamed, Requirement, Retired, Unit
from docextract.rulepacks.yaml_edit import compose, line_start
from docextract.rulepacks.yaml_scalar import inline
from docextract.rulepacks.yaml_source import plain_data

FIRST_ROW = 3  # of the rules in a sheet: under the keys and what they mean
FILES, SETTINGS = "文件 files", "设置 settings"
# Sheets of lists: the key of the list in a rule file, the sheet's name, the records of its rows.
LIST_SHEETS: tuple[tuple[str, str, tuple[type[BaseModel], ...]], ...] = (
    ("forms", "数据表 forms", (Form,)),
    ("indicators", "指标 indicators", (Indicator,)),
    ("relations", "关系 relations", (Relation,)),
    ("required", "必备 required", (Requirement,)),
    ("renamed", "改名 renamed", (Renamed,)),
    ("retired", "停用 retired", (Retired,)),
    ("units", "单位 units", (Unit,)),
    ("classifications", "科目 classifications", (Classification,)),
    ("examples", "例子 examples", (Example, RelationExample, UnitExample, PanelExample, SaidExample)),
)
SETTING_KEYS = ("pack", *MAPPINGS)
# Mappings within a row that have columns of their own; others stand in one cell, a line a key.
SPREAD = ("input",)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `id` tells which rule of which file it was ("talent.yaml#indicators/3"), "" for one that was added.

    `comment` are the comment lines right above the rule, without their #; `number` the row of the workbook, 0 for one
    that is in none.
    """

    id: str
    file: str
    comment: str
    cells: Mapping[str, str]
    number: int = record_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns` are the keys, `meanings` what each means to people; `list_key` is "" for files and settings."""

    name: str
    list_key: str
    columns: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: tuple[Row, ...]


def file_sheets(files: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The sheets of rule files, given as name and text; a name that ends with .examples.yaml is a list of examples."""
    parsed = {name: (text, compose(text)) for name, text in files.items()}
    heads = tuple(Row(name, name, head_comment(text), {}) for name, text in files.items())
    sheets = [Sheet(FILES, "", (), (), heads)]
    settings = tuple(row for name, (_, node) in parsed.items() for row in _settings(name, node))
    meanings = ("键 Key.", "值，一行一个。 Value, one a line.")
    sheets.append(Sheet(SETTINGS, "", ("key", "value"), meanings, _numbered(settings)))
    for key, title, models in LIST_SHEETS:
        rows = tuple(row for name, (text, node) in parsed.items() for row in _list_rows(name, text, node, key))
        columns = _columns(models)
        sheets.append(Sheet(title, key, tuple(columns), tuple(columns.values()), _numbered(rows)))
    return tuple(sheets)


def _numbered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(replace(row, number=number) for number, row in enumerate(rows, start=FIRST_ROW))


def key_order(list_key: str) -> tuple[str, ...]:
    """The keys of a list's entries in the order of the records."""
    models = next(models for key, _, models in LIST_SHEETS if key == list_key)
    return tuple(dict.fromkeys(field.alias or name for model in models for name, field in model.model_fields.items()))


def head_comment(text: str) -> str:
    """The comment lines with which a file begins, without their #."""
    return "\n".join(uncommented(line) for line in _comment_lines(text.split("\n")))


def uncommented(line: str) -> str:
    """A comment line without its # and the blank behind it."""
    return line.strip().removeprefix("#").removeprefix(" ")


def list_node(node: yaml.Node | None, key: str) -> yaml.SequenceNode | None:
    """The list under `key` in a file, or None; a file of examples is itself the list of examples."""
    found = node if key == "examples" and isinstance(node, yaml.SequenceNode) else value_node(node, key)
    return found if isinstance(found, yaml.SequenceNode) else None


def value_node(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value under a key of a mapping node."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if str(name.value) == key), None)


def flat(data: Any) -> dict[str, str]:
    """A rule as cells: lists one item a line, spread mappings with a dot, other mappings "key: value" a line."""
    if not isinstance(data, Mapping):
        return {"code": str(data)}
    cells: dict[str, str] = {}
    for key, value in data.items():
        if key in SPREAD and isinstance(value, Mapping):
            cells.update({f"{key}.{name}": cell_text(item) for name, item in value.items()})
        else:
            cells[key] = cell_text(value)
    return cells


def cell_text(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {inline(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "\n".join(item_text(item) for item in value)
    return str(value)


def item_text(item: Any) -> str:
    """An item of a list as a line; one that would not read back as itself is written as YAML."""
    if not isinstance(item, str) or item != item.strip() or "\n" in item or item[:1] in ('"', "{", "["):
        return inline(item)
    return item


def _columns(models: tuple[type[BaseModel], ...]) -> dict[str, str]:
    """Key and meaning of each column: the records' keys in their order."""
    found: dict[str, str] = {}
    for model in models:
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key in SPREAD and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
                parts = field.annotation.model_fields.items()
                found.update({f"{key}.{part}": info.description or "" for part, info in parts})
            else:
                found.setdefault(key, field.description or "")
    if Indicator in models:
        found["after"] = "排在哪个代码之后（只用于 extends 的包）。 Code that it stands behind."
    return found


def _list_rows(name: str, text: str, node: yaml.Node | None, key: str) -> Iterator[Row]:
    if key == "forms" and (form := value_node(node, "form")) is not None:
        yield Row(f"{name}#form", name, _comment_above(text, form.start_mark.index), flat(plain_data(form)))
    found = list_node(node, key)
    for position, item in enumerate(found.value if found is not None else ()):
        comment = _comment_above(text, item.start_mark.index)
        yield Row(f"{name}#{key}/{position}", name, comment, flat(plain_data(item)))


def _settings(name: str, node: yaml.Node | None) -> Iterator[Row]:
    for key in SETTING_KEYS:
        value = value_node(node, key)
        if value is not None:
            for path, text in _leaves(key, plain_data(value)):
                yield Row(f"{name}#{path}", name, "", {"key": path, "value": text})


def _leaves(path: str, data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _leaves(f"{path}.{key}", value)
    else:
        yield path, cell_text(data)


def comment_start(text: str, index: int) -> int:
    """Where the comment lines right above a rule begin; the start of its own line when there are none."""
    start = line_start(text, index)
    while start and text[line_start(text, start - 1) : start].strip().startswith("#"):
        start = line_start(text, start - 1)
    return start


def _comment_above(text: str, index: int) -> str:
    return head_comment(text[comment_start(text, index) : line_start(text, index)])


def _comment_lines(lines: list[str]) -> list[str]:
    found = []
    for line in lines:
        if not line.strip().startswith("#"):
            break
        found.append(line)
    return found
