"""Rules that never fired, in examples and in the results of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.errors import OutputError
from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack
from docextract.rulework.coverage import idle_rules, seen_in_examples, seen_in_runs
from tests.rulework.small_pack import small_pack

HEADER = "report,code,year,status,printed_label\n"


def test_examples_leave_out_what_no_example_names(tmp_path: Path) -> None:
    pack = load_pack(small_pack(tmp_path))
    idle = {(i.part, i.rule) for i in idle_rules(pack, seen_in_examples(load_examples(pack), pack))}
    assert idle == {("indicator", "men"), ("indicator", "women")}


def test_runs_fire_aliases_and_the_relations_whose_values_are_there(tmp_path: Path) -> None:
    pack = load_pack(small_pack(tmp_path))
    rows = "a.pdf,people,2024,ok,教职工总数\na.pdf,men,2024,ok,男教职工数\nb.pdf,women,2024,missing,女教职工数\n"
    (tmp_path / "indicators.csv").write_text("\ufeff" + HEADER + rows, encoding="utf-8")
    idle = {(i.part, i.rule, i.what) for i in idle_rules(pack, seen_in_runs([tmp_path], pack))}
    assert idle == {("alias", "people", "教职员工总数"), ("not", "people", "教职工子女数")}


def test_relation_needs_its_values_in_one_report_and_year(tmp_path: Path) -> None:
    pack = load_pack(small_pack(tmp_path))
    rows = "a.pdf,people,2024,ok,教职工总数\na.pdf,men,2023,ok,男教职工数\nb.pdf,women,2024,ok,女教职工数\n"
    (tmp_path / "indicators.csv").write_text(HEADER + rows, encoding="utf-8")
    assert "relation" in {i.part for i in idle_rules(pack, seen_in_runs([tmp_path], pack))}


def test_folder_without_results_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"indicators\.csv"):
        seen_in_runs([tmp_path], load_pack())
