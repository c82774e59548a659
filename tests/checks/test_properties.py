"""Rounding-consistent reports raise nothing; a value moved beyond its interval is caught."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import difference, overlap, printed_interval, quotient, scaled, total
from docextract.checks.run import CheckResult
from docextract.model.quantity import Interval, Quantity
from tests.checks.material import check_case

COUNT = st.integers(min_value=1, max_value=50_000)
FEW = settings(max_examples=40, deadline=None)
NUMERIC = {"value-conflict", "arithmetic", "subset", "unit"}


def printed(value: Decimal, decimals: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def numeric(result: CheckResult) -> list[str]:
    return [finding.message.zh for finding in result.findings if finding.kind.value in NUMERIC]


@FEW
@given(national=COUNT, provincial=COUNT, school=COUNT)
def test_partition_that_adds_up_raises_nothing(national: int, provincial: int, school: int) -> None:
    assert not numeric(check_case({"data": levels(national, provincial, school, 0)}))


@FEW
@given(national=COUNT, provincial=COUNT, school=COUNT, off=st.integers(-900, 900).filter(bool))
def test_partition_moved_by_anything_is_one_finding(national: int, provincial: int, school: int, off: int) -> None:
    if national + provincial + school + off < 0:
        return
    assert len(numeric(check_case({"data": levels(national, provincial, school, off)}))) in (1, 2, 3)


def levels(national: int, provincial: int, school: int, off: int) -> dict[str, dict[int, int]]:
    return {
        "resource_banks": {2024: national + provincial + school + off},
        "resource_banks_national": {2024: national},
        "resource_banks_provincial": {2024: provincial},
        "resource_banks_school": {2024: school},
    }


@FEW
@given(teachers=st.integers(20, 3000), students=st.integers(100, 90_000), decimals=st.integers(0, 3))
def test_rounded_ratio_raises_nothing(teachers: int, students: int, decimals: int) -> None:
    ratio = printed(Decimal(students) / teachers, decimals)
    if Decimal(ratio) <= 1:
        return
    text = f"全日制在校生 {students} 人，专任教师 {teachers} 人，生师比 {ratio}:1。"
    assert not numeric(check_case({"text": [text]}))


@FEW
@given(
    teachers=st.integers(20, 3000),
    students=st.integers(4000, 90_000),
    moved=st.sampled_from(["1.1", "0.9", "1.5", "10"]),
)
def test_ratio_moved_by_a_tenth_is_caught(teachers: int, students: int, moved: str) -> None:
    ratio = printed(Decimal(students) / teachers * Decimal(moved), 2)
    text = f"全日制在校生 {students} 人，专任教师 {teachers} 人，生师比 {ratio}:1。"
    assert numeric(check_case({"text": [text]}))


@FEW
@given(before=COUNT, now=COUNT)
def test_change_that_fits_raises_nothing_and_any_other_is_caught(before: int, now: int) -> None:
    word = "增加" if now >= before else "减少"
    data = {"students": {2023: before, 2024: now}}
    for off in (0, 7):
        text = f"与上一年相比，全日制在校生数{word} {abs(now - before) + off} 人。"
        assert bool(numeric(check_case({"text": [text], "data": data}))) == bool(off)


@FEW
@given(value=st.decimals(min_value=1, max_value=99, places=4), decimals=st.integers(0, 3))
def test_one_value_printed_with_fewer_digits_agrees(value: Decimal, decimals: int) -> None:
    text = f"用人单位满意度为 {printed(value, decimals)}%。"
    assert not numeric(check_case({"text": [text], "data": {"satisfaction_employers": {2024: str(value)}}}))


@given(a=st.decimals(0, 1000, places=2), b=st.decimals(0, 1000, places=2), decimals=st.integers(0, 2))
def test_true_results_lie_in_the_intervals_of_the_prints(a: Decimal, b: Decimal, decimals: int) -> None:
    first, second = (
        printed_interval(Quantity(Decimal(printed(v, decimals)), "%", decimals), is_count=False) for v in (a, b)
    )
    assert total([first, second]).holds(a + b)
    assert difference(first, second).holds(a - b)
    assert scaled(first, Decimal(100)).holds(a * 100)
    share = quotient(first, second)
    assert share is None or b == 0 or share.holds(a / b)


@given(low=st.integers(0, 50), width=st.integers(0, 50), shift=st.integers(-120, 120))
def test_overlap_is_what_both_hold(low: int, width: int, shift: int) -> None:
    first = Interval(Decimal(low), Decimal(low + width))
    second = Interval(Decimal(low + shift), None)
    common = overlap(first, second)
    for value in range(-100, 250, 5):
        inside = common is not None and common.holds(Decimal(value))
        assert inside == (first.holds(Decimal(value)) and second.holds(Decimal(value)))


def test_facts_are_frozen() -> None:
    assert Fact.__dataclass_params__.frozen  # type: ignore[attr-defined]
