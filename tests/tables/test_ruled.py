"""Tables with rules all around."""

from __future__ import annotations

from docextract.model.table import CellRange
from tests.tables.build import across, down, only_grid, page, tables_of

LATTICE = [across(y, 100, 300) for y in (100, 120, 140, 160)] + [down(x, 100, 160) for x in (100, 200, 300)]


def test_every_cell_of_a_lattice_is_read_with_its_box() -> None:
    grid = only_grid(page([(115, [(110, "项目"), (210, "人数")]), (135, [(110, "教师"), (210, "12")])], LATTICE))
    assert grid.cells == (("项目", "人数"), ("教师", "12"), ("", ""))
    box = grid.cell_boxes[1, 1][0].bbox
    assert (box.x0, box.top, box.x1, box.bottom) == (200, 120, 300, 140)


def test_missing_wall_merges_two_cells() -> None:
    rules = [across(y, 100, 300) for y in (100, 120, 140)]
    rules += [down(100, 100, 140), down(300, 100, 140), down(200, 120, 140)]
    grid = only_grid(page([(115, [(180, "合计")]), (135, [(110, "甲"), (210, "乙")])], rules))
    assert grid.cells == (("合计", ""), ("甲", "乙"))
    assert grid.merges == (CellRange(0, 0, 1, 2),)


def test_text_wrapped_in_a_cell_is_one_text() -> None:
    rows = [(112, [(110, "思想政治课教")]), (118.5, [(210, "90")]), (125, [(110, "学满意度")])]
    rules = [across(y, 100, 300) for y in (100, 130, 150)] + [down(x, 100, 150) for x in (100, 200, 300)]
    assert only_grid(page(rows, rules)).cells[0] == ("思想政治课教学满意度", "90")


def test_borders_drawn_twice_are_one() -> None:
    doubled = [across(y + d, 100, 300) for y in (100, 120, 140) for d in (0, 1.2)]
    doubled += [down(x + d, 100, 140) for x in (100, 200, 300) for d in (0, 1.2)]
    grid = only_grid(page([(115, [(110, "甲"), (210, "1")]), (135, [(110, "乙"), (210, "2")])], doubled))
    assert grid.cells == (("甲", "1"), ("乙", "2"))


def test_border_around_text_is_a_frame_and_no_table() -> None:
    rules = [across(100, 100, 300), across(160, 100, 300), down(100, 100, 160), down(300, 100, 160)]
    found = tables_of(page([(120, [(110, "一段文字")])], rules))
    assert found.grids == ()
    assert len(found.frames) == 1
    assert found.used == frozenset()


def test_underline_of_a_heading_is_no_table() -> None:
    found = tables_of(page([(95, [(100, "页眉文字")]), (130, [(100, "正文")])], [across(100, 80, 500)]))
    assert found.grids == ()


def test_two_tables_on_a_page_stay_two() -> None:
    other = [across(y, 100, 300) for y in (300, 320, 340)] + [down(x, 300, 340) for x in (100, 200, 300)]
    rows = [(115, [(110, "甲")]), (135, [(210, "1")]), (315, [(110, "乙")]), (335, [(210, "2")])]
    grids = tables_of(page(rows, [*LATTICE, *other])).grids
    assert [len(grid.cells) for grid in grids] == [3, 2]


def test_box_with_text_around_a_table_is_no_part_of_the_table() -> None:
    rows = [
        (70, [(70, "县里的三所学校合办了一个学期的早读，学生自己选书")]),
        (115, [(70, "年级"), (180, "人数")]),
        (135, [(70, "一年级"), (180, "320")]),
        (170, [(70, "早读以后，学生到镇上的小学给孩子们讲书里的故事")]),
    ]
    box = [across(y, 50, 400) for y in (55, 190)] + [down(x, 55, 190) for x in (50, 400)]
    table = [across(y, 65, 385) for y in (120,)] + [down(x, 100, 140) for x in (65, 170, 385)]
    table += [across(y, 50, 400) for y in (100, 140)]  # drawn by the lines of text above and below
    found = tables_of(page(rows, [*box, *table]))
    assert [grid.cells for grid in found.grids] == [(("年级", "人数"), ("一年级", "320"))]
    assert len(found.used) == 10
