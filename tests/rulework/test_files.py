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
