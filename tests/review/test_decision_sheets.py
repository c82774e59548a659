"""Decisions out to a workbook and back in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docextract.errors import DecisionsError
from docextract.outputs.decision_workbook import read_decision_workbook
from docextract.outputs.language import LANGS, Lang
from docextract.outputs.workbook import DECISIONS, workbook_bytes
from docextract.review.carry_over import carry_over
from docextract.review.decision_sheets import CHOICES, decision_sheet_bytes, state_word
from docextract.review.decisions import Decision, Key, ReportFinding, Standing, State
from docextract.review.filled_sheets import Filled, filled_entries
from docextract.review.histories import by_finding, standing_of
from tests.review.made import JIANGCHENG, entry, finding, shown

NOW = datetime(2026, 4, 1, tzinfo=UTC)
ODD = '=HYPERLINK("http://x","点")\n+1 -1 @a\t<b>&amp;</b> 😀 _x000D_ \\ \'引\' “号”'
FINDINGS = tuple(finding(f"ratio-{number:012x}", content=shown(str(1900 + number))) for number in range(6))
REPORTS = {"江城.pdf": JIANGCHENG}


class Book:
    """A workbook that a reviewer has open: cells by the id of the row and the name of the column."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        sheet = self.book.worksheets[0]
        assert isinstance(sheet, Worksheet)
        self.sheet = sheet
        self.columns = {str(cell.value).split()[-1]: place for place, cell in enumerate(sheet[1], start=1)}

    def row(self, id: str) -> int:
        return next(row for row in range(2, 99) if self.sheet.cell(row, self.columns["id"]).value == id)

    def get(self, id: str, column: str) -> object:
        return self.sheet.cell(self.row(id), self.columns[column]).value

    def fill(self, which: str, decision: object = None, note: object = None, **others: object) -> Book:
        row = self.row(which)
        for name, value in {"decision": decision, "note": note, **others}.items():
            if value is not None:
                self.sheet.cell(row, self.columns[name]).value = value  # type: ignore[assignment]
        return self

    def save(self, folder: Path) -> Path:
        path = folder / "填好.xlsx"
        self.book.save(path)
        return path


def exported(entries: Sequence[Decision] = (), findings: Sequence[ReportFinding] = FINDINGS, lang: Lang = "zh") -> Book:
    return Book(decision_sheet_bytes(carry_over(entries, findings, REPORTS), lang))


def taken_in(
    path: Path, entries: Sequence[Decision] = (), findings: Sequence[ReportFinding] = FINDINGS, who: str = "乙"
) -> Filled:
    return filled_entries(read_decision_workbook(path), findings, REPORTS, entries, who=who, at=NOW)


def standings(entries: Sequence[Decision]) -> dict[Key, Standing]:
    return {key: standing_of(key, history) for key, history in by_finding(entries).items()}


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_filled_in_comes_back(tmp_path: Path, lang: Lang) -> None:
    book = exported(lang=lang)
    words = {state: state.zh if lang == "zh" else state.en for state in State}
    for number, state in enumerate((State.CONFIRMED, State.DISMISSED, State.UNSURE)):
        book.fill(FINDINGS[number].id, words[state], f"因为 {number}")
    filled = taken_in(book.save(tmp_path))
    assert [(one.finding, one.state, one.note, one.who, one.at) for one in filled.entries] == [
        (FINDINGS[0].id, State.CONFIRMED, "因为 0", "乙", NOW),
        (FINDINGS[1].id, State.DISMISSED, "因为 1", "乙", NOW),
        (FINDINGS[2].id, State.UNSURE, "因为 2", "乙", NOW),
    ]
    assert [one.shown for one in filled.entries] == [one.shown for one in FINDINGS[:3]]
    over = carry_over(filled.entries, FINDINGS, REPORTS)
    assert [one.state for one in over.findings.values()][:3] == [State.CONFIRMED, State.DISMISSED, State.UNSURE]


