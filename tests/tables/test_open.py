"""Tables with few rules or none."""

from __future__ import annotations

from dataclasses import replace

from docextract.model.geometry import BBox
from docextract.model.page import Fill
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


def test_row_number_close_to_its_label_is_a_column() -> None:
    rows = [(100, [(56, "序号"), (86, "指标"), (300, "数值")])]
    rows += [(100 + 20 * i, [(64, str(i)), (77, f"{name}人数"), (305, "913")]) for i, name in enumerate("甲乙丙丁", 1)]
    assert [row[:2] for row in only_grid(page(rows)).cells[1:3]] == [("1", "甲人数"), ("2", "乙人数")]


def test_units_set_to_the_middle_and_to_the_side_are_one_column() -> None:
    rows = [(100, [(60, "指标"), (198, "单位"), (300, "数值")])]
    units = ("人", "%", "人", "%")
    rows += [
        (120 + 20 * i, [(60, "甲乙丙丁"), (219 if u == "%" else 203, u), (300, "35")]) for i, u in enumerate(units)
    ]
    assert [row[1] for row in only_grid(page(rows)).cells] == ["单位", *units]


def test_blank_at_one_place_of_all_rows_parts_no_year() -> None:
    rows = [(100, [(60, "年份"), (200, "毕业生"), (300, "就业")])]
    rows += [(120 + 20 * i, [(60, f"{2022 + i}"), (85, "年"), (200, "43"), (300, "35")]) for i in range(3)]
    assert [row[0] for row in only_grid(page(rows)).cells[1:]] == ["2022 年", "2023 年", "2024 年"]


def test_shaded_cells_tell_columns_and_rows() -> None:
    rows = [
        (100, [(60, "任务"), (150, "主要做法"), (300, "进展")]),
        (120, [(60, "育苗基地"), (150, "学生包棚，棚里的"), (300, "已挂牌")]),
        (132, [(150, "记录三方签字")]),
        (150, [(60, "实习网点"), (150, "两个月一换"), (300, "已设点")]),
        (170, [(60, "流动岗"), (150, "课时费"), (300, "已到岗")]),
    ]
    fills = [
        Fill(BBox(x0, top, x1, bottom), 0.9)
        for top, bottom in ((108, 138), (156, 176))
        for x0, x1 in ((55, 145), (145, 295), (295, 400))
    ]
    grid = only_grid(replace(page(rows), fills=tuple(fills)))
    assert len(grid.cells) == 4
    assert grid.cells[1] == ("育苗基地", "学生包棚，棚里的记录三方签字", "已挂牌")


def test_three_levels_without_rules_between_them() -> None:
    rows = [
        (100, [(240, "升学")]),
        (115, [(65, "学校"), (195, "贯通"), (295, "高考"), (380, "未落实")]),
        (130, [(170, "人数"), (220, "占比"), (270, "人数"), (320, "占比")]),
        (150, [(60, "东校"), (172, "236"), (220, "39.6"), (272, "120"), (320, "30.7"), (388, "14")]),
        (170, [(60, "西校"), (172, "128"), (220, "35.6"), (275, "96"), (320, "32.2"), (388, "12")]),
    ]
    grid = only_grid(page(rows, [across(y, 50, 420) for y in (88, 136, 178)]))
    assert grid.cells[0] == ("学校", "升学", "", "", "", "未落实")
    assert {CellRange(0, 1, 1, 5), CellRange(1, 1, 2, 3), CellRange(1, 3, 2, 5), CellRange(0, 0, 3, 1)} <= set(
        grid.merges
    )


def test_single_row_without_rules_or_caption_is_a_table() -> None:
    rows = [
        (60, [(60, "学院聘有企业导师，人均授课四十八课时。")]),
        (100, [(60, "专任教师"), (160, "高级职称"), (260, "企业导师")]),
        (120, [(72, "312"), (175, "84"), (275, "66")]),
    ]
    assert only_grid(page(rows)).cells == (("专任教师", "高级职称", "企业导师"), ("312", "84", "66"))


def test_last_line_of_a_wrapped_cell_belongs_to_the_table() -> None:
    rows = [(y, [(60, "甲校"), (160, "跟岗实习"), (300, "12")]) for y in (120, 140, 160)]
    rows = [(100, [(60, "学校"), (160, "内容"), (300, "人数")]), *rows]
    rows += [(180, [(160, "装配线跟岗实")]), (187, [(60, "乙校"), (300, "4")]), (194, [(160, "习（四周）")])]
    assert only_grid(page(rows)).cells[-1] == ("乙校", "装配线跟岗实习（四周）", "4")


def test_first_line_of_a_label_on_a_new_page_is_no_header() -> None:
    rows = [(80, [(60, "公共基础课教学")]), (87, [(200, "%"), (300, "88.21")]), (94, [(60, "满意度")])]
    rows += [(110 + 20 * i, [(60, "家长满意度"), (200, "%"), (300, "93.60")]) for i in range(3)]
    assert only_grid(page(rows)).cells[0] == ("公共基础课教学满意度", "%", "88.21")


