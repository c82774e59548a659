"""The bench that plants errors: what it plants is an error, and the figures are the same every time."""

from __future__ import annotations

import random

import pytest

from bench.checks import SLIPS, _is_slip, plant


@pytest.mark.parametrize(
    ("before", "after", "is_error"),
    [
        ("1903", "1930", True),
        ("95.37", "95.3", False),
        ("0", "00", False),
        ("6.5", ".5", False),
        ("2.30", "2.3", False),
    ],
)
def test_only_what_is_no_rounding_of_the_true_value_counts_as_an_error(before: str, after: str, is_error: bool) -> None:
    assert _is_slip(before, after) is is_error


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_slips_leave_digits(name: str) -> None:
    rnd = random.Random(5)
    assert all(SLIPS[name](digits, rnd).replace(".", "").isdigit() for digits in ("1903", "17.6", "10", "98.21"))


def test_planted_errors_of_a_short_report_are_found_and_drawn_alike() -> None:
    first = list(plant("yunting-2024.word", 12, 1))
    assert first == list(plant("yunting-2024.word", 12, 1))
    assert sum(each.found for each in first) * 2 > len(first) > 5
