"""A pack's files to Excel and back on disk: nothing is lost, nothing newer is overwritten, no fault is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from docextract.errors import RulesError
from docextract.rulepacks.load import available_packs, pack_path
from docextract.rulepacks.sheets import FIRST_ROW
from docextract.rulework.files import from_workbook, own_files, pack_faults, to_workbook
from tests.rulework.small_pack import PACK, small_pack


def exported(tmp_path: Path) -> tuple[Path, Path]:
    """The pack's folder and its workbook."""
    file = small_pack(tmp_path / "mine")
    workbook = tmp_path / "mine.xlsx"
    workbook.write_bytes(to_workbook(file))
    return file.parent, workbook


def edit(workbook: Path, key: str, value: str, sheet_name: str = "指标 indicators") -> None:
    book = load_workbook(workbook)
    sheet = book[sheet_name]
    column = [cell.value for cell in sheet[1]].index(key) + 1
    sheet.cell(FIRST_ROW, column).value = value
    book.save(workbook)


@pytest.mark.parametrize("name", available_packs())
def test_shipped_pack_comes_back_byte_for_byte(tmp_path: Path, name: str) -> None:
    workbook = tmp_path / "pack.xlsx"
    workbook.write_bytes(to_workbook(name))
    written = from_workbook(workbook, tmp_path / "rules" / pack_path(name).parent.name, force=True)
    assert written == own_files(name)
    folder = pack_path(name).parent
    for file in written:
        assert (tmp_path / "rules" / folder.name / file).read_bytes() == (folder / file).read_bytes()


def test_unedited_workbook_writes_nothing(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    assert from_workbook(workbook, folder) == {}


def test_edit_arrives_alone(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    edit(workbook, "aliases", "教职员工总数\n教工数")
    assert list(from_workbook(workbook, folder)) == ["staff.yaml"]
    assert (folder / "staff.yaml").read_text("utf-8") == PACK.replace("[教职员工总数]", "[教职员工总数, 教工数]")


def test_edit_with_a_fault_writes_nothing(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    edit(workbook, "unit", "斤")
    with pytest.raises(RulesError, match="没有写入任何文件") as caught:
        from_workbook(workbook, folder)
    assert 'unit "斤" is not among' in caught.value.faults[0]
    assert (folder / "staff.yaml").read_text("utf-8") == PACK
    from_workbook(workbook, folder, force=True)
    assert "斤" in (folder / "staff.yaml").read_text("utf-8")


def test_file_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    edit(workbook, "aliases", "教工数")
    (folder / "staff.yaml").write_text(PACK + "# 后来加的\n", encoding="utf-8")
    with pytest.raises(RulesError, match="changed since the workbook was made"):
        from_workbook(workbook, folder)
    assert "后来加的" in (folder / "staff.yaml").read_text("utf-8")


def test_faults_of_rules_and_examples_come_together(tmp_path: Path) -> None:
    file = small_pack(
        tmp_path / "bad", PACK.replace("unit: 人, kind: count", "unit: 斤, kind: cuont", 1), "- {label: 甲}\n"
    )
    faults = pack_faults(file)
    assert len([fault for fault in faults if "staff.yaml:7" in fault]) == 1
    assert 'did you mean "count"?' in faults[0]
    assert any("staff.examples.yaml:1" in fault for fault in faults)


@pytest.mark.parametrize("row", [1, 2])
@pytest.mark.parametrize("sheet", ["指标 indicators", "单位 units", "设置 settings", "文件 files"])
def test_sheet_without_a_header_row_is_refused(tmp_path: Path, sheet: str, row: int) -> None:
    folder, workbook = exported(tmp_path)
    book = load_workbook(workbook)
    book[sheet].delete_rows(row)
    book.save(workbook)
    with pytest.raises(RulesError, match=f"工作表“{sheet}”第 {row} 行"):
        from_workbook(workbook, folder, force=True)
    assert (folder / "staff.yaml").read_text("utf-8") == PACK


def test_new_rule_in_place_of_the_meanings_is_refused(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    book = load_workbook(workbook)
    sheet = book["单位 units"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(2, column).value = {4: "亩", 5: "面积"}.get(column)
    book.save(workbook)
    with pytest.raises(RulesError, match="第 2 行"):
        from_workbook(workbook, folder)


def test_blank_row_of_meanings_is_no_harm(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    book = load_workbook(workbook)
    for cell in book["单位 units"][2]:
        cell.value = None
    book.save(workbook)
    assert from_workbook(workbook, folder) == {}


def test_column_that_was_taken_out_is_refused(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    book = load_workbook(workbook)
    sheet = book["指标 indicators"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index("aliases") + 1)
    book.save(workbook)
    with pytest.raises(RulesError, match='column "aliases" is gone'):
        from_workbook(workbook, folder)
    assert (folder / "staff.yaml").read_text("utf-8") == PACK


@pytest.mark.parametrize(
    ("sheet", "key", "value", "row"),
    [
        ("指标 indicators", "unit", "斤", 3),
        ("关系 relations", "parts", "men\nwimen", 3),
        ("例子 examples", "expect", "peple", 3),
    ],
)
def test_faults_name_sheet_and_row(tmp_path: Path, sheet: str, key: str, value: str, row: int) -> None:
    folder, workbook = exported(tmp_path)
    edit(workbook, key, value, sheet)
    with pytest.raises(RulesError) as caught:
        from_workbook(workbook, folder)
    *faults, end = caught.value.faults
    assert faults and all(fault.startswith(f"工作表“{sheet}”第 {row} 行 row {row}") for fault in faults)
    assert "staff.yaml" not in "".join(faults) and "没有写入任何文件" in end


def test_fault_of_a_later_row_and_what_it_clashes_with_are_both_named_by_row(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    book = load_workbook(workbook)
    sheet = book["指标 indicators"]
    sheet.insert_rows(4)  # blank rows count as rows
    column = [cell.value for cell in sheet[1]].index("code") + 1
    sheet.cell(6, column).value = "people"
    book.save(workbook)
    with pytest.raises(RulesError) as caught:
        from_workbook(workbook, folder)
    fault = next(fault for fault in caught.value.faults if "keys are unique" in fault)
    assert "第 6 行" in fault and "第 3 行" in fault


def test_fault_of_a_setting_names_its_row(tmp_path: Path) -> None:
    file = small_pack(
        tmp_path / "mine", PACK.replace("{name: 试}", "\n  name: 试\n  applies_to:\n    first_year: 2024")
    )
    workbook = tmp_path / "mine.xlsx"
    workbook.write_bytes(to_workbook(file))
    book = load_workbook(workbook)
    sheet = book["设置 settings"]
    row = next(row for row in range(3, 9) if sheet.cell(row, 4).value == "pack.applies_to.first_year")
    sheet.cell(row, 5).value = "去年"
    book.save(workbook)
    with pytest.raises(RulesError) as caught:
        from_workbook(workbook, file.parent)
    assert f"设置 settings”第 {row} 行" in caught.value.faults[0]


def test_pack_that_lost_its_head_in_the_workbook_is_not_written(tmp_path: Path) -> None:
    folder, workbook = exported(tmp_path)
    book = load_workbook(workbook)
    book["设置 settings"].delete_rows(3)
    book.save(workbook)
    with pytest.raises(RulesError, match='no "pack:"'):
        from_workbook(workbook, folder)
    assert (folder / "staff.yaml").read_text("utf-8") == PACK
