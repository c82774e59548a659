"""Rows that name another thing than the form's row whose place they take; and known rows with small additions."""

from __future__ import annotations

import pytest

from bench.foreign_rows import foreign_outcomes, targets_missed
from docextract.indicators.explain import read_label
from docextract.rulepacks.load import load_pack
from docextract.text.differences import differences, names_another
from tests.indicators.tables import HEADER, codes_of, errors_of, make_table, values_of

PACK = load_pack()


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("未毕业生人数", "1"),
        ("女毕业生人数", "1"),
        ("毕业生人数（女）", "1"),
        ("毕业去向待落实人数", "1"),
        ("毕业生去向落实人数缺口", "1"),
        ("自主创业率排名", "1"),
        ("结业生去向落实人数", "1"),
        ("女专任教师总数", "6"),
        ("外聘专任教师总数", "6"),
        ("拟与企业共建开放型区域产教融合实践中心数量", "6"),
        ("学历培训学时", "4"),
        ("非学历讲座学时", "4"),
        ("2023年毕业生人数", "1"),
    ],
)
def test_label_that_names_another_thing_has_no_reading(label: str, form: str) -> None:
    assert read_label(label, PACK, form).code == ""


@pytest.mark.parametrize(
    ("label", "form", "code"),
    [
        ("全校毕业生人数", "1", "graduates"),
        ("中职毕业生人数", "1", "graduates"),
        ("毕业生人数合计", "1", "graduates"),
        ("学校专任教师总数", "6", "full_time_teachers"),
        ("毕业生去向落实总人数", "1", "graduates_placed"),
        ("【毕业生人数】", "1", "graduates"),
        ("［毕业生人数］（人）", "1", "graduates"),
        ("第3项 毕业生人数", "1", "graduates"),
        ("第三项：毕业生人数", "1", "graduates"),
        ("指标 3：毕业生人数", "1", "graduates"),
        ("【3】毕业生人数", "1", "graduates"),
    ],
)
def test_known_row_with_an_addition_is_read(label: str, form: str, code: str) -> None:
    assert read_label(label, PACK, form).code == code


@pytest.mark.parametrize("label", ["未毕业生人数", "女生人数", "新生人数", "毕业生人数增长率"])
def test_foreign_row_stays_open_however_well_it_fits_the_place(label: str) -> None:
    table = make_table(
        f"{HEADER}\n{label} | 人 | 90 | 100\n毕业生去向落实人数 | 人 | 88 | 98\n其中：升学人数 | 人 | 50 | 40",
        "人才培养质量计分卡",
    )
    assert codes_of(table) == ["", "graduates_placed", "graduates_further_study"]
    assert errors_of(table) == ["row-without-indicator"]


def test_row_that_begins_with_a_star_is_a_row() -> None:
    table = make_table(
        f"{HEADER}\n*毕业生人数 | 人 | 90 | 100\n＊毕业生去向落实人数 | 人 | 88 | 98\n*其中：升学人数 | 人 | 50 | 40",
        "人才培养质量计分卡",
    )
    assert codes_of(table) == ["graduates", "graduates_placed", "graduates_further_study"]


@pytest.mark.parametrize(
    "note", ["*带星的是平台数据 | | | ", " | ".join(["*带星的是平台数据"] * 4), "注：平台数据 | | | "]
)
def test_text_alone_with_a_star_is_a_note(note: str) -> None:
    table = make_table(f"{HEADER}\n毕业生人数 | 人 | 90 | 100\n升学人数 | 人 | 88 | 98\n{note}", "人才培养质量计分卡")
    assert [value.source.row for value in values_of(table)] == [1, 1, 2, 2]


def test_row_with_values_that_begins_like_a_note_leaves_a_trace() -> None:
    table = make_table(
        f"{HEADER}\n毕业生人数 | 人 | 90 | 100\n升学人数 | 人 | 88 | 98\n*参军人数 | 人 | 5 | 6\n注：返乡人数 | 人 | 7 | 8",
        "人才培养质量计分卡",
    )
    assert codes_of(table)[2:] == ["", ""]
    assert errors_of(table) == ["row-without-indicator"] * 2


def test_differences_are_found_where_they_stand() -> None:
    assert [(d.start, d.extra, d.missing) for d in differences("女毕业生率", "毕业生人数")] == [
        (0, "女", ""),
        (4, "率", "人数"),
    ]
    assert differences("毕业生入数", "毕业生人数") == ()
    assert not names_another("毕业生人数", "毕业生人数")


@pytest.mark.parametrize(
    ("label", "is_another"),
    [
        ("专任教师的总数", False),  # a word of grammar
        ("专任教师教师总数", False),  # written twice
        ("丨专任教师总数", False),  # a rule of the page
        ("专任教帅总数", False),
        ("专任教鞅总数", False),  # a rare character: misread
        ("专任教师总数人", False),  # its unit
        ("专任教师总数（必填）", False),
        ("专任男教师总数", True),
        ("专任教师变动总数", True),
        ("专任职工总数", True),
        ("专任教师总数占比", True),
    ],
)
def test_what_is_added_or_changed_decides(label: str, is_another: bool) -> None:
    label = label.replace("（", "(").replace("）", ")")
    assert names_another(label, "专任教师总数", ("必填",), ("人",)) is is_another


def test_foreign_rows_stay_open_where_the_true_row_is_absent() -> None:
    outcomes = foreign_outcomes(PACK, 2024, wordings=1)
    assert {outcome.kind for outcome in outcomes} == {"before", "behind", "within"}
    assert targets_missed(outcomes) == []
