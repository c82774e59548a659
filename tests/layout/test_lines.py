"""Characters to lines: what is one line, what are two, where a blank is."""

from __future__ import annotations

from docextract.layout.lines import page_lines
from tests.layout.build import LEFT, SIZE, chars


def test_two_captions_below_two_pictures_are_two_lines() -> None:
    drawn = chars("图3晨读", 100, 300, 10) + chars("图4实训", 170, 300, 10)
    assert [line.text for line in page_lines(drawn, 1)] == ["图3晨读", "图4实训"]


def test_words_after_the_same_gap_stay_on_their_line() -> None:
    drawn = chars("图3晨读", 100, 300, 10) + chars("现场", 170, 300, 10)
    assert len(page_lines(drawn, 1)) == 1


def test_line_stretched_to_the_edge_has_no_blanks() -> None:
    drawn = chars("相关资料见学校网站", LEFT, 300, gap=9)
    assert [line.text for line in page_lines(drawn, 1)] == ["相关资料见学校网站"]


def test_blank_between_two_words_is_kept() -> None:
    drawn = chars("云浦市教育局", LEFT, 300) + chars("编制", LEFT + 7 * SIZE, 300)
    assert [line.text for line in page_lines(drawn, 1)] == ["云浦市教育局 编制"]


def test_narrow_gutter_between_columns_parts_every_row() -> None:
    rows = [300.0 + 20 * n for n in range(7)]
    drawn = [c for y in rows for x in (72, 72 + 10 * SIZE + 16) for c in chars("教学管理制度不断完善", x, y)]
    lines = page_lines(drawn, 1)
    assert len(lines) == 14 and {len(line.text) for line in lines} == {10}


def test_gaps_at_one_place_in_few_rows_are_no_gutter() -> None:
    starts = ((300.0, 14), (320.0, 26), (340.0, 20))
    drawn = [c for y, gap in starts for x in (72, 72 + 10 * SIZE + gap) for c in chars("教学管理制度不断完善", x, y)]
    assert len(page_lines(drawn, 1)) == 3


def test_parts_that_begin_at_one_edge_in_three_rows_stand_in_a_column() -> None:
    drawn = [
        c for y in (300.0, 320.0, 340.0) for x in (72, 72 + 10 * SIZE + 14) for c in chars("教学管理制度不断完善", x, y)
    ]
    assert len(page_lines(drawn, 1)) == 6


def test_short_last_line_of_the_right_column_is_no_part_of_the_line_beside_it() -> None:
    rows = [(300.0 + 20 * n, "教学管理制度不断完善") for n in range(3)] + [(360.0, "式。")]
    drawn = [
        c
        for y, right in rows
        for x, text in ((72.0, "教学管理制度不断完善"), (206.0, right))
        for c in chars(text, x, y)
    ]
    assert [line.text for line in page_lines(drawn, 1)][-2:] == ["教学管理制度不断完善", "式。"]
