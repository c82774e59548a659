"""Which files are read, in which order, under which names."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from docextract.batch.folder import list_pdfs, output_names, report_name
from docextract.errors import SettingsError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(folder: Path, out: str = "elsewhere") -> list[str]:
    return [file.report for file in list_pdfs(folder, folder / out).files]


def test_any_depth_and_case_in_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.PDF", "a.pdf", "子/深/c.Pdf", "notes.txt", "pdf")
    assert names(tmp_path) == ["a.pdf", "b.PDF", "子/深/c.Pdf"]


def test_output_folder_inside_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "out/old.pdf", "out2/b.pdf")
    assert names(tmp_path, "out") == ["a.pdf", "out2/b.pdf"]


def test_notes_of_macos_and_locks_of_office_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "__MACOSX/._a.pdf", "~$a.pdf")
    assert names(tmp_path) == ["a.pdf"]


def test_folder_named_like_a_pdf_is_looked_into(tmp_path: Path) -> None:
    make(tmp_path, "x.pdf/a.pdf")
    assert names(tmp_path) == ["x.pdf/a.pdf"]


def test_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有 PDF"):
        list_pdfs(tmp_path, tmp_path / "out")


def test_file_instead_of_folder_is_wrong_usage(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf")
    with pytest.raises(SettingsError, match="不是文件夹"):
        list_pdfs(tmp_path / "a.pdf", tmp_path / "out")


def test_windows_path_is_written_with_slashes() -> None:
    assert report_name(PureWindowsPath(r"江城\2024\报告.pdf")) == "江城/2024/报告.pdf"


def test_decomposed_name_of_macos_is_composed() -> None:
    assert report_name(PurePosixPath("e\u0301.pdf")) == "\u00e9.pdf"


def test_undecodable_name_can_be_written_as_utf8() -> None:
    name = os.fsdecode(b"\xff.pdf") if sys.platform != "win32" else "\udcff.pdf"
    report_name(PurePosixPath(name)).encode("utf-8")


def test_names_that_differ_in_case_alone_get_files_of_their_own() -> None:
    outputs = output_names(["A.pdf", "a.PDF", "a.pdf", "b.pdf"])
    folded = [output.casefold() for output in outputs.values()]
    assert len(set(folded)) == 4
    assert outputs["A.pdf"] == "reports/A.json"
    assert outputs["b.pdf"] == "reports/b.json"


def test_collision_does_not_take_the_name_of_a_third() -> None:
    outputs = output_names(["a.PDF", "a.pdf", "a~2.pdf"])
    assert len(set(outputs.values())) == 3
