"""Rule files to sheets and back: the same bytes when nothing was edited, the least change when something was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks.from_sheets import edited_files
from docextract.rulepacks.load import rules_folder
from docextract.rulepacks.sheets import Row, Sheet, file_sheets
from tests.rulework.small_pack import EXAMPLES, PACK

FILES = {"staff.yaml": PACK, "staff.examples.yaml": EXAMPLES}
INDICATORS, RELATIONS, EXAMPLE_SHEET, UNITS = "指标 indicators", "关系 relations", "例子 examples", "单位 units"
SHIPPED = sorted(path for path in rules_folder().iterdir() if path.is_dir())

Change = Callable[[list[Row]], Sequence[Row]]


def changed(sheet_name: str, change: Change) -> dict[str, str]:
    sheets = [
        replace(sheet, rows=tuple(change(list(sheet.rows)))) if sheet.name == sheet_name else sheet
        for sheet in file_sheets(FILES)
    ]
    return edited_files(FILES, sheets)


def with_cells(row: Row, **cells: str) -> Row:
    return replace(row, cells={**row.cells, **cells})


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_shipped_files_come_back_as_they_were(folder: Path) -> None:
    files = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}
    assert edited_files(files, file_sheets(files)) == files


def test_rows_show_keys_comments_and_nested_places() -> None:
    sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in file_sheets(FILES)}
    first = sheets[INDICATORS].rows[0]
    assert (first.file, first.comment, first.cells["aliases"]) == ("staff.yaml", "全部的人", "教职员工总数")
    assert sheets[EXAMPLE_SHEET].rows[0].cells["input.table"] == "1"
    assert sheets[EXAMPLE_SHEET].rows[2].cells["values"] == 'people: "12"\nmen: "5"\nwomen: "7"'
    assert sheets["文件 files"].rows[0].comment == "很小的规则包"
    assert [row.cells["key"] for row in sheets["设置 settings"].rows] == ["pack.name"]


def test_an_alias_added_changes_one_line() -> None:
    found = changed(INDICATORS, lambda rows: [with_cells(rows[0], aliases="教职员工总数\n教工数"), *rows[1:]])
    gone, come = lines_changed(PACK, found["staff.yaml"])
    assert come == [line.replace("[教职员工总数]", "[教职员工总数, 教工数]") for line in gone]
    assert found["staff.examples.yaml"] == EXAMPLES


def test_emptied_cell_takes_the_key_away() -> None:
    found = changed(INDICATORS, lambda rows: [with_cells(rows[0], aliases=""), *rows[1:]])
    assert lines_changed(PACK, found["staff.yaml"])[1] == [
        "  - {code: people, name: 教职工总数, unit: 人, kind: count, why: 试, not: [教职工子女数]}"
    ]


def test_new_row_is_written_after_the_row_above() -> None:
    cells = {"code": "young", "name": "青年教职工数", "unit": "人", "kind": "count", "why": "试", "auto": "是"}
    new = Row("", "", "新增", cells)
    found = changed(INDICATORS, lambda rows: [rows[0], new, *rows[1:]])
    gone, come = lines_changed(PACK, found["staff.yaml"])
    assert gone == []
    assert come == ["  # 新增", "  - {code: young, name: 青年教职工数, unit: 人, kind: count, why: 试, auto: true}"]
    assert (
        found["staff.yaml"].index("people,")
        < found["staff.yaml"].index("young")
        < found["staff.yaml"].index("code: men")
    )


def test_deleted_row_goes_with_its_comment_and_moved_row_keeps_it() -> None:
    gone = changed(INDICATORS, lambda rows: rows[1:])["staff.yaml"]
    assert "people, name" not in gone and "全部的人" not in gone and "# 与上一条合为总数" in gone
    moved = changed(INDICATORS, lambda rows: [rows[1], rows[2], rows[0]])["staff.yaml"]
    assert sorted(moved.split("\n")) == sorted(PACK.split("\n"))
    assert moved.index("与上一条合为总数") < moved.index("# 全部的人") < moved.index("code: people")


def test_comment_is_edited_and_last_row_of_a_list_takes_its_key() -> None:
    found = changed(INDICATORS, lambda rows: [replace(rows[0], comment="总数\n第二行"), *rows[1:]])["staff.yaml"]
    assert lines_changed(PACK, found) == (["  # 全部的人"], ["  # 总数", "  # 第二行"])
    assert "relations:" not in changed(RELATIONS, lambda rows: [])["staff.yaml"]


def test_list_that_was_not_there_is_added() -> None:
    row = Row("", "staff.yaml", "", {"code": "men", "name": "男职工数", "since": "2025"})
    found = changed("改名 renamed", lambda rows: [row])["staff.yaml"]
    assert found == PACK + "\nrenamed:\n  - {code: men, name: 男职工数, since: 2025}\n"


def test_list_in_brackets_is_written_one_entry_a_line_when_it_changes() -> None:
    files = {"a.yaml": "units: [{name: 人, dimension: 人}, {name: 个, dimension: 件数}]\n"}
    sheets = file_sheets(files)
    assert edited_files(files, sheets) == files
    units = next(sheet for sheet in sheets if sheet.name == UNITS)
    found = edited_files(files, [replace(units, rows=units.rows[:1])])
    assert found["a.yaml"] == "units: \n  - {name: 人, dimension: 人}\n"


def test_nested_cells_and_lists_of_settings_are_edited_in_place() -> None:
    found = changed(EXAMPLE_SHEET, lambda rows: [with_cells(rows[0], **{"input.cell": "13"}), *rows[1:]])
    assert found["staff.examples.yaml"] == EXAMPLES.replace('cell: "12"', 'cell: "13"', 1)
    setting = Row("", "staff.yaml", "", {"key": "pack.applies_to.titles", "value": "甲\n乙"})
    found = changed("设置 settings", lambda rows: [*rows, setting])
    assert lines_changed(PACK, found["staff.yaml"])[1] == ["pack: {name: 试, applies_to: {titles: [甲, 乙]}}"]


def test_row_of_an_unknown_file_is_a_fault_with_the_nearest() -> None:
    with pytest.raises(RulesError, match=r'单位 units!3: .*did you mean "staff.yaml"'):
        changed(UNITS, lambda rows: [replace(rows[0], file="staf.yaml")])


@pytest.mark.parametrize(
    ("cell", "written"), [("教职员工总数", "教职员工总数"), ("教职员工总数\n教工总数", "[教职员工总数, 教工总数]")]
)
def test_words_of_prose_are_written_as_one_or_as_a_list(cell: str, written: str) -> None:
    row = Row("", "staff.examples.yaml", "", {"said": cell, "unit": "人", "origin": "made", "expect": "people"})
    found = changed(EXAMPLE_SHEET, lambda rows: [*rows, row])
    (line,) = lines_changed(EXAMPLES, found["staff.examples.yaml"])[1]
    assert f"said: {written}," in line
    (again,) = [
        each
        for sheet in file_sheets(found)
        if sheet.name == EXAMPLE_SHEET
        for each in sheet.rows
        if "said" in each.cells
    ]
    assert again.cells["said"] == cell
