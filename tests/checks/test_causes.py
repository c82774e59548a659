"""Which number of a system of relations is wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docextract.checks.culprits.cause import Cause
from docextract.checks.culprits.causes import find_causes
from docextract.checks.culprits.needed import holds, needed
from docextract.checks.culprits.smallest_change import _Program, smallest_changes
from docextract.checks.relations.shapes import (
    SAME,
    Shape,
    at_least,
    at_most,
    growth_by,
    growth_of,
    mean_of,
    no_more_than,
    quotient_of,
    relation_of,
    sum_of,
)
from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation
from docextract.model.source import SourceRef


def number(name: str, printed: str, half: str = "0") -> tuple[Mention, ...]:
    """A number that stands at one place; `half` is how far its print is rounded."""
    value, margin = Decimal(printed), Decimal(half)
    source = SourceRef(page=1, block=name, start=0, end=len(printed))
    return (Mention(source, Interval(value - margin, value + margin), printed),)


def system(*entries: tuple[Shape, list[tuple[Mention, ...]]]) -> list[Relation]:
    return [relation_of(shape, places) for shape, places in entries]


def causes_of(relations: list[Relation]) -> tuple[Cause, ...]:
    return find_causes(relations, [not holds(relation) for relation in relations])


def first_of(cause: Cause) -> tuple[str, str]:
    return cause.suspects[0].mention.source.block, cause.suspects[0].right


def test_a_part_that_a_second_mention_confirms_is_not_the_wrong_one() -> None:
    whole, first, second = number("whole", "2400"), number("first", "1500"), number("second", "980")
    relations = system(
        (sum_of(2), [whole, first, second]),
        (SAME, [whole, number("whole again", "2400")]),
        (SAME, [first, number("first again", "1500")]),
    )
    (cause,) = causes_of(relations)
    assert cause.is_sure
    assert first_of(cause) == ("second", "900")


def test_two_broken_relations_with_one_number_in_common_are_one_cause() -> None:
    students = number("students", "3375")
    relations = system(
        (quotient_of(), [number("ratio", "17.6", "0.05"), students, number("teachers", "150")]),
        (SAME, [number("students again", "2640"), students]),
    )
    (cause,) = causes_of(relations)
    assert cause.broken == (0, 1)
    assert cause.is_sure and first_of(cause) == ("students", "2640")


def test_a_slip_of_the_pen_is_likelier_than_any_other_change() -> None:
    """4112 + 3370 + 1935 = 9417: only two exchanged digits of one part explain the sum; any other change is of two digits."""
    parts = [number("a", "4112"), number("b", "3370"), number("c", "1953")]
    (cause,) = causes_of(system((sum_of(3), [number("whole", "9417"), *parts])))
    assert len(cause.suspects) == 4
    assert cause.is_sure and first_of(cause) == ("c", "1935")


def test_nothing_decides_between_two_values_said_once_each() -> None:
    (cause,) = causes_of(system((SAME, [number("here", "1903"), number("there", "1249")])))
    assert not cause.is_sure
    assert len(cause.suspects) == 2


def grid_of(cells: list[list[int]], totals: tuple[list[int], list[int], int]) -> list[Relation]:
    """A table with totals right and below: every row, every column, and both lines of totals add up."""
    rows, columns, whole = totals
    size = range(len(cells))
    place = {(r, c): number(f"cell {r}{c}", str(cells[r][c])) for r in size for c in size}
    at_right = [number(f"row {r}", str(rows[r])) for r in size]
    below = [number(f"column {c}", str(columns[c])) for c in size]
    corner = number("total", str(whole))
    return system(
        *((sum_of(len(cells)), [at_right[r], *(place[r, c] for c in size)]) for r in size),
        *((sum_of(len(cells)), [below[c], *(place[r, c] for r in size)]) for c in size),
        (sum_of(len(cells)), [corner, *at_right]),
        (sum_of(len(cells)), [corner, *below]),
    )


@settings(deadline=None, max_examples=60)
@given(
    cells=st.lists(st.lists(st.integers(0, 5000), min_size=3, max_size=3), min_size=3, max_size=3),
    first=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    step=st.tuples(st.integers(1, 2), st.integers(1, 2)),
    wrong=st.tuples(st.integers(0, 50000), st.integers(0, 50000)),
)
def test_two_wrong_cells_of_a_grid_are_two_causes_and_both_are_mended(
    cells: list[list[int]], first: tuple[int, int], step: tuple[int, int], wrong: tuple[int, int]
) -> None:
    totals = ([sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)], sum(map(sum, cells)))
    second = ((first[0] + step[0]) % 3, (first[1] + step[1]) % 3)
    right = {place: cells[place[0]][place[1]] for place in (first, second)}
    assume(all(value != right[place] for place, value in zip((first, second), wrong, strict=True)))
    # Errors of one size cancel out when two other cells are changed instead.
    assume(abs(wrong[0] - right[first]) != abs(wrong[1] - right[second]))
    for place, value in zip((first, second), wrong, strict=True):
        cells[place[0]][place[1]] = value
    found = causes_of(grid_of(cells, totals))
    assert {first_of(cause) for cause in found} == {(f"cell {r}{c}", str(value)) for (r, c), value in right.items()}


def test_what_two_errors_share_is_told_by_the_smallest_change_alone() -> None:
    """Two errors that one broken relation joins: no single number mends both sums, and each has a witness."""
    whole = number("whole", "60")
    relations = system(
        (sum_of(2), [whole, number("a", "25"), number("b", "30")]),
        (sum_of(2), [number("a", "25"), number("c", "12"), number("d", "9")]),
        (SAME, [number("a", "25"), number("a again", "25")]),
        (SAME, [whole, number("whole again", "60")]),
        (SAME, [number("d", "9"), number("d again", "9")]),
    )
    assert smallest_changes(relations) == (frozenset({("b", 0, -1, -1), ("c", 0, -1, -1)}),)
    assert {first_of(cause) for cause in causes_of(relations)} == {("b", "35"), ("c", "16")}


def test_ties_are_no_answer() -> None:
    relations = system((sum_of(9), [number("whole", "100"), *(number(str(i), "10") for i in range(9))]))
    assert smallest_changes(relations) == ()


def test_needed_values_solve_the_relation_for_counts_rates_and_bounds() -> None:
    share = relation_of(
        quotient_of(Decimal(100)), [number("rate", "15.40", "0.005"), number("n", "293"), number("of", "1903")]
    )
    assert holds(share)
    count = needed(share, ("n", 0, -1, -1))
    assert count is not None and count.holds(Decimal(293)) and not count.holds(Decimal(294))
    growth = relation_of(
        growth_of(1, 2, rises=True), [number("rate", "25"), number("new", "150"), number("old", "100")]
    )
    assert needed(growth, ("rate", 0, -1, -1)) == Interval(Decimal(50), Decimal(50))
    assert needed(growth, ("new", 0, -1, -1)) == Interval(Decimal(125), Decimal(125))
    assert needed(growth, ("old", 0, -1, -1)) == Interval(Decimal(120), Decimal(120))
    by = relation_of(growth_by(1, 2, rises=True), [number("rate", "25"), number("change", "30"), number("new", "120")])
    assert needed(by, ("new", 0, -1, -1)) == Interval(Decimal(150), Decimal(150))
    bound = relation_of(no_more_than(0, [1]), [number("whole", "50"), number("part", "60")])
    assert needed(bound, ("whole", 0, -1, -1)) == Interval(Decimal(60), None)
    assert needed(bound, ("part", 0, -1, -1)) == Interval(None, Decimal(50))


def test_a_number_that_others_repeat_can_only_be_what_they_say() -> None:
    twice = (*number("here", "40"), *number("there", "40"))
    relation = relation_of(sum_of(1), [twice, number("part", "50")])
    assert needed(relation, ("here", 0, -1, -1)) is None
    agreeing = relation_of(sum_of(1), [twice, number("part", "40")])
    assert needed(agreeing, ("here", 0, -1, -1)) == Interval(Decimal(40), Decimal(40))


def test_a_relation_that_two_errors_broke_is_told_with_the_second() -> None:
    """3527 students are 3088 elsewhere, and 15.44 a teacher is wrong for either: the second is told with the first mended."""
    students = number("students", "3527")
    relations = system(
        (SAME, [students, (*number("again", "3088"), *number("and again", "3088"))]),
        (quotient_of(), [number("ratio", "15.44", "0.005"), students, number("teachers", "203")]),
        (SAME, [number("teachers", "203"), number("teachers again", "203")]),
    )
    found = causes_of(relations)
    assert [(first_of(cause), cause.broken) for cause in found] == [
        (("students", "3088"), (0,)),
        (("ratio", "15.21"), (1,)),
    ]


def test_what_another_place_prints_is_suggested_before_what_a_rate_makes() -> None:
    """540.00 × 98.77 % = 533.36, but the table prints 533.35."""
    wrong = number("text", "553.35", "0.005")
    relations = system(
        (quotient_of(Decimal(100)), [number("rate", "98.77", "0.005"), wrong, number("plan", "540.00", "0.005")]),
        (SAME, [wrong, number("table", "533.35", "0.005")]),
    )
    (cause,) = causes_of(relations)
    assert cause.is_sure and first_of(cause) == ("text", "533.35")


def test_of_several_smallest_sets_what_all_of_them_change_is_told() -> None:
    """A cell of its own, and two of one size that may as well be the two across from them."""
    cells, totals = (
        [[9, 2, 3, 1], [4, 7, 6, 2], [7, 8, 5, 3], [1, 2, 3, 4]],
        ([115, 119, 23, 10], [121, 119, 17, 10], 267),
    )
    cells[2][2] = 45
    assert [first_of(cause) for cause in causes_of(grid_of(cells, totals)) if cause.is_sure] == [("cell 22", "5")]


def test_a_slip_is_seen_among_more_values_than_can_be_told() -> None:
    """8.03 万 and 83000: two digits were changed about in either."""
    wan = (
        replace(number("wan", "8.03")[0], interval=Interval(Decimal(80250), Decimal(80400)), unit_size=Decimal(10000)),
    )
    (cause,) = causes_of(system((SAME, [wan, number("units", "83000")])))
    assert not cause.is_sure and all(s.is_slip for s in cause.suspects)


def test_a_search_cut_short_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set that is found is not the only one as long as nobody has looked for others."""
    relations = system((sum_of(2), [number("whole", "900"), number("a", "300"), number("b", "500")]))
    monkeypatch.setattr(_Program, "is_cut_short", property(lambda program: True))
    assert smallest_changes(relations) == ()


