"""`docextract feedback`: which files are written, under which names, and which are left alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docextract.cli import call
from docextract.review.decisions import State
from docextract.review.opinion_fields import NAMES
from docextract.review.opinion_files import MAX_NAME_BYTES, file_stems, safe_name
from docextract.review.run_index import read_run
from docextract.review.store import store_of
from tests.review.out_made import OTHER, REPORT, made_run, place, row

STEM = "江城/江城市 年度报告"


def feedback(out: Path, to: Path, *more: str) -> int:
    return call(["feedback", str(out), "--to", str(to), "--date", "2026-03-02", *more])


def decide(out: Path, state: State = State.CONFIRMED, note: str = "", who: str = "张三") -> None:
    index = read_run(out)
    with store_of(out) as store:
        for found in index.findings:
            revision = store.standing(*found.finding.key).revision
            store.decide(found.finding, state, note=note, who=who, expected_revision=revision)


def files(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".")}


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_all_forms_of_every_report_with_something_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, to = made_run(tmp_path, [row()]), tmp_path / "反 馈"
    decide(out)
    assert feedback(out, to, "--as", "docx", "--as", "pdf", "--as", "html", "--from", "江城市教育局职教科") == 0
    assert files(to) == {f"{STEM}-审核意见.docx", f"{STEM}-批注.pdf", f"{STEM}-问题图示.html"}
    shown = capsys.readouterr()
    assert shown.out.count("\n") == 3
    assert "1 份报告没有可写的问题" in shown.err
    text = text_of(to / f"{STEM}-审核意见.docx")
    assert "江城市教育局职教科\n2026年3月2日" in text
    assert "报告全文共识别数字 3 个，其中 3 个与文中别处或算式相互印证。" in text


def test_only_confirmed_findings_go_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made_run(tmp_path, [row()])
    assert feedback(out, tmp_path / "a") == 0
    assert files(tmp_path / "a") == set()
    assert "--state all" in capsys.readouterr().err
    assert feedback(out, tmp_path / "a", "--report", "年度报告.pdf") == 1
    assert "没有确认的问题，还有 1 条没有处理" in capsys.readouterr().err
    assert feedback(out, tmp_path / "a", "--state", "all") == 0
    assert files(tmp_path / "a") == {f"{STEM}-审核意见.docx"}


def test_what_is_left_undecided_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made_run(tmp_path, [row("a")])
    decide(out)
    made_run(tmp_path, [row("a"), row("b"), row("c")])
    assert feedback(out, tmp_path / "a") == 0
    assert "还有 2 条问题没有处理" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["gone", "gbk", "cut"])
def test_damaged_findings_are_not_taken_for_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    out = made_run(tmp_path, [row()])
    path = out / "findings.csv"
    data = path.read_bytes()
    path.unlink()
    if damage == "gbk":  # what an older spreadsheet program saves
        path.write_bytes(data.decode("utf-8-sig").encode("gbk"))
    if damage == "cut":
        path.write_bytes(data.replace(b"[{", b"[", 1))
    for command in (
        ["feedback", str(out), "--to", str(tmp_path / "a")],
        ["decisions", "export", "b.xlsx", "--out", str(out)],
    ):
        assert call(command) == 2
        assert "findings.csv" in capsys.readouterr().err


def test_a_report_without_faults_can_be_told_so(tmp_path: Path) -> None:
    out = made_run(tmp_path, [row()])
    decide(out, State.DISMISSED)
    assert feedback(out, tmp_path / "好.docx", "--report", REPORT) == 0
    assert "未发现需要修改的问题" in text_of(tmp_path / "好.docx")


def test_notes_and_names_go_out_unless_they_are_to_stay(tmp_path: Path) -> None:
    out = made_run(tmp_path, [row()])
    decide(out, note="已电话核实\n{{单位}}", who="欧阳")
    assert feedback(out, tmp_path / "a.docx", "--report", REPORT) == 0
    assert "审核说明：已电话核实" in text_of(tmp_path / "a.docx")
    assert feedback(out, tmp_path / "b.html", "--report", REPORT, "--no-notes") == 0
    assert feedback(out, tmp_path / "b.pdf", "--report", REPORT, "--no-notes") == 0
    for name in ("b.html", "b.pdf"):
        data = (tmp_path / name).read_bytes()
        assert not [
            word for word in ("已电话核实", "欧阳") if word.encode() in data or word.encode("utf-16-be") in data
        ]


def test_a_file_that_somebody_edited_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, to = made_run(tmp_path, [row()]), tmp_path / "a"
    path = to / f"{STEM}-审核意见.docx"
    assert feedback(out, to, "--state", "all") == 0
    first = path.read_bytes()
    assert feedback(out, to, "--state", "all", "--from", "教育局") == 0, "our own file may be made anew"
    assert path.read_bytes() != first
    path.write_bytes(b"edited")
    assert feedback(out, to, "--state", "all") == 1
    assert "没有覆盖" in capsys.readouterr().err
    assert path.read_bytes() == b"edited"
    assert feedback(out, to, "--state", "all", "--force") == 0
    assert path.read_bytes()[:2] == b"PK"


def test_a_file_that_was_there_before_is_left_alone(tmp_path: Path) -> None:
    out, one = made_run(tmp_path, [row()]), tmp_path / "意见.docx"
    one.write_bytes(b"mine")
    assert feedback(out, one, "--state", "all", "--report", REPORT) == 1
    assert one.read_bytes() == b"mine"


def test_annotated_pdfs_never_go_among_the_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made_run(tmp_path, [row()])
    original = tmp_path / "报告" / REPORT
    before = original.read_bytes()
    for to in (original, tmp_path / "报告", tmp_path / "结果" / ".." / "报告" / "x.pdf"):
        assert feedback(out, to, "--as", "pdf", "--state", "all", "--report", REPORT, "--force") == 2
        assert "报告文件夹" in capsys.readouterr().err
    assert original.read_bytes() == before


@pytest.mark.parametrize("change", ["gone", "other", "broken run"])
def test_a_pdf_that_is_not_the_one_read_gets_no_boxes(
    tmp_path: Path, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = made_run(tmp_path, [row()])
    pdf = tmp_path / "报告" / REPORT
    if change == "gone":
        pdf.unlink()
    else:
        pdf.write_bytes(pdf.read_bytes() + b"\n" if change == "other" else b"no PDF")
    assert feedback(out, tmp_path / "a", "--as", "pdf", "--as", "html", "--as", "docx", "--state", "all") == 1
    assert files(tmp_path / "a") == {f"{STEM}-审核意见.docx"}, "the letter needs no PDF"
    assert capsys.readouterr().err.count(REPORT) == 2


def test_moved_pdfs_are_found_where_they_are_said_to_be(tmp_path: Path) -> None:
    out = made_run(tmp_path, [row()])
    (tmp_path / "报告").rename(tmp_path / "搬走")
    assert feedback(out, tmp_path / "a", "--as", "pdf", "--state", "all", "--pdfs", str(tmp_path / "搬走")) == 0


def test_own_template_can_be_saved_changed_and_used(tmp_path: Path) -> None:
    out, template = made_run(tmp_path, [row()]), tmp_path / "模板.docx"
    assert call(["feedback", "--write-template", str(template)]) == 0
    document = docx.Document(str(template))
    document.paragraphs[0].text = "{{年度}} 年度报告反馈"
    document.save(str(template))
    assert call(["feedback", "--write-template", str(template)]) == 2, "it was edited"
    assert feedback(out, tmp_path / "a", "--state", "all", "--template", str(template)) == 0
    assert text_of(tmp_path / "a" / f"{STEM}-审核意见.docx").startswith("2025 年度报告反馈")


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--report", "没有的"], "没有这份报告"),
        (["--report", ".pdf"], "不止一份报告"),
        (["--template", "nowhere.docx"], "模板打不开"),
    ],
)
def test_wrong_usage_is_said(tmp_path: Path, more: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert feedback(made_run(tmp_path, [row()]), tmp_path / "a", "--state", "all", *more) == 2
    assert word in capsys.readouterr().err


def test_one_file_needs_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made_run(tmp_path, [row(), row(report=OTHER)])
    assert feedback(out, tmp_path / "a.docx", "--state", "all") == 2
    assert "--report" in capsys.readouterr().err
    assert call(["feedback"]) == 2
    assert call(["feedback", str(tmp_path), "--to", str(tmp_path / "x")]) == 2


def test_a_report_whose_pdf_takes_no_notes_stops_no_other(tmp_path: Path) -> None:
    out = made_run(tmp_path, [row(), row(report=OTHER, evidence=[place()])])
    (tmp_path / "报告" / REPORT).unlink()
    assert feedback(out, tmp_path / "a", "--as", "pdf", "--state", "all") == 1
    assert files(tmp_path / "a") == {"河口-批注.pdf"}


def test_english_files_have_english_names(tmp_path: Path) -> None:
    out = made_run(tmp_path, [row()])
    assert feedback(out, tmp_path / "a", "--state", "all", "--lang", "en", "--as", "docx", "--as", "html") == 0
    assert files(tmp_path / "a") == {f"{STEM}-review.docx", f"{STEM}-findings.html"}


@given(st.lists(st.text(max_size=120), max_size=8, unique=True))
def test_names_are_safe_on_every_system(reports: list[str]) -> None:
    stems = file_stems(reports)
    assert len({stem.casefold() for stem in stems.values()}) == len(reports)
    for stem in stems.values():
        for part in stem.split("/"):
            assert part not in ("", ".", "..")
            assert not set(part) & set('<>:"\\|?*\x00\n\x7f')
            assert not part.endswith((".", " "))
            assert len(part.encode()) <= MAX_NAME_BYTES + 6


@pytest.mark.parametrize(("page", "names"), [("reviewing.md", NAMES.keys()), ("reviewing.zh-CN.md", NAMES.values())])
def test_every_name_of_a_template_is_in_the_docs(page: str, names: Iterable[str]) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / page).read_text("utf-8")
    assert [name for name in names if f"`{{{{{name}}}}}`" not in text] == []


def test_odd_names() -> None:
    assert safe_name("甲" * 100) == "甲" * (MAX_NAME_BYTES // 3)
    assert [safe_name(name) for name in ("NUL", "com1.a", "a/b", "~$x", "\x00")] == [
        "_NUL",
        "_com1.a",
        "a_b",
        "_~$x",
        "_",
    ]