def test_round_trip_into_an_empty_store_loses_nothing(tmp_path: Path) -> None:
    gone = finding("ratio-ffffffffffff", content=shown("7"))
    entries = (
        entry("a", note=ODD.replace("_x000D_", "").strip(), on=FINDINGS[0]),
        entry("b", State.DISMISSED, note="字" * 20_000, on=FINDINGS[1]),
        entry("c", State.UNSURE, on=FINDINGS[2]),
        entry("d", State.DISMISSED, note="已没有", on=gone),
    )
    back = taken_in(exported(entries).save(tmp_path)).entries
    before, after = standings(entries), standings(back)
    assert {key: (one.state, one.note) for key, one in after.items()} == {
        key: (one.state, one.note) for key, one in before.items()
    }
    assert {one.key: (one.shown, one.identity, one.fingerprint) for one in back} == {
        one.key: (one.shown, one.identity, one.fingerprint) for one in entries
    }


def test_reading_back_what_nobody_changed_adds_nothing(tmp_path: Path) -> None:
    apart = (entry("a", on=FINDINGS[0]), entry("b", State.DISMISSED, who="乙", note="否", on=FINDINGS[0]))
    entries = (*apart, entry("c", note=" 空格 ".strip(), on=FINDINGS[1]))
    filled = taken_in(exported(entries).save(tmp_path), entries)
    assert (filled.entries, filled.unchanged) == ((), 2)


def test_reading_the_same_workbook_twice_adds_nothing(tmp_path: Path) -> None:
    path = exported().fill(FINDINGS[0].id, "误报", "口径不同").save(tmp_path)
    first = taken_in(path).entries
    assert taken_in(path, first).entries == ()
    undone = replace(first[0], id="u", state=State.OPEN, note="", follows=(first[0].id,), is_undo=True)
    assert taken_in(path, (*first, undone)).entries == ()


def test_filling_in_more_later_is_no_conflict(tmp_path: Path) -> None:
    book = exported().fill(FINDINGS[0].id, "误报")
    first = taken_in(book.save(tmp_path)).entries
    book.fill(FINDINGS[0].id, "确认问题", "再看过").fill(FINDINGS[1].id, "待核实")
    second = taken_in(book.save(tmp_path), first).entries
    assert second[0].follows == (first[0].id,)
    found = standings((*first, *second))[FINDINGS[0].key]
    assert (found.state, found.conflict) == (State.CONFIRMED, False)


def test_filling_in_something_else_and_back_again_counts(tmp_path: Path) -> None:
    book = exported()
    entries: list[Decision] = []
    for decision in ("误报", "确认问题", "误报", "误报"):
        entries += taken_in(book.fill(FINDINGS[0].id, decision).save(tmp_path), entries).entries
    assert [one.state for one in entries] == [State.DISMISSED, State.CONFIRMED, State.DISMISSED]
    assert standings(entries)[FINDINGS[0].key].state is State.DISMISSED


def test_a_workbook_does_not_set_back_what_was_decided_on_the_page_since(tmp_path: Path) -> None:
    book = exported().fill(FINDINGS[0].id, "误报")
    (first,) = taken_in(book.save(tmp_path)).entries
    page = entry("p", who="乙", note="问过学校", follows=(first.id,), minutes=99_999, on=FINDINGS[0])
    book.fill(FINDINGS[1].id, "误报")
    assert [one.finding for one in taken_in(book.save(tmp_path), (first, page)).entries] == [FINDINGS[1].id]


def test_what_somebody_decided_meanwhile_is_not_lost(tmp_path: Path) -> None:
    earlier = entry("a", note="表对", on=FINDINGS[0])
    path = exported([earlier]).fill(FINDINGS[0].id, "误报", "口径不同").save(tmp_path)
    meanwhile = entry("b", State.UNSURE, who="丙", note="已去函", follows=("a",), minutes=9, on=FINDINGS[0])
    (new,) = taken_in(path, (earlier, meanwhile)).entries
    assert new.follows == ("a",)
    found = standings((earlier, meanwhile, new))[FINDINGS[0].key]
    assert found.conflict
    assert "已去函" in found.note
    assert "口径不同" in found.note
    assert "表对" not in found.note


