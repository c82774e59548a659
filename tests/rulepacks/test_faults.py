"""Every fault of a pack is reported at once, with file, line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack
from docextract.rulework.files import pack_faults

HEAD = """pack: {name: 试}
form: {id: "1", title: 情况表, why: 试}
units:
  - {name: 人, dimension: 人}
  - {name: "%", dimension: 百分比}
"""
GOOD = "  - {code: all_people, name: 人数, unit: 人, kind: count, why: 试}\n"
RATES = (
    f"indicators:\n{GOOD}"
    + """  - {code: rate, name: 率, unit: '%', kind: share, why: 试}
  - {code: part, name: 甲率, unit: '%', kind: share, why: 试}
  - {code: other, name: 乙率, unit: '%', kind: share, why: 试}
relations:
"""
)


def faults(tmp_path: Path, text: str, head: str = HEAD) -> list[str]:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "form.yaml").write_text(head + text, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_pack(folder)
    return caught.value.faults


@pytest.mark.parametrize(
    ("rules", "line", "says"),
    [
        ("indicators:\n  - {code: a, nmae: 甲, unit: 人, kind: count, why: 试}", 7, 'did you mean "name"?'),
        (
            "indicators:\n  - code: a\n    name: 甲\n    unit: 人\n    kind: cuont\n    why: 试",
            10,
            'did you mean "count"?',
        ),
        ("indicators:\n  - {code: a, name: 甲, unit: 人, kind: count}", 7, 'key "why" is missing'),
        ("indicators:\n  - {name: 甲, unit: 人, kind: count, why: 试}", 7, 'key "code" is missing'),
        ("indicators:\n  - {code: a, name: 甲, unit: 斤, kind: count, why: 试}", 7, "use one of: 人, %"),
        (
            f"indicators:\n{GOOD}  - {{code: a, name: 甲, parent: all_peple, unit: 人, kind: count, why: 试}}",
            8,
            'did you mean "all_people"?',
        ),
        (f"indicators:\n{GOOD}{GOOD}", 8, "keys are unique"),
        (f"indicators:\n{GOOD}  - {{code: a, name: 人 数, unit: 人, kind: count, why: 试}}", 8, "is claimed by"),
        ("indicators:\n  - {code: a, name: 甲, parent: a, unit: 人, kind: count, why: 试}", 7, "a part of itself"),
        ("indicators:\n  - {code: a, name: 甲, unit: 人, kind: count, why: 试, not: [甲]}", 7, 'stands under "not"'),
        (
            f"indicators:\n{GOOD}relations:\n"
            "  - {id: r, kind: part-of, whole: all_people, parts: [pepole], severity: high, why: 试}",
            9,
            'code "pepole" is not in this pack',
        ),
        (
            f"indicators:\n{GOOD}relations:\n  - {{id: r, kind: range, parts: [all_people], severity: high, why: 试}}",
            9,
            'needs "low", "high" or both',
        ),
        (
            f"indicators:\n{GOOD}  - {{code: rate, name: 率, unit: '%', kind: share, why: 试}}\nrelations:\n"
            "  - {id: r, kind: part-of, whole: all_people, parts: [rate], severity: high, why: 试}",
            10,
            "can't be added or compared",
        ),
        (
            f"{RATES}  - {{id: r, kind: weighted-mean, whole: rate, parts: [part], severity: low, why: 试}}",
            12,
            "at least two parts",
        ),
        (
            f"{RATES}  - {{id: r, kind: weighted-mean, whole: rate, parts: [part, other], weights: [all_people], severity: low, why: 试}}",
            12,
            "1 weights for 2 parts",
        ),
        (f"{RATES}  - {{id: r, kind: carry-over, whole: rate, severity: low, why: 试}}", 12, 'needs "before"'),
        (
            f"{RATES}  - {{id: r, kind: carry-over, whole: rate, before: all_people, severity: low, why: 试}}",
            12,
            "can't be added",
        ),
        (
            f"{RATES}  - {{id: r, kind: range, parts: [rate], high: 100, numerator: rate, severity: low, why: 试}}",
            12,
            'has no use for "numerator"',
        ),
        (
            f"{RATES}  - {{id: r, kind: range, parts: [rate], low: 9, high: 1, severity: low, why: 试}}",
            12,
            "low is greater",
        ),
        ("required:\n  - {id: c, kind: chapter, severity: low, why: 试}", 7, 'needs "words"'),
        (
            'required:\n  - {id: c, kind: table, forms: ["2"], severity: low, why: 试}',
            7,
            'form "2" is not in this pack',
        ),
        (
            f"indicators:\n{GOOD}required:\n  - {{id: c, kind: indicator, codes: [all_peple], severity: low, why: 试}}",
            9,
            'did you mean "all_people"?',
        ),
        ("severities: {numbring: low}", 6, 'did you mean "numbering"?'),
        ("severities: {numbering: grave}", 6, "one of: high, medium, low"),
        ("renamed:\n  - {code: b, name: 乙}", 7, 'renamed "b" is not in this pack'),
        ("retired:\n  - {code: b, since: 2025}", 7, 'retired "b" is no code'),
        ("indicator: []", 6, 'did you mean "indicators"?'),
        ("retired: [b]", 6, 'retired "b" is no code'),
    ],
)
def test_fault_names_line_and_remedy(tmp_path: Path, rules: str, line: int, says: str) -> None:
    found = faults(tmp_path, rules)
    assert len(found) == 1, found
    assert found[0].startswith(f"pack/form.yaml:{line}")
    assert says in found[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("renamed: [{code: men, name: 男性, since: 2026}]", "since 2026 is after the pack's last year 2025"),
        ("renamed: [{code: men, name: 男性, until: 2023}]", "until 2023 is before the pack's first year 2024"),
        ("retired: [{code: men, since: 2025, until: 2024}]", "since 2025 is after until 2024"),
    ],
)
def test_change_outside_the_years_of_its_pack_is_a_fault(tmp_path: Path, change: str, says: str) -> None:
    head = HEAD.replace("{name: 试}", "{name: 试, applies_to: {first_year: 2024, last_year: 2025}}")
    found = faults(
        tmp_path, f"indicators:\n  - {{code: men, name: 男, unit: 人, kind: count, why: 试}}\n{change}", head
    )
    assert len(found) == 1 and says in found[0]


def test_pack_whose_last_year_is_before_its_first_is_a_fault(tmp_path: Path) -> None:
    head = HEAD.replace("{name: 试}", "{name: 试, applies_to: {first_year: 2026, last_year: 2020}}")
    found = faults(tmp_path, f"indicators:\n{GOOD}", head)
    assert len(found) == 1 and found[0].startswith("pack/form.yaml:1")
    assert "first_year 2026 is after last_year 2020" in found[0]


def test_missing_key_is_not_proposed_for_itself(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators:\n  - {code: , name: 甲, unit: 人, kind: count, why: 试}")
    assert len(found) == 1 and "缺少键“code”，" in found[0]


def test_set_is_checked_although_a_rule_has_a_fault(tmp_path: Path) -> None:
    first = "  - {code: a, name: 甲, unit: 斤, kind: cuont, why: 试}\n"
    second = "  - {code: b, name: 乙, parent: a, unit: 两, kind: count, why: 试}"
    found = faults(tmp_path, f"indicators:\n{first}{second}")
    assert [fault.split(",")[0] for fault in found] == ["pack/form.yaml:7", "pack/form.yaml:8"]
    assert "cuont" in found[0] and "两" in found[1]


def test_all_faults_come_together(tmp_path: Path) -> None:
    text = "indicators:\n  - {code: a, name: 甲, unit: 人, kind: nought, why: 试}\n  - {code: B, name: 乙, unit: 人, kind: count}"
    assert len(faults(tmp_path, text)) == 3


def test_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators:\n  - code: a\n    name: 甲\n    name: 乙\n")
    assert found == ['pack/form.yaml:9: 键“name”写了两次，请只留一个。 key "name" stands twice here; keep one of them']


def test_text_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators: [\n  - {")
    assert "not YAML" in found[0] and "pack/form.yaml:" in found[0]


def test_anchor_inside_itself_is_refused(tmp_path: Path) -> None:
    assert "write it flat" in faults(tmp_path, "indicators: &a [*a]")[0]


def test_missing_subject_file_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, "", "pack: {name: 试, files: [nowhere.yaml]}\n")
    assert found[0].startswith("pack/nowhere.yaml: ") and "can't be read" in found[0]


def test_faults_of_examples_come_together(tmp_path: Path) -> None:
    (tmp_path / "form.yaml").write_text(f"{HEAD}indicators:\n{GOOD}", encoding="utf-8")
    (tmp_path / "form.examples.yaml").write_text(
        "- {label: 人数, origin: made, expect: all_peopel}\n"
        "- {label: 名, origin: made, expect: none}\n"
        "- {label: 数, origin: guessed, expect: all_people}\n"
        "- {label: 人, origin: made, expect: all_people, known_miss: true}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesError) as caught:
        load_examples(load_pack(tmp_path))
    assert [fault.split(":")[1].split(",")[0] for fault in caught.value.faults] == ["1", "2", "3", "4"]
    assert 'did you mean "all_people"?' in caught.value.faults[0]


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("severity: high, why: 试", ()),
        ("why: 试", ('"severity" is missing',)),
        ("severity: high", ('"why" is missing',)),
    ],
)
def test_relation_without_why_or_severity_shows_its_other_faults_too(
    tmp_path: Path, missing: str, says: tuple[str, ...]
) -> None:
    relation = f"  - {{id: r, kind: part-of, whole: rate, parts: [prat], low: 0, {missing}}}"
    found = faults(tmp_path, RATES + relation)
    for text in (*says, 'code "prat" is not in this pack', 'has no use for "low"'):
        assert sum(text in each for each in found) == 1, found
    assert len(found) == 2 + len(says)


@pytest.mark.parametrize(
    ("lists", "says"),
    [
        ("aliases: ['']", '"aliases" has a blank item'),
        ("aliases: [' ', 甲]", '"aliases" has a blank item'),
        ("aliases: [甲, 甲]", '"甲" under "aliases" says the same as "甲"'),
        ("aliases: [甲、乙, 甲乙]", '"甲乙" under "aliases" says the same as "甲、乙"'),
        ("aliases: [人 数]", '"人 数" under "aliases" says the same as "人数"'),
        ("not: [甲, 甲]", '"甲" under "not" says the same'),
        ("in_body: [~]", '"in_body" has a blank item'),
    ],
)
def test_blank_and_doubled_wordings_are_faults(tmp_path: Path, lists: str, says: str) -> None:
    found = faults(tmp_path, f"indicators:\n{GOOD.replace('why: 试', f'why: 试, {lists}')}")
    assert any(says in each and each.startswith("pack/form.yaml:7") for each in found), found


def test_part_named_twice_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, f"{RATES}  - {{id: r, kind: range, parts: [part, part], high: 1, severity: low, why: 试}}")
    assert len(found) == 1 and '"part" under "parts" says the same' in found[0]


def row(code: str, after: str) -> str:
    return f"  - {{code: {code}, name: {code}, unit: 人, kind: count, why: 试, after: {after}}}\n"


def test_circle_of_rows_is_called_one_and_told_once(tmp_path: Path) -> None:
    found = faults(tmp_path, f"indicators:\n{GOOD}{row('b', 'c')}{row('c', 'b')}{row('d', 'c')}")
    assert len(found) == 1 and found[0].startswith("pack/form.yaml:8")
    assert "绕成了圈（b → c → b）" in found[0] and "leads in a circle (b → c → b)" in found[0]


def test_row_behind_itself_is_a_circle_and_behind_nothing_is_not(tmp_path: Path) -> None:
    found = faults(tmp_path, f"indicators:\n{GOOD}{row('b', 'b')}{row('c', 'all_peple')}")
    assert "(b → b)" in found[0]
    assert 'after "all_peple" is not in this pack; did you mean "all_people"?' in found[1]


BASE = f"""{HEAD}indicators:
{GOOD}  - {{code: men, name: 男, parent: all_people, unit: 人, kind: count, why: 试}}
  - {{code: old_men, name: 老, parent: men, unit: 人, kind: count, why: 试}}
  - {{code: women, name: 女, unit: 人, kind: count, why: 试}}
