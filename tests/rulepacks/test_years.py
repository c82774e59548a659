"""Dated rules hold in their years: what was retired since is there before, names are those of the report's year."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack, pack_for_year
from docextract.rulepacks.schema import Pack
from docextract.rulework.files import pack_faults

BASE = """pack: {name: 基础}
form: {id: "1", title: 情况表, why: 试}
units: [{name: 人, dimension: 人}]
indicators:
  - {code: all_people, name: 人数, unit: 人, kind: count, why: 试}
  - {code: men, name: 男, parent: all_people, unit: 人, kind: count, why: 试}
  - {code: women, name: 女, parent: all_people, unit: 人, kind: count, why: 试}
relations:
  - {id: sexes, kind: partition, whole: all_people, parts: [men, women], severity: high, why: 试}
examples:
  - {label: 女, origin: made, expect: women}
  - {label: 男, origin: made, expect: men}
"""
DATED = "retired: [{code: women, since: 2025}, {code: sexes, since: 2025}]\n"


def later(folder: Path, rules: str, scope: str = "") -> Path:
    (folder / "base").mkdir()
    (folder / "base" / "year.yaml").write_text(BASE, encoding="utf-8")
    (folder / "later").mkdir()
    head = f"pack: {{name: 次年, extends: base/year{', applies_to: {' + scope + '}' if scope else ''}}}\n"
    (folder / "later" / "year.yaml").write_text(head + rules, encoding="utf-8")
    return folder / "later"


def in_years(pack: Pack, *years: int) -> list[Pack]:
    return [pack_for_year(pack, year) for year in years]


def test_retired_row_is_there_in_the_years_before(tmp_path: Path) -> None:
    pack = load_pack(later(tmp_path, DATED))
    before, after = in_years(pack, 2024, 2025)
    assert "women" not in pack.indicators and after is pack
    assert list(before.indicators) == ["all_people", "men", "women"]
    assert [relation.id for relation in before.relations] == ["sexes"]
    assert before.id == pack.id
    assert [len(load_examples(each).labels) for each in (before, after)] == [2, 1]


def test_row_retired_until_a_year_is_there_after_it(tmp_path: Path) -> None:
    pack = load_pack(later(tmp_path, DATED.replace("since: 2025", "until: 2022")))
    assert ["women" in each.indicators for each in in_years(pack, 2022, 2023)] == [False, True]


def test_renamed_row_has_the_name_of_the_year_and_knows_the_others(tmp_path: Path) -> None:
    rules = "renamed:\n  - {code: men, name: 男教工, since: 2026}\n  - {code: men, name: 男职工, since: 2024, until: 2027}\n"
    pack = load_pack(later(tmp_path, rules))
    names = [each.indicators["men"].name for each in in_years(pack, 2023, 2024, 2025, 2026, 2028)]
    assert names == ["男", "男职工", "男职工", "男教工", "男教工"]
    for each in in_years(pack, 2023, 2024, 2026, 2028):
        assert set(each.indicators["men"].labels) == {"男", "男职工", "男教工"}


def test_dated_row_takes_what_rests_on_it_along(tmp_path: Path) -> None:
    rules = """indicators:
  - {code: foreign, form: "1", name: 外国人, unit: 人, kind: count, why: 试, since: 2025, until: 2026}
  - {code: french, form: "1", name: 法国人, parent: foreign, unit: 人, kind: count, why: 试}
relations:
  - {id: french_part, kind: part-of, whole: foreign, parts: [french], severity: low, why: 试}
required:
  - {id: rows, kind: indicator, codes: [foreign, men], severity: low, why: 试}
  - {id: row, kind: indicator, codes: [french], severity: low, why: 试}
examples:
  - {label: 法国人, origin: made, expect: french}
"""
    pack = load_pack(later(tmp_path, rules))
    for year, is_there in ((2024, False), (2025, True), (2026, True), (2027, False)):
        found = pack_for_year(pack, year)
        assert ({"foreign", "french"} <= set(found.indicators)) == is_there
        assert ("french_part" in {relation.id for relation in found.relations}) == is_there
        assert [each.codes for each in found.required] == (
            [("foreign", "men"), ("french",)] if is_there else [("men",)]
        )
        assert len(load_examples(found).labels) == 2 + is_there


def test_unknown_year_and_packs_without_dates_are_left_as_they_are(tmp_path: Path) -> None:
    pack = load_pack(later(tmp_path, DATED))
    assert pack_for_year(pack, 0) is pack
    assert pack_for_year(pack, 2030) is pack
    assert pack_for_year(load_pack("juesuan/2024"), 2019) is load_pack("juesuan/2024")
    assert pack_for_year(pack, 2020) is pack_for_year(pack, 2024)


def test_own_year_of_a_pack_is_its_last(tmp_path: Path) -> None:
    pack = load_pack(later(tmp_path, DATED.replace("since: 2025", "until: 2024"), "last_year: 2024"))
    assert ["women" in each.indicators for each in (pack, *in_years(pack, 2024, 2025))] == [False, False, True]


def test_shipped_earlier_form_has_the_later_names_for_later_reports() -> None:
    pack = load_pack("zhongzhi/2023")
    assert pack_for_year(pack, 2024).indicators["graduates_placed"].name != pack.indicators["graduates_placed"].name


def test_fault_of_another_year_of_the_pack_says_which(tmp_path: Path) -> None:
    folder = later(tmp_path, "retired: [women, {code: sexes, since: 2025}]\n")
    (fault,) = pack_faults(folder)
    assert "sexes" in fault and "2024" in fault and fault.startswith("later/year.yaml:2")
    with pytest.raises(RulesError):
        load_pack(folder)


def test_year_outside_the_packs_own_is_no_fault(tmp_path: Path) -> None:
    pack = load_pack(later(tmp_path, "retired: [women, {code: sexes, since: 2025}]\n", "first_year: 2025"))
    assert pack_for_year(pack, 2024) is pack


def test_dated_row_outside_the_years_of_its_pack_is_a_fault(tmp_path: Path) -> None:
    rules = 'indicators:\n  - {code: b, form: "1", name: 乙, unit: 人, kind: count, why: 试, since: 2027}\n'
    (fault,) = pack_faults(later(tmp_path, rules, "last_year: 2026"))
    assert "since 2027 is after the pack's last year 2026" in fault


def test_what_rests_on_a_dated_row_is_to_be_retired_in_the_same_years(tmp_path: Path) -> None:
    folder = later(tmp_path, "retired: [{code: women, since: 2025}]\n")
    (fault,) = pack_faults(folder)
    line = "retired: [{code: women, since: 2025}, {code: sexes, since: 2025}]"
    assert fault.count(line) == 2  # in Chinese and in English
    (folder / "year.yaml").write_text(f"pack: {{name: 次年, extends: base/year}}\n{line}\n", encoding="utf-8")
    assert pack_faults(folder) == ()
