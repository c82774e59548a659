"""A firm's own report bound in behind a school's speaks of the firm."""

from __future__ import annotations

from dataclasses import replace

from docextract.checks.run import run_checks
from docextract.claims.read import read_claims
from docextract.model.tree import Part
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material


def conflicts(issuer: str) -> int:
    """Findings of two paragraphs that name different numbers of graduates, the second in a document of that issuer."""
    report = Material({"text": ["学校有毕业生 441 人。", "去年有毕业生 74 人来我公司，本年毕业生 414 人。"]}).report()
    pack = load_pack()
    school = Part("江城职业学校质量年度报告", "江城职业学校", "school", 2024, 1, "", report.blocks[0].id)
    other = Part("合作企业年度报告", issuer, "other", 2024, 9, "", report.blocks[1].id)
    bound = replace(report, issuer="江城职业学校", parts=(school, other))
    result = run_checks(bound, (), read_claims(bound, pack), pack)
    return sum(finding.check == "said_twice" for finding in result.findings)


def test_numbers_of_a_firms_report_are_not_the_schools() -> None:
    assert conflicts("桦岭家具有限责任公司") == 0


def test_numbers_of_an_offices_report_are_the_schools() -> None:
    assert conflicts("江城职业学校实习管理中心") == 1
