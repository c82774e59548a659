"""The explanation of a label, in Chinese and in English."""

from __future__ import annotations

from docextract.rulepacks.load import load_pack
from docextract.rulework.explain import explain, explanation_lines


def test_rule_score_and_candidates_are_shown_in_both_languages() -> None:
    found = explain("思想政治课教学满意 度*", load_pack(), "2")
    zh, en = ("\n".join(explanation_lines(found, is_zh)) for is_zh in (True, False))
    assert "认作 satisfaction_students_ideology_course" in zh and "rules/zhongzhi/satisfaction.yaml:" in zh
    assert "taken for satisfaction_students_ideology_course" in en and "no runner-up" in en


def test_runner_up_of_a_label_that_stands_in_several_places() -> None:
    found = explain("国家级数量", load_pack(), "3", after=["在线精品课程数"])
    assert found.assignment.code == "online_courses_national"
    assert len(found.readings) >= 3
    assert found.readings[0].candidate.code == "online_courses_national"
    assert found.readings[0].share > found.readings[1].share


def test_label_that_a_rule_refuses_names_the_rule() -> None:
    found = explain("毕业去向未落实人数", load_pack(), "1")
    assert not found.assignment.code
    assert "graduates_placed" in found.refused
    assert "没有认作任何指标" in "\n".join(explanation_lines(found, is_zh=True))
