"""目录 and the other lists: entries with leaders, with a page alone, in brackets, read as a table."""

from __future__ import annotations

import pytest

from docextract.model.flow import TextBlock
from tests.structure.build import grid, heading, text, tree_of

TITLE = text("目  录", size=16, centered=True)
CHAPTER = heading("一、基本情况", page=2)


def entries(*items: TextBlock) -> list[tuple[str, str, str]]:
    found = tree_of(TITLE, *items, CHAPTER, text(page=2)).toc
    return [(entry.list, entry.text, entry.printed_page) for entry in found]


@pytest.mark.parametrize(
    "said", ["一、基本情况………………3", "一、基本情况...........3", "一、基本情况（3）", "一、基本情况 3"]
)
def test_entry_in_usual_forms(said: str) -> None:
    assert entries(text(said, indented=False)) == [("目录", "一、基本情况", "3")]


def test_many_leader_dots_do_not_make_an_entry_too_long() -> None:
    title = "（一）坚持立德树人根本任务深入推进综合改革构建思想政治工作体系"
    assert entries(text(title + "." * 130 + "7", indented=False)) == [("目录", title, "7")]


def test_list_read_as_a_table_gives_its_rows_as_entries() -> None:
    rows = (("一、基本情况", "1"), ("（一）办学规模", "2"))
    tree = tree_of(TITLE, grid(rows), CHAPTER, text(page=2))
    assert [(entry.text, entry.printed_page) for entry in tree.toc] == list(rows)
    assert not tree.tables


def test_table_with_words_in_its_last_column_stays_a_table_after_a_list() -> None:
    tree = tree_of(TITLE, text("一、基本情况………3"), grid((("名称", "备注"), ("教师", "在编"))), CHAPTER, text(page=2))
    assert len(tree.tables) == 1


def test_entry_whose_page_stands_beside_its_first_line_has_its_second_line() -> None:
    first = text("第二节 面向先进制造业和现代服务业的课程改革试点以及推广应 3", full=True, top=320)
    rest = text("用情况", top=340)
    assert entries(
        heading("目录"), text("第一节 规模 ........ 1", top=300), first, rest, text("第三节 专业 ....... 5", top=360)
    )[1:] == [
        ("目录", "第二节 面向先进制造业和现代服务业的课程改革试点以及推广应用情况", "3"),
        ("目录", "第三节 专业", "5"),
    ]


def test_tail_of_a_list_without_pages_on_its_second_page_is_list_too() -> None:
    first = [text("第一部分 江城市档案局概况"), text("一、主要职能"), text("二、机构设置"), text("三、决算总表")]
    tail = [text("十、绩效管理情况", page=2), text("十一、其他事项说明", page=2), text("第四部分 名词解释", page=2)]
    body = [
        *(
            item
            for said in ("第一部分 江城市档案局概况", "一、主要职能")
            for item in (heading(said, page=3), text(page=3))
        ),
        *(
            item
            for said in ("十、绩效管理情况", "十一、其他事项的说明")
            for item in (heading(said, page=4), text(page=4))
        ),
        *(heading("第四部分 名词解释", page=5), text(page=5)),
    ]
    tree = tree_of(TITLE, *first, *tail, *body, pages=5)
    assert [entry.text for entry in tree.toc if entry.page == 2] == [item.text for item in tail]
    assert [section.page for section in tree.sections] == [3, 3, 4, 4, 5]


def test_short_page_after_a_list_that_says_nothing_again_is_no_list() -> None:
    tree = tree_of(
        TITLE, text("一、主要职能"), text("二、机构设置"), text("三、决算总表"), *PLATE, CHAPTER, text(page=3)
    )
    assert [section.title for section in tree.sections][:2] == ["江城概览", "江城风貌"]


PLATE = (heading("江城概览", page=2), heading("江城风貌", page=2))


def test_page_numbers_read_as_texts_of_their_own_belong_to_the_titles_on_their_lines() -> None:
    rows = [("表 1-1 各校规模", "3", 300.0), ("表 1-2 住校情况", "11", 320.0)]
    titles = [text(said, top=top) for said, _, top in rows]
    numbers = [text(page, top=top, left=480) for _, page, top in rows]
    expected = [("目录", said, page) for said, page, _ in rows]
    assert entries(titles[0], numbers[0], titles[1], numbers[1]) == expected
    assert entries(*titles, *numbers) == expected