def test_bare_number_like_a_year_is_a_value_below_the_header() -> None:
    rows = [(100, [(60, "序号"), (150, "指标"), (300, "2023年"), (400, "2024年")])]
    rows += [
        (120, [(65, "1"), (100, "财政专项经费"), (300, "16207"), (400, "17190")]),
        (140, [(65, "2"), (100, "教职工编制数"), (300, "1921"), (400, "1904")]),
        (160, [(65, "3"), (100, "教职工总数"), (300, "2234"), (400, "2267")]),
    ]
    assert only_grid(page(rows)).cells[2] == ("2", "教职工编制数", "1921", "1904")


def test_captions_side_by_side_part_two_tables_without_rules() -> None:
    rows = [(80, [(60, "表 1 按性别分"), (320, "表 2 按户籍分")])]
    rows += [(100, [(60, "性别"), (180, "人数"), (320, "户籍"), (440, "人数")])]
    rows += [(120 + 20 * i, [(60, "男"), (180, "403"), (320, "本县"), (440, "626")]) for i in range(2)]
    assert [grid.n_columns for grid in tables_of(page(rows)).grids] == [2, 2]


def test_caption_beside_a_table_is_none_of_its_cells() -> None:
    rows = [
        (100, [(160, "项目"), (260, "数量")]),
        (120, [(60, "表 3 资助情况"), (160, "补助"), (260, "12")]),
        (140, [(160, "减免"), (260, "30")]),
    ]
    grid = only_grid(page(rows, [across(y, 150, 330) for y in (88, 105, 146)]))
    assert grid.cells == (("项目", "数量"), ("补助", "12"), ("减免", "30"))


def test_captions_below_at_two_heights_part_two_tables_without_rules() -> None:
    rows = [
        (100, [(70, "去向"), (150, "人数"), (330, "年级"), (400, "班数"), (470, "人数")]),
        (120, [(70, "升学"), (150, "957"), (330, "一年级"), (400, "13"), (470, "197")]),
        (140, [(70, "本县"), (150, "825"), (330, "二年级"), (400, "14"), (470, "407")]),
        (160, [(70, "外县"), (150, "326")]),
        (165, [(380, "表 4 班级")]),
        (185, [(95, "表 3 去向")]),
    ]
    left, right = tables_of(page(rows)).grids
    assert left.cells[-1] == ("外县", "326")
    assert right.cells == (("年级", "班数", "人数"), ("一年级", "13", "197"), ("二年级", "14", "407"))


def test_tables_side_by_side_below_others_lose_no_row_to_captions_beside() -> None:
    rows = [
        (100, [(70, "性别"), (200, "人数"), (320, "年级"), (450, "人数")]),
        (120, [(70, "男"), (200, "957"), (320, "一年级"), (450, "197")]),
        (140, [(70, "女"), (200, "825"), (320, "二年级"), (450, "407")]),
        (170, [(110, "表 1 性别"), (360, "表 2 年级")]),
        (200, [(60, "学校"), (300, "人数"), (430, "占比")]),
        (220, [(60, "青石职业学校"), (300, "957"), (430, "40.1")]),
        (240, [(60, "南塘职业中学"), (300, "825"), (430, "59.9")]),
    ]
    left = [across(y, 60, 280) for y in (86, 106, 146)]
    right = [across(y, 310, 530) for y in (86, 106, 146)]
    found = tables_of(page(rows, [*left, *right, across(250, 60, 280)])).grids
    assert [grid.cells[0] for grid in found[:2]] == [("性别", "人数"), ("年级", "人数")]


def test_lines_of_two_wrapped_cells_on_a_new_page_are_no_header() -> None:
    rows = [
        (93, [(100, "云岭智能装备有限"), (330, "木工刀具刃磨")]),
        (100, [(65, "12"), (220, "青石职业学校"), (450, "38")]),
        (107, [(100, "公司"), (330, "与保养")]),
        (130, [(65, "13"), (100, "南塘合作社"), (220, "江湾职业学校"), (330, "体检导诊"), (450, "7")]),
        (150, [(65, "14"), (100, "白鹿食品厂"), (220, "江湾职业学校"), (330, "体检导诊"), (450, "9")]),
    ]
    grid = only_grid(page(rows))
    assert grid.cells[0] == ("12", "云岭智能装备有限公司", "青石职业学校", "木工刀具刃磨与保养", "38")


def test_empty_column_beside_a_name_that_hardly_reaches_over_its_numbers_stays() -> None:
    rows = [
        (100, [(60, "项目"), (170, "数量"), (278, "金额（万元）"), (420, "备注")]),
        (120, [(60, "设备"), (170, "12"), (255, "44.03"), (0, "")]),
        (140, [(60, "校舍"), (170, "17"), (255, "82.61"), (0, "")]),
        (160, [(60, "培训"), (170, "25"), (255, "18.70"), (0, "")]),
    ]
    grid = only_grid(page(rows, [across(y, 50, 470) for y in (86, 105, 166)]))
    assert grid.cells[0] == ("项目", "数量", "金额（万元）", "备注")
