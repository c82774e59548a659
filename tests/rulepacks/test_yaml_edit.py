"""The least change to a YAML text: what is edited changes, every other character stays."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from docextract.rulepacks.records import Applicability, Indicator, Rule, Unit
from docextract.rulepacks.relations import Relation, Renamed
from docextract.rulepacks.yaml_edit import NUMBERS, apply, compose, mapping_edits
from docextract.rulepacks.yaml_source import plain_data

TEXT = """# 头
code: staff   # 代码
name: 教职工总数
aliases: [教职员工总数,
  教职工数]  # 两种
not:
  - 甲
  # 说明
  - 乙
"""


def edited(text: str, changes: dict[str, Any], order: tuple[str, ...] = ()) -> str:
    node = compose(text)
    assert isinstance(node, yaml.MappingNode)
    old = plain_data(node)
    new = {key: value for key, value in {**old, **changes}.items() if value is not None}
    result = apply(text, list(mapping_edits(text, node, old, new, order)))
    again = compose(result)
    assert again is not None and plain_data(again) == new
    return result


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({}, "", ""),
        ({"name": "教工"}, "教职工总数\n", "教工\n"),
        ({"name": "甲: 乙"}, "name: 教职工总数", 'name: "甲: 乙"'),
        ({"name": None}, "name: 教职工总数\n", ""),
        ({"code": None}, "code: staff   # 代码\n", ""),
        ({"aliases": ["教职员工总数", "教职工数", "新"]}, "  教职工数]", "  教职工数, 新]"),
        ({"aliases": ["新", "教职员工总数", "教职工数"]}, "[教职员工总数", "[新, 教职员工总数"),
        ({"aliases": ["教职员工总数"]}, ",\n  教职工数]", "]"),
        ({"aliases": ["甲", "教职工数"]}, "[教职员工总数,", "[甲,"),
        ({"not": ["甲", "丙", "乙"]}, "  - 甲\n", "  - 甲\n  - 丙\n"),
        ({"not": ["乙"]}, "  - 甲\n", ""),
        ({"not": ["甲", "丁"]}, "  - 乙", "  - 丁"),
    ],
)
def test_only_the_edited_characters_change(changes: dict[str, Any], before: str, after: str) -> None:
    assert edited(TEXT, changes) == TEXT.replace(before, after, 1)


def test_new_key_stands_where_the_records_have_it() -> None:
    result = edited(TEXT, {"parent": "people"}, ("code", "name", "parent", "aliases"))
    assert result == TEXT.replace("name: 教职工总数\n", "name: 教职工总数\nparent: people\n")
    flow = "{code: a, name: 甲, why: 试}"
    assert edited(flow, {"parent": "b"}, ("code", "name", "parent", "why")) == "{code: a, name: 甲, parent: b, why: 试}"


def test_number_keys_take_no_quotes_and_are_those_of_the_records() -> None:
    assert edited("{low: 0}", {"high": "100", "serial": "1"}) == '{low: 0, high: 100, serial: "1"}'
    models: tuple[type[Rule], ...] = (Indicator, Unit, Applicability, Relation, Renamed)
    numeric = {
        name
        for model in models
        for name, field in model.model_fields.items()
        if "Decimal" in str(field.annotation) or field.annotation is int
    }
    assert numeric == NUMBERS