def test_what_several_values_would_mend_beyond_rounding_has_no_right_value() -> None:
    """98.21 of a few in a mean of many: any of a dozen values gives the printed mean."""
    values, weights = ("88.00", "61.20"), ("900", "30")
    prints = [number("mean", "88.33", "0.005"), *(number(f"v{v}", v, "0.005") for v in values)]
    counts = [number(f"n{n}", n) for n in weights]
    relations = [relation_of(mean_of([1, 2], [3, 4]), [*prints, *counts])]
    relations += system((SAME, [prints[0], number("mean again", "88.33", "0.005")]))
    relations += system((SAME, [prints[1], number("value again", "88.00", "0.005")]))
    relations += system(*((SAME, [count, number(f"again {count[0].printed}", count[0].printed)]) for count in counts))
    (cause,) = causes_of(relations)
    assert first_of(cause) == ("v61.20", "")


def test_a_count_is_not_mended_to_less_than_nothing() -> None:
    relations = system((sum_of(2), [number("whole", "300"), number("a", "420"), number("b", "50")]))
    (cause,) = causes_of(relations)
    assert {s.mention.source.block for s in cause.suspects} == {"whole", "a"}


def cell(row: int, column: int, printed: str) -> tuple[Mention, ...]:
    """A number in a table."""
    value = Decimal(printed)
    return (Mention(SourceRef(1, block="t1", row=row, column=column), Interval(value, value), printed),)


