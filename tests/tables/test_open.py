"""Tables with few rules or none."""

from __future__ import annotations

from docextract.model.table import CellRange
from tests.tables.build import across, only_grid, page, tables_of

ROWS = [
    (100, [(60, "序号"), (150, "指标"), (300, "单位"), (360, "2023年"), (440, "2024年")]),
    (120, [(65, "1"), (100, "毕业生人数"), (305, "人"), (365, "913"), (445, "1072")]),
    (140, [(65, "2"), (100, "去向落实人数"), (305, "人"), (365, "900"), (445, "1046")]),
    (160, [(65, "3"), (100, "月收入"), (305, "元"), (365, "3319"), (445, "3360")]),
]


def test_three_line_table_is_found_between_its_rules() -> None:
    grid = only_grid(page(ROWS, [across(y, 50, 500) for y in (86, 105, 166)]))
    assert grid.cells[0] == ("序号", "指标", "单位", "2023年", "2024年")
    assert grid.cells[3] == ("3", "月收入", "元", "3319", "3360")
    assert not grid.is_ruled


def test_table_without_any_rule_is_found_by_its_columns() -> None:
    assert only_grid(page(ROWS)).cells[1] == ("1", "毕业生人数", "人", "913", "1072")


def test_header_centered_over_short_labels_opens_no_column() -> None:
    assert {len(row) for row in only_grid(page(ROWS)).cells} == {5}


def test_wrapped_label_stays_one_row() -> None:
    rows = [
        (100, [(100, "指标"), (300, "单位"), (360, "数值")]),
        (120, [(60, "毕业生人数"), (305, "人"), (365, "913")]),
        (141, [(60, "公共基础课（不含思想政治课）教")]),
        (147, [(305, "%"), (365, "88.21")]),
        (153, [(60, "学满意度")]),
        (174, [(60, "家长满意度"), (305, "%"), (365, "93.60")]),
    ]
    grid = only_grid(page(rows))
    assert grid.cells[2] == ("公共基础课（不含思想政治课）教学满意度", "%", "88.21")
    assert len(grid.cells) == 4


def test_row_number_in_the_middle_of_its_rows_goes_to_the_first() -> None:
    rows = [
        (100, [(60, "序号"), (150, "指标"), (360, "2024年")]),
        (120, [(65, "1"), (100, "毕业生人数"), (365, "913")]),
        (140, [(100, "三次产业就业人数"), (365, "600")]),
        (160, [(65, "2"), (100, "面向第一产业"), (365, "100")]),
        (180, [(100, "面向第二产业"), (365, "500")]),
    ]
    grid = only_grid(page(rows))
    assert [row[0] for row in grid.cells] == ["序号", "1", "2", "", ""]
    assert CellRange(2, 0, 5, 1) in grid.merges


def test_group_names_over_columns_are_a_second_header_row() -> None:
    rows = [
        (100, [(230, "2023年"), (390, "2024年")]),
        (110, [(65, "去向")]),
        (120, [(200, "人数"), (270, "占比"), (360, "人数"), (430, "占比")]),
        (142, [(65, "升学"), (200, "410"), (270, "59.7"), (360, "438"), (430, "61.4")]),
        (162, [(65, "就业"), (200, "261"), (270, "40.3"), (360, "262"), (430, "38.6")]),
    ]
    grid = only_grid(page(rows, [across(y, 50, 500) for y in (88, 126, 170)]))
    assert grid.cells[0] == ("去向", "2023年", "", "2024年", "")
    assert grid.cells[1] == ("", "人数", "占比", "人数", "占比")
    assert {CellRange(0, 0, 2, 1), CellRange(0, 1, 1, 3), CellRange(0, 3, 1, 5)} <= set(grid.merges)


def test_names_that_nearly_touch_are_parted_where_the_columns_are() -> None:
    rows = [
        (100, [(60, "县区"), (150, "2023年在校生（人）"), (247, "2024年在校生（人）")]),
        (120, [(60, "东区"), (180, "840"), (280, "864")]),
        (140, [(60, "西区"), (180, "519"), (280, "531")]),
        (160, [(60, "北区"), (180, "411"), (280, "426")]),
    ]
    grid = only_grid(page(rows, [across(y, 50, 400) for y in (88, 105, 166)]))
    assert grid.cells[0] == ("县区", "2023年在校生（人）", "2024年在校生（人）")
    assert grid.cells[1] == ("东区", "840", "864")


def test_two_columns_of_prose_are_no_table() -> None:
    left, right = "学校坚持立德树人根本任务不断深化改革", "企业与学校共同制定人才培养方案并实施"
    rows = [(100 + 15 * i, [(60, left), (310, right)]) for i in range(8)]
    assert tables_of(page(rows)).grids == ()


def test_contents_list_is_no_table() -> None:
    rows = [(100 + 20 * i, [(60, f"{i}.1 标题文字"), (200, "." * 40), (480, str(i))]) for i in range(1, 6)]
    assert tables_of(page(rows)).grids == ()


def test_caption_ends_a_table_and_begins_the_next() -> None:
    second = [(y + 100, cells) for y, cells in ROWS]
    rows = [(80, [(200, "表 1 人才培养")]), *ROWS, (180, [(200, "表 2 服务贡献")]), *second]
    grids = tables_of(page(rows)).grids
    assert [len(grid.cells) for grid in grids] == [4, 4]
    assert all("表 " not in cell for grid in grids for row in grid.cells for cell in row)


def test_lines_with_one_wide_blank_are_no_table() -> None:
    rows = [(100 + 16 * i, [(60, "编制单位名称"), (200, "某某学校办公室")]) for i in range(4)]
    assert tables_of(page(rows)).grids == ()
