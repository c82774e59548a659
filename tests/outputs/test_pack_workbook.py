"""A rule pack in Excel: the same files out as went in, and an edit made there arrives alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from docextract.errors import RulesError
from docextract.outputs.pack_workbook import pack_workbook_bytes, read_pack_workbook
from docextract.rulepacks.from_sheets import edited_files
from docextract.rulepacks.sheets import FIRST_ROW, file_sheets
from tests.rulework.small_pack import EXAMPLES, PACK

FILES = {"staff.yaml": PACK, "staff.examples.yaml": EXAMPLES}


def workbook(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "pack.xlsx"
    path.write_bytes(pack_workbook_bytes(file_sheets(files), files))
    return path


def test_files_come_back_byte_for_byte(tmp_path: Path) -> None:
    odd = {**FILES, "odd.yaml": "words:\r\n  missing: ['=1', ' ', \"-\"]  \n\n", "no_end.yaml": "units: []"}
    sheets, files = read_pack_workbook(workbook(tmp_path, odd), file_sheets({}))
    assert files == odd
    assert edited_files(files, sheets) == odd


def test_same_pack_gives_the_same_bytes() -> None:
    assert pack_workbook_bytes(file_sheets(FILES), FILES) == pack_workbook_bytes(file_sheets(FILES), FILES)


def test_numbers_and_yes_typed_by_people_are_read_as_they_mean(tmp_path: Path) -> None:
    path = workbook(tmp_path, FILES)
    book = load_workbook(path)
    sheet = book["指标 indicators"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(FIRST_ROW, header.index("serial") + 1).value = 7
    sheet.cell(FIRST_ROW, header.index("auto") + 1).value = True
    sheet.cell(FIRST_ROW + 1, header.index("since") + 1).value = 2025.0
    book.save(path)
    sheets, files = read_pack_workbook(path, file_sheets({}))
    text = edited_files(files, sheets)["staff.yaml"]
    assert 'name: 教职工总数, serial: "7", unit: 人' in text and "auto: true" in text and "since: 2025" in text


@pytest.mark.parametrize("name", ["pack.yaml", "pack.xls"])
def test_file_of_another_kind_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("pack: {}")
    with pytest.raises(RulesError, match=r"另存为 \.xlsx"):
        read_pack_workbook(tmp_path / name, file_sheets({}))


def test_file_that_is_no_such_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("not a workbook")
    with pytest.raises(RulesError, match="不是 Excel 工作簿"):
        read_pack_workbook(tmp_path / "a.xlsx", file_sheets({}))
    path = workbook(tmp_path, FILES)
    book = load_workbook(path)
    del book["指标 indicators"]
    book.save(path)
    with pytest.raises(RulesError, match="缺少工作表 指标 indicators"):
        read_pack_workbook(path, file_sheets({}))
