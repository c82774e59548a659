"""Tables that draw only some of their walls."""

from __future__ import annotations

from tests.tables.build import across, down, only_grid, page, tables_of

OUTER = [down(100, 100, 180), down(400, 100, 180)]
HEAD = [(115, [(110, "指标"), (210, "上年"), (310, "本年")])]


def test_rows_without_inner_verticals_part_at_the_columns_of_the_header() -> None:
    rules = [across(y, 100, 400) for y in (100, 120, 140, 160, 180)] + OUTER
    rules += [down(200, 100, 120), down(300, 100, 120)]
    rows = [*HEAD, *((y, [(110, "教师"), (210, "12"), (310, "13")]) for y in (135, 155, 175))]
    assert only_grid(page(rows, rules)).cells[1:] == (("教师", "12", "13"),) * 3


def test_sentence_over_all_columns_stays_merged() -> None:
    rules = [across(y, 100, 400) for y in (100, 120, 140, 160, 180)] + OUTER
    rules += [down(200, 100, 120), down(300, 100, 120)]
    body = [(y, [(110, "教师"), (210, "12"), (310, "13")]) for y in (135, 155)]
    grid = only_grid(page([*HEAD, *body, (175, [(110, "注：以上数据为学年末的统计数据一览")])], rules))
    assert grid.cells[3] == ("注：以上数据为学年末的统计数据一览", "", "")


def test_columns_without_row_lines_part_at_the_values() -> None:
    rules = [across(y, 100, 400) for y in (100, 120, 180)] + OUTER + [down(x, 100, 180) for x in (200, 300)]
    rows = [
        *HEAD,
        *((y, [(110, word), (210, "12"), (310, "13")]) for y, word in ((135, "教师"), (152, "学生"), (169, "班级"))),
    ]
    grid = only_grid(page(rows, rules))
    assert [row[0] for row in grid.cells] == ["指标", "教师", "学生", "班级"]
    assert grid.cells[2] == ("学生", "12", "13")


def test_wrapped_words_side_by_side_stay_one_row() -> None:
    rules = [across(y, 100, 400) for y in (100, 120, 180)] + OUTER + [down(200, 100, 180), down(300, 100, 180)]
    body = [(y, [(110, "校企共同制"), (210, "企业派出技"), (310, "三年合作期")]) for y in (135, 152, 169)]
    grid = only_grid(page([*HEAD, *body], rules))
    assert grid.cells[1] == ("校企共同制" * 3, "企业派出技" * 3, "三年合作期" * 3)


def test_box_with_a_three_line_table_inside_gives_the_table() -> None:
    rules = [across(y, 90, 410) for y in (80, 200)] + [down(x, 80, 200) for x in (90, 410)]
    rules += [across(y, 100, 400) for y in (98, 120, 184)]
    body = [(y, [(110, "教师"), (210, "12"), (310, "13")]) for y in (135, 155, 175)]
    assert len(only_grid(page([*HEAD, *body], rules)).cells) == 4


def test_net_of_lines_behind_a_chart_is_no_table() -> None:
    rules = [across(100 + 15 * i, 100, 400) for i in range(9)] + [down(100 + 40 * i, 100, 220) for i in range(8)]
    found = tables_of(page([(112, [(105, "图例")]), (218, [(380, "100")])], rules))
    assert found.grids == ()
