"""Single changes to a small pack, and whether its examples notice them."""

from __future__ import annotations

from pathlib import Path

from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack
from docextract.rulework.mutate import mutate
from docextract.rulework.mutations import mutations
from tests.rulework.small_pack import EXAMPLES, small_pack


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
