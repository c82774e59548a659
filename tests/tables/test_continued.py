"""Pieces of a table on several pages."""

from __future__ import annotations

from dataclasses import replace

from docextract.model.block import Line
from docextract.model.flow import FlowItem, Grid, TextBlock
from docextract.model.geometry import BBox, Region
from docextract.model.table import CellRange
from docextract.tables.continued import join_continued, with_header_rows

HEADER = ("序号", "指标", "单位", "2024年")


def piece(page: int, *rows: tuple[str, ...], merges: tuple[CellRange, ...] = ()) -> Grid:
    boxes = {
        (r, c): (Region(page, BBox(100 * c, 20 * r, 100 * c + 100, 20 * r + 20)),)
        for r, row in enumerate(rows)
        for c in range(len(row))
    }
    edges = tuple(100.0 * c for c in range(len(rows[0]) + 1))
    return Grid((Region(page, BBox(0, 0, 400, 20.0 * len(rows))),), rows, merges, boxes, column_edges=edges)


def words(page: int, text: str) -> TextBlock:
    line = Line(page, BBox(50, 60, 200, 70), text, tuple(BBox(0, 0, 1, 1) for _ in text), 10, "Song", False)
    return TextBlock((line,), text, (None,) * len(text), 10, "Song", False, False, False, False)


def joined(*items: FlowItem) -> tuple[FlowItem, ...]:
    return join_continued(with_header_rows(items))


def only(items: tuple[FlowItem, ...]) -> Grid:
    (grid,) = items
    assert isinstance(grid, Grid)
    return grid


def test_repeated_header_is_not_a_row() -> None:
    grid = only(joined(piece(1, HEADER, ("1", "教师", "人", "12")), piece(2, HEADER, ("2", "学生", "人", "90"))))
    assert grid.cells == (HEADER, ("1", "教师", "人", "12"), ("2", "学生", "人", "90"))
    assert [region.page for region in grid.regions] == [1, 2]
    assert grid.cell_boxes[2, 1][0].page == 2
    assert grid.repeated_header == (2,)


def test_piece_without_header_goes_on_with_its_first_row() -> None:
    grid = only(joined(piece(1, HEADER, ("1", "教师", "人", "12")), piece(2, ("2", "学生", "人", "90"))))
    assert len(grid.cells) == 3


def test_three_pages_make_one_table() -> None:
    parts = [piece(n, HEADER, (str(n), "教师", "人", "12")) for n in (1, 2, 3)]
    assert [row[0] for row in only(joined(*parts)).cells] == ["序号", "1", "2", "3"]


def test_row_cut_by_the_page_break_is_one_row() -> None:
    upper = piece(1, HEADER, ("1", "公共基础课（不含思想政", "%", "88.21"))
    lower = piece(2, ("", "治课）满意度", "", ""), ("2", "家长满意度", "%", "93.60"))
    grid = only(joined(upper, lower))
    assert grid.cells[1] == ("1", "公共基础课（不含思想政治课）满意度", "%", "88.21")
    assert [place.page for place in grid.cell_boxes[1, 1]] == [1, 2]


def test_row_of_words_after_the_break_stays_a_row() -> None:
    upper = piece(1, HEADER, ("2", "在国外开办学校数", "所", "仅高职填报"))
    grid = only(joined(upper, piece(2, ("", "其中：专业数量", "个", "仅高职填报"))))
    assert [row[1] for row in grid.cells] == ["指标", "在国外开办学校数", "其中：专业数量"]


def test_merged_cell_cut_by_the_break_is_one_area() -> None:
    upper = piece(1, HEADER, ("1", "教师", "人", "12"), ("", "教工", "人", "15"), merges=(CellRange(1, 0, 3, 1),))
    lower = piece(2, ("", "学生", "人", "90"), ("", "班级", "个", "3"), merges=(CellRange(0, 0, 2, 1),))
    assert only(joined(upper, lower)).merges == (CellRange(1, 0, 5, 1),)


def test_line_that_says_continued_does_not_part_the_pieces() -> None:
    parts = joined(
        piece(1, HEADER, ("1", "教师", "人", "12")), words(2, "续表 1"), piece(2, HEADER, ("2", "学生", "人", "9"))
    )
    assert len(only(parts).cells) == 3


def test_caption_between_parts_two_tables() -> None:
    parts = joined(
        piece(1, HEADER, ("1", "教师", "人", "12")), words(2, "表 2 学生"), piece(2, HEADER, ("2", "生", "人", "9"))
    )
    assert sum(isinstance(item, Grid) for item in parts) == 2


def test_other_columns_make_another_table() -> None:
    parts = joined(piece(1, HEADER, ("1", "教师", "人", "12")), piece(2, ("甲", "乙"), ("1", "2")))
    assert len(parts) == 2


def test_tables_on_one_page_are_never_joined() -> None:
    parts = joined(piece(1, HEADER, ("1", "教师", "人", "12")), piece(1, HEADER, ("2", "学生", "人", "9")))
    assert len(parts) == 2


def test_open_pieces_whose_longest_texts_differ_are_one_table() -> None:
    before = replace(piece(1, HEADER, ("1", "教师", "人", "12")), is_ruled=False)
    after = replace(piece(2, ("2", "学生", "人", "90")), is_ruled=False, column_edges=(0.0, 100.0, 200.0, 300.0, 330.0))
    assert len(only(joined(before, after)).cells) == 3
