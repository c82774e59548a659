"""Captions and what they belong to."""

from __future__ import annotations

from dataclasses import replace

from docextract.model.geometry import BBox, Region
from tests.structure.build import caption, grid, heading, picture, text, tree_of

CHAPTER = heading("一、基本情况")


def test_number_and_title_on_two_lines_are_one_caption() -> None:
    tree = tree_of(CHAPTER, text(), picture(), caption("图2"), caption("年度变化趋势", top=320), text())
    assert [(figure.number, figure.title) for figure in tree.figures] == [("2", "年度变化趋势")]


def test_two_pictures_with_a_caption_each_are_two_figures_with_their_own_boxes() -> None:
    tree = tree_of(
        CHAPTER, picture(top=100), caption("图1 晨读"), picture(top=400), caption("图2 实训", top=500), text()
    )
    assert [(figure.number, figure.bbox.top) for figure in tree.figures] == [("1", 100), ("2", 400)]


def test_picture_without_caption_is_a_figure_without_number() -> None:
    (figure,) = tree_of(CHAPTER, text(), picture(), text()).figures
    assert (figure.number, figure.has_caption) == ("", False)


def test_caption_without_picture_is_a_figure_and_a_notice() -> None:
    tree = tree_of(CHAPTER, text(), caption("图1 示意图"), text())
    assert [figure.number for figure in tree.figures] == ["1"] and len(tree.notices) == 1


def test_sentence_that_speaks_of_a_figure_is_no_caption() -> None:
    assert not tree_of(CHAPTER, text("图1显示，近三年招生规模逐年扩大"), text()).figures


def test_unit_line_between_caption_and_table_is_its_note() -> None:
    (table,) = tree_of(CHAPTER, caption("表1 经费", top=150), caption("单位：万元", top=170), grid(), text()).tables
    assert (table.number, table.note, table.caption_position) == ("1", "单位：万元", "above")


def test_title_without_table_is_missing() -> None:
    tree = tree_of(CHAPTER, text(), caption("附表 7 企业一览表"), text())
    assert [(table.number, table.title) for table in tree.missing_tables] == [("附表 7", "企业一览表")]


def test_unnumbered_title_ending_in_table_right_above_a_grid_is_its_caption() -> None:
    tree = tree_of(CHAPTER, caption("收入支出决算总表", top=150), caption("单位：万元", top=170), grid(), text())
    (table,) = tree.tables
    assert (table.number, table.title, table.caption_position) == ("", "收入支出决算总表", "above")


def test_numbered_heading_above_a_grid_stays_a_heading() -> None:
    tree = tree_of(CHAPTER, heading("二、经费情况表"), grid(), text())
    assert [section.title for section in tree.sections] == ["基本情况", "经费情况表"]
    assert [table.title for table in tree.tables] == [""]


def test_centred_sentence_above_a_grid_is_no_caption() -> None:
    (table,) = tree_of(CHAPTER, caption("以下数据来自平台", top=150), grid(), text()).tables
    assert table.title == ""


def test_lines_of_a_form_between_title_and_grid_are_notes() -> None:
    pieces = (caption("收入预算总表", top=135), caption("编制单位：清河局", top=150), caption("单位：元", top=170))
    (table,) = tree_of(CHAPTER, *pieces, grid(), text()).tables
    assert table.title == "收入预算总表"


def test_caption_at_the_height_of_a_grid_stands_beside_it() -> None:
    narrow = replace(grid(top=200.0), regions=(Region(1, BBox(200, 200, 500, 295)),))
    line = replace(caption("表3 资助情况", top=240.0).lines[0], bbox=BBox(90, 240, 180, 250))
    (table,) = tree_of(CHAPTER, replace(caption("表3 资助情况", top=240.0), lines=(line,)), narrow, text()).tables
    assert (table.number, table.caption_position) == ("3", "beside")
