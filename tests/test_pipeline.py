"""What the pipeline does with characters that a recogniser was not sure of, and with rows that we are not sure of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docextract import pipeline
from docextract.checks.run import CheckResult
from docextract.model.document import Report
from docextract.model.doubt import Doubt, reading_score
from docextract.model.finding import Evidence, Finding, Severity
from docextract.model.geometry import BBox, Region
from docextract.model.indicator import ValueStatus
from docextract.model.source import SourceRef
from docextract.rulepacks.load import load_pack
from tests.builders import finding, indicator, report

PAGE, BOX = 3, BBox(72, 100, 200.126, 112)


def doubtful(score: float) -> Report:
    return replace(report(), doubts=(Doubt(Region(PAGE, BBox(80, 101, 86, 111)), score),))


def test_least_sure_character_counts() -> None:
    doubts = (Doubt(Region(1, BBox(0, 0, 2, 2)), 0.8), Doubt(Region(1, BBox(4, 0, 6, 2)), 0.5))
    assert reading_score(doubts, 1, BBox(0, 0, 3, 2)) == 0.8
    assert reading_score(doubts, 1, BBox(0, 0, 6, 2)) == 0.5
    assert reading_score(doubts, 2, BBox(0, 0, 6, 2)) == 1.0


@pytest.mark.parametrize(("score", "status"), [(0.8, ValueStatus.OK), (0.3, ValueStatus.UNREADABLE)])
def test_value_is_no_surer_than_its_reading(monkeypatch: pytest.MonkeyPatch, score: float, status: ValueStatus) -> None:
    read = replace(indicator(), source=SourceRef(PAGE, BOX))
    monkeypatch.setattr(pipeline, "extract_indicators", lambda *_: ((read,), ()))
    (value,), _ = pipeline.extract_report(doubtful(score), load_pack())
    assert value.status is status
    assert value.score <= score
    assert (value.value is None) == (status is ValueStatus.UNREADABLE)


def weighed(monkeypatch: pytest.MonkeyPatch, a_report: Report) -> Finding:
    severe = replace(finding(), severity=Severity.HIGH, score=1.0, evidence=(Evidence(SourceRef(PAGE, BOX), "100人"),))
    monkeypatch.setattr(pipeline, "run_checks", lambda *_: CheckResult((), (severe,), ()))
    return pipeline.check_report(a_report, (), (), load_pack()).findings[0]


def test_finding_on_a_doubtful_character_is_not_severe(monkeypatch: pytest.MonkeyPatch) -> None:
    found = weighed(monkeypatch, doubtful(0.7))
    assert (found.severity, found.score) == (Severity.MEDIUM, 0.7)


def test_finding_on_sure_characters_stays_severe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert weighed(monkeypatch, report()).severity is Severity.HIGH


@pytest.mark.parametrize(
    ("score", "method", "severity"),
    [
        (1.0, "exact", Severity.HIGH),
        (0.94, "ending", Severity.HIGH),
        (0.94, "fuzzy", Severity.MEDIUM),
        (0.75, "position", Severity.MEDIUM),
        (0.7, "exact", Severity.MEDIUM),
    ],
)
def test_finding_on_a_row_of_which_we_are_not_sure_is_not_severe(
    monkeypatch: pytest.MonkeyPatch, score: float, method: str, severity: Severity
) -> None:
    cell = SourceRef(PAGE, BOX, "t1", row=4, column=2)
    severe = replace(finding(), severity=Severity.HIGH, score=1.0, evidence=(Evidence(cell, "100"),))
    monkeypatch.setattr(pipeline, "run_checks", lambda *_: CheckResult((), (severe,), ()))
    value = replace(indicator(), source=cell, score=score, method=method)
    found = pipeline.check_report(report(), (value,), (), load_pack()).findings[0]
    assert found.severity is severity
    assert found.score == (1.0 if severity is Severity.HIGH else score)


def test_report_outside_the_pack_that_was_named_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pack = "pack: {name: 试, extends: juesuan/2024, applies_to: {titles: [江城林业], first_year: 2025}}\n"
    (tmp_path / "2025.yaml").write_text(pack, encoding="utf-8")
    read = replace(report(), title="青溪水务年报", year=2024)
    monkeypatch.setattr(pipeline, "read_report", lambda *_, **__: read)
    analysis = pipeline.analyse(tmp_path / "a.pdf", rules=tmp_path)
    assert analysis.pack_id.endswith("/2025") and "江城林业" in analysis.pack_reason
    assert "outside-rule-pack" in {notice.error for notice in analysis.notices}
    read = replace(read, title="江城林业年报", year=2025)
    assert "outside-rule-pack" not in {n.error for n in pipeline.analyse(tmp_path / "a.pdf", rules=tmp_path).notices}


def test_report_is_read_with_the_rules_of_its_year(tmp_path: Path) -> None:
    pack = "pack: {name: 试, extends: zhongzhi/2023}\nrenamed: [{code: students, name: 学生总人数, since: 2022}]\n"
    (tmp_path / "own.yaml").write_text(pack, encoding="utf-8")
    names = [
        pipeline.choose_rules(replace(report(), year=year), tmp_path)[0].indicators["students"].name
        for year in (2021, 2022)
    ]
    assert names == [load_pack("zhongzhi/2023").indicators["students"].name, "学生总人数"]
