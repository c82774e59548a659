"""Checks that take all reports of a run."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from docextract.checks.between_reports.run import findings_between
from docextract.checks.between_reports.shared import SharedReport, SharedValue
from docextract.model.source import SourceRef


def value(code: str, year: int, number: str, *, owner: str = "", unit: str = "人") -> SharedValue:
    return SharedValue(code, f"名{code}", year, Decimal(number), unit, number, "表 6", SourceRef(3), owner)


def school(year: int, *values: SharedValue, name: str = "", issuer: str = "清河职业学校") -> SharedReport:
    return SharedReport(name or f"{issuer}-{year}.pdf", f"{issuer}报告", issuer, "school", year, values)


def city(*told: SharedValue) -> SharedReport:
    return SharedReport("江城.pdf", "江城市报告", "江城市教育局", "city", 2024, (), told)


def found(*reports: SharedReport) -> list[tuple[str, str, str]]:
    return [(name, f.check, f.message.zh) for name, fs in findings_between(reports).items() for f in fs]


def test_last_years_column_is_not_what_was_published() -> None:
    later = school(2024, value("teachers", 2023, "1903"), value("teachers", 2024, "1950"))
    ((name, check, message),) = found(school(2023, value("teachers", 2023, "1249")), later)
    assert (name, check) == ("清河职业学校-2024.pdf", "last_years_column")
    assert "1903" in message and "1249" in message


def test_last_years_column_that_agrees_says_nothing() -> None:
    before = school(2023, value("rate", 2023, "97.1"), value("teachers", 2023, "1903"))
    assert not found(before, school(2024, value("rate", 2023, "97.12"), value("teachers", 2023, "1903")))


def test_other_issuers_and_other_years_are_not_compared() -> None:
    later = school(2024, value("teachers", 2023, "1903"))
    assert not found(school(2023, value("teachers", 2023, "1249"), issuer="明湖职业学校"), later)
    assert not found(school(2022, value("teachers", 2022, "1249")), later)


def test_a_column_of_other_things_is_one_finding() -> None:
    codes = [f"c{n}" for n in range(8)]
    before = school(2023, *(value(code, 2023, "100") for code in codes))
    ((_, _, message),) = found(before, school(2024, *(value(code, 2023, "200") for code in codes)))
    assert "8 项中有 8 项" in message


def test_two_files_of_one_report_are_named_once_and_not_compared() -> None:
    first = school(2024, value("teachers", 2024, "10"), name="a.pdf")
    second = school(2024, value("teachers", 2024, "20"), name="b.pdf")
    before = school(2023, value("teachers", 2023, "7"))
    assert [(name, check) for name, check, _ in found(second, first, before)] == [("a.pdf", "same_report")]


def test_unknown_issuers_are_no_copies() -> None:
    assert not found(school(2024, name="a.pdf", issuer=""), school(2024, name="b.pdf", issuer=""))


def test_what_the_city_says_of_a_school_is_not_what_the_school_says() -> None:
    own = school(2024, value("teachers", 2024, "201"))
    ((name, check, message),) = found(own, city(value("teachers", 2024, "210", owner="清河职业学校", unit="名")))
    assert (name, check) == ("江城.pdf", "retold_of_a_school") and "210" in message and "201" in message


def test_schools_are_compared_by_their_whole_name_year_and_unit_alone() -> None:
    own = school(2024, value("teachers", 2024, "201"))
    assert not found(own, city(value("teachers", 2024, "201", owner="清河职业学校")))
    assert not found(own, city(value("teachers", 2024, "210", owner="清河学校")))
    assert not found(own, city(value("teachers", 2023, "210", owner="清河职业学校")))
    assert not found(own, city(value("teachers", 2024, "0.021", owner="清河职业学校", unit="万人")))


def test_row_of_a_school_in_the_citys_table_is_not_what_the_school_says() -> None:
    own = replace(school(2024), values=(replace(value("teachers", 2024, "201"), name="专任教师总数"),))
    told = replace(value("", 2024, "210", owner="清河职业学校"), name="专任教师")
    ((name, check, message),) = found(own, city(told))
    assert (name, check) == ("江城.pdf", "retold_of_a_school") and "210" in message and "201" in message
    (finding,) = findings_between([own, city(told)])["江城.pdf"]
    assert (finding.code, finding.suggested, finding.related_reports) == ("teachers", "201", (own.name,))


def test_column_whose_head_is_of_two_indicators_or_none_is_not_compared() -> None:
    values = (value("a", 2024, "1"), value("b", 2024, "2"))
    own = replace(school(2024), values=tuple(replace(each, name="在校生数") for each in values))
    assert not found(own, city(replace(value("", 2024, "3", owner="清河职业学校"), name="在校生")))
    assert not found(own, city(replace(value("", 2024, "3", owner="清河职业学校"), name="图书")))


CODES = ("students", "teachers", "graduates", "employed")


def many(name: str, *numbers: int, issuer: str = "") -> SharedReport:
    values = tuple(value(code, 2024, str(number)) for code, number in zip(CODES, numbers, strict=True))
    return school(2024, *values, name=name, issuer=issuer or f"{name}职业学校")


def summed(*numbers: int, lists: tuple[tuple[str, ...], ...] = (), n_schools: int = 0) -> SharedReport:
    values = tuple(value(code, 2024, str(number)) for code, number in zip(CODES, numbers, strict=True))
    return replace(city(), values=values, school_lists=lists, n_schools=n_schools)


FIRST, SECOND = many("甲", 900, 60, 300, 280), many("乙", 600, 40, 200, 190)
LISTED = (("甲职业学校", "乙职业学校"),)


def test_total_is_not_the_sum_of_the_schools_that_the_city_lists() -> None:
    ((name, check, message),) = found(FIRST, SECOND, summed(1500, 109, 500, 470, lists=LISTED))
    assert (name, check) == ("江城.pdf", "schools_sum")
    assert "109" in message and "60 + 40 = 100" in message.replace("40 + 60", "60 + 40") and "差 9" in message


def test_total_is_not_the_sum_of_as_many_schools_as_the_city_says() -> None:
    (finding,) = findings_between([FIRST, SECOND, summed(1500, 109, 500, 470, n_schools=2)])["江城.pdf"]
    assert set(finding.related_reports) == {"甲", "乙"}
    assert len(finding.evidence) == 3


def test_totals_that_are_the_sums_say_nothing() -> None:
    assert not found(FIRST, SECOND, summed(1500, 100, 500, 470, lists=LISTED))


@pytest.mark.parametrize(
    "report",
    [
        summed(1500, 109, 500, 470),  # nobody says which schools there are
        summed(1500, 109, 500, 470, n_schools=3),  # one is not in the folder
        summed(1500, 109, 500, 470, lists=(("甲职业学校", "乙职业学校", "丙职业学校"),)),
        summed(1500, 109, 500, 470, lists=LISTED, n_schools=5),  # the table lists some of them
        summed(1800, 130, 640, 600, lists=LISTED),  # the city counts others as well
        summed(1800, 109, 500, 470, lists=LISTED),  # two right and two wrong: who knows
    ],
    ids=["unknown", "one-missing", "one-listed-missing", "some-listed", "others", "undecided"],
)
def test_total_of_other_schools_is_not_compared(report: SharedReport) -> None:
    assert not found(FIRST, SECOND, report)


def test_values_that_a_school_leaves_out_or_that_are_no_persons_are_not_added() -> None:
    short = replace(SECOND, values=tuple(each for each in SECOND.values if each.code != "teachers"))
    assert not found(FIRST, short, summed(1500, 109, 500, 470, lists=LISTED))
    rates = [
        replace(report, values=tuple(replace(v, unit="%") if v.code == "teachers" else v for v in report.values))
        for report in (FIRST, SECOND, summed(1500, 109, 500, 470, lists=LISTED))
    ]
    assert not found(*rates)


def test_last_years_value_in_another_unit_is_not_compared() -> None:
    before = school(2023, value("money", 2023, "1249", unit="元"))
    assert not found(before, school(2024, value("money", 2023, "0.1249", unit="万元")))


def test_order_of_the_reports_changes_nothing() -> None:
    reports = [
        school(2023, value("teachers", 2023, "1249")),
        school(2024, value("teachers", 2023, "1903"), name="a.pdf"),
        school(2024, name="b.pdf"),
        city(value("teachers", 2024, "210", owner="清河职业学校")),
        replace(summed(1500, 109, 500, 470, lists=LISTED), name="湖城.pdf", issuer="湖城市教育局"),
        FIRST,
        SECOND,
    ]
    expected = findings_between(reports)
    random.Random(3).shuffle(reports)
    assert findings_between(reports) == expected and expected


def test_reports_of_an_unknown_year_are_compared_with_none() -> None:
    assert not found(school(0, value("teachers", 2023, "1")), school(1, value("teachers", 0, "2")))
