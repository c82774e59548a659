"""Every check against its cases: the YAML file beside this one that has the check's name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from docextract.checks.catalogue import every_check
from tests.checks.material import check_case

HERE = Path(__file__).parent
NAMES = [check.name for check in every_check()]
Case = tuple[str, str, dict[str, Any]]


def cases() -> list[Case]:
    found: list[Case] = []
    for name in NAMES:
        content = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
        found += [(name, sort, case) for sort in ("differs", "agrees", "silent") for case in content.get(sort, ())]
    return found


@pytest.mark.parametrize(
    ("name", "sort", "case"), cases(), ids=lambda part: part if isinstance(part, str) else part["name"]
)
def test_case(name: str, sort: str, case: dict[str, Any]) -> None:
    result = check_case(case)
    findings = [finding for finding in result.findings if finding.check == name]
    verdicts = [verdict for verdict in result.verdicts if verdict.check == name]
    shown = [finding.message.zh for finding in findings]
    if sort != "differs":
        assert not findings, shown
        assert sort == "silent" or any(verdict.outcome == "agrees" for verdict in verdicts)
        return
    assert len(findings) == case.get("count", 1), [finding.message.zh for finding in result.findings]
    said = shown[0] + findings[0].reason.zh + "".join(evidence.quote for evidence in findings[0].evidence)
    for words in case.get("says", ()):
        assert str(words) in said, said
    assert findings[0].suggested == str(case.get("suggested", findings[0].suggested))
    assert findings[0].kind.value == case.get("kind", findings[0].kind.value)
    assert findings[0].message.en


@pytest.mark.parametrize("name", NAMES)
def test_every_check_is_silent_more_often_than_it_speaks(name: str) -> None:
    content = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    assert content["differs"]
    assert len(content["silent"]) > len(content["differs"])


@pytest.mark.parametrize("name", NAMES)
def test_every_check_says_what_why_when_and_how_exactly(name: str) -> None:
    check = next(check for check in every_check() if check.name == name)
    text = __import__(check.function.__module__, fromlist=["_"]).__doc__ or ""
    for heading in ("**What it finds**", "**Why it matters**", "**Example**", "**Silent**", "**Tolerance**"):
        assert heading in text, f"{name}: the module's docstring has no {heading}"
