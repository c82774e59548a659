"""Packs are found, read once, inherited from, and chosen by title and year."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks import load
from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import available_packs, load_pack

BASE = """
pack: {name: 基础, files: [units.yaml, form.yaml]}
"""
UNITS = """
units:
  - {name: 人, dimension: 人, also: [名]}
  - {name: 元, dimension: 钱}
  - {name: 万元, dimension: 钱, factor: 10000}
"""
FORM = """
form: {id: "1", title: 情况表, why: 试}
indicators:
  - {code: all_people, name: 人数, unit: 人, kind: count, why: 试, aliases: [总人数]}
  - {code: men, name: 男, parent: all_people, unit: 人, kind: count, why: 试}
  - {code: women, name: 女, parent: all_people, unit: 人, kind: count, why: 试}
relations:
  - {id: sexes, kind: partition, whole: all_people, parts: [men, women], severity: high, why: 试}
"""


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", year=BASE, units=UNITS, form=FORM)


def test_shipped_pack_has_its_forms_in_order() -> None:
    pack = load_pack("zhongzhi/2024")
    assert [form.title for form in pack.forms] == [
        "人才培养质量计分卡", "满意度调查表", "教学资源表", "服务贡献表", "国际影响表", "落实政策表",
    ]  # fmt: skip
    forms = [indicator.form for indicator in pack.indicators.values()]
    assert forms == sorted(forms)
    assert len(pack.indicators) == 127


def test_path_goes_from_the_outermost_parent_to_the_row_itself() -> None:
    pack = load_pack()
    assert pack.path("graduates_to_bachelor") == ("毕业生去向落实人数", "升学人数", "升入本科人数")
    assert pack.ancestors("graduates_to_bachelor") == ("graduates_further_study", "graduates_placed")
    assert pack.path("students") == ("全日制在校生人数",)


def test_every_indicator_says_why_it_is_there_and_what_it_is_not() -> None:
    for indicator in load_pack().indicators.values():
        assert indicator.why and indicator.source and indicator.not_labels, indicator.code


def test_units_convert_exactly_or_not_at_all() -> None:
    pack = load_pack()
    assert pack.convert(Decimal("12345.60"), "元", "万元") == Decimal("1.234560")
    assert pack.convert(Decimal("1.5"), "亿元", "万元") == Decimal(15000)
    assert pack.convert(Decimal(3), "名", "人") == Decimal(3)
    assert pack.convert(Decimal(3), "门", "学时") is None
    assert pack.convert(Decimal(3), "斤", "人") is None


def test_pack_is_read_once_and_fast() -> None:
    load._load.cache_clear()
    started = time.process_time()
    first = load_pack()
    assert time.process_time() - started < 0.5  # 0.02 s on an idle machine; the limit is for a busy one
    assert load_pack() is first


def test_folder_or_file_may_be_named(base: Path) -> None:
    assert load_pack(base).id == "base/year"
    assert load_pack(base / "year.yaml") is load_pack(str(base))


def test_unknown_pack_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(RulesError, match='did you mean "zhongzhi/2024"'):
        load_pack("zhongzi/2024")


def test_folder_without_a_pack_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="found none"):
        load_pack(write(tmp_path / "empty", units=UNITS))


@pytest.mark.usefixtures("base")
def test_extending_pack_adds_renames_and_retires(tmp_path: Path) -> None:
    changes = """
pack: {name: 次年, extends: base/year}
indicators:
  - {code: all_people, aliases: [全部人数]}
  - {code: foreign, name: 外国人, form: "1", parent: all_people, unit: 人, kind: count, why: 试, after: men}