def two_years(changed: dict[tuple[int, int], str]) -> list[Relation]:
    """Two columns that add up, with some of their cells changed."""
    printed = {(0, 0): "271", (1, 0): "120", (2, 0): "90", (3, 0): "61"}
    printed |= {(0, 1): "310", (1, 1): "131", (2, 1): "104", (3, 1): "75"}
    places = {place: cell(*place, text) for place, text in (printed | changed).items()}
    return system(*((sum_of(3), [places[row, column] for row in range(4)]) for column in (0, 1)))


def test_two_neighbours_with_each_others_value_are_one_cause() -> None:
    (cause,) = causes_of(two_years({(2, 0): "104", (2, 1): "90"}))
    assert cause.is_exchange and cause.is_sure
    assert [(s.mention.printed, s.right) for s in cause.suspects] == [("104", "90"), ("90", "104")]


def test_two_pairs_that_would_do_are_told_together() -> None:
    """75 and 61 are 14 apart as well."""
    changed = {(0, 0): "271", (2, 0): "104", (2, 1): "90", (3, 0): "61", (3, 1): "75"}
    relations = two_years(changed | {(3, 0): "75", (3, 1): "61", (0, 0): "285", (0, 1): "296"})
    (cause,) = causes_of(relations)
    assert cause.is_exchange and not cause.is_sure and len(cause.suspects) == 4