def test_what_others_changed_meanwhile_is_not_set_back_by_rows_left_as_they_were(tmp_path: Path) -> None:
    earlier = entry("a", on=FINDINGS[0])
    path = exported([earlier]).save(tmp_path)
    meanwhile = entry("b", State.DISMISSED, who="丙", follows=("a",), minutes=9, on=FINDINGS[0])
    assert taken_in(path, (earlier, meanwhile)).entries == ()


def test_a_note_by_itself_leaves_the_decision_as_it_is(tmp_path: Path) -> None:
    path = exported().fill(FINDINGS[0].id, note="请核对原表").save(tmp_path)
    (new,) = taken_in(path).entries
    assert (new.state, new.note) == (State.OPEN, "请核对原表")
    assert standings([new])[new.key].note == "请核对原表"


def test_a_workbook_of_an_earlier_run_is_carried_over(tmp_path: Path) -> None:
    path = exported().fill(FINDINGS[0].id, "误报").fill(FINDINGS[1].id, "确认问题").save(tmp_path)
    changed = finding(FINDINGS[0].id, content=shown("1999"))
    now = (changed, FINDINGS[1])
    over = carry_over(taken_in(path, findings=now).entries, now, REPORTS)
    assert over.findings[changed.key].state is State.OPEN
    assert over.findings[changed.key].before == FINDINGS[0].shown
    assert over.findings[FINDINGS[1].key].state is State.CONFIRMED


def test_a_changed_finding_is_blank_and_tells_what_was_decided(tmp_path: Path) -> None:
    decided = entry("a", State.DISMISSED, note="口径不同", on=finding(FINDINGS[0].id, content=shown("7")))
    book = exported([decided])
    assert book.get(FINDINGS[0].id, "decision") is None
    earlier = str(book.get(FINDINGS[0].id, "earlier"))
    assert all(word in earlier for word in ("误报", "甲", "2026-03-02", "口径不同", "7 人", "重新决定"))
    (new,) = taken_in(book.fill(FINDINGS[0].id, "误报").save(tmp_path), [decided]).entries
    over = carry_over([decided, new], FINDINGS, REPORTS)
    assert over.findings[FINDINGS[0].key].state is State.DISMISSED


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("确认", State.CONFIRMED),
        (" 误报　", State.DISMISSED),
        ("待 核实", None),
        ("False Alarm", State.DISMISSED),
        ("ｕｎｓｕｒｅ", State.UNSURE),
        ("未处理", State.OPEN),
        ("不知道", None),
        (1, None),
        (True, None),
    ],
)
def test_what_people_type_as_a_decision(tmp_path: Path, typed: object, state: State | None) -> None:
    before = [entry("a", note="x", on=FINDINGS[0])] if state in (State.OPEN, State.CONFIRMED) else []
    book = exported(before).fill(FINDINGS[0].id, typed, "y")
    if state is None:
        with pytest.raises(DecisionsError, match="确认问题、误报、待核实"):
            taken_in(book.save(tmp_path), before)
    else:
        (new,) = taken_in(book.save(tmp_path), before).entries
        assert new.state is state


def test_numbers_and_dates_in_notes_are_texts(tmp_path: Path) -> None:
    book = exported().fill(FINDINGS[0].id, "误报", 1903.0).fill(FINDINGS[1].id, "误报", datetime(2026, 3, 2))  # noqa: DTZ001
    assert [one.note for one in taken_in(book.save(tmp_path)).entries] == ["1903", "2026-03-02"]


def test_all_faults_come_at_once_with_their_cells(tmp_path: Path) -> None:
    book = exported()
    letter = {name: chr(64 + column) for name, column in book.columns.items()}
    book.fill(FINDINGS[0].id, "也许").fill(FINDINGS[1].id, "=1+1", "x")
    book.fill(FINDINGS[2].id, "误报", "长" * 20_001)
    book.fill(FINDINGS[3].id, "误报", id="ratio-00000000dead")
    book.fill(FINDINGS[5].id, "误报", id=FINDINGS[4].id)
    book.fill(FINDINGS[4].id, "确认问题")
    with pytest.raises(DecisionsError) as told:
        taken_in(book.save(tmp_path))
    places = [re.search(r"[A-Z]+\d+", fault[fault.index("”") :]) for fault in told.value.faults[:-1]]
    assert [found[0] for found in places if found] == [
        f"{letter['decision']}2",
        f"{letter['decision']}3",
        f"{letter['note']}4",
        f"{letter['id']}5",
        f"{letter['decision']}7",
    ]
    assert all("填好.xlsx：工作表 sheet “问题 findings”" in fault for fault in told.value.faults[:-1])
    for met, expected in (("也许", "确认问题、误报、待核实"), ("=1+1", "公式"), ("20001", "20000"), ("dead", "恢复")):
        assert any(met in fault and expected in fault for fault in told.value.faults)
    assert "没有写入" in told.value.faults[-1]


