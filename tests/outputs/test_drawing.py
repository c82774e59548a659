"""Painting marks over a page."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from docextract.model.block import Block, BlockKind
from docextract.model.geometry import BBox, Region
from docextract.outputs.drawing import COLOURS, MAX_LABEL, Mark, draw_marks, page_marks, png_bytes
from tests.builders import finding, report

WHITE = (255, 255, 255)


def page() -> Image.Image:
    return Image.new("RGB", (400, 300), WHITE)


def test_every_block_and_cell_of_the_page_is_marked() -> None:
    marks = page_marks(report(), 4)
    assert [(mark.layer, mark.label) for mark in marks] == [("cell", "2,1"), ("paragraph", "b2 paragraph …")]


def test_heading_is_labelled_with_its_level_and_text() -> None:
    assert "b1 H1 第一章 基本情况" in [mark.label for mark in page_marks(report(), 3)]


def test_finding_is_marked_where_its_evidence_stands() -> None:
    assert page_marks(report(), 3, [finding()])[-1].layer == "finding"


def test_page_without_anything_has_no_marks() -> None:
    assert page_marks(report(), 99) == ()


def test_box_is_painted_at_the_scale() -> None:
    painted = draw_marks(page(), [Mark(BBox(50, 50, 150, 100), "table")], 2.0)
    assert painted.getpixel((100, 150)) == COLOURS["table"]
    assert painted.getpixel((200, 150)) == WHITE


def test_picture_given_is_not_painted_on() -> None:
    blank = page()
    draw_marks(blank, [Mark(BBox(10, 10, 90, 90), "table", "表")], 1.0)
    assert blank.getcolors() == [(400 * 300, WHITE)]


def test_chinese_label_needs_no_font_of_the_machine() -> None:
    one, other = (draw_marks(page(), [Mark(BBox(10, 60, 90, 90), "case", text)], 2.0) for text in "案例")
    assert one.tobytes() != other.tobytes()  # without the glyphs both would be the same empty box


def test_label_at_the_edge_stays_on_the_page() -> None:
    painted = draw_marks(page(), [Mark(BBox(199, 0, 200, 1), "heading", "字" * (MAX_LABEL + 5))], 2.0)
    left = painted.crop((0, 0, 30, 30))
    assert left.getcolors() != [(30 * 30, WHITE)]


def test_reversed_and_outlying_boxes_are_drawn() -> None:
    draw_marks(page(), [Mark(BBox(90, 90, 10, 10), "case", "x"), Mark(BBox(-50, -50, 900, 900), "case", "y")], 1.0)


def test_png() -> None:
    assert png_bytes(page()).startswith(b"\x89PNG")


def test_blocks_read_side_by_side_are_columns_of_their_own() -> None:
    boxes = [BBox(50, 50, 500, 80), BBox(50, 100, 260, 140), BBox(280, 100, 500, 140), BBox(50, 150, 500, 180)]
    blocks = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, "文", (Region(1, box),), ()) for n, box in enumerate(boxes))
    marks = page_marks(replace(report(), blocks=blocks, tables=()), 1, layers=("column",))
    assert [mark.bbox for mark in marks] == [BBox(50, 50, 500, 140), boxes[2], boxes[3]]


def test_heading_layer_holds_headings_alone() -> None:
    marks = [mark for page in range(1, 9) for mark in page_marks(report(), page, layers=("heading",))]
    assert marks and {mark.layer for mark in marks} == {"heading"}
