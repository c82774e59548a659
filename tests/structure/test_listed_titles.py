"""Headings over two centred lines, judged by the contents list."""

from __future__ import annotations

import pytest

from docextract.model.flow import TextBlock
from tests.structure.build import heading, text, tree_of

LIST = (
    text("目录", size=16, centered=True),
    text("第一部分 江城市档案局概况"),
    text("第二部分 江城市档案局决算情况说明"),
    text("第三部分 名词解释"),
)


def titles_of(*body: TextBlock) -> list[str]:
    return [section.title for section in tree_of(*LIST, *body, text(page=2)).sections]


def test_heading_on_two_lines_is_one_where_the_list_has_it_as_one() -> None:
    found = titles_of(heading("第二部分 江城市档案局决算", page=2), heading("情况说明", page=2))
    assert found == ["江城市档案局决算情况说明"]


@pytest.mark.parametrize(("first", "second"), [("第三部分 名词解释", "情况说明"), ("江城市档案局决算", "情况说明")])
def test_two_headings_stay_two_where_the_list_does_not_join_them(first: str, second: str) -> None:
    assert len(titles_of(heading(first, page=2), heading(second, page=2))) == 2


def test_title_and_smaller_line_below_stay_two() -> None:
    found = titles_of(heading("第二部分 江城市档案局决算", page=2), heading("情况说明", size=14, page=2))
    assert "江城市档案局决算情况说明" not in found
