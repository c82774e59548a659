"""The bench that plants errors: what it plants is an error, it stands where it says, and the figures are the same every time."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from bench.checks.edits import CellEdit, EntryEdit, TextEdit, TitleEdit, caption_block, with_edits
from bench.checks.figures import Row, lines
from bench.checks.planting import MAKERS, drawn_errors, outcomes, plant
from bench.checks.reading import Reading, read
from bench.checks.slips import SLIPS, is_slip, value_of
from docextract.model.block import Block, BlockKind
from tests.builders import report

NAME = "yunting-2024.word"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(NAME)


@pytest.mark.parametrize(
    ("before", "after", "is_error"),
    [
        ("1903", "1930", True),
        ("95.37", "95.3", False),
        ("0", "00", False),
        ("6.5", ".5", False),
        ("2.30", "2.3", False),
    ],
)
def test_only_what_is_no_rounding_of_the_true_value_counts_as_an_error(before: str, after: str, is_error: bool) -> None:
    assert is_slip(before, after) is is_error


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_slips_leave_digits(name: str) -> None:
    rnd = random.Random(5)
    assert all(SLIPS[name](digits, rnd).replace(".", "").isdigit() for digits in ("1903", "17.6", "10", "98.21"))


def test_edits_change_the_records_that_they_name_and_no_others() -> None:
    before = report()
    after = with_edits(
        before,
        [
            TextEdit("b2", 0, 3, "学生"),
            TextEdit("b2", 3, 6, "200"),
            CellEdit("t1", 2, 2, "200"),
            TitleEdit("sections", "s1", "第二章", "基本情况"),
            EntryEdit(0, "第二章 基本情况"),
        ],
    )
    assert after.block("b2").text == "学生200人。"
    assert after.table("t1").cells[2] == ("人数", "90", "200")
    assert (after.section("s1").number, after.block("b1").text) == ("第二章", "第二章 基本情况")
    assert after.toc[0].text == "第二章 基本情况"
    untouched = replace(after, blocks=before.blocks, tables=before.tables, sections=before.sections, toc=before.toc)
    assert untouched == before


def test_a_new_number_stands_in_the_caption_too_where_that_is_a_block_of_its_own() -> None:
    before = report()
    cells = Block("b9", BlockKind.TABLE, "", before.blocks[2].regions, section="s1", record="t1")
    caption = replace(before.blocks[2], record="")
    apart = replace(
        before, blocks=(*before.blocks[:2], caption, cells), tables=(replace(before.tables[0], block="b9"),)
    )
    table = apart.tables[0]
    assert caption_block(apart, table) == caption
    after = with_edits(apart, [TitleEdit("tables", table.id, "2-2", table.title)])
    assert (after.tables[0].number, after.block("b3").text) == ("2-2", f"表 2-2 {table.title}")


def test_every_kind_is_drawn_alike_for_a_seed(reading: Reading) -> None:
    drawn = drawn_errors(reading, 2, 1)
    assert drawn == drawn_errors(reading, 2, 1)
    assert {error.kind for error in drawn} >= {"digit", "columns", "bracket", "reference", "caption number"}
    assert drawn_errors(reading, 2, 1, ["bracket"]) == [error for error in drawn if error.kind == "bracket"]


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_an_error_changes_the_report(reading: Reading, kind: str) -> None:
    for error in drawn_errors(reading, 1, 3, [kind]):
        assert with_edits(reading.report, error.edits) != reading.report
        assert error.before != error.after or error.kind == "case twice"


def test_a_number_that_its_relations_allow_is_no_error(reading: Reading) -> None:
    """The ratio 17.3 holds for 1864 and for 1865 students alike."""
    students = next(n for n in reading.covered if n.source.row < 0 and n.check == "ratio" and value_of(n.value) == 1864)
    assert reading.allows(students.source, Decimal(1865), 0)
    assert not reading.allows(students.source, Decimal(2864), 0)


def test_planted_errors_of_a_short_report_are_found_and_counted() -> None:
    first = list(plant(NAME, 1, 2, 1, ["slips", "columns", "bracket"]))
    assert first == list(plant(NAME, 1, 2, 1, ["slips", "columns", "bracket"]))
    assert Row.of(first).recall > 0.5
    assert sum(each.is_double for each in first) in (2, 4)
    assert any("bracket" in line for line in lines(first))


def test_a_finding_that_was_there_before_finds_no_error(reading: Reading) -> None:
    (error,) = drawn_errors(reading, 1, 3, ["bracket"])
    (found,) = outcomes(reading, [replace(error, edits=())])
    assert (found.rank, found.n_findings, found.n_stray) == (0, 0, 0)
