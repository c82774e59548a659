"""What histories come to: order, conflicts, undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docextract.review.decisions import Decision, State
from docextract.review.histories import by_finding, in_order, next_entry, open_ends, standing_of, undo_entry
from tests.review.made import START, entry, finding

KEY = finding().key


def grown(*steps: tuple[str, str]) -> tuple[Decision, ...]:
    """A history by steps: (who, "confirmed" …) decides, (who, "undo") takes back."""
    history: tuple[Decision, ...] = ()
    for number, (who, step) in enumerate(steps):
        at, id = START + timedelta(minutes=number), f"e{number}"
        new = (
            undo_entry(history, who=who, at=at, entry_id=id)
            if step == "undo"
            else next_entry(finding(), history, State(step), note=f"{who}{number}", who=who, at=at, entry_id=id)
        )
        history += (new,) if new else ()
    return history


def test_nobody_has_decided() -> None:
    standing = standing_of(KEY, ())
    assert (standing.state, standing.revision, standing.last, standing.conflict) == (State.OPEN, 0, None, False)


def test_the_last_decision_holds() -> None:
    standing = standing_of(KEY, grown(("甲", "confirmed"), ("乙", "dismissed")))
    assert (standing.state, standing.note, standing.revision) == (State.DISMISSED, "乙1", 2)


def test_undo_brings_the_decision_before_it_back() -> None:
    history = grown(("甲", "confirmed"), ("乙", "dismissed"), ("乙", "undo"))
    standing = standing_of(KEY, history)
    assert (standing.state, standing.note, standing.revision) == (State.CONFIRMED, "甲0", 3)
    assert history[-1].who == "乙"


def test_undo_twice_goes_two_back_and_a_third_time_does_nothing() -> None:
    steps = (("甲", "confirmed"), ("甲", "dismissed"), ("甲", "undo"), ("甲", "undo"))
    history = grown(*steps)
    assert standing_of(KEY, history).state is State.OPEN
    assert len(grown(*steps, ("甲", "undo"))) == len(history) == 4


def test_a_decision_after_an_undo_is_undone_by_itself() -> None:
    history = grown(("甲", "confirmed"), ("甲", "undo"), ("甲", "dismissed"), ("甲", "undo"))
    assert standing_of(KEY, history).state is State.OPEN


def test_two_who_did_not_know_of_each_other_and_differ_are_both_shown() -> None:
    mine, theirs = entry("a", note="表对"), entry("b", State.DISMISSED, who="乙", note="口径不同", minutes=1)
    standing = standing_of(KEY, (mine, theirs))
    assert standing.state is State.UNSURE
    assert standing.conflict
    assert standing.ends == (mine, theirs)
    assert standing.note == "甲（确认问题 confirmed）：表对\n乙（误报 false alarm）：口径不同"


def test_two_who_agree_are_no_conflict_and_both_notes_stay() -> None:
    standing = standing_of(KEY, (entry("a", note="表对"), entry("b", who="乙", note="已电话核实", minutes=1)))
    assert (standing.state, standing.conflict, standing.note) == (State.CONFIRMED, False, "表对\n已电话核实")


def test_the_next_decision_settles_a_conflict_and_undo_brings_it_back() -> None:
    apart = (entry("a"), entry("b", State.DISMISSED, who="乙"))
    settled = next_entry(finding(), apart, State.CONFIRMED, note="", who="丙", at=START, entry_id="c")
    assert settled.follows == ("a", "b")
    assert not standing_of(KEY, (*apart, settled)).conflict
    undone = undo_entry((*apart, settled), who="丙", at=START, entry_id="d")
    assert undone is not None
    again = standing_of(KEY, (*apart, settled, undone))
    assert again.conflict
    assert undone.state is again.state is State.UNSURE


def test_undo_in_a_conflict_takes_the_later_side_back() -> None:
    apart = (entry("a"), entry("b", State.DISMISSED, who="乙", minutes=1))
    undone = undo_entry(apart, who="乙", at=START, entry_id="c")
    assert undone is not None
    standing = standing_of(KEY, (*apart, undone))
    assert (standing.state, standing.conflict) == (State.CONFIRMED, False)


def test_who_took_a_decision_back_contradicts_nobody() -> None:
    mine = grown(("甲", "confirmed"), ("甲", "undo"))
    standing = standing_of(KEY, (*mine, entry("b", State.DISMISSED, who="乙")))
    assert (standing.state, standing.conflict) == (State.DISMISSED, False)


def test_a_clock_set_back_does_not_turn_the_order_round() -> None:
    first, second = entry("a", minutes=60), entry("b", State.DISMISSED, follows=("a",), minutes=0)
    assert in_order((second, first)) == (first, second)
    assert standing_of(KEY, (second, first)).state is State.DISMISSED


def test_histories_interleave_by_time() -> None:
    mine = (entry("a", minutes=0), entry("c", follows=("a",), minutes=10))
    theirs = (entry("b", minutes=5),)
    assert [one.id for one in in_order((*theirs, *mine))] == ["a", "b", "c"]


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Entries of one finding, each following some of those before it."""
    made: list[Decision] = []
    for number in range(draw(st.integers(0, 6))):
        known = [one.id for one in made]
        follows = tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else ()
        state = draw(st.sampled_from(list(State)))
        made.append(entry(f"e{number}", state, follows=follows, minutes=draw(st.integers(0, 3)), note=str(number)))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_order_in_which_entries_come_changes_nothing(history: list[Decision], random: object) -> None:
    shuffled = [*history, *history]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert by_finding(shuffled) == by_finding(history)
    assert standing_of(KEY, shuffled) == standing_of(KEY, history)


@given(histories())
def test_nothing_is_lost_and_undo_ends(history: list[Decision]) -> None:
    ordered = in_order(history)
    assert set(ordered) == set(history)
    for number in range(2 * len(history) + 1):
        undone = undo_entry(ordered, who="甲", at=START, entry_id=f"u{number}")
        if undone is None:
            break
        assert undone.follows == open_ends(ordered)
        assert standing_of(KEY, (*ordered, undone)).state is undone.state
        ordered = (*ordered, undone)
    else:
        pytest.fail("undo never ends")