retired: [women, sexes]
"""
    pack = load_pack(write(tmp_path / "later", year=changes))
    assert list(pack.indicators) == ["all_people", "men", "foreign"]
    assert pack.indicators["all_people"].aliases == ("总人数", "全部人数")
    assert pack.relations == ()
    assert pack.files == ("later/year.yaml", "base/year.yaml", "base/units.yaml", "base/form.yaml")


@pytest.mark.usefixtures("base")
def test_changing_one_key_of_a_rule_keeps_the_others(tmp_path: Path) -> None:
    changes = "pack: {name: 次年, extends: base/year}\nindicators:\n  - {code: men, name: 男性人数}\n"
    men = load_pack(write(tmp_path / "later", year=changes)).indicators["men"]
    assert (men.name, men.parent, men.unit) == ("男性人数", "all_people", "人")


def test_circle_of_extends_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "a", year="pack: {name: 甲, extends: b/year}")
    write(tmp_path / "b", year="pack: {name: 乙, extends: a/year}")
    with pytest.raises(RulesError, match="break the circle"):
        load_pack(tmp_path / "a")


@pytest.mark.usefixtures("base")
def test_renamed_row_keeps_its_old_name_as_an_alias(tmp_path: Path) -> None:
    changes = """
pack: {name: 次年, extends: base/year, applies_to: {first_year: 2025}}
renamed:
  - {code: all_people, name: 教职工, since: 2025, why: 新表}
retired:
  - {code: women, since: 2025, why: 新表不分}
  - sexes
"""
    pack = load_pack(write(tmp_path / "later", year=changes))
    assert pack.indicators["all_people"].labels == ("教职工", "总人数", "人数")
    assert [(change.code, change.since) for change in pack.renamed] == [("all_people", 2025)]
    assert [change.code for change in pack.retired] == ["women", "sexes"]
    assert "women" not in pack.indicators and not pack.relations


@pytest.mark.usefixtures("base")
def test_examples_of_retired_rows_are_left_out(tmp_path: Path) -> None:
    examples = "- {label: 女, origin: made, expect: women}\n- {label: 男, origin: made, expect: men}\n"
    (tmp_path / "base" / "form.examples.yaml").write_text(examples, encoding="utf-8")
    changes = "pack: {name: 次年, extends: base/year}\nretired: [women, sexes]\n"
    found = load_examples(load_pack(write(tmp_path / "later", year=changes)))
    assert [example.expect for example, _ in found.labels] == ["men"]


def test_earlier_year_has_the_names_of_its_own_form() -> None:
    earlier, later = load_pack("zhongzhi/2023"), load_pack("zhongzhi/2024")
    assert list(earlier.indicators) == list(later.indicators)
    assert earlier.indicators["graduates_placed"].name == "毕业去向落实人数"
    assert later.indicators["graduates_placed"].name in earlier.indicators["graduates_placed"].aliases


def test_higher_vocational_schools_fill_in_every_row() -> None:
    pack = load_pack("gaozhi/2024")
    assert {indicator.applies for indicator in pack.indicators.values()} == {"all"}
    assert "counsellors_within_staff" in {relation.id for relation in pack.relations}


def test_every_rule_knows_its_file_and_line() -> None:
    pack = load_pack("gaozhi/2024")
    assert pack.places["counsellors"].startswith("rules/gaozhi/2024.yaml:")
    assert pack.places["students"].startswith("rules/zhongzhi/policy.yaml:")
    assert pack.places["人"].startswith("rules/zhongzhi/units.yaml:")


@pytest.mark.parametrize("name", ["zhongzhi", "zhongzhi/2030"])
def test_kind_without_a_pack_of_that_year_is_told_its_years_newest_first(name: str) -> None:
    with pytest.raises(RulesError) as caught:
        load_pack(name)
    years = [id for id in reversed(available_packs()) if id.startswith("zhongzhi/")]
    assert "、".join(years) in str(caught.value) and ", ".join(years) in str(caught.value)
    assert "juesuan" not in str(caught.value)


def test_base_named_without_its_year_is_guessed_as_the_newest(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("pack: {name: 试, extends: zhongzhi}\n", encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_pack(tmp_path / "a.yaml")
    assert 'did you mean "zhongzhi/2024"?' in str(caught.value)