relations:
  - {{id: some, kind: part-of, whole: all_people, parts: [women], severity: low, why: 试}}
  - {{id: fewer, kind: part-of, whole: women, parts: [old_men], severity: low, why: 试}}
required:
  - {{id: basic, kind: indicator, codes: [all_people], severity: low, why: 试}}
"""


def faults_of_child(tmp_path: Path, text: str) -> list[str]:
    for name, content in (("base", BASE), ("child", f"pack: {{name: 次年, extends: base/form}}\n{text}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "form.yaml").write_text(content, encoding="utf-8")
    return list(pack_faults(tmp_path / "child" / "form.yaml"))


def test_what_rests_on_a_retired_row_is_told_at_the_line_that_retires_it(tmp_path: Path) -> None:
    found = faults_of_child(tmp_path, "retired: [all_people]\n")
    assert len(found) == 1 and found[0].startswith("child/form.yaml:2")
    assert "关系 some、fewer；必备内容 basic；下级 men、old_men" in found[0]
    assert "retired: [all_people, some, fewer, basic, men, old_men]" in found[0]


def test_advice_for_a_retired_row_mends_it(tmp_path: Path) -> None:
    assert not faults_of_child(tmp_path, "retired: [all_people, some, fewer, basic, men, old_men]\n")


def test_row_below_a_retired_one_may_get_another_parent(tmp_path: Path) -> None:
    text = 'retired: [all_people, some, basic]\nindicators:\n  - {code: men, parent: ""}\n'
    assert not faults_of_child(tmp_path, text)


def test_own_relation_that_names_a_retired_row_is_told_at_its_own_line(tmp_path: Path) -> None:
    text = "retired: [old_men, fewer]\nrelations:\n  - {id: own, kind: part-of, whole: men, parts: [old_men], severity: low, why: 试}\n"
    found = faults_of_child(tmp_path, text)
    assert len(found) == 1 and found[0].startswith("child/form.yaml:4, rule own")


def test_faults_of_prose_and_panel_examples(tmp_path: Path) -> None:
    (tmp_path / "form.yaml").write_text(f"{HEAD}indicators:\n{GOOD}", encoding="utf-8")
    (tmp_path / "form.examples.yaml").write_text(
        "- {said: 人数, unit: 人, origin: made, expect: all_peopel}\n"
        "- {said: 名, unit: 人, origin: made, expect: none}\n"
        "- {said: [], unit: 人, origin: made, expect: all_people}\n"
        "- {said: 人数, origin: made, expect: all_people}\n"
        "- {said: 人, unit: 人, origin: made, expect: all_people, known_miss: true}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesError) as caught:
        load_examples(load_pack(tmp_path))
    assert [fault.split(":")[1].split(",")[0] for fault in caught.value.faults] == ["1", "2", "3", "4", "5"]


PANELS = """pack: {name: 试}
form:
  id: "1"
  title: 收支表
  why: 试
  panels:
    - measures: [{code: spent, heads: [决算数]}, {code: planned, heads: [预算数]}]
      rows: [{code: kept, labels: [结余], others: {planned: kept_planned}}, {code: kept_old, labels: [上年], below: kept}]