def test_two_errors_of_unlike_size_are_no_exchange() -> None:
    found = causes_of(two_years({(2, 0): "109", (2, 1): "90"}))
    assert len(found) == 2 and not any(cause.is_exchange for cause in found)


def test_one_number_that_explains_all_is_likelier_than_an_exchange() -> None:
    """A cell of a row and a column, 14 too large, beside cells that are 14 apart."""
    wrong = cell(1, 1, "145")
    relations = system(
        (sum_of(2), [cell(0, 1, "206"), wrong, cell(2, 1, "75")]),
        (sum_of(2), [cell(1, 2, "192"), wrong, cell(1, 0, "61")]),
    )
    (cause,) = causes_of(relations)
    assert not cause.is_exchange and first_of(cause) == ("t1", "131")


def test_a_bound_is_broken_by_the_number_that_left_the_year_before() -> None:
    """A part above its whole: last year 510 of 1530."""
    relations = system((no_more_than(0, [1]), [cell(0, 1, "1528"), cell(1, 1, "4356")]))
    usual = {("t1", -1, 0, 1): Decimal(1530), ("t1", -1, 1, 1): Decimal(510)}
    (cause,) = find_causes(relations, [True], usual)
    assert cause.is_sure and cause.has_jumped and cause.suspects[0].mention.printed == "4356"


def test_one_is_no_leap_from_nothing() -> None:
    relations = system((no_more_than(0, [1]), [cell(0, 1, "0"), cell(1, 1, "1")]))
    usual = {("t1", -1, 0, 1): Decimal(0), ("t1", -1, 1, 1): Decimal(0)}
    (cause,) = find_causes(relations, [True], usual)
    assert not cause.is_sure


def test_short_numbers_may_be_mistyped_as_well() -> None:
    """211 for 210 is a slip of the pen, 90 for 91 no less, though of two digits most are."""
    parts = [number("a", "66"), number("b", "90"), number("c", "54")]
    (cause,) = causes_of(system((sum_of(3), [number("whole", "211"), *parts])))
    assert not cause.is_sure


def test_where_little_moves_from_year_to_year_a_small_leap_tells() -> None:
    """178 printed as 198: a tenth more, in a column that else moves by some hundredths."""
    printed, other = ("564", "198", "126", "84", "98", "78"), ("570", "180", "130", "86", "102", "80")
    cells = [cell(row, 1, text) for row, text in enumerate(printed)]
    quiet = system(*((SAME, [cell(9 + row, 1, "500"), cell(9 + row, 2, "500")]) for row in range(6)))
    usual = {("t1", -1, row, 1): Decimal(value) for row, value in enumerate(other)}
    relations = [*system((sum_of(5), cells)), *quiet]
    is_broken = [True, *(False for _ in quiet)]
    (cause,) = find_causes(relations, is_broken, usual)
    assert not cause.is_sure
    usual |= {("t1", -1, 9 + row, 1): Decimal(505) for row in range(6)}
    (cause,) = find_causes(relations, is_broken, usual)
    assert cause.has_jumped and first_of(cause) == ("t1", "178")


def test_a_number_beyond_its_range_breaks_one_relation_more() -> None:
    """97.42 of the text stands in the form as 974.2, which no percentage can be."""
    form = number("form", "974.2", "0.05")
    relations = system((SAME, [number("text", "97.42", "0.005"), form]), (at_most(Decimal(100)), [form]))
    (cause,) = causes_of(relations)
    assert cause.is_sure and cause.suspects[0].mention.printed == "974.2"


def test_a_bound_by_a_fixed_number_is_searched_like_any_other() -> None:
    form, text = number("form", "974"), number("text", "97")
    relations = system(
        (SAME, [text, form]), (at_most(Decimal(100)), [form]), (at_least(Decimal(50)), [text]), (SAME, [text, text])
    )
    assert smallest_changes(relations) == (frozenset({form[0].place}),)