def test_nothing_of_a_report_is_a_formula() -> None:
    odd = finding(
        FINDINGS[0].id, content=replace(shown(), message=ODD, suggested="=1+1", subject="+A1", reason="-1", kind="@x")
    )
    data = decision_sheet_bytes(carry_over([entry("a", note=ODD, on=odd)], [odd], REPORTS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all(b"<f>" not in sheet and b"<hyperlink" not in sheet for sheet in sheets)
    book = Book(data)
    for name in ("message", "suggested", "note", "subject", "reason"):
        cell = book.sheet.cell(2, book.columns[name])
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_ids_are_locked_and_decisions_are_offered() -> None:
    book = exported()
    assert book.sheet.protection.sheet
    assert not book.sheet.protection.autoFilter
    for name in book.columns:
        assert book.sheet.cell(2, book.columns[name]).protection.locked is (name not in ("decision", "note"))
    (offered,) = book.sheet.data_validations.dataValidation
    assert offered.formula1 == '"确认问题,误报,待核实"'
    assert book.book["记录 record"].sheet_state == "veryHidden"


@pytest.mark.parametrize("lang", LANGS)
def test_a_runs_own_workbook_offers_the_same_decisions(lang: Lang) -> None:
    assert DECISIONS[lang] == tuple(state_word(state, lang) for state in CHOICES)
    book = Book(workbook_bytes([], [], [], lang=lang))
    (offered,) = book.sheet.data_validations.dataValidation
    assert offered.formula1 == '"' + ",".join(DECISIONS[lang]) + '"'


def test_same_decisions_give_the_same_bytes() -> None:
    over = carry_over([entry("a", on=FINDINGS[0])], FINDINGS, REPORTS)
    assert decision_sheet_bytes(over) == decision_sheet_bytes(over)


def test_a_sorted_sheet_is_read_as_well(tmp_path: Path) -> None:
    book = exported().fill(FINDINGS[0].id, "误报").fill(FINDINGS[5].id, "确认问题")
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=2)][::-1]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            book.sheet.cell(number, column).value = value
    found = {one.finding: one.state for one in taken_in(book.save(tmp_path)).entries}
    assert found == {FINDINGS[0].id: State.DISMISSED, FINDINGS[5].id: State.CONFIRMED}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    book = exported()
    book.sheet.cell(1, book.columns["note"]).value = "我的备注"
    with pytest.raises(DecisionsError, match="缺少列 note"):
        taken_in(book.save(tmp_path))


def test_a_changed_record_is_reported(tmp_path: Path) -> None:
    book = exported().fill(FINDINGS[0].id, "误报")
    book.book["记录 record"].cell(1, 3).value = "|{}|"
    with pytest.raises(DecisionsError, match="隐藏的记录被改动"):
        taken_in(book.save(tmp_path))


def test_files_that_are_no_workbook_are_told(tmp_path: Path) -> None:
    whole = decision_sheet_bytes(carry_over([], FINDINGS, REPORTS))
    other = Book(whole)
    other.sheet.title = "Tabelle1"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", "no workbook")
    for data in (b"", b"no zip", whole[: len(whole) // 2], zipped.getvalue(), other.save(tmp_path).read_bytes()):
        path = tmp_path / "a.xlsx"
        path.write_bytes(data)
        with pytest.raises(DecisionsError):
            read_decision_workbook(path)
    with pytest.raises(DecisionsError, match="不存在"):
        read_decision_workbook(tmp_path / "nowhere.xlsx")
