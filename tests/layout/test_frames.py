"""What frames text: borders, shade, a bar along the left side; boxes for pictures are frames, too."""

from __future__ import annotations

from docextract.layout.frames import page_frames
from docextract.layout.picture_boxes import PagePart, without_picture_boxes
from docextract.model.geometry import BBox
from docextract.model.page import Rule
from tests.layout.build import LEFT, chars, flow_of, grid, page, paragraph, said

TEXT = paragraph(5, 300)
BAR = Rule(BBox(64, 285, 64, 390), 4.5)
BOX = BBox(70, 300, 500, 460)


def test_text_right_of_a_thick_bar_is_framed() -> None:
    (frame,) = page_frames(page(TEXT, rules=[BAR]), [])
    assert frame.holds_middle_of(TEXT[0].bbox) and frame.x1 > 490


def test_thin_upright_rule_frames_nothing() -> None:
    assert page_frames(page(TEXT, rules=[Rule(BAR.bbox, 0.5)]), []) == ()


def test_bar_with_text_on_both_sides_frames_nothing() -> None:
    assert page_frames(page(TEXT + chars("左栏文字", 10, 320), rules=[BAR]), []) == ()


def test_bar_that_meets_a_rule_is_the_side_of_a_box() -> None:
    assert page_frames(page(TEXT, rules=[BAR, Rule(BBox(64, 285, 500, 285), 0.5)]), []) == ()


def test_ruled_cells_with_a_picture_beside_text_are_no_table() -> None:
    drawn = paragraph(4, 100) + chars("校企协同育人", LEFT, 320)
    a_page = page(drawn, images=[BBox(300, 310, 480, 420)])
    used = [i for i, char in enumerate(drawn) if char.baseline == 320]
    flow = flow_of(a_page, grids=[grid(BOX, [["校企协同育人", ""]])], used=used)
    assert said(flow.items)[1:] == ["校企协同育人", "[picture]"]


def test_seal_in_a_large_table_leaves_it_a_table() -> None:
    cells = [["名称", "数量"]] * 6
    part = PagePart((grid(BOX, cells),), (), frozenset())
    a_page = page([], images=[BBox(400, 400, 450, 450)])
    assert without_picture_boxes([a_page], {1: part})[1].grids == part.grids


def test_picture_box_that_goes_on_over_the_page_is_a_frame_there_too() -> None:
    pages = [page([], images=[BBox(300, 310, 480, 420)]), page([], number=2)]
    parts = {
        1: PagePart((grid(BOX, [["前半", ""]]),), (), frozenset()),
        2: PagePart((grid(BOX, [["后半", ""]], number=2),), (), frozenset()),
    }
    assert all(not part.grids and part.borders for part in without_picture_boxes(pages, parts).values())


def test_prose_in_two_columns_of_a_box_is_no_table() -> None:
    drawn = paragraph(4, 320, width=17) + paragraph(4, 320, x=LEFT + 19 * 12, width=17)
    cells = [["教" * 15 + "。", "教" * 15 + "。"], ["教" * 30 + "。", "教" * 30 + "。"]]
    used = range(len(drawn))
    assert "[grid]" not in said(flow_of(page(drawn), grids=[grid(BOX, cells)], used=used).items)


def test_box_with_a_rule_between_rows_of_prose_stays_a_table() -> None:
    drawn = paragraph(4, 320, width=17) + paragraph(4, 320, x=LEFT + 19 * 12, width=17)
    cells = [["教" * 15 + "。", "教" * 15 + "。"], ["教" * 30 + "。", "教" * 30 + "。"]]
    row = Rule(BBox(70, 350, 500, 350), 0.5)
    flow = flow_of(page(drawn, rules=[row]), grids=[grid(BOX, cells)], used=range(len(drawn)))
    assert "[grid]" in said(flow.items)
