"""A table that was not read is another thing than a table that is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docextract.checks.run import run_checks
from docextract.model.finding import Severity
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material


@pytest.mark.parametrize(
    ("behind", "severity"),
    [
        ("一职 8642 483 二职 5310 312 三职 4268 252", Severity.MEDIUM),
        ("一职有在校生 8642 人、专任教师 483 人，二职 5310 人、312 人，三职 4268 人、252 人。", Severity.HIGH),
    ],
)
def test_cells_read_as_prose_lower_the_severity(behind: str, severity: Severity) -> None:
    material = Material({"text": [behind], "empty_tables": ["3|各校规模"]})
    report = material.report()
    turned = replace(report, blocks=tuple(reversed(report.blocks)))
    findings = run_checks(turned, (), (), load_pack()).findings
    missing = [finding for finding in findings if finding.check == "missing_content"]
    assert [finding.severity for finding in missing] == [severity]


def test_picture_under_the_title_is_no_missing_table() -> None:
    material = Material({"empty_tables": ["3|各校规模"], "figures": ["|"]})
    report = material.report()
    (figure,) = report.figures
    uncaptioned = replace(figure, has_caption=False)
    title, picture = (
        next(b for b in report.blocks if b.id == i) for i in (report.missing_tables[0].block, figure.block)
    )
    turned = replace(report, blocks=(title, picture), figures=(uncaptioned,))
    checks = {finding.check for finding in run_checks(turned, (), (), load_pack()).findings}
    assert "missing_content" not in checks


def test_title_with_the_words_that_there_is_nothing_to_show_is_no_missing_table() -> None:
    material = Material({"empty_tables": ["9|专项基金收支表"], "text": ["本部门没有专项基金收支，故本表无数据。"]})
    report = material.report()
    title_first = replace(report, blocks=tuple(reversed(report.blocks)))
    checks = {finding.check for finding in run_checks(title_first, (), (), load_pack()).findings}
    assert "missing_content" not in checks


@pytest.mark.parametrize(
    ("behind", "is_missing"),
    [
        (["满意", "184 人", "92.46%"], False),
        (["满意", "基本满意", "不满意"], True),  # no numbers: a list of words
        (["满意", "184 人"], True),  # too few
        (["满意 184 人。", "不满意 15 人。", "合计 199 人。"], True),  # sentences
    ],
)
def test_short_lines_with_numbers_are_the_cells_of_the_table(behind: list[str], is_missing: bool) -> None:
    report = Material({"text": behind, "empty_tables": ["4|毕业生满意度"]}).report()
    title_first = replace(report, blocks=(report.blocks[-1], *report.blocks[:-1]))
    checks = {finding.check for finding in run_checks(title_first, (), (), load_pack()).findings}
    assert ("missing_content" in checks) is is_missing
