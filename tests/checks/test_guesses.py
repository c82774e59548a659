"""Guesses at the arithmetic of a paragraph: what they ask for, and what speaks for a slip."""

from __future__ import annotations

import pytest

from docextract.checks.facts.book import open_book
from docextract.checks.facts.facts import facts_of
from docextract.checks.facts.slips import slips_of
from docextract.checks.guesses.evidence import chance, fitting_guesses, guesses_of, slips_in
from docextract.checks.guesses.guess import Guess, holds, wanted
from docextract.checks.guesses.values import Value, meets, values_of
from docextract.claims.read import read_claims
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material


def values(text: str) -> tuple[Value, ...]:
    report, pack = Material({"text": [text]}).report(), load_pack()
    return next(values_of(open_book(report, facts_of(report, (), read_claims(report, pack), pack, ""), pack, "")))


def test_vague_numbers_are_left_out() -> None:
    found = values("设备总值约 740 万元，在校生 2150 人，生均近 3400 元，教师 130 余人。")
    assert [value.digits for value in found] == ["2150"]


def test_a_paragraph_that_comes_twice_is_read_twice() -> None:
    report, pack = Material({"text": ["甲班 50 人，乙班 25 人。"] * 2}).report(), load_pack()
    book = open_book(report, facts_of(report, (), read_claims(report, pack), pack, ""), pack, "")
    assert [len(each) for each in values_of(book)] == [2, 2]


def test_what_a_number_would_have_to_be() -> None:
    found = values("甲班 50 人，乙班 25 人，丙班 14 人。")
    total, less = (Guess(form, (0, 1, 2), 0.5, "test") for form in ("sum", "difference"))
    assert wanted(total, found, 0) == (39, 39)
    assert wanted(total, found, 1) == (36, 36)
    assert wanted(less, found, 0) == (11, 11)
    assert wanted(less, found, 2) == (-25, -25)


def test_growth_is_asked_of_both_years() -> None:
    found = values("甲班 10%，乙班 110 人，丙班 100 人。")
    guess = Guess("growth", (0, 1, 2), 0.5, "test")
    assert holds(guess, found)
    low, high = wanted(guess, found, 1)
    assert low < 110 < high
    low, high = wanted(guess, found, 2)
    assert low < 100 < high


def test_the_value_that_was_meant_comes_with_what_speaks_for_it() -> None:
    found = values("设备总值 727.5 万元，按在校生 2150 人计，生均 17337.21 元。新购 512.4 万元，占设备总值的 13.75%。")
    slip = next(slips_in(found, 1.0))
    assert (found[slip.at].digits, slip.meant.digits) == ("727.5", "3727.5")
    assert {guess.form for guess in slip.guesses} == {"quotient"}
    assert all(not holds(guess, found) for guess in slip.guesses)


def test_what_holds_as_printed_speaks_against_a_slip() -> None:
    sound = values("公办在校生 18340 人，民办在校生 2160 人，共 20500 人，公办在校生占 89.46%。")
    assert not list(slips_in(sound, 1.0))
    assert any(holds(guess, sound) for guess in guesses_of(sound))


@pytest.mark.parametrize("fall", ["100%", "250%"])
def test_a_fall_by_all_and_more_asks_for_no_value(fall: str) -> None:
    """Nothing times nothing is any number."""
    found = values(f"2023 年 120 人，2024 年 60 人，下降 {fall}。")
    assert not [guess for guess in guesses_of(found) if guess.form == "growth"]
    assert not list(slips_in(found, 1.0))
    nothing = Guess("growth", (2, 1, 0), 0.25, "test", -1.0)
    assert chance(found[0], wanted(nothing, found, 0)) == 1.0


def test_values_that_fit_are_found_by_size_as_one_by_one() -> None:
    found = values(
        "东校区 46 人、西校区 271 人、北校区 3104 人，共 3421 人，占全部 5120 人的 66.64%，比上年增长 12.5%。"
    )
    asked = [(guess, wanted(guess, found, at)) for guess in guesses_of(found) for at in guess.members]
    fitting = [fitting_guesses(value, asked) for value in found]
    for value, places in zip(found, fitting, strict=True):
        for place, meant in enumerate(value.meant):
            assert places.get(place, []) == [each for each in asked if meets(each[1], meant.span)]
    assert any(fitting)


def test_slips_of_all_sorts_are_as_likely_together() -> None:
    found = slips_of("1904")
    assert sum(likely for _, _, likely in found) == pytest.approx(1)
    assert {"1903", "1940", "11904", "190", "19040"} <= {str(value) for value, _, _ in found}
    assert "1904" not in {str(value) for value, _, _ in found}


def test_a_wrong_unit_is_a_slip_as_well() -> None:
    found = values("固定资产总值 2023 年为 18.63 亿元，2024 年为 20.15 亿元，增加 1.52 万元，增长 8.16%。")
    meant = {(value.digits, each.digits, each.unit) for value in found for each in value.meant}
    assert {("1.52", "1.52", "亿元"), ("1.52", "1.52", "元")} <= meant
