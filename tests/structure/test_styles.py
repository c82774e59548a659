"""The words of a rule pack decide what is a heading, a case, a caption or a contents list."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.model.flow import FlowItem
from docextract.rulepacks.choose import structure_words
from docextract.structure.build_tree import Tree
from tests.structure.build import SENTENCE, caption, grid, heading, picture, text, tree_of


def trees(items: Sequence[FlowItem], **words: tuple[str, ...]) -> tuple[Tree, Tree]:
    """With the shipped words, and with these in place of them."""
    return tree_of(*items), tree_of(*items, words=structure_words(None).model_copy(update=words))


def titles(tree: Tree) -> list[str]:
    return [f"{section.level} {section.number}|{section.title}" for section in tree.sections]


def test_case_is_what_the_pack_calls_so() -> None:
    items: list[FlowItem] = [
        heading("一、育人"),
        text(),
        text("典型做法 1 师徒同台授课", bold=True),
        text(),
        text("案例 2 送教下乡", bold=True),
        text(),
    ]
    shipped, own = trees(items, cases=("典型做法",))
    assert [(case.number, case.title) for case in shipped.cases] == [("2", "送教下乡")]
    assert [(case.number, case.title) for case in own.cases] == [("1", "师徒同台授课")]


def test_sentence_about_cases_begins_as_the_pack_says() -> None:
    items: list[FlowItem] = [text(), text("【专栏征稿】启事", bold=True), text()]
    assert len(trees(items, cases=("专栏",))[1].cases) == 1
    assert not trees(items, cases=("专栏",), not_cases=("【专栏征稿",))[1].cases


def test_front_heading_is_a_chapter_among_numbered_ones() -> None:
    items: list[FlowItem] = [
        heading("一、育人"),
        heading("（一）课程", size=14),
        text(),
        heading("编者的话", size=12),
        text(),
    ]
    shipped, own = trees(items, front=("编者的话",))
    assert titles(shipped) == ["1 一、|育人", "2 （一）|课程"]
    assert titles(own) == [*titles(shipped), "1 |编者的话"]


def test_counted_heading_is_above_what_it_holds() -> None:
    items: list[FlowItem] = [
        heading("第一板块 育人"),
        heading("一、课程"),
        text(),
        heading("第二板块 服务"),
        heading("一、培训"),
        text(),
    ]
    assert titles(trees(items, parts=("板块",))[1]) == [
        "1 第一板块|育人",
        "2 一、|课程",
        "1 第二板块|服务",
        "2 一、|培训",
    ]
    assert titles(trees(items)[0]) != titles(trees(items, parts=("板块",))[1])


def test_captions_of_tables_and_figures_are_what_the_pack_calls_so() -> None:
    items: list[FlowItem] = [
        text(),
        caption("附件 2 各专业班数", top=180),
        grid(),
        text(),
        picture(top=400),
        caption("照片 3 实训", top=500),
        text(),
    ]
    shipped, own = trees(items, tables=("附件",), figures=("照片",))
    assert ([table.title for table in shipped.tables], [figure.title for figure in shipped.figures]) == ([""], [""])
    assert [(table.number, table.title) for table in own.tables] == [("附件 2", "各专业班数")]
    assert [(figure.number, figure.title) for figure in own.figures] == [("3", "实训")]


def test_list_of_cases_is_named_as_they_are() -> None:
    items: list[FlowItem] = [
        heading("专栏目录"),
        text("专栏 1 送教下乡 ………… 3"),
        text("专栏 2 师徒同台 ………… 5"),
        heading("一、育人"),
        text(),
    ]
    shipped, own = trees(items, cases=("专栏",))
    assert {entry.list for entry in own.toc} == {"专栏目录"}
    assert "专栏目录" not in {entry.list for entry in shipped.toc}


def test_list_without_words_matches_nothing() -> None:
    items: list[FlowItem] = [
        text("案例 1 送教下乡", bold=True),
        text(),
        caption("表 1 各专业班数", top=180),
        grid(),
        text(),
    ]
    own = trees(items, cases=(), tables=(), front=())[1]
    assert (own.cases, own.tables[0].title) == ((), "")


def test_words_are_found_with_blanks_between_their_characters() -> None:
    own = trees([heading("编 者 的 话"), text(SENTENCE)], front=("编者的话",))[1]
    assert titles(own) == ["1 |编 者 的 话"]


def test_words_that_count_apart_stay_in_their_numbers() -> None:
    items: list[FlowItem] = [
        *(text("案例 1 送教下乡", bold=True), text(), text("典型案例 2 院坝课堂", bold=True), text()),
        *(text("专栏 1 师徒同台", bold=True), text(), text("附图 1 布局见后", bold=True), text()),
        *(picture(top=200), caption("图 1 实训", top=300), picture(top=400), caption("照片 1 运动会", top=500), text()),
    ]
    own = trees(items, cases=("案例", "典型案例", "专栏"), figures=("图", "附图", "照片"))[1]
    assert [case.number for case in own.cases] == ["1", "2", "专栏 1"]
    assert [figure.number for figure in own.figures] == ["附图 1", "1", "照片 1"]
