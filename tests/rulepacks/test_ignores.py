"""Ignore files: what they may say, and that every fault comes at once with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks.ignores import Ignore, read_ignores

CHECKS = ("numbering", "ratio", "said_twice")


def read(tmp_path: Path, text: str) -> tuple[Ignore, ...]:
    path = tmp_path / "docextract-ignore.yaml"
    path.write_text(text, encoding="utf-8")
    return read_ignores(path, CHECKS)


def is_of(ignore: Ignore, **changed: str) -> bool:
    finding = {"id": "ratio-0123456789ab", "check": "ratio", "kind": "arithmetic", "report": "2023/清河.pdf"}
    return ignore.is_of(**{**finding, **changed})


def test_all_faults_come_at_once_with_line_and_nearest_word(tmp_path: Path) -> None:
    text = """
ignor: []
ignore:
  - check: numberin
    reason: 旧报告
  - kind: arithmetik
    reson: 旧报告
  - id: ratio-0123456789ab
    until: 2025/13/1
    reason: 已核实
  - report: "*.pdf"
    reason: 全部
  - check: ratio
    reason: "  "
  - 甲
"""
    with pytest.raises(RulesError) as caught:
        read(tmp_path, text)
    faults = caught.value.faults
    lines = [fault.split(":")[1] for fault in faults]
    assert lines == ["2", "4", "7", "6", "9", "11", "14", "15"]
    told = "\n".join(faults)
    for word in ('"ignore"', '"numbering"', '"reason"', '"arithmetic"', "2025-12-31", "id、check、kind", "空的"):
        assert word in told


@pytest.mark.parametrize("text", ["- a\n", "ignore: all\n", "just words\n"])
def test_file_of_another_shape_is_told_what_is_expected(tmp_path: Path, text: str) -> None:
    with pytest.raises(RulesError, match="ignore:"):
        read(tmp_path, text)


def test_reason_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="reason"):
        read(tmp_path, "ignore:\n  - check: ratio\n")


@pytest.mark.parametrize("text", ["", "ignore:\n", "ignore: []\n"])
def test_file_without_entries_ignores_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == ()


def test_all_conditions_of_an_entry_must_hold(tmp_path: Path) -> None:
    (ignore,) = read(tmp_path, "ignore:\n  - {check: ratio, kind: arithmetic, report: 2023/*.pdf, reason: 旧}\n")
    assert is_of(ignore)
    assert not is_of(ignore, check="said_twice")
    assert not is_of(ignore, kind="unit")
    assert not is_of(ignore, report="2024/清河.pdf")


def test_id_names_one_finding_wherever_it_stands(tmp_path: Path) -> None:
    (ignore,) = read(tmp_path, "ignore:\n  - {id: ratio-0123456789ab, reason: 旧}\n")
    assert is_of(ignore) and is_of(ignore, report="甲.pdf")
    assert not is_of(ignore, id="ratio-ba9876543210")


def test_pattern_without_a_slash_is_of_the_file_name_in_any_folder(tmp_path: Path) -> None:
    (ignore,) = read(tmp_path, "ignore:\n  - {check: ratio, report: 清?.pdf, reason: 旧}\n")
    assert is_of(ignore) and is_of(ignore, report="清水.pdf")
    assert not is_of(ignore, report="江城.pdf")


def test_last_day_is_included(tmp_path: Path) -> None:
    (ignore,) = read(tmp_path, "ignore:\n  - {check: ratio, until: 2025-06-30, reason: 旧}\n")
    assert not ignore.is_over(date(2025, 6, 30))
    assert ignore.is_over(date(2025, 7, 1))
