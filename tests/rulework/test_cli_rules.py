"""`docextract rules …` as it is typed: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docextract.cli import call
from tests.rulework.small_pack import PACK, small_pack


def test_list_names_the_packs(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["rules", "list"]) == 0
    assert "zhongzhi/2024" in capsys.readouterr().out
    assert call(["rules", "list", "--json"]) == 0
    assert {"zhongzhi/2023", "gaozhi/2024"} <= {pack["id"] for pack in json.loads(capsys.readouterr().out)}


def test_check_prints_every_fault_and_counts_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = small_pack(tmp_path / "bad", PACK.replace("parts: [men, women]", "parts: [men, wimen], serverity: x"))
    assert call(["rules", "check", str(bad)]) == 1
    printed = capsys.readouterr()
    assert [line.split(",")[0] for line in printed.out.splitlines()] == ["bad/staff.yaml:12"] * 2
    assert 'did you mean "severity"?' in printed.out and 'did you mean "women"?' in printed.out
    assert "2 处错误" in printed.err
    assert call(["rules", "check", str(small_pack(tmp_path / "good"))]) == 0


def test_pack_with_faults_is_wrong_usage_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = small_pack(tmp_path / "bad", PACK.replace("kind: count", "kind: cuont"))
    assert call(["rules", "test", str(bad)]) == 2
    assert "cuont" in capsys.readouterr().err


def test_test_fails_when_an_example_is_wrong_or_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = small_pack(tmp_path, examples="- {label: 教职工子女数, origin: made, expect: people}\n")
    assert call(["rules", "test", str(file)]) == 1
    printed = capsys.readouterr().out
    assert "staff.examples.yaml:1: “教职工子女数” 应为 people，得 none。 expected people, got none" in printed
    assert "no values that break it" in printed
    assert call(["rules", "test", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["unbroken"] == ["sexes"]


def test_explain_speaks_both_languages_or_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["rules", "explain", "思想政治课教学满意 度*", "--table", "2"]) == 0
    both = capsys.readouterr().out
    assert "认作 satisfaction_students_ideology_course" in both and "taken for" in both
    assert call(["rules", "explain", "思想政治课教学满意 度*", "--table", "2", "--lang", "en"]) == 0
    assert "认作" not in capsys.readouterr().out
    assert call(["rules", "explain", "甲", "--table", "9"]) == 2


def test_coverage_and_mutate_list_what_nothing_tests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(small_pack(tmp_path))
    assert call(["rules", "coverage", "--rules", file, "--json"]) == 0
    assert {idle["rule"] for idle in json.loads(capsys.readouterr().out)} == {"men", "women"}
    assert call(["rules", "mutate", file]) == 1
    assert "没有例子察觉" in capsys.readouterr().out
    assert call(["rules", "mutate", file, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["tried"] > 10


def test_workbook_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, workbook = small_pack(tmp_path / "mine"), tmp_path / "mine.xlsx"
    assert call(["rules", "to-xlsx", str(file), "--out", str(workbook)]) == 0
    assert call(["rules", "from-xlsx", str(workbook), "--out", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "staff.yaml").read_text("utf-8") == PACK
    assert "2 file(s) written" in capsys.readouterr().out


CHILD = """pack: {name: 次年, extends: base/staff}
retired: [{code: women, since: 2025}, {code: sexes, since: 2025}]
indicators:
  - {code: guests, form: "1", name: 外聘教师数, unit: 人, kind: count, why: 试}
"""


def child_pack(folder: Path) -> Path:
    small_pack(folder / "base")
    (folder / "child").mkdir()
    (folder / "child" / "later.yaml").write_text(CHILD, encoding="utf-8")
    return folder / "child" / "later.yaml"


def test_label_that_must_match_nothing_but_does_is_told_where_to_refuse_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = "- {label: 教职员工总数, origin: made, input: {table: '1', unit: 人}, expect: none, rule: people}\n"
    assert call(["rules", "test", str(small_pack(tmp_path, examples=examples))]) == 1
    printed = capsys.readouterr().out
    assert 'write it under "not" of people' in printed and "{code: people, not: [教职员工总数]}" in printed


def test_coverage_lists_own_rules_and_counts_inherited_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(child_pack(tmp_path))
    assert call(["rules", "coverage", "--rules", file]) == 0
    own = capsys.readouterr().out
    assert "guests" in own and "indicator men" not in own and "加 --all 列出" in own
    assert call(["rules", "coverage", "--rules", file, "--all"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "guests" in lines[0] and any("indicator men" in line for line in lines)


def test_year_says_for_which_reports_a_pack_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(child_pack(tmp_path))
    for year, is_there in (("2024", True), ("2025", False)):
        call(["rules", "explain", "女教职工数", "--table", "1", "--rules", file, "--year", year])
        assert ("认作 women" in capsys.readouterr().out) == is_there
        call(["rules", "test", file, "--year", year])
        assert ("women" in capsys.readouterr().out) == is_there
        call(["rules", "coverage", "--rules", file, "--year", year, "--all"])
        assert ("women" in capsys.readouterr().out) == is_there


def test_folder_with_several_packs_is_checked_pack_by_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_pack(tmp_path / "own").parent
    (folder / "second.yaml").write_text(PACK.replace("kind: count", "kind: cuont", 1), encoding="utf-8")
    assert call(["rules", "check", str(folder)]) == 1
    assert "own/second.yaml:7" in capsys.readouterr().out
