"""Ten thousand small systems of numbers: consistent ones raise nothing, one moved number is always shown.

`python -m bench.checks --properties 1000000` asks a million.
"""

from __future__ import annotations

import random

import pytest

from bench.checks.properties import check_cases
from bench.checks.systems import KINDS, moved

CASES = 10_000


@pytest.mark.slow
def test_rounding_raises_nothing_and_every_move_beyond_it_is_shown() -> None:
    failures, counts = check_cases(CASES, seed=2024)
    assert not failures, failures[:3]
    assert counts.total() >= CASES
    assert min(counts.values()) > CASES // 100


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_drawn_systems_hold_and_moved_ones_do_not(kind: str) -> None:
    """By the fractions of the generator alone, no check among it."""
    for seed in range(300):
        rnd = random.Random(f"{kind} {seed}")
        system = KINDS[kind]("s", rnd)
        assert system.holds([each.widest for each in system.prints]), system
        found = moved(system, rnd)
        if found is not None:
            after, place = found
            assert not after.holds([each.widest for each in after.prints])
            assert [a == b for a, b in zip(after.prints, system.prints, strict=True)].count(False) == 1
            assert after.prints[place] != system.prints[place]
