"""`docextract decisions …` on the outputs of a run."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docextract.cli import call
from docextract.outputs.plain import json_text
from docextract.outputs.tables_csv import FINDINGS, csv_head, csv_lines
from docextract.outputs.workbook import workbook_bytes
from docextract.review.decisions import ReportFinding, State
from docextract.review.exchange import carried_of, to_decide
from docextract.review.run_findings import run_findings
from docextract.review.store import store_of
from tests.review.made import JIANGCHENG, finding, shown

MADE = tuple(finding(f"ratio-{number:012x}", content=shown(str(1900 + number))) for number in range(3))


def cells(one: ReportFinding, *, state: str = "open") -> list[str]:
    told = {
        "report": one.report,
        "id": one.id,
        "check": one.check,
        "kind": one.shown.kind,
        "severity": one.shown.severity,
        "subject": one.shown.subject,
        "message": one.shown.message,
        "message_en": one.shown.message_en,
        "suggested": one.shown.suggested,
        "state": state,
        "evidence": json_text(
            [
                {"page": place.page, "bbox": [], "quote": place.quote, "value": place.value}
                | {"unit": place.unit, "period": place.period, "where": place.where}
                for place in one.shown.places
            ]
        ),
    }
    return [told.get(name, "") for name in FINDINGS.header]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    write_run(folder, MADE)
    return folder


def write_run(folder: Path, findings: tuple[ReportFinding, ...]) -> None:
    folder.mkdir(exist_ok=True)
    rows = [cells(one) for one in findings]
    reports = [
        {"report": "江城.pdf", "sha256": JIANGCHENG.sha256, "issuer": JIANGCHENG.issuer}
        | {"year": JIANGCHENG.year, "title": JIANGCHENG.title}
    ]
    (folder / "run.json").write_text(
        json.dumps({"program": "docextract", "state": "finished", "reports": reports}), "utf-8"
    )
    (folder / "findings.csv").write_bytes(csv_head(FINDINGS.header) + csv_lines(rows))
    (folder / "review.xlsx").write_bytes(workbook_bytes(rows, [], []))


def fill(path: Path, decisions: dict[str, tuple[str, str]]) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value).split()[-1]: place for place, cell in enumerate(sheet[1], start=1)}
    for row in range(2, sheet.max_row + 1):
        wanted = decisions.get(str(sheet.cell(row, columns["id"]).value))
        if wanted:
            sheet.cell(row, columns["decision"]).value, sheet.cell(row, columns["note"]).value = wanted
    book.save(path)


def states(out: Path) -> dict[str, tuple[str, str]]:
    with store_of(out) as store:
        return {key[1]: (one.state.value, one.note) for key, one in store.current().items()}


def test_findings_are_read_as_they_were_written(out: Path) -> None:
    assert run_findings(out) == MADE


def test_the_runs_own_workbook_is_taken_in(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(out / "review.xlsx", {MADE[0].id: ("确认问题", "表对"), MADE[2].id: ("误报", "")})
    assert call(["decisions", "import", str(out / "review.xlsx"), "--out", str(out), "--who", "张三"]) == 0
    assert "写入 2 条" in capsys.readouterr().out
    assert states(out) == {MADE[0].id: ("confirmed", "表对"), MADE[2].id: ("dismissed", "")}
    assert call(["decisions", "import", str(out / "review.xlsx"), "--out", str(out), "--who", "张三"]) == 0
    assert "写入 0 条决定，2 条没有变化" in capsys.readouterr().out


def test_what_looks_like_a_formula_is_the_same_in_every_file(out: Path) -> None:
    odd = finding(MADE[0].id, content=replace(shown(), message="=1+1 与“+2”不符", suggested="+2"))
    write_run(out, (odd,))
    assert run_findings(out) == (odd,)
    fill(out / "review.xlsx", {odd.id: ("误报", "")})
    assert call(["decisions", "import", str(out / "review.xlsx"), "--out", str(out), "--who", "张三"]) == 0
    with store_of(out) as store:
        assert carried_of(out, store).findings[odd.key].state is State.DISMISSED


def test_a_blank_note_in_the_runs_workbook_takes_no_note_back(out: Path) -> None:
    with store_of(out) as store:
        store.decide(MADE[0], State.CONFIRMED, note="网页上写的", who="张三", expected_revision=0)
    fill(out / "review.xlsx", {MADE[0].id: ("确认问题", "")})
    assert call(["decisions", "import", str(out / "review.xlsx"), "--out", str(out), "--who", "张三"]) == 0
    assert states(out) == {MADE[0].id: ("confirmed", "网页上写的")}


def test_a_workbook_of_an_earlier_run_says_what_was_decided_then(out: Path) -> None:
    fill(out / "review.xlsx", {MADE[0].id: ("误报", "旧"), MADE[1].id: ("误报", "没变"), MADE[2].id: ("误报", "没了")})
    changed = finding(MADE[0].id, content=shown("1999"))
    moved = finding(MADE[1].id, content=shown("1901", page=99))
    earlier = (out / "review.xlsx").read_bytes()
    write_run(out, (changed, moved))
    (out / "review.xlsx").write_bytes(earlier)
    assert call(["decisions", "import", str(out / "review.xlsx"), "--out", str(out), "--who", "张三"]) == 0
    target = out.parent / "again.xlsx"
    assert call(["decisions", "export", str(target), "--out", str(out)]) == 0
    sheet = load_workbook(target).worksheets[0]
    columns = {str(cell.value).split()[-1]: place for place, cell in enumerate(sheet[1])}
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[columns["decision"]] for row in rows] == [None, "误报", "误报"]
    assert "旧" in str(rows[0][columns["earlier"]])
    assert "没有这个问题" in str(rows[2][columns["earlier"]])


def test_export_never_overwrites(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "审核.xlsx"
    assert call(["decisions", "export", str(target), "--out", str(out)]) == 0
    fill(target, {MADE[0].id: ("误报", "一上午的功夫")})
    filled = target.read_bytes()
    assert call(["decisions", "export", str(target), "--out", str(out)]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert target.read_bytes() == filled
    assert call(["decisions", "import", str(target), "--out", str(out), "--who", "张三"]) == 0
    assert target.read_bytes() == filled
    assert states(out) == {MADE[0].id: ("dismissed", "一上午的功夫")}


def test_ignored_findings_are_left_out_unless_decided(out: Path) -> None:
    rows = [cells(one, state="ignored" if number < 2 else "open") for number, one in enumerate(MADE)]
    (out / "findings.csv").write_bytes(csv_head(FINDINGS.header) + csv_lines(rows))
    with store_of(out) as store:
        store.decide(MADE[0], State.DISMISSED, who="张三", expected_revision=0)
        assert list(to_decide(out, store).findings) == [MADE[0].key, MADE[2].key]


def test_faults_stop_the_whole_import(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(out / "review.xlsx", {MADE[0].id: ("确认问题", "好"), MADE[1].id: ("大概", ""), MADE[2].id: ("也许", "")})
    assert call(["decisions", "import", str(out / "review.xlsx"), "--out", str(out), "--who", "张三"]) == 2
    told = capsys.readouterr().err
    assert "大概" in told
    assert "也许" in told
    assert states(out) == {}


def test_two_reviewers_files_are_merged(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = tmp_path / "李四.sqlite"
    for store_name, who, decision in ((None, "张三", "确认问题"), (str(theirs), "李四", "误报")):
        path = tmp_path / f"{who}.xlsx"
        shutil.copy(out / "review.xlsx", path)
        fill(path, {MADE[0].id: (decision, f"{who}以为"), MADE[1].id: ("误报", "")})
        more = ["--store", store_name] if store_name else []
        assert call(["decisions", "import", str(path), "--out", str(out), "--who", who, *more]) == 0
    for added in (2, 0):
        capsys.readouterr()
        assert call(["decisions", "merge", str(theirs), "--out", str(out)]) == 0
        assert f"并入 {added} 条" in capsys.readouterr().out
    found = states(out)
    assert found[MADE[1].id] == ("dismissed", "")
    state, note = found[MADE[0].id]
    assert state == "unsure"
    assert "张三以为" in note
    assert "李四以为" in note


def test_merging_a_file_that_is_not_there_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["decisions", "merge", "nowhere.sqlite", "--out", str(out)]) == 2
    assert "nowhere.sqlite：没有这个文件" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_tells_who_when_what_and_why(out: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with store_of(out) as store:
        store.decide(MADE[0], State.DISMISSED, note="=1+1\n第二行", who="张三", expected_revision=0)
        store.undo(*MADE[0].key, who="李四", expected_revision=1)
    assert call(["decisions", "log", "--out", str(out), "--lang", lang]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["who"], row["action"], row["decision"]) for row in rows] == (
        [("张三", "决定", "误报"), ("李四", "撤销", "未处理")]
        if lang == "zh"
        else [("张三", "decide", "false alarm"), ("李四", "undo", "open")]
    )
    assert rows[0]["note"] == "'=1+1\n第二行"
    assert rows[0]["finding"] == MADE[0].id
    assert rows[1]["follows"] == rows[0]["entry"]
    assert rows[0]["at"].endswith("+00:00")


def test_the_log_goes_to_a_file(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "log.csv"
    assert call(["decisions", "log", "--out", str(out), "--to", str(target)]) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfat,who,")


@pytest.mark.parametrize("command", [["export", "a.xlsx"], ["import", "a.xlsx", "--who", "张三"]])
def test_a_folder_without_a_run_is_told(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_run(Path("run"), MADE)
    shutil.copy("run/review.xlsx", "b.xlsx")
    command = [word.replace("a.xlsx", "b.xlsx") if command[0] == "import" else word for word in command]
    Path("empty").mkdir()
    assert call(["decisions", *command, "--out", "empty"]) == 2
    assert "run.json" in capsys.readouterr().err
    assert not Path("a.xlsx").exists()
