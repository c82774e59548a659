"""What run_checks promises whatever the report: stable ids, order that does not matter, a verdict for every number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from docextract.checks import catalogue
from docextract.checks.facts.book import Book
from docextract.checks.registry import Check
from docextract.checks.run import CheckResult, run_checks
from docextract.claims.read import read_claims
from docextract.model.block import Block
from docextract.model.document import Report
from docextract.model.finding import Verdict
from docextract.model.geometry import BBox, Region
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material, check_case

CASE = {
    "text": [
        "学校现有专任教师 150 人，全日制在校生 2400 人。",
        "专任教师总数为 120 人，生师比为 16:1。建成实训室 12 个。",
    ],
    "data": {"full_time_teachers": {2023: 148, 2024: 150}, "students": {2024: 2400}},
}


def checked(report: Report, material: Material) -> CheckResult:
    pack = load_pack()
    return run_checks(report, material.values(), read_claims(report, pack), pack)


def moved(block: Block) -> Block:
    return replace(block, regions=tuple(Region(r.page + 3, BBox(10, 20, 90, 30)) for r in block.regions))


def test_finding_keeps_its_id_in_another_layout_and_file() -> None:
    material = Material(CASE)
    report = material.report()
    other = replace(report, file="别名.pdf", blocks=tuple(moved(block) for block in report.blocks), page_count=30)
    ids = [finding.id for finding in checked(report, material).findings]
    assert ids
    assert sorted(ids) == sorted(finding.id for finding in checked(other, material).findings)


def test_one_cause_is_one_finding_and_names_the_likelier_value() -> None:
    material = Material(CASE)
    (finding,) = checked(material.report(), material).findings
    assert finding.suggested == "150"
    assert "2400 ÷ 150 = 16" in finding.reason.zh
    assert [e.role for e in finding.evidence].count("party") >= 2


def test_every_claim_and_value_gets_a_verdict() -> None:
    material = Material(CASE)
    report = material.report()
    pack = load_pack()
    claims = read_claims(report, pack)
    result = run_checks(report, material.values(), claims, pack)
    states = {(number.quote, number.state) for number in result.numbers}
    assert len(result.numbers) == len(claims) + len(material.values())
    assert ("专任教师总数为 120 人", "conflict") in states
    assert ("12 个", "stated-once") in states or any(q.startswith("实训室") or "实训室" in q for q, _ in states)
    assert any(state == "confirmed" for _, state in states)
    assert all(number.by for number in result.numbers if number.state in ("confirmed", "conflict", "not-checkable"))


def test_same_input_same_output() -> None:
    material = Material(CASE)
    report = material.report()
    assert checked(report, material) == checked(report, material)


def test_report_without_year_or_claims_is_silent() -> None:
    material = Material({"text": ["没有数。"]})
    report = replace(material.report(), year=0, issuer="")
    result = checked(report, material)
    assert not result.findings
    assert not result.numbers


def test_check_that_fails_costs_itself_alone_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Book) -> Iterator[Verdict]:
        raise ZeroDivisionError("by a number of nobody")

    sound = catalogue.checks()
    monkeypatch.setattr(catalogue, "checks", lambda also=(): (Check("fails", ("claims",), fails), *sound))
    case = {"text": ["全日制在校生 2400 人，专任教师 150 人，生师比 18.2:1。"]}
    report = Material(case).report()
    result = run_checks(report, (), read_claims(report, load_pack()), load_pack())
    assert [finding.check for finding in result.findings] == ["ratio"]
    (notice,) = result.notices
    assert (notice.level, notice.error) == ("lost", "check-failed") and "fails" in notice.message


def test_pack_decides_how_grave_a_kind_of_finding_is() -> None:
    case = {"figures": ["1|甲图", "2|乙图", "4|丁图"], "severities": {"numbering": "low"}}
    (finding,) = check_case(case).findings
    (usual,) = check_case({"figures": case["figures"]}).findings
    assert (finding.kind.value, finding.severity.value, usual.severity.value) == ("numbering", "low", "medium")
    assert finding.id == usual.id
