"""Decisions after another run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docextract.review.carry_over import CarriedOver, Difference, carry_over, differences
from docextract.review.decisions import Decision, Identity, ReportFinding, State
from docextract.review.fingerprint import fingerprint
from tests.review.made import JIANGCHENG, entry, finding, shown

CORRECTED = replace(JIANGCHENG, sha256="b" * 64)


def carried(entries: list[Decision], *findings: ReportFinding) -> CarriedOver:
    return carry_over(entries, findings, {one.report: one.identity for one in findings})


def test_an_unchanged_finding_keeps_its_decision() -> None:
    over = carried([entry("a", note="表对")], finding())
    one = over.findings[finding().key]
    assert (one.state, one.standing.note, one.revision, one.before) == (State.CONFIRMED, "表对", 1, None)
    assert over.gone == ()


def test_another_page_layout_wording_and_language_change_nothing() -> None:
    before = shown()
    places = tuple(replace(place, page=place.page + 7, where="第一章") for place in before.places)
    again = replace(
        shown(page=99),
        places=places,
        message="",
        message_en="2025: 专任教师总数 should be one number, but is 1903 人 (第一章, page 19), 1930 人 (page 47)",
        reason="另有说法",
    )
    full_width = replace(places[0], quote="全市 专任教师 １９０３ 人")
    for content in (again, replace(again, places=(places[1], full_width))):
        assert fingerprint("said_twice", content) == fingerprint("said_twice", before)


@pytest.mark.parametrize(
    "content",
    [
        shown("1904"),
        shown(suggested="1930"),
        replace(shown(), places=shown().places[:1]),
        replace(shown(), message_en=shown().message_en + ", off by 27"),
    ],
    ids=["value", "suggested", "place", "computed"],
)
def test_a_changed_finding_opens_again_and_shows_what_it_was(content: object) -> None:
    now = finding(content=content)  # type: ignore[arg-type]
    one = carried([entry("a", State.DISMISSED)], now).findings[now.key]
    assert (one.state, one.before, one.revision) == (State.OPEN, shown(), 1)
    assert one.standing.state is State.DISMISSED


def test_the_difference_names_what_was_and_what_is() -> None:
    found = differences(shown("1903"), shown("1904", suggested="1930"))
    assert [one.name for one in found] == ["message", "suggested", "place"]
    assert found[1] == Difference("suggested", "", "1930")
    assert found[2].before.endswith("全市专任教师 1903 人")
    assert found[2].now.endswith("全市专任教师 1904 人")


def test_what_was_decided_again_on_the_changed_finding_holds() -> None:
    now = finding(content=shown("1904"))
    history = [entry("a", State.DISMISSED), entry("b", follows=("a",), on=now, minutes=9)]
    assert carried(history, now).findings[now.key].state is State.CONFIRMED
    assert carried(history, finding()).findings[now.key].state is State.OPEN


def test_of_two_reviewers_the_one_who_saw_it_as_it_is_now_counts() -> None:
    now = finding(content=shown("1904"))
    one = carried([entry("a", State.DISMISSED), entry("b", on=now, who="乙")], now).findings[now.key]
    assert (one.state, one.standing.conflict) == (State.CONFIRMED, False)


def test_a_finding_that_is_gone_is_listed() -> None:
    other = finding("ratio-2", check="ratio", content=shown("7"))
    over = carried([entry("a")], other)
    assert [one.key for one in over.gone] == [finding().key]
    assert over.findings[other.key].before is None
    assert over.findings[other.key].state is State.OPEN


def test_a_decision_that_was_undone_is_not_gone() -> None:
    undone = replace(entry("b", State.OPEN, follows=("a",), minutes=1), is_undo=True)
    assert carried([entry("a"), undone], finding("ratio-2")).gone == ()


@pytest.mark.parametrize(
    "identity",
    [JIANGCHENG, CORRECTED],
    ids=["same bytes", "same issuer, year and title"],
)
def test_a_renamed_report_is_known_again(identity: Identity) -> None:
    now = finding(report="2025/江城市.pdf", identity=identity)
    one = carried([entry("a")], now).findings[now.key]
    assert (one.state, one.revision, one.decided_as) == (State.CONFIRMED, 0, finding().key)


def test_a_decision_under_the_new_name_counts_before_the_old_ones() -> None:
    now = finding(report="江城市.pdf")
    one = carried([entry("a"), entry("b", State.DISMISSED, on=now)], now).findings[now.key]
    assert (one.state, one.revision, one.decided_as) == (State.DISMISSED, 1, None)


def test_undoing_the_decision_under_the_new_name_brings_the_old_one_back() -> None:
    now = finding(report="江城市.pdf")
    undone = replace(entry("c", State.OPEN, follows=("b",), minutes=1, on=now), is_undo=True)
    one = carried([entry("a"), entry("b", State.DISMISSED, on=now), undone], now).findings[now.key]
    assert (one.state, one.revision) == (State.CONFIRMED, 2)


def test_a_corrected_report_of_the_same_name_keeps_its_decisions() -> None:
    now = finding(identity=replace(CORRECTED, title="江城市中等职业教育质量年度报告（修订）"))
    assert carried([entry("a")], now).findings[now.key].state is State.CONFIRMED


def test_next_years_report_under_the_same_name_is_another_report() -> None:
    now = finding(identity=replace(CORRECTED, year=2026))
    over = carried([entry("a")], now)
    assert over.findings[now.key].state is State.OPEN
    assert over.findings[now.key].before is None
    assert len(over.gone) == 1
    decided = entry("b", State.DISMISSED, on=now, follows=("a",), minutes=9)
    again = carried([entry("a"), decided], now)
    assert (again.findings[now.key].state, again.findings[now.key].revision) == (State.DISMISSED, 2)


def test_two_reports_that_swapped_names_are_told_apart() -> None:
    hekou = Identity("c" * 64, "河口市教育局", 2025, "河口市中等职业教育质量年度报告")
    entries = [entry("a"), entry("b", State.DISMISSED, on=finding(report="河口.pdf", identity=hekou))]
    over = carried(entries, finding(identity=hekou), finding(report="河口.pdf"))
    assert over.findings["江城.pdf", finding().id].state is State.DISMISSED
    assert over.findings["河口.pdf", finding().id].state is State.CONFIRMED


def test_a_report_like_two_others_is_not_guessed_at() -> None:
    copies = [finding(report=name, identity=CORRECTED) for name in ("甲.pdf", "乙.pdf")]
    over = carried([entry("a")], *copies)
    assert {one.state for one in over.findings.values()} == {State.OPEN}
    assert len(over.gone) == 1


def test_a_finding_that_a_new_version_names_otherwise_keeps_its_decision() -> None:
    now = finding("said_twice-2")
    over = carried([entry("a")], now)
    assert (over.findings[now.key].state, over.gone) == (State.CONFIRMED, ())
    assert over.findings[now.key].decided_as == finding().key


def test_a_finding_named_by_the_numbers_that_were_corrected_is_one_that_changed() -> None:
    now = finding("said_twice-2", content=shown("1904"))
    over = carried([entry("a")], now)
    one = over.findings[now.key]
    assert (one.state, one.before, one.decided_as) == (State.OPEN, shown(), finding().key)
    assert over.gone == ()


def test_of_several_on_the_same_subject_none_is_taken_for_the_one_that_changed() -> None:
    now = [finding(f"said_twice-{number}", content=shown(f"190{number}")) for number in (4, 5)]
    over = carried([entry("a")], *now)
    assert {one.before for one in over.findings.values()} == {None}
    assert len(over.gone) == 1


def test_two_findings_that_say_the_same_are_not_guessed_at() -> None:
    twins = (finding("said_twice-2"), finding("said_twice-3"))
    over = carried([entry("a")], *twins)
    assert {one.state for one in over.findings.values()} == {State.OPEN}
    assert len(over.gone) == 1


def test_order_changes_nothing() -> None:
    findings = [finding(), finding("f2", content=shown("2")), finding(report="河口.pdf", content=shown("3"))]
    entries = [
        entry("a"),
        entry("b", State.DISMISSED, who="乙"),
        entry("c", on=findings[2]),
        entry("d", on=finding("x")),
    ]
    there = carried(entries, *findings)
    back = carried(entries[::-1], *findings[::-1])
    assert dict(there.findings) == dict(back.findings)
    assert there.gone == back.gone
    assert there.counts() == {State.UNSURE: 1, State.OPEN: 1, State.CONFIRMED: 1}
