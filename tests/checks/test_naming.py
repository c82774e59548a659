"""What a finding calls a number: by the words that name it, never by those that only stand in front of it."""

from __future__ import annotations

import pytest

from docextract.model.finding import Finding
from tests.checks.material import check_case


def only_finding(*text: str) -> Finding:
    (finding,) = check_case({"text": list(text)}).findings
    return finding


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("全年开展教师培训国家级 37 人次、省级 86 人次、市级 214 人次，合计 373 人次。", "合计"),
        ("公办学校招收 862 人，民办学校招收 1482 人，合计 2290 人。", "合计"),
        ("全市共有职业学校 31 所，公办 22 所，民办 19 所。", "职业学校"),
        ("实训设备总值由 2023 年的 3180 万元增加到 2024 年的 3647 万元，一年多投入 476 万元。", "实训设备总值"),
        ("毕业生就业率由上年的 95.2% 提高到 97.1%，提高 2.9 个百分点。", "毕业生就业率"),
        ("奖项总数从去年的 28 项上升到今年的 41 项，净增 31 项。", "奖项总数"),
        ("培训收入 856.2 万元，占学校总收入 6420.5 万元的 13.43%。", "培训收入"),
        ("接受资助的学生 2316 人，占在校生 4875 人的 74.51%。", "接受资助的学生"),
    ],
)
def test_subject_is_what_the_number_is_of(text: str, subject: str) -> None:
    assert only_finding(text).subject == subject


def test_parts_of_one_name_are_named_once() -> None:
    finding = only_finding("全年派驻企业实践教师依次为 148 人、97 人、126 人，合计 407 人。")
    assert finding.message.zh.startswith("派驻企业实践教师 148 + 97 + 126 = 371，不等于合计 407 人")
    assert "but the total is 407 人" in finding.message.en


def test_value_per_head_is_told_by_what_is_counted() -> None:
    finding = only_finding("一年来，全市开展送教下乡 48 场，参与群众 3860 人次，场均 84 人次。")
    assert finding.subject == "参与群众"
    assert "每场写 84 人次" in finding.message.zh


def test_part_with_the_name_of_its_whole_is_not_named_again() -> None:
    finding = only_finding("木工班完成成品 486 件，其中 1396 件由一年级完成。")
    assert finding.message.zh.startswith("“其中”的 1396 件大于木工班完成成品 486 件")


def test_share_above_all_is_never_suggested() -> None:
    text = ["专任教师 203 人。", "专任教师中博士 317 人，占专任教师的 9.01%。"]
    (finding,) = check_case({"text": text, "data": {"full_time_teachers": {2024: "203"}}}).findings
    assert "156.16%" in finding.message.zh
    assert not finding.suggested


def test_what_bounds_say_is_said_once() -> None:
    finding = only_finding("开放日接待中小学生由上年的 4480 人次增加到 5120 人次，减少 640 人次。")
    assert finding.reason.zh.count("应有") == 1
