"""Single changes to a small pack, and whether its examples notice them."""

from __future__ import annotations

from pathlib import Path

from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack
from docextract.rulework.mutate import mutate
from docextract.rulework.mutations import mutations
from tests.rulework.small_pack import EXAMPLES, PANEL_PACK, small_pack


def unnoticed(folder: Path, examples: str) -> set[tuple[str, str]]:
    pack = load_pack(small_pack(folder, examples=examples))
    return {(m.rule, m.part) for m in mutate(pack, load_examples(pack)).unnoticed}


def test_changes_are_made_one_at_a_time_and_the_pack_stays(tmp_path: Path) -> None:
    pack = load_pack(small_pack(tmp_path))
    found = list(mutations(pack))
    assert {m.part for m in found} == {"alias", "unit", "relation"}
    assert all(m.place.startswith(f"{tmp_path.name}/staff.yaml:") for m in found)
    for mutation in found:
        changed = mutation.make()
        same = (changed.indicators == pack.indicators, changed.units == pack.units, changed.relations == pack.relations)
        assert sorted(same) == [False, True, True], mutation.change


def test_without_examples_nothing_is_noticed(tmp_path: Path) -> None:
    pack = load_pack(small_pack(tmp_path, examples=""))
    report = mutate(pack, load_examples(pack))
    assert report.noticed_share == 0.0
    assert report.tried == len(report.unnoticed) > 10


def test_change_without_an_example_is_named(tmp_path: Path) -> None:
    found = unnoticed(tmp_path, EXAMPLES)
    assert found == {("人", "unit"), ("万人", "unit"), ("%", "unit")}  # no example converts a number


def test_alias_that_likeness_alone_makes_up_for_is_noticed_only_by_exact(tmp_path: Path) -> None:
    assert ("people", "alias") in unnoticed(tmp_path, EXAMPLES.replace(", exact: true", ""))


def test_inherited_rules_are_left_to_their_own_pack(tmp_path: Path) -> None:
    small_pack(tmp_path / "base")
    text = "pack: {name: 次年, extends: base/staff}\nindicators:\n  - {code: men, aliases: [男职工数]}\n"
    pack = load_pack(small_pack(tmp_path / "later", text, ""))
    assert {m.rule for m in mutate(pack, load_examples(pack)).unnoticed} == {"men"}


def changes_unnoticed(folder: Path, rule: str, examples: str) -> set[str]:
    pack = load_pack(small_pack(folder, PANEL_PACK, examples))
    return {m.change for m in mutate(pack, load_examples(pack)).unnoticed if m.rule == rule}


def test_forms_of_columns_are_changed_wording_by_wording(tmp_path: Path) -> None:
    found = [m for m in mutations(load_pack(small_pack(tmp_path, PANEL_PACK, ""))) if m.part == "panel"]
    said = {m.change.partition(" without")[0] for m in found if m.rule in ("planned", "kept", "form 1")}
    assert said == {
        "表 1 去掉表头“预算 > 年初|全年”",
        "表 1 表头“预算 > 年初|全年”去掉“年初”",
        "表 1 表头“预算 > 年初|全年”去掉“全年”",
        "表 1 去掉表头“预算数”",
        "表 1 去掉行名“年末结余”",
        "表 1 去掉另一列 planned: kept_planned",
        "表 1 去掉合计行名“本年支出合计”",
        "表 1 去掉合计行名“支出合计”",
        "表 1 去掉栏的“收入”",
        "表 1 去掉栏的“支出”",
    }
    for mutation in found:
        assert mutation.place.endswith("staff.yaml:3")
        assert mutation.make().forms != load_pack(tmp_path / "staff.yaml").forms


def test_header_is_noticed_by_an_example_of_headers(tmp_path: Path) -> None:
    heads = '- {heads: ["预算 > 年初", 预算数], form: "1", side: 支出, origin: made, expect: planned}'
    left = changes_unnoticed(tmp_path, "planned", heads)
    assert "表 1 表头“预算 > 年初|全年”去掉“全年” without it" in left
    assert not {change for change in left if change.startswith(("表 1 去掉", "表 1 表头")) and "“全年”" not in change}


def test_unit_of_a_column_is_noticed_by_a_cell(tmp_path: Path) -> None:
    panel = '- {heads: [预算数], form: "1", side: 支出, origin: made, expect: planned'
    assert len({c for c in changes_unnoticed(tmp_path / "a", "planned", f"{panel}}}") if "单位" in c}) == 2
    cell = f'{panel}, unit: 元, cell: "1200", value: 0.12 万元}}'
    assert not {c for c in changes_unnoticed(tmp_path / "b", "planned", cell) if "单位" in c}


def test_alias_that_only_prose_uses_is_noticed_by_its_words(tmp_path: Path) -> None:
    said = "- {said: 收入总额, unit: 万元, origin: made, expect: income}"
    assert any("收入总额" in change for change in changes_unnoticed(tmp_path / "a", "income", ""))
    assert not any("收入总额" in change for change in changes_unnoticed(tmp_path / "b", "income", said))