units:
  - {name: 元, dimension: 钱}
indicators:
"""
MONEY = "".join(
    f"  - {{code: {code}, name: {code}, unit: 元, kind: money, why: 试}}\n"
    for code in ("spent", "planned", "kept", "kept_planned", "kept_old")
)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{code: spent,", "{code: spend,", 'code "spend" is not in this pack; did you mean "spent"?'),
        ("[{code: kept,", "[{code: kep,", 'code "kep" is not in this pack'),
        (": kept_planned}", ": kept_plan}", 'did you mean "kept_planned"?'),
        ("others: {planned:", "others: {plannd:", 'others "plannd" is not in this pack; did you mean "planned"?'),
        ("below: kept", "below: spent", 'row kept_old stands below "spent"'),
        ("      rows:", "      items: functional\n      rows:", 'items "functional" is not in this pack'),
    ],
)
def test_panel_names_only_codes_of_the_pack(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = faults(tmp_path, MONEY, PANELS.replace(old, new))
    assert any(says in each and each.startswith("pack/form.yaml:6") for each in found), found


def test_retired_column_and_row_are_gone_from_the_form(tmp_path: Path) -> None:
    for name, text in (
        ("base", PANELS + MONEY),
        ("child", "pack: {name: 次年, extends: base/form}\nretired: [planned, kept]\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "form.yaml").write_text(text, encoding="utf-8")
    assert not pack_faults(tmp_path / "child" / "form.yaml")
    (panel,) = load_pack(tmp_path / "child").form("1").panels
    assert [measure.code for measure in panel.measures] == ["spent"]
    assert not panel.rows


@pytest.mark.parametrize(
    ("example", "says"),
    [
        ("{value: abc, unit: 人, to: 人, gives: '3'}", '"abc" under "value" is no number'),
        ("{value: '3', unit: 人, to: 人, gives: nothing}", '"nothing" under "gives" is no number'),
        ("{relation: r, origin: made, values: {rate: 很多}}", '"很多" under "values" is no number'),
        ("{relation: r, origin: made, values: {rate: '1,200'}}", '"1,200" under "values" is no number'),
        ("{relation: r, origin: made, values: {rate: '3'}, before: {rate: x}}", '"x" under "before" is no number'),
        ("{relation: r, origin: made, values: {rate: '3'}, differs: [rat]}", '"rat" is not a code of this pack'),
        ("{label: 率, origin: made, input: {table: '9'}, expect: rate}", 'table "9" is not in this pack'),
    ],
)
def test_example_that_could_not_be_run_is_a_fault(tmp_path: Path, example: str, says: str) -> None:
    relation = "  - {id: r, kind: range, parts: [rate], high: 100, severity: low, why: 试}\n"
    (tmp_path / "form.yaml").write_text(f"{HEAD}{RATES}{relation}examples:\n  - {example}\n", encoding="utf-8")
    (found,) = pack_faults(tmp_path / "form.yaml")
    assert says in found
    assert "form.yaml:14" in found


REUSED = "pack: {name: 次年, extends: pack/form}\n"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("indicators:\n  - {code: all_people, form: '7', name: 女生, unit: 人}", '"all_people" has form "1", here "7"'),
        ("units:\n  - {name: 人, dimension: 面积}", '"人" has dimension "人", here "面积"'),
    ],
)
def test_inherited_code_or_unit_given_to_something_else_is_a_fault(tmp_path: Path, change: str, says: str) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "form.yaml").write_text(f"{HEAD}indicators:\n{GOOD}", encoding="utf-8")
    (tmp_path / "child").mkdir()
    path = tmp_path / "child" / "later.yaml"
    path.write_text(f"{REUSED}forms:\n  - {{id: '7', title: 另表, why: 试}}\n{change}\n", encoding="utf-8")
    (fault,) = pack_faults(path)
    assert says in fault and "did you mean a new one?" in fault
    assert fault.startswith("child/later.yaml:5") and "pack/form.yaml:" in fault


def test_inherited_row_may_say_its_form_again(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "form.yaml").write_text(f"{HEAD}indicators:\n{GOOD}", encoding="utf-8")
    (tmp_path / "child").mkdir()
    path = tmp_path / "child" / "later.yaml"
    path.write_text(f"{REUSED}indicators:\n  - {{code: all_people, form: '1', aliases: [总人数]}}\n", encoding="utf-8")
    assert pack_faults(path) == ()
