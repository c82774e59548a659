"""Things side by side are read column by column; rows of short texts are not."""

from __future__ import annotations

from docextract.model.geometry import BBox
from docextract.model.page import Rule
from tests.layout.build import LEFT, RIGHT, SIZE, chars, flow_of, page, paragraph, said

LEFT_PICTURE, RIGHT_PICTURE = BBox(72, 300, 272, 420), BBox(304, 300, 504, 420)
BODY = paragraph(4, 100) + paragraph(3, 200)


def test_two_pictures_over_two_captions_keep_each_its_own() -> None:
    captions = chars("图1晨读", 150, 440, 10) + chars("图2实训", 380, 440, 10)
    flow = flow_of(page(BODY + captions, images=[LEFT_PICTURE, RIGHT_PICTURE]))
    assert said(flow.items)[2:] == ["[picture]", "图1晨读", "[picture]", "图2实训"]


def test_caption_wrapped_below_its_picture_is_one_text() -> None:
    captions = chars("图1晨读", 150, 440, 10)
    captions += chars("图2学校与兄弟院校交流学习活动现场合影", 309, 440, 10) + chars("纪念照片", 384, 454, 10)
    flow = flow_of(page(BODY + captions, images=[LEFT_PICTURE, RIGHT_PICTURE]))
    assert said(flow.items)[-1] == "图2学校与兄弟院校交流学习活动现场合影纪念照片"


def test_text_beside_a_picture_goes_on_below_it() -> None:
    narrow = [c for n in range(6) for c in chars("教" * 18, LEFT, 310 + 20 * n)]
    below = chars("学" * 36, LEFT, 430) + chars("学校。", LEFT, 450)
    flow = flow_of(page(BODY + narrow + below, images=[RIGHT_PICTURE]))
    assert said(flow.items)[2:] == ["[picture]", "教" * 108 + "学" * 36 + "学校。"]


def test_case_in_a_box_is_read_before_the_picture_beside_it() -> None:
    box = BBox(66, 290, 510, 480)
    title = chars("案例1校企协同育人", LEFT, 305, font="Hei", is_bold=True)
    text = [c for n in range(7) for c in chars("教" * 18, LEFT, 330 + 20 * n)]
    flow = flow_of(page(BODY + title + text, images=[RIGHT_PICTURE]), borders=[box])
    assert said(flow.items)[2:] == ["案例1校企协同育人", "教" * 126, "[picture]"]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    rows = [300.0 + 20 * n for n in range(8)]
    drawn = [c for y in rows for x, text in ((LEFT, "左" * 17), (300.0, "右" * 17)) for c in chars(text, x, y)]
    flow = flow_of(page(BODY + drawn))
    assert said(flow.items)[2:] == ["左" * 136, "右" * 136]


def test_rows_of_names_are_read_row_by_row() -> None:
    rows = [
        (300.0, "校长：张某", "书记：李某"),
        (320.0, "主任：王某", "科长：赵某"),
        (340.0, "教师：周某", "班长：吴某"),
    ]
    drawn = [c for y, a, b in rows for x, text in ((LEFT, a), (300.0, b)) for c in chars(text, x, y)]
    flow = flow_of(page(BODY + drawn))
    assert said(flow.items)[2:] == [text for _, *both in rows for text in both]


def test_short_heading_after_two_pictures_is_not_drawn_into_the_left_column() -> None:
    captions = chars("图1晨读", 150, 440, 10) + chars("图2实训", 380, 440, 10)
    heading = chars("二、人才培养", LEFT, 470, 16, "Hei", is_bold=True)
    flow = flow_of(page(BODY + captions + heading + paragraph(3, 500), images=[LEFT_PICTURE, RIGHT_PICTURE]))
    assert said(flow.items)[5:7] == ["图2实训", "二、人才培养"]


def test_type_area_has_the_width_that_these_tests_assume() -> None:
    assert (RIGHT - LEFT) % SIZE == 0


def test_two_short_columns_in_a_box_are_read_one_after_the_other() -> None:
    rows = [300.0 + 20 * n for n in range(3)]
    drawn = [c for y in rows for x, text in ((LEFT, "左" * 17), (300.0, "右" * 17)) for c in chars(text, x, y)]
    flow = flow_of(page(BODY + drawn), borders=[BBox(66, 280, 510, 350)])
    assert said(flow.items)[2:] == ["左" * 51, "右" * 51]


def test_text_left_and_right_of_a_drawn_wall_is_never_one_line() -> None:
    wall = Rule(BBox(282, 290, 282, 340), 0.5)
    drawn = (
        chars("左" * 17, LEFT, 310)
        + chars("右" * 17, 288, 310)
        + chars("左边。", LEFT, 330)
        + chars("右边。", 288, 330)
    )
    flow = flow_of(page(BODY + drawn, rules=[wall]), borders=[BBox(66, 280, 510, 350)])
    assert not any("左" in text and "右" in text for text in said(flow.items))


def test_caption_above_a_picture_beside_text_stays_with_it() -> None:
    rows = ["学" * 16, *["教" * 18] * 4, "学校。"]
    narrow = [c for n, row in enumerate(rows) for c in chars(row, LEFT + (24 if n == 0 else 0), 310 + 20 * n)]
    flow = flow_of(page(BODY + narrow + chars("图1晨读", 380, 308, 10), images=[BBox(310, 316, 504, 410)]))
    assert said(flow.items)[2:] == ["图1晨读", "[picture]", "".join(rows)]


def test_text_flows_close_around_a_picture() -> None:
    narrow = [c for n in range(6) for c in chars("教" * 18, LEFT, 310 + 20 * n)]
    right = LEFT + 18 * SIZE
    flow = flow_of(page(BODY + narrow, images=[BBox(right + 2, 300, 504, 420)]))
    assert said(flow.items)[2:] == ["[picture]", "教" * 108]


def test_few_lines_in_two_columns_of_a_box_are_read_column_by_column() -> None:
    left = ["教" * 15, "学" * 17, "生" * 17, "校" * 9 + "。"]
    right = ["师" * 15, "徒" * 17, "厂" * 17, "家" * 9 + "。"]
    x = LEFT + 18 * SIZE + 6
    drawn = []
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        indent = 2 * SIZE if n == 0 else 0
        drawn += chars(a, LEFT + indent, 320 + 20 * n) + chars(b, x + indent, 320 + 20 * n)
    flow = flow_of(page(BODY + drawn), borders=[BBox(66, 300, 510, 400)])
    assert said(flow.items)[2:] == ["".join(left), "".join(right)]


def test_right_column_of_a_box_goes_on_below_the_picture_that_heads_it() -> None:
    left = [c for n in range(6) for c in chars("左" * 17, LEFT, 310 + 20 * n)]
    right = [
        c
        for n, (indent, count) in enumerate([(24, 15), (0, 17), (0, 5)])
        for c in chars("右" * count, 300 + indent, 420 + 20 * n)
    ]
    flow = flow_of(page(BODY + left + right, images=[BBox(304, 300, 496, 400)]), borders=[BBox(66, 290, 510, 480)])
    assert said(flow.items)[2:] == ["左" * 102, "[picture]", "右" * 37]
