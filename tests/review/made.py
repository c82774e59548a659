"""Findings and decisions of invented reports, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from docextract.review.decisions import Decision, Identity, ReportFinding, Shown, ShownPlace, State
from docextract.review.fingerprint import fingerprint

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
JIANGCHENG = Identity("a" * 64, "江城市教育局", 2025, "江城市中等职业教育质量年度报告")


def shown(stated: str = "1903", *, page: int = 12, suggested: str = "") -> Shown:
    """专任教师 is `stated` in the prose and 1930 in the table."""
    return Shown(
        kind="value-conflict",
        severity="high",
        subject="专任教师总数",
        message=f"2025 年专任教师总数前后不一：{stated} 人（1.3 教师队伍，第 {page} 页）、1930 人（表 6，第 40 页）",
        message_en=f"专任教师总数 2025 is given as {stated} 人 (1.3 教师队伍, page {page}), 1930 人 (表 6, page 40)",
        places=(
            ShownPlace(page, f"全市专任教师 {stated} 人", stated, "人", "2025", "1.3 教师队伍"),
            ShownPlace(40, "1930", "1930", "人", "2025", "表 6"),
        ),
        suggested=suggested,
    )


def finding(
    id: str = "said_twice-1",
    *,
    report: str = "江城.pdf",
    check: str = "said_twice",
    identity: Identity = JIANGCHENG,
    content: Shown | None = None,
) -> ReportFinding:
    content = content or shown()
    return ReportFinding(report, id, check, identity, content, fingerprint(check, content))


def entry(
    id: str,
    state: State = State.CONFIRMED,
    *,
    follows: tuple[str, ...] = (),
    minutes: int = 0,
    who: str = "甲",
    note: str = "",
    on: ReportFinding | None = None,
) -> Decision:
    on = on or finding()
    made = Decision(
        id=id,
        report=on.report,
        finding=on.id,
        check=on.check,
        state=state,
        note=note,
        who=who,
        at=START + timedelta(minutes=minutes),
        identity=on.identity,
        shown=on.shown,
        fingerprint=on.fingerprint,
    )
    return replace(made, follows=follows)
