"""The bench of noised rows: its targets on a fixed seed, and that it asks nothing that can't be answered."""

from __future__ import annotations

import pytest

from bench.noise_kinds import KINDS
from bench.noised_forms import bare, clean_sheet
from bench.row_noise import Noise
from bench.rows import Figures, noised_outcomes, targets_missed
from docextract.rulepacks.load import load_pack

PACK = load_pack()


def test_targets_are_reached_on_two_thousand_noised_rows() -> None:
    outcomes = noised_outcomes(PACK, 2024, 2000)
    assert len(outcomes) >= 2000
    assert targets_missed(outcomes) == []


def test_bench_is_the_same_every_time() -> None:
    assert noised_outcomes(PACK, 5, 200) == noised_outcomes(PACK, 5, 200)


@pytest.mark.parametrize("kind", KINDS)
def test_noise_changes_something_but_no_name_into_another(kind: str) -> None:
    noise = Noise.of(PACK, 11)
    changed = 0
    for form in PACK.forms:
        before = clean_sheet(PACK, form, noise.rng)
        after = KINDS[kind](before, noise)
        changed += after != before
        for row in after.rows:
            meant = noise.meant.get(bare(row.label, PACK), set())
            assert row.code in meant or not (row.label and meant)
    assert changed


def test_wrong_and_sure_rows_are_counted_against_the_sure_ones() -> None:
    outcomes = noised_outcomes(PACK, 5, 200)
    figures = Figures.of(outcomes)
    assert figures.verdicts["rows"] == len(outcomes)
    assert figures.share("right") + figures.share("open") + figures.share("wrong") == pytest.approx(1)
