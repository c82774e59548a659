"""The JSON Schemas: shipped files fit them and name them, slips do not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from docextract.rulepacks.json_schema import examples_schema, pack_schema
from docextract.rulepacks.load import rules_folder
from tests.rulework.small_pack import EXAMPLES, PACK

FILES = sorted(rules_folder().glob("*/*.yaml"))
PACK_VALIDATOR, EXAMPLES_VALIDATOR = Draft202012Validator(pack_schema()), Draft202012Validator(examples_schema())


def faults(text: str, is_examples: bool = False) -> list[Any]:
    return list((EXAMPLES_VALIDATOR if is_examples else PACK_VALIDATOR).iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_shipped_file_fits_the_schema_that_its_first_line_names(path: Path) -> None:
    text, is_examples = path.read_text("utf-8"), path.name.endswith(".examples.yaml")
    schema = "examples" if is_examples else "pack"
    assert text.startswith(f"# yaml-language-server: $schema=../{schema}.schema.json\n")
    assert not faults(text, is_examples)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: 教职工总数", "nmae: 教职工总数"),
        ("kind: count", "kind: cuont"),
        (", why: 试, aliases", ", aliases"),
        ("kind: partition", "kind: sum"),
        ("severity: high", "severity: grave"),
        ("indicators:", "indicator:"),
        ("factor: 10000", "factor: many"),
    ],
)
def test_slip_in_a_rule_does_not_fit(before: str, after: str) -> None:
    assert not faults(PACK)
    assert faults(PACK.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after"), [("expect: none", "expects: none"), ("origin: made", "origin: guessed"), ("values:", "value:")]
)
def test_slip_in_an_example_does_not_fit(before: str, after: str) -> None:
    assert not faults(EXAMPLES, is_examples=True)
    assert faults(EXAMPLES.replace(before, after, 1), is_examples=True)


def test_change_of_an_inherited_rule_needs_only_its_key() -> None:
    change = "indicators: [{code: men, aliases: [甲]}]\nretired: [women, {code: sexes, since: 2025}]\n"
    assert not faults(f"pack: {{name: 次年, extends: base/staff}}\n{change}")
    assert faults(f"pack: {{name: 次年}}\n{change}")


def test_every_key_has_a_meaning_in_chinese_and_english() -> None:
    for name, definition in pack_schema()["$defs"].items():
        for key, entry in definition.get("properties", {}).items():
            meaning = entry.get("description", "")
            assert any("\u4e00" <= char <= "\u9fff" for char in meaning), f"{name}.{key}"
            assert any(word.isascii() and len(word) > 2 for word in meaning.split()), f"{name}.{key}"
