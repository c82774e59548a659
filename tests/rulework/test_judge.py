"""What an example says against what a pack makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack
from docextract.rulework.judge import Outcome, judge_all
from docextract.rulework.tested import run_examples
from tests.rulework.small_pack import EXAMPLES, PACK, PANEL_PACK, small_pack


def outcomes(folder: Path, examples: str, text: str = PACK) -> list[Outcome]:
    pack = load_pack(small_pack(folder, text, examples))
    return list(judge_all(load_examples(pack), pack))


def test_examples_of_all_kinds_are_right(tmp_path: Path) -> None:
    found = outcomes(tmp_path, EXAMPLES + '- {value: "1.2", unit: 万人, to: 名, gives: "12000"}\n')
    assert [outcome.is_right for outcome in found] == [True] * 6
    assert found[0].place.endswith("staff.examples.yaml:1")


@pytest.mark.parametrize(
    ("example", "got"),
    [
        ("- {label: 教职工子女数, origin: made, input: {table: '1'}, expect: people}", "none"),
        ("- {label: 教职工总计数, origin: made, input: {table: '1'}, expect: people, exact: true}", "people（靠相似 by likeness）"),
        (
            "- {label: 教职工总数, origin: made, input: {table: '1', unit: '%', cell: '3'}, expect: people, value: 3 人}",
            "people 3 人（单位不符 unit does not fit）",
        ),
        ("- {relation: sexes, origin: made, values: {people: '9', men: '5', women: '7'}}", "people"),
        ("- {relation: sexes, origin: made, values: {people: '12', men: '5', women: '7'}, differs: [people]}", "agrees"),
        ("- {value: '3', unit: '%', to: 人, gives: '3'}", "none"),
    ],
)  # fmt: skip
def test_example_that_is_not_met_says_what_came_instead(tmp_path: Path, example: str, got: str) -> None:
    (outcome,) = outcomes(tmp_path, example)
    assert not outcome.is_right
    assert outcome.got == got


def test_known_miss_is_right_only_while_it_goes_wrong(tmp_path: Path) -> None:
    miss = "expect: people, known_miss: true, reason: 试}"
    wrong = outcomes(tmp_path / "a", f"- {{label: 教职工子女数, origin: made, {miss}")
    right = outcomes(tmp_path / "b", f"- {{label: 教职工总数, origin: made, {miss}")
    assert (wrong[0].is_right, right[0].is_right) == (True, False)


def test_what_has_no_example_is_named(tmp_path: Path) -> None:
    pack = load_pack(small_pack(tmp_path, examples="- {label: 教职工总数, origin: made, expect: people}"))
    report = run_examples(pack, load_examples(pack))
    assert report.unmatched == ("men", "women")
    assert report.unrefused == ("people", "men", "women")
    assert report.unbroken == ("sexes",)
    assert not report.is_good


def test_examples_may_stand_in_the_rule_file(tmp_path: Path) -> None:
    text = f"{PACK}\nexamples:\n  - {{label: 男教职工数, origin: made, expect: men}}\n"
    assert [o.rule for o in outcomes(tmp_path, "", text)] == ["men"]


@pytest.mark.parametrize(
    ("relation", "values", "before", "broken"),
    [
        ("kind: part-of, whole: people, parts: [men]", "people: '5', men: '7'", "", ["men"]),
        ("kind: part-of, whole: people, parts: [men, women], disjoint: true", "people: '9', men: '5', women: '7'", "", ["people"]),
        ("kind: ratio, whole: rate, numerator: men, denominator: women", "rate: '2.0', men: '9', women: '3'", "", ["rate"]),
        ("kind: range, parts: [rate], low: 0, high: 100", "rate: '100.5'", "", ["rate"]),
        (
            "kind: weighted-mean, whole: rate, parts: [rate_men, rate_women]",
            "rate: '9.0', rate_men: '1.0', rate_women: '2.0'", "", ["rate"],
        ),
        (
            "kind: weighted-mean, whole: rate, parts: [rate_men, rate_women], weights: [men, women]",
            "rate: '50.0', rate_men: '10.0', rate_women: '90.0', men: '30', women: '10'", "", ["rate"],
        ),
        ("kind: carry-over, whole: men, before: women", "men: '5'", "women: '7'", ["men"]),
    ],
)  # fmt: skip
def test_every_kind_of_relation_is_judged(
    tmp_path: Path, relation: str, values: str, before: str, broken: list[str]
) -> None:
    rates = "".join(
        f"  - {{code: {code}, name: {name}, unit: '%', kind: share, why: 试}}\n"
        for code, name in (("rate", "合格率"), ("rate_men", "男教师合格率"), ("rate_women", "女教师合格率"))
    )
    text = PACK.replace("\nrelations:", f"{rates}\nrelations:")
    text = text.replace("kind: partition, whole: people, parts: [men, women]", relation)
    example = f"- {{relation: sexes, origin: made, values: {{{values}}}, before: {{{before}}}, differs: {broken}}}"
    (outcome,) = outcomes(tmp_path, example, text)
    assert outcome.is_right, outcome


@pytest.mark.parametrize(
    ("words", "got"),
    [
        ("said: 收入总额, unit: 万元", "income"),
        ("said: 2024年度收入总额, unit: 元", "income"),
        ("said: [收入总额, 2024年度全部收入为], unit: 万元", "income"),
        ("said: 收入总额, unit: 人", "none"),  # money is not counted in persons
        ("said: 非收入总额, unit: 万元", "none"),
        ("said: 财政拨款本年收入总额, unit: 万元", "granted"),  # not 收入总额 behind a period
        ("said: 本年支出合计, unit: 万元", "none"),
        (
            "said: 本年支出合计, section: 一、收支总体情况, unit: 万元",
            "spent",
        ),  # the form's sum, where the form is retold
        ("said: 本年收入合计, section: 一、收支总体情况, unit: 万元", "income"),
    ],
)
def test_words_of_prose_are_read_as_prose_is(tmp_path: Path, words: str, got: str) -> None:
    example = f"- {{{words}, origin: made, expect: {got}, rule: income}}"
    found = outcomes(tmp_path, example, PANEL_PACK)
    assert found and {outcome.got for outcome in found} == {got}


@pytest.mark.parametrize(
    ("example", "got"),
    [
        ("heads: [决算数], side: 支出, cell: '1,200', unit: 元, expect: spent, value: 0.12 万元", "spent 0.12 万元"),
        ("heads: [决算数], side: 支出, cell: '1,200', expect: spent, value: 1200 万元", "spent 1200 万元"),
        ("rows: [收入合计], side: 收入, cell: 待定, expect: income, value: 1 万元", "income unreadable"),
        ("rows: [年末结余], column: planned, cell: '3', expect: kept_planned, value: 3 万元", "kept_planned 3 万元"),
        ("rows: [收入合计], side: 收入, expect: income", "income"),
    ],
)
def test_cell_of_a_panel_is_read_as_its_indicator(tmp_path: Path, example: str, got: str) -> None:
    (outcome,) = outcomes(tmp_path, f'- {{form: "1", origin: made, {example}}}', PANEL_PACK)
    assert outcome.got == got


def test_known_miss_in_prose_is_right_only_while_it_goes_wrong(tmp_path: Path) -> None:
    miss = "unit: 万元, origin: made, expect: income, known_miss: true, reason: 试}"
    wrong = outcomes(tmp_path / "a", f"- {{said: 非收入, {miss}", PANEL_PACK)
    right = outcomes(tmp_path / "b", f"- {{said: 收入总额, {miss}", PANEL_PACK)
    assert (wrong[0].is_right, right[0].is_right) == (True, False)
