"""The pack format as JSON Schemas, made from the records, so that editors complete and check rule files."""

from __future__ import annotations

import copy
import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.example_records import Example, PanelExample, RelationExample, SaidExample, UnitExample
from docextract.rulepacks.examples import KINDS
from docextract.rulepacks.read_files import LISTS
from docextract.rulepacks.records import ColumnWords, Form, Indicator, Rule, Unit, Words
from docextract.rulepacks.relations import PackHead, Relation, Renamed, Requirement, Retired
from docextract.rulepacks.severities import Severities
from docextract.rulepacks.structure_words import StructureWords

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NUMBER = r"^-?\d+(\.\d+)?$"
PACK_SCHEMA, EXAMPLES_SCHEMA = "pack.schema.json", "examples.schema.json"

_LISTED: dict[str, type[BaseModel]] = {
    "forms": Form, "indicators": Indicator, "relations": Relation, "required": Requirement, "units": Unit,
    "classifications": Classification,
}  # fmt: skip
_SINGLE: dict[str, tuple[type[BaseModel], str]] = {
    "pack": (PackHead, "规则包的头。 The head of a pack, in one of its files."),
    "form": (Form, "本文件的数据表。 The form that the file's indicators belong to."),
    "columns": (ColumnWords, "表头用词。 Header words."),
    "words": (Words, "单元格、标题的用词。 Words of cells and titles."),
    "structure": (
        StructureWords,
        "标题、图表题、案例、目录的叫法。 What headings, captions, cases and lists are called.",
    ),
    "severities": (Severities, "各类问题的严重程度。 Severities by kind of finding."),
}
_EXAMPLES: tuple[type[Rule], ...] = (Example, RelationExample, UnitExample, PanelExample, SaidExample)
_TITLES = {
    "forms": "数据表。 Forms.",
    "indicators": "指标，按表中的次序。 Indicators, in the order of the form.",
    "relations": "指标之间必须成立的关系。 Relations that must hold between indicators.",
    "required": "必备内容：章、数据表、指标。 Required chapters, data tables, indicators.",
    "units": "单位与换算。 Units and conversions.",
    "classifications": "科目表。 Classifications of items.",
}


def schema_texts() -> dict[str, str]:
    """The schema files by name, as they lie in `rules/`."""
    schemas = {PACK_SCHEMA: pack_schema(), EXAMPLES_SCHEMA: examples_schema()}
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas.items()}


def pack_schema() -> dict[str, Any]:
    """The schema of a rule file. Under a head with `extends` an entry needs only its key: it may change an inherited one."""
    single = [model for model, _ in _SINGLE.values()]
    models: list[type[BaseModel]] = [*_LISTED.values(), *single, Renamed, Retired, *_EXAMPLES]
    defs = _definitions(models)
    defs["Indicator"]["properties"]["after"] = {
        "type": "string",
        "description": "排在哪个代码之后（只用于 extends 的包）。 Code that it stands behind, in a pack that extends.",
    }
    for key, model in _LISTED.items():
        changed = copy.deepcopy(defs[model.__name__])
        changed["required"] = [LISTS[key]]
        defs[f"{model.__name__}Change"] = changed
    properties: dict[str, Any] = {
        key: {"$ref": f"#/$defs/{model.__name__}", "description": text} for key, (model, text) in _SINGLE.items()
    }
    for key in _LISTED:
        properties[key] = {"type": "array", "description": _TITLES[key]}
    properties["renamed"] = {"type": "array", "items": _ref("Renamed"), "description": _first_line(Renamed)}
    codes = {"anyOf": [{"type": "string"}, _ref("Retired")]}
    properties["retired"] = {"type": "array", "items": codes, "description": _first_line(Retired)}
    properties["examples"] = {"type": "array", "items": _any_example(), "description": "例子。 Examples."}
    return {
        "$schema": DRAFT,
        "title": "docextract 规则文件 rule file",
        "description": "由程序生成，请勿手改（make docs）。 Made from the code; do not edit.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "if": {"required": ["pack"], "properties": {"pack": {"required": ["extends"]}}},
        "then": _lists("Change"),
        "else": _lists(""),
        "$defs": defs,
    }


def examples_schema() -> dict[str, Any]:
    """The schema of a file of examples."""
    return {
        "$schema": DRAFT,
        "title": "docextract 规则的例子 examples of rules",
        "description": "由程序生成，请勿手改（make docs）。 Made from the code; do not edit.",
        "type": "array",
        "items": _any_example(),
        "$defs": _definitions([*_EXAMPLES]),
    }


def _definitions(models: list[type[Any]]) -> dict[str, Any]:
    _, schema = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    defs: dict[str, Any] = schema["$defs"]
    for definition in defs.values():
        definition["description"] = str(definition.get("description", "")).partition("\n")[0]
        for entry in definition.get("properties", {}).values():
            entry.pop("title", None)  # the key in other letters
            kinds = entry.get("anyOf", [])
            if any(kind.get("type") == "number" for kind in kinds):  # a number may be quoted, but must be one
                entry["anyOf"] = [
                    {**kind, "pattern": NUMBER} if kind.get("type") == "string" else kind for kind in kinds
                ]
    return defs


def _lists(suffix: str) -> dict[str, Any]:
    return {
        "properties": {key: {"items": _ref(f"{model.__name__}{suffix}")} for key, model in _LISTED.items()}
    }  # fmt: skip


def _any_example() -> dict[str, Any]:
    """By the key that tells the kinds apart, so that an editor shows the faults of one kind and not of all."""
    chosen: dict[str, Any] = _ref("Example")
    for key, model in reversed(KINDS):
        chosen = {"if": {"required": [key]}, "then": _ref(model.__name__), "else": chosen}
    return chosen


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").partition("\n")[0]
