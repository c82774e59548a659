"""What every store does, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docextract.errors import SettingsError
from docextract.review.decisions import StaleDecision, Standing, State, Store
from docextract.review.store import open_store
from docextract.review.store_schema import STEPS
from docextract.review.store_sql import SqlStore
from tests.review.conftest import Open
from tests.review.made import entry, finding, shown

KEY = finding().key
ODD = "=cmd|'/c calc'!A0\n<script>alert(1)</script>\n'); DROP TABLE docextract_decisions; -- 😀 ％ \\ \"“”"


def confirm(store: Store, expected: int = 0, who: str = "甲", note: str = "") -> Standing:
    return store.decide(finding(), State.CONFIRMED, note=note, who=who, expected_revision=expected)


def test_an_empty_store_knows_nothing(store: Store) -> None:
    assert store.current() == {}
    assert store.all_entries() == ()
    assert store.history(*KEY) == ()
    assert store.count() == 0
    assert store.standing(*KEY).revision == 0


def test_a_decision_is_there_for_the_next_who_opens_it(open_it: Open) -> None:
    given = confirm(open_it(), note="表 6 为准")
    kept = open_it().standing(*KEY)
    assert kept == given
    assert (kept.state, kept.note, kept.revision) == (State.CONFIRMED, "表 6 为准", 1)


def test_everything_shown_is_kept(store: Store) -> None:
    odd = finding(content=replace(shown(), message="坏\x00字\ud800 \u2028", suggested=ODD))
    store.decide(odd, State.UNSURE, note=ODD, who="  欧阳\t某  ", expected_revision=0)
    (kept,) = store.history(*KEY)
    assert (kept.shown, kept.fingerprint, kept.identity) == (odd.shown, odd.fingerprint, odd.identity)
    assert (kept.note, kept.who, kept.check) == (ODD, "欧阳 某", "said_twice")


def test_control_characters_in_a_note_are_left_out(store: Store) -> None:
    assert confirm(store, note=" a\x00b\x07\r\nc\ud800 ").note == "ab\nc"


def test_a_decision_needs_a_name_and_a_bounded_note(store: Store) -> None:
    with pytest.raises(SettingsError, match="审阅人"):
        confirm(store, who=" \n")
    with pytest.raises(SettingsError, match="20000"):
        confirm(store, note="字" * 20_001)
    assert store.all_entries() == ()


def test_who_looked_at_an_older_state_is_told_what_the_other_decided(open_it: Open) -> None:
    mine, theirs = open_it(), open_it()
    theirs.decide(finding(), State.DISMISSED, note="口径不同", who="乙", expected_revision=0)
    with pytest.raises(StaleDecision, match="乙") as stale:
        confirm(mine)
    assert stale.value.standing == theirs.standing(*KEY)
    with pytest.raises(StaleDecision):
        mine.undo(*KEY, who="甲", expected_revision=0)
    assert len(mine.all_entries()) == 1
    assert confirm(mine, expected=1).state is State.CONFIRMED


def test_undo_is_a_new_entry(store: Store) -> None:
    confirm(store)
    assert store.undo(*KEY, who="乙", expected_revision=1).state is State.OPEN
    assert [(one.who, one.state, one.is_undo) for one in store.history(*KEY)] == [
        ("甲", State.CONFIRMED, False),
        ("乙", State.OPEN, True),
    ]
    assert store.undo(*KEY, who="乙", expected_revision=2).revision == 2  # nothing left to undo
    assert store.count() == 2


def test_findings_of_other_reports_are_left_alone(store: Store) -> None:
    confirm(store)
    store.decide(finding(report="河口/江城.pdf"), State.DISMISSED, who="甲", expected_revision=0)
    assert {key: one.state for key, one in store.current().items()} == {
        KEY: State.CONFIRMED,
        ("河口/江城.pdf", KEY[1]): State.DISMISSED,
    }


def race(number: int, decide: Callable[[int], object]) -> list[object]:
    """What `decide` gives or raises in that many threads that begin at the same moment."""
    results: list[object] = []
    barrier = threading.Barrier(number)

    def one(place: int) -> None:
        barrier.wait()
        try:
            results.append(decide(place))
        except StaleDecision as error:
            results.append(error)

    threads = [threading.Thread(target=one, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_several_who_decide_at_once_exactly_one_wins(open_it: Open) -> None:
    stores = [open_it() for _ in range(4)]
    for expected in range(5):

        def decide(place: int, expected: int = expected) -> Standing:
            return confirm(stores[place], expected=expected, who=f"审{place}")

        results = race(len(stores), decide)
        (won,) = [one for one in results if isinstance(one, Standing)]
        lost = [one for one in results if isinstance(one, StaleDecision)]
        assert len(lost) == 3
        assert {one.standing for one in lost} == {won}
    assert stores[0].history(*KEY)[0].follows == ()
    assert len(stores[0].history(*KEY)) == 5


def test_who_decide_on_different_findings_at_once_all_win(open_it: Open) -> None:
    stores = [open_it() for _ in range(4)]
    results = race(
        4, lambda place: stores[place].decide(finding(f"f{place}"), State.DISMISSED, who="甲", expected_revision=0)
    )
    assert all(isinstance(one, Standing) for one in results)
    assert len(stores[0].all_entries()) == 4


def test_merge_takes_in_what_is_new_and_a_second_time_nothing(store: Store) -> None:
    confirm(store, note="表对")
    theirs = (entry("x", State.DISMISSED, who="乙", note="口径不同", minutes=600_000), entry("y", on=finding("f2")))
    merged = store.merge(theirs)
    assert (merged.added, merged.conflicts) == (2, (KEY,))
    assert store.merge((*theirs, *store.all_entries())).added == 0
    standing = store.standing(*KEY)
    assert (standing.state, standing.conflict, standing.revision) == (State.UNSURE, True, 2)
    assert "表对" in standing.note
    assert "口径不同" in standing.note


def test_after_a_merge_who_saw_one_side_only_is_told(store: Store) -> None:
    confirm(store)
    store.merge((entry("x", State.DISMISSED, who="乙"),))
    with pytest.raises(StaleDecision) as stale:
        confirm(store, expected=1)
    assert stale.value.standing.conflict
    assert not confirm(store, expected=2).conflict


def test_merging_both_ways_gives_the_same(place: str, tmp_path: object) -> None:
    with open_store(place) as mine, open_store(f"{tmp_path}/theirs.sqlite") as theirs:
        confirm(mine)
        confirm(mine, expected=1, note="再看")
        theirs.decide(finding(), State.DISMISSED, who="乙", expected_revision=0)
        theirs.decide(finding("f2"), State.UNSURE, who="乙", expected_revision=0)
        before = mine.all_entries()
        mine.merge(theirs.all_entries())
        theirs.merge(before)
        assert mine.current() == theirs.current()
        assert mine.all_entries() == theirs.all_entries()


STEPS_OF_WORK = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 1), st.sampled_from([*State, None, "merge"])), max_size=12
)


@given(STEPS_OF_WORK)
@settings(max_examples=25, deadline=None)
def test_whatever_two_did_apart_merging_both_ways_ends_in_the_same(steps: list[tuple[int, int, State | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores = [stack.enter_context(open_store(f"{folder}/{name}.sqlite")) for name in "ab"]
        for where, which, what in steps:
            store, one = stores[where], finding(f"f{which}")
            revision = store.standing(*one.key).revision
            if what == "merge":
                store.merge(stores[1 - where].all_entries())
            elif what is None:
                store.undo(*one.key, who=f"审{where}", expected_revision=revision)
            else:
                store.decide(one, State(what), note=f"{where}", who=f"审{where}", expected_revision=revision)
        entries = {entry.id for store in stores for entry in store.all_entries()}
        for where in (0, 1, 0):
            stores[where].merge(stores[1 - where].all_entries())
        assert {entry.id for entry in stores[0].all_entries()} == entries
        assert stores[0].all_entries() == stores[1].all_entries()
        assert stores[0].current() == stores[1].current()


def test_merging_while_others_decide_loses_nothing(open_it: Open) -> None:
    stores = [open_it() for _ in range(4)]
    theirs = [entry(f"x{number}", State.DISMISSED, on=finding(f"f{number}")) for number in range(20)]

    def work(place: int) -> object:
        if place < 2:
            return stores[place].merge(theirs)
        return [
            stores[place].decide(finding(f"g{place}-{n}"), State.CONFIRMED, who="甲", expected_revision=0)
            for n in range(10)
        ]

    race(4, work)
    assert stores[0].count() == 40


def test_opening_again_does_not_change_the_tables(open_it: Open) -> None:
    confirm(open_it())
    again = open_it()
    assert isinstance(again, SqlStore)
    again.upgrade()
    assert again.count() == 1


def test_an_older_store_is_brought_up_to_date_with_what_it_holds(open_it: Open) -> None:
    store = open_it()
    assert isinstance(store, SqlStore)
    confirm(store)
    store.upgrade((*STEPS, ("ALTER TABLE docextract_decisions ADD COLUMN office TEXT NOT NULL DEFAULT ''",)))
    assert confirm(store, expected=1).revision == 2


def test_a_step_that_fails_changes_nothing(open_it: Open) -> None:
    store = open_it()
    assert isinstance(store, SqlStore)
    confirm(store)
    with pytest.raises(Exception, match="nowhere"):
        store.upgrade((*STEPS, ("CREATE TABLE half_done (id TEXT)", "DROP TABLE nowhere")))
    store.upgrade((*STEPS, ("CREATE TABLE half_done (id TEXT)",)))
    assert store.count() == 1


def test_a_store_of_a_newer_version_is_refused(open_it: Open, place: str) -> None:
    store = open_it()
    assert isinstance(store, SqlStore)
    confirm(store)
    store.upgrade((*STEPS, ("CREATE TABLE from_the_future (id TEXT)",)))
    with pytest.raises(Exception, match="pip install -U"):
        open_store(place)
