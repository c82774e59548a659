"""All examples beside the rules, each as its own test."""

from __future__ import annotations

import pytest

from docextract.indicators.explain import read_label
from docextract.rulepacks.examples import NONE, Example, load_examples
from docextract.rulepacks.load import available_packs, load_pack

ALL = [(pack, example) for pack in available_packs() for example in load_examples(load_pack(pack))]


@pytest.mark.parametrize(("pack_id", "example"), ALL, ids=[f"{e.belongs_to}-{e.label}" for _, e in ALL])
def test_example(pack_id: str, example: Example) -> None:
    place = example.input
    found = read_label(example.label, load_pack(pack_id), place.table, place.unit, place.after).code or NONE
    if example.known_miss:
        assert found != example.expect, "this known miss passes now: take the mark off"
    else:
        assert found == example.expect


@pytest.mark.parametrize("pack_id", available_packs())
def test_every_indicator_has_a_label_that_matches_and_one_that_does_not(pack_id: str) -> None:
    matches: set[str] = set()
    refusals: set[str] = set()
    for example in load_examples(load_pack(pack_id)):
        if example.expect == example.belongs_to:
            matches.add(example.expect)
        else:
            refusals.add(example.belongs_to)
    codes = set(load_pack(pack_id).indicators)
    assert codes <= matches, codes - matches
    assert codes <= refusals, codes - refusals
