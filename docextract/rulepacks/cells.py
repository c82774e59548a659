"""Cells back to what they stand for: text, lists, mappings, yes and no, by the key that they stand under."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_origin

import yaml
from pydantic import BaseModel

from docextract.rulepacks.records import ColumnWords, Words
from docextract.rulepacks.schema import Applicability, PackHead
from docextract.rulepacks.sheets import LIST_SHEETS, SPREAD, cell_text
from docextract.rulepacks.structure_words import StructureWords
from docextract.rulepacks.yaml_edit import compose
from docextract.rulepacks.yaml_source import plain_data

Shape = Literal["text", "list", "mapping", "bool"]

YES, NO = ("true", "是", "1", "yes", "y", "√"), ("false", "否", "0", "no", "n")
_SETTINGS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("pack.applies_to", Applicability), ("pack", PackHead), ("columns", ColumnWords), ("words", Words),
    ("structure", StructureWords),
)  # fmt: skip


def entry_data(key: str, old: Mapping[str, Any], cells: Mapping[str, str]) -> dict[str, Any]:
    """A row of a list's sheet as the mapping that it stands for; what a cell says as before keeps its old value.

    The order is that of the old keys, new ones behind them in the order of the records.
    """
    new: dict[str, Any] = {}
    spread: dict[str, dict[str, Any]] = {}
    for column, text in cells.items():
        if not text:
            continue
        name, _, inner = column.partition(".")
        if name in SPREAD and inner:
            before = old.get(name) or {}
            spread.setdefault(name, {})[inner] = _value(text, before.get(inner), _shape(key, column))
            new.setdefault(name, {})
        else:
            new[column] = _value(text, old.get(column), _shape(key, column))
    for name, values in spread.items():
        before = old.get(name) or {}
        new[name] = {**{k: values[k] for k in before if k in values}, **values}
    empty = {name: value for name, value in old.items() if name not in new and not cell_text(value)}
    return {**{name: {**new, **empty}[name] for name in old if name in new or name in empty}, **new}


def setting_value(path: str, old: Mapping[str, Any], text: str) -> Any:
    """The value of a settings row; None when its cell was emptied."""
    before: Any = old
    for key in path.split("."):
        before = before.get(key) if isinstance(before, Mapping) else None
    if before is not None and cell_text(before) == text:
        return before
    if not text:
        return None
    return _value(text, before, _setting_shape(path))


def _value(text: str, before: Any, shape: Shape) -> Any:
    if before is not None and cell_text(before) == text:
        return before
    if isinstance(before, list) or shape == "list":
        return [_item(line.strip()) for line in text.split("\n") if line.strip()]
    if isinstance(before, Mapping) or shape == "mapping":
        parsed = _parsed(text)
        return [_item(line) for line in text.split("\n")] if isinstance(parsed, str) and "\n" in text else parsed
    if shape == "bool" and text.casefold() in (*YES, *NO):
        return text.casefold() in YES
    return text


def _item(line: str) -> Any:
    return _parsed(line) if line[:1] in ('"', "{", "[") else line


def _parsed(text: str) -> Any:
    """The text as YAML; as it is when it is none, so that the check of the pack says what is wrong with it."""
    try:
        node = compose(text)
    except yaml.YAMLError:
        return text
    return text if node is None else plain_data(node)


def _shape(key: str, column: str) -> Shape:
    models = next(models for name, _, models in LIST_SHEETS if name == key)
    name, _, inner = column.partition(".")
    for model in models:
        field = next((field for n, field in model.model_fields.items() if (field.alias or n) == name), None)
        if field is None:
            continue
        if inner and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            field = field.annotation.model_fields.get(inner, field)
        return _shape_of(field.annotation)
    return "text"


def _setting_shape(path: str) -> Shape:
    if path.startswith(("words.heads.", "words.per_head.")) or ".without." in path:
        return "list"
    for prefix, model in _SETTINGS:
        name = path.removeprefix(f"{prefix}.")
        if name != path and name in model.model_fields:
            return _shape_of(model.model_fields[name].annotation)
    return "text"


def _shape_of(annotation: Any) -> Shape:
    if annotation is bool:
        return "bool"
    origin = get_origin(annotation)
    if origin is tuple:
        return "list"
    return "mapping" if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping) else "text"
