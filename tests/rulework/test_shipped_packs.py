"""The shipped packs: every example is right, nothing is without one, and changes to the rules are noticed."""

from __future__ import annotations

import pytest

from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import available_packs, load_pack
from docextract.rulework.coverage import idle_rules, seen_in_examples
from docextract.rulework.files import pack_faults
from docextract.rulework.mutate import GOAL, mutate
from docextract.rulework.tested import run_examples

PACKS = available_packs()


@pytest.mark.parametrize("name", PACKS)
def test_pack_and_its_examples_have_no_faults(name: str) -> None:
    assert not pack_faults(name)


@pytest.mark.parametrize("name", PACKS)
def test_every_example_gives_what_it_must(name: str) -> None:
    pack = load_pack(name)
    assert not run_examples(pack, load_examples(pack)).wrong


@pytest.mark.parametrize("name", PACKS)
def test_every_indicator_and_relation_has_examples_of_both_kinds(name: str) -> None:
    pack = load_pack(name)
    report = run_examples(pack, load_examples(pack))
    assert not (report.unmatched or report.unrefused or report.unbroken)


def test_every_alias_and_relation_of_the_secondary_schools_is_used_by_an_example() -> None:
    pack = load_pack("zhongzhi/2024")
    idle = [each for each in idle_rules(pack, seen_in_examples(load_examples(pack), pack)) if each.part != "not"]
    assert not idle


@pytest.mark.slow
@pytest.mark.parametrize("name", PACKS)
def test_nearly_every_change_to_the_rules_is_noticed(name: str) -> None:
    pack = load_pack(name)
    report = mutate(pack, load_examples(pack))
    assert report.tried
    assert report.noticed_share >= GOAL, [(m.rule, m.change) for m in report.unnoticed]
